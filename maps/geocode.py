"""Addresses to places, each with a grade that says how sure it is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from maps.house_numbers import StreetLine, street_lines
from maps.street_names import plain, spelling_key

if TYPE_CHECKING:
    from maps.geometry import Point
    from maps.network import StreetNetwork

# Below this similarity (1 = equal) two names are different streets rather than a slip of the pen.
NAME_LIKENESS = 0.6
CANDIDATES = 5
_NUMBER = re.compile(r"\s*(\d{1,5})(?!\d)")


class Grade(StrEnum):
    """How sure a place is, best first.

    EXACT: the door itself, confirmed by postcode and number. STREET: the door by street and number.
    INTERPOLATED: the right street, the place along it estimated. DOUBTFUL: only candidates, a person must
    choose. UNKNOWN: nothing alike.
    """

    EXACT = "exact"
    STREET = "street"
    INTERPOLATED = "interpolated"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A place that an address may mean; `likeness` is 1 for an equally spelt street."""

    point: Point
    street: str
    likeness: float
    number: str = ""
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True)
class Match:
    """What became of an address.

    `point` is there for EXACT, STREET and INTERPOLATED only: a doubtful address is never put on a map
    before a person has chosen one of the candidates. `street` is the name as the source spells it.
    """

    point: Point | None
    grade: Grade
    candidates: tuple[Candidate, ...] = ()
    street: str = ""

    def __post_init__(self) -> None:
        placed = self.grade in (Grade.EXACT, Grade.STREET, Grade.INTERPOLATED)
        if placed != (self.point is not None):
            raise ValueError(f"a {self.grade} match has point {self.point!r}; only a sure match has one")


def house_number(text: str | int | None) -> int | None:
    """Return the number in "14", 14 or "14-B bis", or nothing when there is none."""
    found = _NUMBER.match(str(text)) if text is not None else None
    return int(found[1]) if found and int(found[1]) > 0 else None


class Geocoder:
    """Finds addresses on the streets of one region."""

    def __init__(self, network: StreetNetwork) -> None:
        self._network = network

    @cached_property
    def _stretches(self) -> dict[str, list[int]]:
        """Streets that carry each name."""
        held: dict[str, list[int]] = defaultdict(list)
        for street, name in zip(
            self._network.named_street.tolist(), self._network.named_name.tolist(), strict=True
        ):
            held[self._network.names[name]].append(street)
        return dict(held)

    @cached_property
    def _names_by_key(self) -> dict[str, list[str]]:
        held: dict[str, list[str]] = defaultdict(list)
        for name in self._stretches:
            if key := spelling_key(name):
                held[key].append(name)
        return dict(held)

    @cached_property
    def _lines(self) -> dict[str, list[StreetLine]]:
        return {}

    def lines_of(self, street: str) -> list[StreetLine]:
        """Return the lines of a street by its exact name; several where two places have the name."""
        if street not in self._lines:
            self._lines[street] = street_lines(self._network, self._stretches[street])
        return self._lines[street]

    def find(
        self, street: str, number: str | int | None, postcode: str | None = None, city: str | None = None
    ) -> Match:
        """Return where an address lies and how sure that is."""
        del postcode, city
        wanted = house_number(number)
        spelt = self._names_spelt(street)
        if len(spelt) == 1 and wanted is not None and len(self.lines_of(spelt[0])) == 1:
            door = self.lines_of(spelt[0])[0].door(wanted)
            return Match(door, Grade.INTERPOLATED, (), spelt[0])
        alike = [(name, 1.0) for name in spelt] or self._names_like(street)
        candidates = tuple(
            Candidate(
                line.door(wanted) if wanted is not None else line.middle(), name, likeness, str(number or "")
            )
            for name, likeness in alike
            for line in self.lines_of(name)
        )[:CANDIDATES]
        return Match(None, Grade.DOUBTFUL if candidates else Grade.UNKNOWN, candidates)

    def _names_spelt(self, street: str) -> list[str]:
        """Names that a spelling stands for; equal letters win over an equal short form."""
        names = self._names_by_key.get(spelling_key(street), [])
        same = [name for name in names if plain(name) == plain(street)]
        return same or names

    def _names_like(self, street: str) -> list[tuple[str, float]]:
        """Names most like a spelling, with their likeness, best first."""
        key = spelling_key(street)
        if not key:
            return []
        found = process.extract(
            key,
            self._names_by_key.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=NAME_LIKENESS,
            limit=CANDIDATES,
        )
        return [(name, float(likeness)) for match, likeness, _ in found for name in self._names_by_key[match]]
