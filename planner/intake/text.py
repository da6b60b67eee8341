"""The bytes of a file to rows of cells: encoding, line ends, quotes. Nothing here knows a column."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planner.domain.errors import UnreadableFileError
from planner.intake.formula import unshield

Source = Path | tuple[str, bytes]

# Other white space, such as \x1c, is a control character: the cell that holds it is refused.
_BLANK = " \t\r\n\u00a0\u202f"
_BOM = b"\xef\xbb\xbf"
_AS_CSV = "Kies in het rekenblad 'Opslaan als' en dan 'CSV UTF-8'."
_NOT_TEXT = {
    b"PK\x03\x04": f"is een Excel- of zipbestand. {_AS_CSV}",
    b"\xd0\xcf\x11\xe0": f"is een oud Excel-bestand. {_AS_CSV}",
    b"%PDF": "is een pdf. Vraag om een CSV-bestand.",
    b"\xff\xfe": f"is opgeslagen als UTF-16. {_AS_CSV}",
    b"\xfe\xff": f"is opgeslagen als UTF-16. {_AS_CSV}",
}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A file as lines, each with its line end, and the encoding it was read in."""

    file: str
    encoding: str
    lines: Sequence[str]


class Broken(NamedTuple):
    """The first line of a row with broken quotes, and its cells before the first quote, which are sure."""

    line: str
    sure: list[str]


def load_text(source: Source) -> Text:
    """Return the lines of a file: UTF-8 with or without a byte order mark, else cp1252.

    A first line ``sep=;`` is left out: it is a hint for Excel, which does not show or count it.

    Raises
    ------
    UnreadableFileError
        When the file cannot be opened or is not text.
    """
    name, data = _bytes(source)
    text, encoding = _decode(name, data)
    lines = list(io.StringIO(text, newline=""))
    if lines and re.fullmatch(r"sep=.[\r\n]*", lines[0], re.IGNORECASE):
        del lines[0]
    return Text(file=name, encoding=encoding, lines=lines)


def _bytes(source: Source) -> tuple[str, bytes]:
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
    for encoding in ("utf-8",) if data.startswith(_BOM) else ("utf-8", "cp1252"):
        try:
            return data.removeprefix(_BOM).decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(f"Het bestand {name} is geen tekst in UTF-8 of Windows-1252. {_AS_CSV}")


def rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | Broken]]:
    """Yield the number and the stripped cells of each row; `Broken` when its quotes are.

    Numbers count as a spreadsheet does: from 1, blank rows too, a cell with line breaks once. A quote that
    is never closed would swallow the rest of the file, so after broken quotes reading goes on at the next
    line.
    """
    row, start = 0, 0
    while start < len(lines):
        rest = (lines[place] for place in range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        taken = 0
        try:
            for cells in reader:
                row, taken = row + 1, reader.line_num
                yield row, [_clean(cell) for cell in cells]
            return
        except csv.Error:
            row, start = row + 1, start + taken + 1
            yield row, _broken(lines[start - 1], delimiter)


def _broken(line: str, delimiter: str) -> Broken:
    *sure, _ = line.split('"')[0].split(delimiter)
    return Broken(line.strip(_BLANK), [_clean(cell) for cell in sure])


def _clean(cell: str) -> str:
    return unshield(cell.strip(_BLANK))
