"""What an evening under way consists of, and what of it may still be rung.

Times are seconds on any axis that begins at a midnight (the week's Monday 00:00 in the plan), places are rows
of a travel matrix; nothing here knows a street or a name.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.policy.rules import Rules
from planner.policy.talk import VisitLength

NO_WAY = -1
"""In a travel matrix: there is no way from this place to that one."""


@dataclass(frozen=True, kw_only=True)
class StopWindow:
    """A stretch in which a visit may start, the chance (0-1) that somebody opens, and what it is worth."""

    start_s: int
    end_s: int
    chance: float
    points: float = 0.0

    def __post_init__(self) -> None:
        if self.end_s < self.start_s:
            raise ValueError(f"A window ends ({self.end_s}) before it starts ({self.start_s}).")
        if not 0 <= self.chance <= 1:
            raise ValueError(f"{self.chance} is no chance: between 0 and 1.")


@dataclass(frozen=True, kw_only=True)
class OpenStop:
    """A stop or reserve of tonight that is still to do.

    ``place`` is its row in the travel matrix, ``length`` how long such a visit takes. ``must`` is a deadline,
    ``appointment`` a promised moment; both are protected: nothing optional may make them late.
    """

    dossier_id: str
    place: int
    windows: tuple[StopWindow, ...]
    length: VisitLength
    must: bool = False
    appointment: bool = False

    def __post_init__(self) -> None:
        ordered = sorted(self.windows, key=lambda window: window.start_s)
        if any(a.end_s > b.start_s for a, b in pairwise(ordered)):
            raise ValueError(f"Dossier {self.dossier_id}: its windows overlap.")
        object.__setattr__(self, "windows", tuple(ordered))

    @property
    def protected(self) -> bool:
        """True for an appointment or a deadline."""
        return self.must or self.appointment

    @property
    def likeliest(self) -> float:
        """The largest chance of its windows; 0 without windows."""
        return max((window.chance for window in self.windows), default=0.0)

    @property
    def card_s(self) -> int:
        """The seconds at a shut door."""
        return round(self.length.card.mean_s)

    @property
    def best_points(self) -> float:
        """The points of its best window; 0 without windows."""
        return max((window.points for window in self.windows), default=0.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Evening:
    """What holds for one coach or pair all evening long.

    ``travel_s`` is a square matrix of whole seconds from row to column, ``NO_WAY`` where there is none.
    ``last_knock_s`` is the last moment at which a door is rung, except for an appointment.
    """

    travel_s: NDArray[np.int32]
    end_place: int
    end_s: int
    last_knock_s: int

    def __post_init__(self) -> None:
        shape = self.travel_s.shape
        if len(shape) != 2 or shape[0] != shape[1]:
            raise ValueError(f"travel_s must be square, not {shape}.")
        if not 0 <= self.end_place < shape[0]:
            raise ValueError(f"end_place is {self.end_place}; the matrix has {shape[0]} rows.")

    def way_s(self, here: int, there: int) -> float:
        """Return the travel time in seconds; infinity when there is no way."""
        seconds = int(self.travel_s[here, there])
        return math.inf if seconds == NO_WAY else seconds

    def windows(self, stop: OpenStop, latest_s: float = math.inf) -> list[StopWindow]:
        """Return the windows of a stop until the last knock, or a still earlier moment."""
        last_s = latest_s if stop.appointment else min(latest_s, self.last_knock_s)
        return [
            window
            if window.end_s <= last_s
            else StopWindow(
                start_s=window.start_s, end_s=int(last_s), chance=window.chance, points=window.points
            )
            for window in stop.windows
            if window.start_s <= last_s
        ]


def home_in_time_s(stop: OpenStop, evening: Evening, rules: Rules) -> float:
    """Return the latest start of a visit after which the coach is, on average, home soon enough."""
    home_s = evening.way_s(stop.place, evening.end_place)
    return evening.end_s + rules.evening.max_over_s - home_s - stop.length.expected_s(stop.likeliest)


def start_s(windows: Iterable[StopWindow], arrive_s: float) -> float:
    """Return when a visit starts that is reached at a moment; infinity when no window is left."""
    return next((max(w.start_s, arrive_s) for w in windows if w.end_s >= arrive_s), math.inf)


def fits(now_s: int, here: int, stop: OpenStop, evening: Evening, rules: Rules) -> bool:
    """Return True when a stop is still in time tonight for a coach who goes there straight away.

    In time means inside a window, before the last knock, and home soon enough; an appointment or a deadline
    does not wait for the last. Later is never better: what does not fit now does not fit later.
    """
    latest_s = math.inf if stop.protected else home_in_time_s(stop, evening, rules)
    return start_s(evening.windows(stop, latest_s), now_s + evening.way_s(here, stop.place)) < math.inf


def open_stops(stops: Sequence[OpenStop], done: Iterable[str]) -> list[OpenStop]:
    """Return the stops that are not done, in the same order."""
    visited = set(done)
    return [stop for stop in stops if stop.dossier_id not in visited]
