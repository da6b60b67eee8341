"""Address files: the BAG layout of NLExtract, or any CSV with the columns below."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maps.addresses import Address
from maps.errors import SourceError
from maps.geometry import EPSG_RD_NEW, to_degrees

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

# Names a column may have, lower case; the first ones are those of NLExtract's BAG export.
_COLUMNS = {
    "street": ("openbareruimte", "street", "straat", "straatnaam", "addr:street"),
    "number": ("huisnummer", "housenumber", "house_number", "number", "addr:housenumber"),
    "letter": ("huisletter",),
    "addition": ("huisnummertoevoeging", "toevoeging", "addition"),
    "postcode": ("postcode", "addr:postcode"),
    "city": ("woonplaats", "city", "plaats", "addr:city"),
    "lat": ("lat", "latitude", "breedtegraad"),
    "lon": ("lon", "lng", "longitude", "lengtegraad"),
    "x": ("x",),
    "y": ("y",),
}
_NEEDED = ("street", "number")


@dataclass(frozen=True)
class AddressFile:
    """Doors of a file, and a sentence for each row that could not be used."""

    addresses: tuple[Address, ...]
    problems: tuple[str, ...]


def read_address_file(path: Path) -> AddressFile:
    """Return the doors in a CSV file; comma, semicolon or tab, UTF-8 or Windows-1252.

    Raises
    ------
    SourceError
        When the file is absent, has no street, number or place column, or holds no usable door.
    """
    if not path.is_file():
        raise SourceError(f"{path}: no such address file")
    text = _decoded(path.read_bytes())
    header = text.partition("\n")[0]
    separator = max(";,\t", key=header.count)
    reader = csv.DictReader(text.splitlines(), delimiter=separator)
    columns = _columns([name or "" for name in reader.fieldnames or ()], path)
    addresses, problems = [], []
    for row in reader:
        try:
            addresses.append(_address(row, columns))
        except ValueError as error:
            problems.append(f"{path.name} row {reader.line_num}: {error}")
    if not addresses:
        raise SourceError(f"{path}: no usable address; {problems[0] if problems else 'the file has no rows'}")
    return AddressFile(tuple(addresses), tuple(problems))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _columns(header: list[str], path: Path) -> dict[str, str]:
    """Return the file's own name of each column that is there."""
    by_name = {name.strip().lower(): name for name in header}
    found = {
        meaning: by_name[name]
        for meaning, names in _COLUMNS.items()
        for name in reversed(names)
        if name in by_name
    }
    missing = [meaning for meaning in _NEEDED if meaning not in found]
    if not ({"lat", "lon"} <= found.keys() or {"x", "y"} <= found.keys()):
        missing.append("lat and lon (or x and y in RD)")
    if missing:
        raise SourceError(f"{path}: no column for {', '.join(missing)}; the header has {', '.join(header)}")
    return found


def _address(row: Mapping[str, str | None], columns: dict[str, str]) -> Address:
    def value(meaning: str) -> str:
        return (row.get(columns.get(meaning, ""), "") or "").strip()

    if not value("street") or not value("number"):
        raise ValueError(f"street {value('street')!r} number {value('number')!r}; both are needed")
    number = value("number") + value("letter") + (f"-{value('addition')}" if value("addition") else "")
    lat, lon = _place(value)
    return Address(value("street"), number, value("postcode"), value("city"), round(lat, 7), round(lon, 7))


def _place(value: Callable[[str], str]) -> tuple[float, float]:
    """Latitude and longitude of a row, from RD metres when it has no degrees."""
    if value("lat") and value("lon"):
        lat, lon = _number(value("lat")), _number(value("lon"))
    elif value("x") and value("y"):
        lats, lons = to_degrees(np.array([_number(value("x"))]), np.array([_number(value("y"))]), EPSG_RD_NEW)
        lat, lon = float(lats[0]), float(lons[0])
    else:
        raise ValueError("no place; expected lat and lon in degrees, or x and y in RD metres")
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"place is ({lat}, {lon}); expected degrees")
    return lat, lon


def _number(text: str) -> float:
    return float(text.replace(",", "."))
