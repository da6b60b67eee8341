"""After the plan: the rest of an evening under way, and the week with a shift more or less."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from solver.errors import ProblemError
from solver.locks import Lock
from solver.objective import Value, value
from solver.pipeline import solve
from solver.schedule import schedule
from solver.variants import with_shift_like, without_shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from solver.problem import Problem
    from solver.solution import Solution
    from solver.stop import StopRule


def replan(
    problem: Problem,
    given: Sequence[int],
    stop: StopRule,
    seed: int = 0,
    locked: Iterable[Lock] = (),
    keep_points: int = 2,
) -> Solution:
    """Return a plan for the rest of one evening: keeps the given order unless another one is clearly better.

    Parameters
    ----------
    problem
        One shift that starts now and here, and the tasks that may still be done: those of the plan and
        reserves.
    given
        Tasks in the order of the present plan; the others are reserves. A task without a window left
        cannot be started any more and stays out.
    stop
        When to end; a few rounds are plenty for 15 tasks.
    seed
        Of every random choice.
    locked
        Appointments that must be kept.
    keep_points
        Price of a new order, in prize points per planned task.

    Raises
    ------
    ProblemError
        When the problem has not exactly one shift, or `given` names unknown tasks.
    """
    if len(problem.shifts) != 1:
        raise ProblemError(f"replan works on one shift, not on {len(problem.shifts)}.")
    locked = tuple(locked)
    given = [task for task in given if not _over(problem, task)]
    as_given = schedule(problem, [given], locked)
    free = solve(problem, stop, seed, start=as_given, locked=locked)
    still = [task for task in free.sequences[0] if task in given]
    if still == [task for task in given if task in free.shift_of]:
        return free
    kept = solve(problem, stop, seed, start=as_given, locked=_in_order(given, free, locked))
    changed, same = value(problem, free), value(problem, kept)
    price_s = keep_points * problem.seconds_per_point * len(free.shift_of)
    return kept if (same.missed, same.cost_s) <= (changed.missed, changed.cost_s + price_s) else free


def _over(problem: Problem, task: int) -> bool:
    """Return True when a task is known and has no window left."""
    return 0 <= task < len(problem.tasks) and not problem.tasks[task].windows


def _in_order(given: Sequence[int], free: Solution, locked: tuple[Lock, ...]) -> list[Lock]:
    """Return the locks, and the given tasks that stay locked in their order; own orders win."""
    if any(lock.order is not None for lock in locked):
        return list(locked)
    known = {lock.task: lock for lock in locked}
    for place, task in enumerate(given):
        if task in free.shift_of:
            known[task] = replace(known.get(task, Lock(task, 0)), order=place)
    return list(known.values())


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The same week with a shift more or less.

    Parameters
    ----------
    problem, solution
        The changed week and its plan; shifts keep their positions, an added one is last.
    before, after
        Value of the given plan in the given week, and of the new plan in the changed one.
    """

    problem: Problem
    solution: Solution
    before: Value
    after: Value


def what_if(
    problem: Problem,
    solution: Solution,
    stop: StopRule,
    seed: int = 0,
    more_like: int | None = None,
    without: int | None = None,
    locked: Iterable[Lock] = (),
) -> WhatIf:
    """Return the plan of a changed week, searched from the present plan.

    Parameters
    ----------
    problem, solution
        The week and its plan.
    stop, seed, locked
        As for `solve`; locks on the shift that goes are dropped.
    more_like
        Add a shift just like this one.
    without
        Take this shift away.
    """
    locked = [lock for lock in locked if lock.shift != without]
    changed = problem
    if more_like is not None:
        changed = with_shift_like(changed, more_like)
    if without is not None:
        changed = without_shift(changed, without)
    found = solve(changed, stop, seed, start=solution, locked=locked)
    return WhatIf(changed, found, value(problem, solution), value(changed, found))
