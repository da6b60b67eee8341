"""The same week, slightly changed: a shift more, a shift less, or a price for leaving the published plan."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from solver.errors import ProblemError

if TYPE_CHECKING:
    from solver.problem import Problem, Task
    from solver.solution import Solution


def with_shift_like(problem: Problem, shift: int) -> Problem:
    """Return the problem with one more shift, last, that may do and earn what the given one does."""
    _known(problem, shift)
    new = len(problem.shifts)
    tasks = []
    for task in problem.tasks:
        allowed, points = task.shifts_allowed, dict(task.shift_points)
        if allowed is not None and shift in allowed:
            allowed = allowed | {new}
        if shift in points:
            points[new] = points[shift]
        tasks.append(replace(task, shifts_allowed=allowed, shift_points=points))
    return replace(problem, tasks=tuple(tasks), shifts=(*problem.shifts, problem.shifts[shift]))


def without_shift(problem: Problem, shift: int) -> Problem:
    """Return the problem in which nobody may work this shift; the other shifts keep their positions."""
    _known(problem, shift)
    others = frozenset(range(len(problem.shifts))) - {shift}
    tasks = tuple(
        replace(task, shifts_allowed=others if task.shifts_allowed is None else task.shifts_allowed & others)
        for task in problem.tasks
    )
    return replace(problem, tasks=tasks)


def with_task(problem: Problem, index: int, task: Task) -> Problem:
    """Return the problem with one task replaced by another at the same location.

    Nothing is checked again: the parts have been, and going over every travel time takes a hundred times as
    long. So the new task may name no shifts beyond those of the problem.
    """
    changed = copy.copy(problem)
    tasks = (*problem.tasks[:index], task, *problem.tasks[index + 1 :])
    object.__setattr__(changed, "tasks", tasks)
    return changed


def keeping(problem: Problem, published: Solution, points: int) -> Problem:
    """Return the problem in which every published task earns extra points on its published shift.

    So a changed plan moves or drops a visit only when that is worth more than `points`.
    """
    if points < 0:
        raise ProblemError(f"points must be 0 or more, not {points}.")
    kept = published.shift_of
    tasks = list(problem.tasks)
    for index, shift in kept.items():
        earns = dict(tasks[index].shift_points)
        earns[shift] = earns.get(shift, 0) + points
        tasks[index] = replace(tasks[index], shift_points=earns)
    return replace(problem, tasks=tuple(tasks))


def _known(problem: Problem, shift: int) -> None:
    if not 0 <= shift < len(problem.shifts):
        raise ProblemError(f"Shift {shift} is unknown; there are {len(problem.shifts)}.")
