"""What is to be planned: tasks with priced windows, shifts, and travel times between locations.

All times are whole seconds from one common zero (the week's Monday 00:00), so a window on another evening is
simply another stretch of the same axis, and a shift is one worker on one evening.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from solver.errors import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

UNREACHABLE = -1
"""In a travel matrix: there is no way from this location to that one."""

MAX_SECONDS = 100_000_000
"""Latest point on the time axis and longest leg (about three years); keeps every sum far inside 64 bits."""


def _whole(name: str, value: object, least: int = 0, most: int = MAX_SECONDS) -> int:
    """Return `value` as an int in [least, most], or say what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise ProblemError(f"{name} must be a whole number, not {value!r}.")
    if not least <= value <= most:
        raise ProblemError(f"{name} must be between {least} and {most}, not {value}.")
    return int(value)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in which a visit may *start*, both ends included, and what a visit then earns.

    Parameters
    ----------
    start_s, end_s
        First and last second at which service may start.
    prize
        Points earned when the visit starts in this window.
    service_s
        Length of the visit when it starts in this window; None = the task's own `service_s`.
    """

    start_s: int
    end_s: int
    prize: int = 0
    service_s: int | None = None

    def __post_init__(self) -> None:
        _whole("Window start_s", self.start_s)
        _whole("Window end_s", self.end_s)
        _whole("Window prize", self.prize)
        if self.service_s is not None:
            _whole("Window service_s", self.service_s)
        if self.end_s < self.start_s:
            raise ProblemError(f"Window ends ({self.end_s}) before it starts ({self.start_s}).")


@dataclass(frozen=True, slots=True)
class Task:
    """A visit that may be planned once, at one location, in one of its windows.

    Parameters
    ----------
    location
        Row of the travel matrices.
    service_s
        Length of the visit, in seconds, for windows that name no length of their own.
    windows
        When it may start; they may overlap (the best one counts). Without windows it is never planned.
    required
        0 = optional; 1, 2, ... = tier of a required task. Missing one of a higher tier outweighs any number
        of lower ones, and any required one outweighs all points and travel. `True` is tier 1.
    shifts_allowed
        Shifts that may do it (skills, language, pairs, evenings off); None = any.
    group
        Tasks with the same group number exclude each other: at most one is planned.
    load
        How much it counts towards a shift's `max_load`; 1 for a shift with a maximum number of visits.
    shift_points
        Extra points when a given shift does it: a soft preference, for example for the worker met before.
    """

    location: int
    service_s: int
    windows: tuple[Window, ...]
    required: int = 0
    shifts_allowed: frozenset[int] | None = None
    group: int | None = None
    load: int = 0
    shift_points: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _whole("Task location", self.location)
        _whole("Task service_s", self.service_s)
        _whole("Task load", self.load)
        _whole("Task required", int(self.required), most=9)
        if self.group is not None:
            _whole("Task group", self.group)
        object.__setattr__(self, "required", int(self.required))
        object.__setattr__(self, "windows", tuple(self.windows))
        if self.shifts_allowed is not None:
            object.__setattr__(self, "shifts_allowed", frozenset(self.shifts_allowed))
        object.__setattr__(self, "shift_points", dict(self.shift_points))
        for shift, points in self.shift_points.items():
            _whole(f"Task shift_points[{shift}]", points)

    @property
    def best_points(self) -> int:
        """Points of the best window plus the best shift: what is lost when the task stays out."""
        prize = max((window.prize for window in self.windows), default=0)
        return prize + max(self.shift_points.values(), default=0)

    def service_in(self, window: int) -> int:
        """Length of the visit in seconds when it starts in window number `window`."""
        own = self.windows[window].service_s
        return self.service_s if own is None else own


@dataclass(frozen=True, slots=True)
class Shift:
    """One worker (or fixed pair) on one evening: leaves after `start_s`, is back by `end_s`.

    Parameters
    ----------
    start_location, end_location
        Rows of the travel matrices.
    start_s, end_s
        Earliest departure and latest return.
    profile
        Which travel matrix (car, bicycle, foot).
    max_overtime_s
        How far the return may pass `end_s`.
    overtime_price
        Seconds of the objective per second of overtime, on top of the travel itself.
    max_load
        Largest total `load`; None = no limit.
    """

    start_location: int
    end_location: int
    start_s: int
    end_s: int
    profile: int = 0
    max_overtime_s: int = 0
    overtime_price: int = 1
    max_load: int | None = None

    def __post_init__(self) -> None:
        for name in ("start_location", "end_location", "start_s", "end_s", "profile", "max_overtime_s"):
            _whole(f"Shift {name}", getattr(self, name))
        _whole("Shift overtime_price", self.overtime_price, most=10_000)
        if self.max_load is not None:
            _whole("Shift max_load", self.max_load)
        if self.end_s < self.start_s:
            raise ProblemError(f"Shift ends ({self.end_s}) before it starts ({self.start_s}).")

    @property
    def latest_s(self) -> int:
        """Latest possible return in seconds, overtime included."""
        return self.end_s + self.max_overtime_s


@dataclass(frozen=True, slots=True)
class Workload:
    """A fair share: the visiting time of these shifts together above `target_s` is charged.

    Parameters
    ----------
    shifts
        The shifts of one worker.
    target_s
        Visiting (service) seconds that are free of charge.
    price
        Seconds of the objective per second above the target.
    """

    shifts: frozenset[int]
    target_s: int
    price: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "shifts", frozenset(self.shifts))
        _whole("Workload target_s", self.target_s)
        _whole("Workload price", self.price, most=10_000)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Problem:
    """Tasks, shifts and travel times; the objective is travel seconds + `seconds_per_point` x lost points.

    Parameters
    ----------
    tasks, shifts
        Referred to everywhere by their position in these tuples.
    travel_s
        One int32 matrix [n, n] per profile: seconds from row to column, asymmetric, `UNREACHABLE` = no way.
        Locations are the rows.
    seconds_per_point
        The exchange rate: how much travel one prize point is worth.
    workloads
        Fair shares; a shift belongs to at most one.

    Raises
    ------
    ProblemError
        When parts do not fit together; names the part, the index and the value.
    """

    tasks: tuple[Task, ...]
    shifts: tuple[Shift, ...]
    travel_s: tuple[NDArray[np.int32], ...]
    seconds_per_point: int = 60
    workloads: tuple[Workload, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tasks", tuple(self.tasks))
        object.__setattr__(self, "shifts", tuple(self.shifts))
        object.__setattr__(self, "workloads", tuple(self.workloads))
        _whole("seconds_per_point", self.seconds_per_point, most=1_000_000)
        object.__setattr__(self, "travel_s", tuple(_matrix(k, each) for k, each in enumerate(self.travel_s)))
        self._check_matrices()
        self._check_tasks()
        self._check_shifts()
        self._check_workloads()

    def _check_matrices(self) -> None:
        sizes = {matrix.shape[0] for matrix in self.travel_s}
        if len(sizes) > 1:
            raise ProblemError(f"All travel matrices must have the same size, not {sorted(sizes)}.")
        if not self.travel_s and (self.tasks or self.shifts):
            raise ProblemError("travel_s holds no matrix, but there are tasks or shifts.")

    @property
    def locations(self) -> int:
        """Number of locations: rows of every travel matrix."""
        return int(self.travel_s[0].shape[0]) if self.travel_s else 0

    def _check_tasks(self) -> None:
        for index, task in enumerate(self.tasks):
            if task.location >= self.locations:
                raise ProblemError(
                    f"Task {index} is at location {task.location}; the matrices have {self.locations} rows."
                )
            named = set(task.shifts_allowed or ()) | set(task.shift_points)
            unknown = sorted(shift for shift in named if not 0 <= shift < len(self.shifts))
            if unknown:
                raise ProblemError(f"Task {index} names shifts {unknown}; there are {len(self.shifts)}.")

    def _check_shifts(self) -> None:
        for index, shift in enumerate(self.shifts):
            far = max(shift.start_location, shift.end_location)
            if far >= self.locations:
                raise ProblemError(
                    f"Shift {index} uses location {far}; the matrices have {self.locations} rows."
                )
            if shift.profile >= len(self.travel_s):
                raise ProblemError(
                    f"Shift {index} uses profile {shift.profile}; there are {len(self.travel_s)} matrices."
                )

    def _check_workloads(self) -> None:
        seen: set[int] = set()
        for index, workload in enumerate(self.workloads):
            unknown = sorted(shift for shift in workload.shifts if not 0 <= shift < len(self.shifts))
            if unknown:
                raise ProblemError(f"Workload {index} names shifts {unknown}; there are {len(self.shifts)}.")
            if twice := sorted(seen & workload.shifts):
                raise ProblemError(f"Workload {index} repeats shifts {twice}, already in another workload.")
            seen |= workload.shifts

    def may_do(self, shift: int, task: int) -> bool:
        """Return whether the shift is among the task's allowed ones."""
        allowed = self.tasks[task].shifts_allowed
        return allowed is None or shift in allowed


def _matrix(index: int, given: object) -> NDArray[np.int32]:
    """Return a read-only int32 travel matrix, or say which cell is wrong."""
    matrix = np.asarray(given)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ProblemError(f"Travel matrix {index} must be square [n, n], not of shape {matrix.shape}.")
    if matrix.dtype.kind == "f" and np.isnan(matrix).any():
        row, column = (int(each) for each in np.argwhere(np.isnan(matrix))[0])
        raise ProblemError(f"Travel matrix {index} is NaN at [{row}, {column}]; use UNREACHABLE there.")
    if matrix.dtype.kind not in "iu":
        raise ProblemError(f"Travel matrix {index} must hold whole seconds (int32), not {matrix.dtype}.")
    wrong = (matrix > MAX_SECONDS) if matrix.dtype.kind == "u" else (matrix > MAX_SECONDS) | (matrix < -1)
    if wrong.any():
        row, column = (int(each) for each in np.argwhere(wrong)[0])
        raise ProblemError(
            f"Travel matrix {index} is {matrix[row, column]} at [{row}, {column}]; "
            f"allowed are 0 to {MAX_SECONDS} and UNREACHABLE ({UNREACHABLE})."
        )
    result: NDArray[np.int32] = np.array(matrix, dtype=np.int32)
    result.setflags(write=False)
    return result
