"""Why each unplanned task stays out of a plan, checked against the problem and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.compiled import FAR_S, Compiled, Stop, compile_problem
from solver.insertion import Routes
from solver.solution import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    plan, empty = Routes(model, compiled_stops(model, routes)), Routes(model)
    return {task: reason_for(problem, plan, empty, task) for task in rest}


def reason_for(problem: Problem, plan: Routes, empty: Routes, task: int) -> Reason:
    """Return why the plan leaves the task out; `empty` = the same model with empty routes."""
    if reason := impossible_alone(problem, empty, task):
        return reason
    if plan.group_is_taken(task):
        return Reason.GROUP
    if plan.best_insertion(task) is not None:
        return Reason.NOT_WORTH_ITS_TIME
    return Reason.NO_ROOM


def impossible_alone(problem: Problem, empty: Routes, task: int) -> Reason | None:
    """Return why no shift could do the task even if it did nothing else, or None when one could."""
    one, model = problem.tasks[task], empty.model
    shifts = [shift for shift in range(len(problem.shifts)) if problem.may_do(shift, task)]
    if not shifts or not one.windows:
        return Reason.NO_ALLOWED_SHIFT
    location = model.location[task]
    there = model.travel[model.profile[shifts], model.start_location[shifts], location]
    back = model.travel[model.profile[shifts], location, model.end_location[shifts]]
    if not ((there < FAR_S) & (back < FAR_S)).any():
        return Reason.UNREACHABLE
    return None if empty.best_insertion(task) is not None else Reason.OUTSIDE_WINDOWS


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
