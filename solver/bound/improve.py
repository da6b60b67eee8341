"""A better plan: out of the routes that the bound was made with, and by searching on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.check import check
from solver.locks import by_task
from solver.objective import value
from solver.pool import RoutePool
from solver.reasons import compiled_stops
from solver.schedule import schedule, time_route
from solver.stop import MaxSeconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from solver.bound.classes import ShiftClass
    from solver.bound.pricing import Column
    from solver.compiled import Compiled
    from solver.locks import Lock
    from solver.problem import Problem
    from solver.run import Cancel
    from solver.solution import Solution

_MOST_ROUTES = 3000


def improve(
    problem: Problem,
    model: Compiled,
    solution: Solution,
    locked: Sequence[Lock],
    columns: Iterable[tuple[Column, ShiftClass]],
    seconds: float | None,
) -> Solution | None:
    """Return a better plan made of these routes and those of the plan itself; None when there is none.

    Parameters
    ----------
    problem, model, solution, locked
        The problem, as given and compiled, and the plan to beat.
    columns
        Routes with their class, the most promising first; those with cycles are passed over.
    seconds
        Wall-clock limit; None = a fixed amount of work.
    """
    from solver.ortools_packing import pack  # importing CP-SAT takes a second: only when it is used

    locks = by_task(problem, locked)
    pool = RoutePool()
    for column, one in columns:
        if len(pool) >= _MOST_ROUTES:
            break
        if column.elementary and int(model.load[list(column.tasks)].sum()) <= one.max_load:
            for shift in one.shifts:
                _offer(problem, model, pool, shift, column.tasks, locks)
    packed = pack(model, pool, compiled_stops(model, solution.routes), seconds, workers=1)
    found = schedule(problem, [[task for task, _ in stops] for stops in packed], locked)
    if check(problem, found, locked) or not value(problem, found) < value(problem, solution):
        return None
    return found


def search_on(
    problem: Problem,
    solution: Solution,
    locked: Sequence[Lock],
    seconds: float,
    cancel: Cancel | None,
) -> Solution | None:
    """Return a better plan found from this one in the seconds that are left; None when there is none.

    Where a small problem's bound is as high as it gets, the rest of the gap is mostly the plan's.
    """
    from solver.pipeline import solve  # the whole search: only when there is time for it

    found = solve(problem, MaxSeconds(seconds), seed=1, start=solution, locked=locked, cancel=cancel)
    return found if value(problem, found) < value(problem, solution) else None


def _offer(
    problem: Problem,
    model: Compiled,
    pool: RoutePool,
    shift: int,
    tasks: Sequence[int],
    locks: Mapping[int, Lock],
) -> None:
    """Put a route into the pool if this shift can drive it alone."""
    route = time_route(problem, shift, tasks, locks)
    one = problem.shifts[shift]
    in_time = route.end_s <= one.latest_s and route.return_travel_s >= 0
    for stop in route.stops:
        window = problem.tasks[stop.task].windows[stop.window]
        in_time &= stop.travel_s >= 0 and window.start_s <= stop.start_s <= window.end_s
    if in_time:
        stops: list[list[tuple[int, int]]] = compiled_stops(model, [route])
        routes: list[list[tuple[int, int]]] = [[] for _ in problem.shifts]
        routes[shift] = stops[0]
        pool.add(routes)
