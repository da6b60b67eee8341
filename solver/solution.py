"""What comes out: timed routes, and a reason for every task that stays out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a task is not planned. Each is checked against the problem and the plan, never guessed."""

    NO_ALLOWED_SHIFT = "no_allowed_shift"
    """No shift may do it, or it has no window at all."""
    UNREACHABLE = "unreachable"
    """No allowed shift can travel there and back."""
    OUTSIDE_WINDOWS = "outside_windows"
    """No allowed shift, were it empty, could start the visit inside a window and be back in time."""
    GROUP = "group"
    """Another task of the same group is planned."""
    NOT_WORTH_ITS_TIME = "not_worth_its_time"
    """It fits into the plan as it stands, but would cost more than it earns."""
    NO_ROOM = "no_room"
    """It fits only when something else goes or moves."""


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One task in a route, with its times in seconds.

    Parameters
    ----------
    task, window
        Which task, and which of its windows the start falls in.
    travel_s
        Travel from the stop (or start location) before.
    arrive_s, start_s, depart_s
        At the door; service starts (after waiting for the window, if need be); leaves.
    """

    task: int
    window: int
    travel_s: int
    arrive_s: int
    start_s: int
    depart_s: int

    @property
    def wait_s(self) -> int:
        """Seconds at the door before the window opens."""
        return self.start_s - self.arrive_s


@dataclass(frozen=True, slots=True)
class Route:
    """What one shift does, in order.

    Parameters
    ----------
    shift
        Which shift.
    stops
        In driving order; empty = the shift stays at its start and travels nowhere.
    start_s
        Leaves the start location: as late as the first stop allows.
    end_s
        Arrives at the end location.
    return_travel_s
        Travel from the last stop to the end location.
    """

    shift: int
    stops: tuple[PlannedStop, ...]
    start_s: int
    end_s: int
    return_travel_s: int

    @property
    def travel_s(self) -> int:
        """Travel of the whole route in seconds, out and back included."""
        return sum(stop.travel_s for stop in self.stops) + self.return_travel_s

    @property
    def tasks(self) -> tuple[int, ...]:
        """Task indices in driving order."""
        return tuple(stop.task for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A task that is not planned, with the reason."""

    task: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan: one route per shift, in the order of `Problem.shifts`, and every other task with its reason."""

    routes: tuple[Route, ...]
    unassigned: tuple[Unassigned, ...]

    @property
    def sequences(self) -> tuple[tuple[int, ...], ...]:
        """Task indices per route, in driving order."""
        return tuple(route.tasks for route in self.routes)

    @property
    def shift_of(self) -> dict[int, int]:
        """Planned task -> shift."""
        return {task: route.shift for route in self.routes for task in route.tasks}
