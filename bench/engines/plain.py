"""The part of a problem that every peer understands, as arrays; refuses what they cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver import UNREACHABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver import Problem, Shift

NO_WAY_S = 10**7
"""Stands for an unreachable leg: longer than any route."""


@dataclass(frozen=True)
class Plain:
    """One window per task and one travel matrix.

    Parameters
    ----------
    shifts
        As in the problem.
    travel
        int32 [locations, locations]; unreachable legs are `NO_WAY_S`.
    location, opens, closes, service, prize, load
        Per task.
    required
        bool per task.
    allowed
        bool [tasks, shifts].
    seconds_per_point
        Worth of a point of prize.
    """

    shifts: tuple[Shift, ...]
    travel: NDArray[np.int32]
    location: NDArray[np.int64]
    opens: NDArray[np.int64]
    closes: NDArray[np.int64]
    service: NDArray[np.int64]
    prize: NDArray[np.int64]
    load: NDArray[np.int64]
    required: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    seconds_per_point: int

    @property
    def tasks(self) -> int:
        """Number of tasks."""
        return len(self.location)


def plain(problem: Problem) -> Plain:
    """Return the arrays of a problem that stays within what all engines can be told.

    Raises
    ------
    ValueError
        When it uses more: several windows, profiles, groups, workloads, overtime or preferences.
    """
    tasks = problem.tasks
    if len(problem.travel_s) != 1 or problem.workloads:
        raise ValueError("The engines are compared on problems with one travel profile and no workloads.")
    if any(len(task.windows) != 1 or task.group is not None or task.shift_points for task in tasks):
        raise ValueError("The engines are compared on tasks with one window, no group and no preferences.")
    if any(shift.max_overtime_s for shift in problem.shifts):
        raise ValueError("The engines are compared on shifts without overtime.")
    windows = [task.windows[0] for task in tasks]
    return Plain(
        shifts=problem.shifts,
        travel=np.where(problem.travel_s[0] == UNREACHABLE, NO_WAY_S, problem.travel_s[0]).astype(np.int32),
        location=_whole([task.location for task in tasks]),
        opens=_whole([window.start_s for window in windows]),
        closes=_whole([window.end_s for window in windows]),
        service=_whole([task.service_in(0) for task in tasks]),
        prize=_whole([window.prize for window in windows]),
        load=_whole([task.load for task in tasks]),
        required=np.array([task.required > 0 for task in tasks], dtype=np.bool_),
        allowed=_allowed(problem),
        seconds_per_point=problem.seconds_per_point,
    )


def _whole(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _allowed(problem: Problem) -> NDArray[np.bool_]:
    allowed = np.ones((len(problem.tasks), len(problem.shifts)), dtype=np.bool_)
    for index, task in enumerate(problem.tasks):
        if task.shifts_allowed is not None:
            allowed[index] = False
            allowed[index, sorted(task.shifts_allowed)] = True
    return allowed
