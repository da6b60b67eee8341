"""The bytes of a file to a table: encoding, delimiter, headers, and rows by column name."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import UnreadableFileError
from planner.intake.columns import COLUMNS, Column, Kind, by_header
from planner.intake.formula import unshield

DELIMITERS = (";", ",", "\t")
# Other white space, such as \x1c, is a control character and is for the cells to refuse.
BLANK = " \t\r\n\u00a0\u202f"
_BOM = b"\xef\xbb\xbf"
_AS_CSV = "Kies in het rekenblad 'Opslaan als' en dan 'CSV UTF-8'."
_NOT_TEXT = {
    b"PK\x03\x04": f"is een Excel- of zipbestand. {_AS_CSV}",
    b"\xd0\xcf\x11\xe0": f"is een oud Excel-bestand. {_AS_CSV}",
    b"%PDF": "is een pdf. Vraag om een CSV-bestand.",
    b"\xff\xfe": f"is opgeslagen als UTF-16. {_AS_CSV}",
    b"\xfe\xff": f"is opgeslagen als UTF-16. {_AS_CSV}",
}
_BROKEN_QUOTES = (
    'Een aanhalingsteken (") in deze rij wordt niet goed gesloten, of een tekst is veel te lang.'
    ' Zet tekst tussen twee aanhalingstekens en schrijf een aanhalingsteken in een tekst dubbel ("").'
)


@dataclass(frozen=True, kw_only=True)
class Record:
    """One data row: its number as a spreadsheet counts, its filled cells by column name, or why it has none."""

    row: int
    cells: dict[str, str]
    fault: str = ""
    fault_value: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """All data rows of a file, and the headers as the file has them."""

    file: str
    encoding: str
    delimiter: str
    header_row: int
    labels: dict[str, str]
    unknown: tuple[str, ...]
    records: tuple[Record, ...]


def load(source: Path | tuple[str, bytes], kind: Kind) -> Table:
    """Return the table in a file.

    Rows without a single filled cell are not data. Two dossiers could be mixed up in a row whose number of
    cells differs from the header, so such a row gets a fault and only its cells up to the fault's place.

    Raises
    ------
    UnreadableFileError
        When the file is not there, is not text, has no data rows, or misses a column that must be there.
    """
    name, data = _bytes(source)
    text, encoding = _decode(name, data)
    lines = list(io.StringIO(text, newline=""))
    if lines and re.fullmatch(r"sep=.[\r\n]*", lines[0]):  # a hint for Excel, which does not show the line
        del lines[0]
    delimiter = max(DELIMITERS, key=lambda mark: _known(_first(lines, mark)[1], kind))
    header_row, header = _first(lines, delimiter)
    if not header:
        raise UnreadableFileError(f"Het bestand {name} is leeg.")
    places = _places(name, header, kind)
    records = tuple(
        _record(row, cells, header, places)
        for row, cells in _rows(lines, delimiter)
        if row > header_row and (cells is None or any(cells))
    )
    if not records:
        raise UnreadableFileError(f"Het bestand {name} heeft alleen een kopregel en geen rijen daaronder.")
    return Table(
        file=name,
        encoding=encoding,
        delimiter=delimiter,
        header_row=header_row,
        labels={column: header[place] for column, place in places.items()},
        unknown=tuple(
            label or f"(kolom {place + 1} zonder naam)"
            for place, label in enumerate(header)
            if place not in places.values()
        ),
        records=records,
    )


def _bytes(source: Path | tuple[str, bytes]) -> tuple[str, bytes]:
    if not isinstance(source, Path):
        return source
    try:
        return source.name, source.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"Het bestand {source.name} is niet te openen ({error.strerror}). Kijk of de naam klopt."
        ) from error


def _decode(name: str, data: bytes) -> tuple[str, str]:
    for magic, sentence in _NOT_TEXT.items():
        if data.startswith(magic):
            raise UnreadableFileError(f"Het bestand {name} {sentence}")
    if b"\0" in data:
        raise UnreadableFileError(f"Het bestand {name} is geen tekst. Vraag om een CSV-bestand.")
    if data.startswith(_BOM):
        try:
            return data.removeprefix(_BOM).decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            raise UnreadableFileError(
                f"Het bestand {name} zegt dat het UTF-8 is, maar dat klopt niet. {_AS_CSV}"
            ) from None
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(f"Het bestand {name} is geen tekst in UTF-8 of Windows-1252. {_AS_CSV}")


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row with its number, stripped; None for a row with broken quotes, after which reading goes on.

    A quote that is never closed would swallow the rest of the file; so after such a row reading starts anew on
    the next line.
    """
    row, start = 0, 0
    while start < len(lines):
        reader = csv.reader((lines[i] for i in range(start, len(lines))), delimiter=delimiter, strict=True)
        taken = 0
        try:
            for cells in reader:
                row, taken = row + 1, reader.line_num
                yield row, [unshield(cell.strip(BLANK)) for cell in cells]
            return
        except csv.Error:
            row, start = row + 1, start + taken + 1
            yield row, None


def _first(lines: Sequence[str], delimiter: str) -> tuple[int, list[str]]:
    """Return the first row with text in it and its number, without empty cells at its end."""
    for row, cells in _rows(lines, delimiter):
        if cells is None:
            return row, []
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            return row, cells
    return 0, []


def _known(header: Sequence[str], kind: Kind) -> int:
    known = by_header(kind)
    return sum(fold_key in known for fold_key in map(_fold, header))


def _places(name: str, header: Sequence[str], kind: Kind) -> dict[str, int]:
    """Return where each known column stands."""
    known = by_header(kind)
    places: dict[str, int] = {}
    for place, label in enumerate(header):
        column = known.get(_fold(label))
        if column is None:
            continue
        if column.name in places:
            raise UnreadableFileError(
                f"In {name} staan de kolommen '{header[places[column.name]]}' en '{label}' voor hetzelfde."
                " Laat er een staan."
            )
        places[column.name] = place
    _refuse_missing(name, header, COLUMNS[kind], places)
    return places
