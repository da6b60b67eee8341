"""What became of an address: its place, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.geometry import Point


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

    `point` is there for EXACT, STREET and INTERPOLATED only: a doubtful address is never put on a map before
    a person has chosen one of the candidates. `street` is the name as the source spells it; `corrected` says
    that a slip of the pen in it was put right, on the strength of postcode or city and house number.
    """

    point: Point | None
    grade: Grade
    candidates: tuple[Candidate, ...] = ()
    street: str = ""
    corrected: bool = False

    def __post_init__(self) -> None:
        placed = self.grade in (Grade.EXACT, Grade.STREET, Grade.INTERPOLATED)
        if placed != (self.point is not None):
            raise ValueError(f"a {self.grade} match has point {self.point!r}; only a sure match has one")
