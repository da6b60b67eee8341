"""Addresses to places, each with a grade that says how sure it is."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from maps.doors import DoorBook, house_number, number_key, postcode_key
from maps.geometry import Point
from maps.house_numbers import StreetLine, street_lines
from maps.match import Candidate, Grade, Match
from maps.street_names import letters, plain, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maps.network import StreetNetwork

# Below this likeness (1 = equal) two names are different streets rather than a slip of the pen.
NAME_LIKENESS = 0.6
# A slip is put right only where postcode or city has that number on one such street: so many edits at most,
# and as many fewer than for the next street.
EDITS_WITH_POSTCODE, EDITS_WITH_CITY = 2, 1
# Doors of one address farther apart than this are two addresses.
SAME_DOOR_M = 150.0
CANDIDATES = 5


@dataclass(frozen=True)
class _Query:
    """An address as asked for, with the short spelling of its street."""

    street: str
    number: str | int | None
    postcode: str
    city: str

    @property
    def key(self) -> str:
        return spelling_key(self.street)


class Geocoder:
    """Finds addresses among the known doors and along the streets of one region."""

    def __init__(self, network: StreetNetwork, doors: DoorBook | None = None) -> None:
        self._network = network
        self._doors = doors
        self._lines: dict[str, list[StreetLine]] = {}

    def find(
        self, street: str, number: str | int | None, postcode: str | None = None, city: str | None = None
    ) -> Match:
        """Return where an address lies and how sure that is."""
        query = _Query(street, number, postcode_key(postcode), plain(city or ""))
        found = self._by_postcode(query) or self._by_street(query) or self._along(query)
        return found or self._candidates(query)

    # Known doors

    def _by_postcode(self, query: _Query) -> Match | None:
        """Return the door with that postcode and number, when its street is the one asked for."""
        if self._doors is None or not query.postcode or not number_key(query.number):
            return None
        rows = self._doors.at_postcode(query.postcode, query.number)
        by_key = self._grouped(rows)
        if query.key in by_key:
            return self._door(by_key[query.key], Grade.EXACT, query)
        if query.key and query.key not in self._names_by_key and by_key:
            key = self._slip(query, by_key, EDITS_WITH_POSTCODE)
            if key is not None:
                return self._door(by_key[key], Grade.EXACT, query, corrected=True)
        return None

    def _by_street(self, query: _Query) -> Match | None:
        """Return the door on that street, when the city has one such street and no postcode denies it."""
        if self._doors is None or not query.key or not number_key(query.number):
            return None
        rows = self._in_city(self._doors.on_street(query.key, query.number), query)
        if rows:
            return None if self._denied(rows, query) else self._door(rows, Grade.STREET, query)
        if query.key in self._names_by_key or not query.city:
            return None
        nearby = {
            key: rows
            for key, _ in self._like(query)
            if (rows := self._in_city(self._doors.on_street(key, query.number), query, strict=True))
        }
        slip = self._slip(query, nearby, EDITS_WITH_CITY)
        if slip is None or self._denied(nearby[slip], query):
            return None
        return self._door(nearby[slip], Grade.STREET, query, corrected=True)

    def _grouped(self, rows: Iterable[int]) -> dict[str, list[int]]:
        doors = self._doors
        groups: dict[str, list[int]] = defaultdict(list)
        for row in rows if doors is not None else ():
            groups[doors.street_keys[row]].append(row)  # type: ignore[union-attr]
        return dict(groups)

    def _slip(self, query: _Query, keys: Iterable[str], edits: int) -> str | None:
        """Return the one street the asked name can be a slip of, or nothing when that isn't sure."""
        ranked = sorted((self._edits(query, key), key) for key in keys)
        if not ranked or ranked[0][0] > min(edits, len(letters(query.street)) // 4):
            return None
        clear = len(ranked) == 1 or ranked[1][0] >= 2 * ranked[0][0]
        return ranked[0][1] if clear else None

    def _edits(self, query: _Query, key: str) -> int:
        """Least number of typing slips between the asked name and a street, in full or abbreviated."""
        asked = letters(query.street)
        full = (OSA.distance(asked, letters(name)) for name in self._names_by_key[key])
        return int(min(OSA.distance(query.key, key), *full))

    def _in_city(self, rows: list[int], query: _Query, *, strict: bool = False) -> list[int]:
        """Doors in the city asked for; without `strict`, also those whose city is not known."""
        if self._doors is None or not query.city:
            return rows
        cities = [plain(self._doors.address(row).city) for row in rows]
        return [
            row
            for row, city in zip(rows, cities, strict=True)
            if city == query.city or (not strict and not city)
        ]

    def _denied(self, rows: list[int], query: _Query) -> bool:
        """Whether every one of these doors has another postcode than the one asked for."""
        if self._doors is None or not query.postcode:
            return False
        known = [postcode_key(self._doors.address(row).postcode) for row in rows]
        return all(postcode and postcode != query.postcode for postcode in known)

    def _door(self, rows: list[int], grade: Grade, query: _Query, *, corrected: bool = False) -> Match | None:
        """Return the match of one address's doors; doors far apart are different addresses, and doubtful."""
        if self._doors is None:
            return None
        doors = self._doors
        rows = self._in_city(rows, query) or rows
        points = [doors.point(row) for row in rows]
        if any(_apart_m(points[0], point) > SAME_DOOR_M for point in points[1:]):
            listed = tuple(self._candidate(row, query) for row in rows)[:CANDIDATES]
            return Match(None, Grade.DOUBTFUL, listed)
        return Match(points[0], grade, (), doors.address(rows[0]).street, corrected)

    def _candidate(self, row: int, query: _Query) -> Candidate:
        if self._doors is None:
            raise ValueError(f"row {row} of no doors")
        door = self._doors.address(row)
        likeness = max(
            OSA.normalized_similarity(query.key, self._doors.street_keys[row]),
            OSA.normalized_similarity(letters(query.street), letters(door.street)),
        )
        return Candidate(self._doors.point(row), door.street, likeness, door.number, door.postcode, door.city)

    # Streets

    @cached_property
    def _stretches(self) -> dict[str, list[int]]:
        """Streets that carry each name."""
        network = self._network
        held: dict[str, list[int]] = defaultdict(list)
        for street, name in zip(network.named_street.tolist(), network.named_name.tolist(), strict=True):
            held[network.names[name]].append(street)
        return dict(held)

    @cached_property
    def _names_by_key(self) -> dict[str, list[str]]:
        """Names of streets and of doors' streets, by their short spelling."""
        held: dict[str, set[str]] = defaultdict(set)
        for name in self._stretches:
            held[spelling_key(name)].add(name)
        for key, names in (self._doors.names_by_key if self._doors is not None else {}).items():
            held[key].update(names)
        held.pop("", None)
        return {key: sorted(names) for key, names in held.items()}

    def lines_of(self, street: str) -> list[StreetLine]:
        """Return the lines of a street by its exact name; several where two places have the name."""
        if street not in self._lines:
            stretches = self._stretches.get(street, [])
            self._lines[street] = street_lines(self._network, stretches) if stretches else []
        return self._lines[street]

    def _along(self, query: _Query) -> Match | None:
        """Return an estimated place on the street asked for, when there is one street of that name."""
        names = self._names_spelt(query)
        wanted = house_number(query.number)
        if len(names) != 1 or wanted is None:
            return None
        if self._doors is not None and query.key in self._doors.names_by_key:
            return self._between_doors(query, wanted, names[0])
        lines = self.lines_of(names[0])
        return Match(lines[0].door(wanted), Grade.INTERPOLATED, (), names[0]) if len(lines) == 1 else None

    def _between_doors(self, query: _Query, wanted: int, name: str) -> Match | None:
        """Return a place between the known doors with the next lower and next higher number."""
        if self._doors is None:
            return None
        rows = self._in_city(self._doors.beside(query.key, wanted), query)
        if self._denied(rows, query) or not rows:
            return None
        points = [self._doors.point(row) for row in rows]
        numbers = [house_number(self._doors.address(row).number) or 0 for row in rows]
        if _apart_m(points[0], points[-1]) > SAME_DOOR_M:
            return None
        if numbers[0] == wanted:
            return Match(points[0], Grade.INTERPOLATED, (), name)
        if len(rows) < 2:
            return None
        share = (wanted - numbers[0]) / (numbers[1] - numbers[0])
        lat, lon = (a + share * (b - a) for a, b in zip(points[0], points[1], strict=True))
        return Match(Point(lat, lon), Grade.INTERPOLATED, (), name)

    def _names_spelt(self, query: _Query) -> list[str]:
        """Names that a spelling stands for; equal letters win over an equal short form."""
        names = self._names_by_key.get(query.key, [])
        same = [name for name in names if plain(name) == plain(query.street)]
        return same or names

    def _like(self, query: _Query) -> list[tuple[str, float]]:
        """Short spellings most like the asked name, with their likeness, best first."""
        best: dict[str, float] = {}
        for asked, spellings in (
            (query.key, self._short_spellings),
            (letters(query.street), self._full_spellings),
        ):
            found = process.extract(
                asked, spellings.keys(), scorer=OSA.normalized_similarity, score_cutoff=NAME_LIKENESS,
                limit=2 * CANDIDATES,
            ) if asked else ()  # fmt: skip
            for spelling, likeness, _ in found:
                key = spellings[spelling]
                best[key] = max(best.get(key, 0.0), float(likeness))
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[: 2 * CANDIDATES]

    @cached_property
    def _short_spellings(self) -> dict[str, str]:
        return {key: key for key in self._names_by_key}

    @cached_property
    def _full_spellings(self) -> dict[str, str]:
        return {letters(name): key for key, names in self._names_by_key.items() for name in names}

    def _candidates(self, query: _Query) -> Match:
        """Return the nearest addresses for a person to choose from."""
        spelt = [(query.key, 1.0)] if query.key in self._names_by_key else []
        alike = spelt or self._like(query)
        listed = [candidate for key, likeness in alike for candidate in self._places(query, key, likeness)]
        if self._doors is not None and query.postcode:
            # The street may be the wrong part of the address.
            rows = self._doors.at_postcode(query.postcode, query.number)
            listed += [c for row in rows if (c := self._candidate(row, query)) not in listed]
        ordered = sorted(listed, key=lambda c: (-c.likeness, plain(c.city) != query.city, c.street, c.number))
        return Match(None, Grade.DOUBTFUL if ordered else Grade.UNKNOWN, tuple(ordered[:CANDIDATES]))

    def _places(self, query: _Query, key: str, likeness: float) -> list[Candidate]:
        """Places on one street: its doors with the number asked for, else an estimate along it."""
        wanted = house_number(query.number)
        if self._doors is not None:
            rows = self._doors.on_street(key, query.number)
            if rows or (wanted is not None and (rows := self._doors.beside(key, wanted))):
                return [self._candidate(row, query) for row in rows]
        names = self._names_by_key[key]
        same = [name for name in names if plain(name) == plain(query.street)]
        return [
            Candidate(
                line.door(wanted) if wanted is not None else line.middle(),
                name,
                likeness,
                str(query.number or ""),
            )
            for name in same or names
            for line in self.lines_of(name)
        ]


def _apart_m(one: Point, other: Point) -> float:
    """Distance in metres between two places near each other."""
    north = 111_320 * (one.lat - other.lat)
    east = 111_320 * (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
