"""Rows of cells to a table by column name: which delimiter, which columns, what each row holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.errors import UnreadableFileError
from planner.intake.cells import shown
from planner.intake.columns import COLUMNS, Column, Kind, by_header, fold
from planner.intake.text import Broken, Source, load_text, rows

DELIMITERS = (";", ",", "\t")
_BROKEN_QUOTES = (
    'Een aanhalingsteken (") in deze rij wordt niet goed gesloten. Zet de tekst tussen twee'
    ' aanhalingstekens en schrijf een aanhalingsteken in een tekst dubbel ("").'
)


@dataclass(frozen=True, kw_only=True)
class Record:
    """One data row: its number as a spreadsheet counts, and its filled cells by column name.

    With a ``fault`` (a sentence) the cells may stand under the wrong header: only the id is worth showing.
    """

    row: int
    cells: dict[str, str]
    fault: str = ""
    fault_value: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """The data rows of a file and its headers.

    ``labels`` maps a column name to the header as the file has it; ``unknown`` are the headers not read.
    """

    file: str
    encoding: str
    delimiter: str
    header_row: int
    labels: dict[str, str]
    unknown: tuple[str, ...]
    records: tuple[Record, ...]


def load_table(source: Source, kind: Kind) -> Table:
    """Return the table in a file; rows without a filled cell are not data.

    The delimiter is the one that makes most known columns of the header.

    Raises
    ------
    UnreadableFileError
        When the file cannot be opened, is not text, has no data rows, or misses a column that must be there.
    """
    text = load_text(source)
    if not any(line.strip() for line in text.lines):
        raise UnreadableFileError(f"Het bestand {text.file} is leeg.")
    delimiter = max(DELIMITERS, key=lambda mark: len(_known(_header(text.lines, mark)[1], kind)))
    header_row, header = _header(text.lines, delimiter)
    places = _places(text.file, header, kind)
    data = [(row, cells) for row, cells in rows(text.lines, delimiter) if row > header_row and any(cells)]
    if not data:
        raise UnreadableFileError(
            f"Het bestand {text.file} heeft alleen een kopregel en geen rijen daaronder."
        )
    return Table(
        file=text.file,
        encoding=text.encoding,
        delimiter=delimiter,
        header_row=header_row,
        labels={name: header[place] for name, place in places.items()},
        unknown=_unknown(header, places, [cells for _, cells in data if isinstance(cells, list)]),
        records=tuple(_record(row, cells, header, places) for row, cells in data),
    )


def _header(lines: Sequence[str], delimiter: str) -> tuple[int, list[str]]:
    """Return the number and the cells of the first row that is not blank."""
    for row, cells in rows(lines, delimiter):
        if any(cells):
            return row, cells if isinstance(cells, list) else []
    return 0, []


def _known(header: Sequence[str], kind: Kind) -> list[tuple[int, Column]]:
    known = by_header(kind)
    return [(place, known[key]) for place, key in enumerate(map(fold, header)) if key in known]


def _places(file: str, header: Sequence[str], kind: Kind) -> dict[str, int]:
    """Return where each known column stands, or refuse a file that misses one or has one twice."""
    places: dict[str, int] = {}
    for place, column in _known(header, kind):
        if column.name in places:
            raise UnreadableFileError(
                f"In {file} zijn de kolommen '{header[places[column.name]]}' en '{header[place]}' hetzelfde."
                " Laat er een staan."
            )
        places[column.name] = place
    found = ", ".join(filter(None, header))
    found = f"{found[:199]}…" if len(found) > 200 else found
    missing = [f"'{c.dutch}' ({c.name})" for c in COLUMNS[kind] if c.required and c.name not in places]
    if missing:
        what = "ontbreekt de kolom" if len(missing) == 1 else "ontbreken de kolommen"
        raise UnreadableFileError(f"In {file} {what} {', '.join(missing)}. Gevonden: {found or 'niets'}.")
    choice = [column for column in COLUMNS[kind] if column.one_of]
    if choice and not any(column.name in places for column in choice):
        names = ", ".join(f"'{column.dutch}'" for column in choice)
        raise UnreadableFileError(
            f"In {file} ontbreekt een kolom met achterstand: {names}. Gevonden: {found}."
        )
    return places


def _unknown(header: Sequence[str], places: dict[str, int], data: Sequence[list[str]]) -> tuple[str, ...]:
    """Return the headers that are not read; a column without a header counts when a cell in it is filled."""
    read = set(places.values())
    return tuple(
        label or f"kolom {place + 1}"
        for place, label in enumerate(header)
        if place not in read and (label or any(_cell(cells, place) for cells in data))
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _record(row: int, cells: list[str] | Broken, header: Sequence[str], places: dict[str, int]) -> Record:
    """Return the row by column name.

    A row that is shorter or longer than the header is a fault: after a stray delimiter or line end, a *ja* of
    ``unsafe`` may have moved to another column or to the next row.
    """
    if isinstance(cells, Broken):
        known = {name: cell for name, place in places.items() if (cell := _cell(cells.sure, place))}
        return Record(row=row, cells=known, fault=_BROKEN_QUOTES, fault_value=shown(cells.line)[1:-1])
    filled = {name: cell for name, place in places.items() if (cell := _cell(cells, place))}
    named = max(place for place, label in enumerate(header, start=1) if label)
    if len(cells) < named or any(cells[len(header) :]):
        sentence = (
            f"Deze rij heeft {len(cells)} vakken en de kop {named}. Staat er een scheidingsteken of een"
            " regeleinde in een tekst? Zet die tekst dan tussen aanhalingstekens."
        )
        return Record(row=row, cells=filled, fault=sentence, fault_value=f"{len(cells)} vakken")
    return Record(row=row, cells=filled)
