"""Why each unplanned task stays out of a plan, checked against the problem and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import FAR_S, Compiled, Stop, compile_problem
from solver.insertion import Routes
from solver.solution import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from solver.locks import Lock
    from solver.problem import Problem
    from solver.solution import Route


def reasons_for(
    problem: Problem, routes: Sequence[Route], tasks: Iterable[int], locks: Mapping[int, Lock]
) -> dict[int, Reason]:
    """Return unplanned task -> reason."""
    rest = list(tasks)
    if not rest:
        return {}
    model = compile_problem(problem, locks)
    plan, alone = Routes(model, compiled_stops(model, routes)), alone_fits(model)
    return {task: reason_for(problem, plan, alone, task) for task in rest}


def reason_for(problem: Problem, plan: Routes, alone: NDArray[np.bool_], task: int) -> Reason:
    """Return why the plan leaves the task out; `alone` as from `alone_fits`."""
    if not alone[task]:
        return _impossible_because(problem, plan.model, task)
    if plan.group_is_taken(task):
        return Reason.GROUP
    if plan.best_insertion(task) is not None:
        return Reason.NOT_WORTH_ITS_TIME
    return Reason.NO_ROOM


def alone_fits(model: Compiled) -> NDArray[np.bool_]:
    """Return which tasks some shift could do if it did nothing else, bool [n]."""
    fits = np.zeros(model.tasks, dtype=np.bool_)
    owner = np.repeat(np.arange(model.tasks), np.diff(model.first_window))
    for shift in range(model.shifts):
        travel = model.travel[model.profile[shift]]
        there = travel[model.start_location[shift], model.location[owner]].astype(np.int64)
        back = travel[model.location[owner], model.end_location[shift]].astype(np.int64)
        start = np.maximum(model.starts[shift] + there, model.opens)
        in_time = (start <= model.closes) & (start + model.service + back <= model.latest[shift])
        may = model.allowed[owner, shift] & (model.load[owner] <= model.max_load[shift])
        fits[owner[in_time & may]] = True
    return fits


def _impossible_because(problem: Problem, model: Compiled, task: int) -> Reason:
    """Return why no shift could do the task even if it did nothing else."""
    shifts = [shift for shift in range(len(problem.shifts)) if problem.may_do(shift, task)]
    if not shifts or not problem.tasks[task].windows:
        return Reason.NO_ALLOWED_SHIFT
    location = model.location[task]
    there = model.travel[model.profile[shifts], model.start_location[shifts], location]
    back = model.travel[model.profile[shifts], location, model.end_location[shifts]]
    if not ((there < FAR_S) & (back < FAR_S)).any():
        return Reason.UNREACHABLE
    return Reason.OUTSIDE_WINDOWS


def compiled_stops(model: Compiled, routes: Sequence[Route]) -> list[list[Stop]]:
    """Return (task, window row) per shift for timed routes."""
    stops: list[list[Stop]] = [[] for _ in range(model.shifts)]
    for route in routes:
        stops[route.shift] = [(stop.task, _row_at(model, stop.task, stop.start_s)) for stop in route.stops]
    return stops


def _row_at(model: Compiled, task: int, start_s: int) -> int:
    """Return the cheapest window row open at this start; for a start outside all, the nearest row."""
    rows = model.windows_of(task)
    outside = {row: max(int(model.opens[row]) - start_s, start_s - int(model.closes[row]), 0) for row in rows}
    if not rows:
        return 0
    return min(rows, key=lambda row: (outside[row], model.loss[row]))
