"""The list of best known values: which instances to run, and what they are measured against."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.families import FAMILIES, Family, family
from bench.instance import Case

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

_COLUMNS = ("family", "instance", "vehicles", "best_known", "status")


class ListError(ValueError):
    """The list of best known values cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class _Row:
    family: str
    instance: str
    vehicles: int | None
    best_known: float
    proven: bool


def cases_of(asked: str, folder: Path, best_known: Path) -> list[Case]:
    """Return every row of the family whose file exists, in the order of the list.

    Files of a folder that the list does not know at all are run too, without a best known value.

    Raises
    ------
    ListError
        When the list is damaged, or not a single instance was found.
    """
    if not folder.is_dir():
        raise ListError(f"{folder} is no folder.")
    rows = list(_rows(best_known))
    found: list[Case] = []
    for name in FAMILIES[asked]:
        each = family(name)
        files = _files(folder, each)
        listed = [
            Case(name, row.instance, files[row.instance.casefold()], row.vehicles, row.best_known, row.proven)
            for row in rows
            if row.family in {name, each.listed_as} and row.instance.casefold() in files
        ]
        unlisted = [Case(name, path.stem, path) for path in files.values()]
        found += listed or unlisted
    if not found:
        folders = ", ".join(f"{name}/" for name in FAMILIES[asked])
        raise ListError(f"No instance of {asked!r} found: {best_known.name} against {folders} in {folder}.")
    return found


def chosen(
    cases: list[Case], only: Container[str], vehicles: Container[int], limit: int | None
) -> list[Case]:
    """Return the cases with these names and numbers of vehicles (empty = all), at most `limit` of them."""
    kept = [
        each
        for each in cases
        if (not only or each.name.casefold() in only) and (not vehicles or each.vehicles in vehicles)
    ]
    return kept[:limit]


def _files(folder: Path, each: Family) -> dict[str, Path]:
    place = folder / each.folder
    return {path.stem.casefold(): path for path in sorted(place.glob(f"*{each.suffix}"))}


def _rows(path: Path) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise ListError(f"{path.name}, line 1: has no column {', '.join(missing)}.")
            for row in reader:
                yield _row(path, reader.line_num, row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ListError(f"{path.name}: cannot be read ({error}).") from error


def _row(path: Path, line: int, row: dict[str, str | None]) -> _Row:
    for name in _COLUMNS:
        if row[name] is None:
            raise ListError(f"{path.name}, line {line}: {name} is missing.")
    vehicles, best = str(row["vehicles"]).strip(), str(row["best_known"]).strip()
    try:
        many, figure = int(vehicles) if vehicles else None, float(best)
    except ValueError as error:
        raise ListError(f"{path.name}, line {line}: {error}.") from error
    if (many is not None and many < 1) or not 0 < figure < math.inf:
        raise ListError(
            f"{path.name}, line {line}: vehicles {vehicles!r} or best_known {best!r} is impossible."
        )
    proven = str(row["status"]).strip().casefold().startswith("optimal")
    return _Row(str(row["family"]).strip(), str(row["instance"]).strip(), many, figure, proven)
