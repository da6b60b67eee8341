"""A week plan: routes with stops, and a reason for every dossier that is not in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from planner.domain.assessment import Advice
from planner.domain.week import Week


class Point(NamedTuple):
    """A place on earth in degrees (WGS 84)."""

    lat: float
    lon: float


@dataclass(frozen=True, kw_only=True)
class Leg:
    """The way to the next place: seconds, metres and the street path."""

    travel_s: int
    distance_m: int
    path: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One planned visit; ``leg`` is the way there, ``joined`` the other dossiers at the same door."""

    dossier_id: str
    point: Point
    arrive: datetime
    start_service: datetime
    depart: datetime
    required: bool
    score: int
    chance_home: float
    why_when: str
    leg: Leg
    joined: tuple[str, ...] = ()
    chance_low: float = 0.0
    chance_high: float = 1.0
    chance_n: int = 0


@dataclass(frozen=True, kw_only=True)
class Route:
    """One evening of one coach or pair.

    ``reserve`` are dossiers near the route that the coach may add when the evening runs ahead, best first;
    they stay among the unplanned.
    """

    shift_id: str
    coach_ids: tuple[str, ...]
    date: date
    start: datetime
    end: datetime
    start_point: Point
    end_point: Point
    stops: tuple[Stop, ...]
    home_leg: Leg | None
    reserve: tuple[str, ...] = ()

    @property
    def travel_s(self) -> int:
        """The travel time of the whole evening, in seconds."""
        home = self.home_leg.travel_s if self.home_leg else 0
        return sum(stop.leg.travel_s for stop in self.stops) + home


class UnplannedReason(StrEnum):
    """Why a dossier is not in the week."""

    REFUSED = "refused"
    BLOCKED = "blocked"
    ADDRESS_UNKNOWN = "address_unknown"
    ADDRESS_DOUBTFUL = "address_doubtful"
    WAITING = "waiting"
    CLOSED = "closed"
    ALREADY_PLANNED = "already_planned"
    NO_SHIFT_FITS = "no_shift_fits"
    UNREACHABLE = "unreachable"
    OUTSIDE_WINDOWS = "outside_windows"
    SAME_DOOR = "same_door"
    NO_ROOM = "no_room"
    NOT_WORTH_TRAVEL = "not_worth_travel"


@dataclass(frozen=True, kw_only=True)
class Unplanned:
    """A dossier left out of the week, the reason in words, and the cheapest change that would help.

    ``advice`` is the channel to use instead, when the rules of the gate name one.
    """

    dossier_id: str
    reason: UnplannedReason
    sentence: str
    would_fit_if: str
    point: Point | None = None
    score: int | None = None
    must: bool = False
    advice: Advice | None = None


@dataclass(frozen=True, kw_only=True)
class WeekPlan:
    """All routes of a week and all dossiers that are in none of them."""

    week: Week
    routes: tuple[Route, ...]
    unplanned: tuple[Unplanned, ...]
    settings_version: str

    def __post_init__(self) -> None:
        planned = [stop.dossier_id for route in self.routes for stop in route.stops]
        times = Counter(planned + [left.dossier_id for left in self.unplanned])
        twice = [dossier_id for dossier_id, count in times.items() if count > 1]
        if twice:
            raise ValueError(f"Dossiers {sorted(twice)} staan meer dan een keer in week {self.week}.")

    def find(self, dossier_id: str) -> tuple[Route, Stop] | None:
        """Return the route and stop of a dossier, or None when it is not planned."""
        for route in self.routes:
            for stop in route.stops:
                if stop.dossier_id == dossier_id:
                    return route, stop
        return None
