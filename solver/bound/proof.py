"""`bound`: from a problem and a plan to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.bound.cheap import knapsack
from solver.bound.classes import shift_classes
from solver.bound.dual import Prices, demand_of
from solver.bound.generation import Generation, State
from solver.bound.improve import improve, search_on
from solver.bound.pricing import Column, Pricer, too_short
from solver.bound.result import Bound
from solver.check import check
from solver.compiled import compile_problem
from solver.errors import ProblemError
from solver.locks import Lock, by_task
from solver.objective import value
from solver.run import Cancel, Run
from solver.stop import MaxSeconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from solver.bound.classes import ShiftClass
    from solver.compiled import Compiled
    from solver.problem import Problem
    from solver.solution import Solution
    from solver.stop import StopRule

_IMPROVING = 0.1
"""Share of the seconds kept for making a better plan out of the routes found."""
_WORTH_A_SEARCH_S = 0.5


def bound(
    problem: Problem,
    solution: Solution,
    stop: StopRule | float,
    locked: Iterable[Lock] = (),
    on_progress: Callable[[int, float, float], None] | None = None,
    cancel: Cancel | None = None,
    threads: int | None = None,
    improving: bool = True,
) -> Bound:
    """Return how far from the best possible a plan is, proven.

    A relaxation is solved in which routes may return to a task after two others, and times are rounded down;
    for small problems with ng-routes instead. It knows priced windows, service per window, allowed shifts,
    groups, shift points, overtime, every shift's own start and end, profiles and unreachable legs. Left out,
    so that the bound holds but is looser where they bite: fair workload, `max_load`, the order of locks.
    Visits of next to no length (under a minute of an evening, travel included) are taken to be made for free.

    Parameters
    ----------
    problem, solution, locked
        As for `check`.
    stop
        When to end, or after how many seconds; a round is one sweep. The first sweep of a large week may take
        longer than asked for; then the bound is that of a knapsack.
    on_progress
        Called with every better bound: (lower bound on the cost in seconds, seconds since the start, gap in
        %).
    cancel
        When set, from any thread, the best bound so far is returned.
    threads
        How many cores to use; all of them by default.
    improving
        Whether to look for a better plan as well: a tenth of the seconds goes to one made of the routes that
        were found, and seconds to spare go to searching on.

    Raises
    ------
    ProblemError
        When the plan breaks a rule of the problem, or the seconds are not positive.
    """
    locked = tuple(locked)
    locks = by_task(problem, locked)
    run = Run(stop if not isinstance(stop, int | float) else MaxSeconds(stop), 0, cancel=cancel)
    if violations := check(problem, solution, locked):
        raise ProblemError(f"The plan breaks {len(violations)} rule(s), the first: {violations[0]}.")
    model = compile_problem(problem, locks)
    classes, given_away = _classes(model)
    demand = demand_of(problem, model, locks, set(solution.shift_of), given_away)
    first = knapsack(demand, classes)
    state = State(Prices(first.worth, np.zeros(demand.groups)), -np.inf, first.lower_cost_s, np.inf)
    cost_s = value(problem, solution).cost_s

    def tell(lower_cost_s: int) -> None:
        if on_progress is not None:
            gap = 100.0 * (cost_s - lower_cost_s) / cost_s if cost_s else 0.0
            on_progress(lower_cost_s, run.seconds, gap)

    converged, improved = True, None
    if classes and state.lower_cost_s < cost_s:
        run.keep_back(_IMPROVING * (run.stop.max_seconds or 0.0) if improving else 0.0)
        columns = _columns_of(problem, solution, classes, given_away)
        search = Generation(demand, Pricer(classes, threads), run, columns, state, cost_s, tell)
        converged = search.raise_bound()
        if improving and state.lower_cost_s < cost_s and not run.is_cancelled:
            promising = [*search.master.used(), *reversed(search.master.columns)]
            routes = [(each, classes[each.owner]) for each in promising]
            improved = _better(problem, model, solution, locked, routes, run, cancel)
    if improved is not None:
        cost_s = value(problem, improved).cost_s
    worth_s = problem.seconds_per_point * sum(task.best_points for task in problem.tasks)
    return Bound(
        lower_cost_s=state.lower_cost_s,
        cost_s=cost_s,
        gain_s=worth_s - cost_s,
        seconds=run.seconds,
        sweeps=state.sweeps,
        converged=converged or state.lower_cost_s >= cost_s,
        improved=improved,
    )


def _better(
    problem: Problem,
    model: Compiled,
    solution: Solution,
    locked: tuple[Lock, ...],
    routes: list[tuple[Column, ShiftClass]],
    run: Run,
    cancel: Cancel | None,
) -> Solution | None:
    """Return a better plan within the seconds that are kept for it or left over; None when there is none."""
    proving_s, limit_s = run.seconds, run.stop.max_seconds
    kept_s = None if limit_s is None else _IMPROVING * limit_s
    better = improve(problem, model, solution, locked, routes, kept_s)
    left_s = 0.0 if limit_s is None else min(limit_s - run.seconds, max(1.0, proving_s))
    if left_s < _WORTH_A_SEARCH_S or run.is_cancelled:
        return better
    return search_on(problem, better or solution, locked, left_s, cancel) or better


def _classes(model: Compiled) -> tuple[list[ShiftClass], NDArray[np.bool_]]:
    """Return the shift classes and bool [n]: tasks too short to be priced, which are given away.

    Ways through the latter stay open to all: legs are shortened to what they are by way of them.
    """
    travel = [model.travel[profile] for profile in range(len(model.travel))]
    given_away = np.zeros(model.tasks, dtype=np.bool_)
    while True:
        classes = shift_classes(model, travel, given_away)
        short = [one.tasks[too_short(one)] for one in classes]
        more = np.unique(np.concatenate([*short, np.zeros(0, dtype=np.int32)])).astype(np.int64)
        if not len(more):
            return classes, given_away
        given_away[more] = True
        travel = [_through(matrix, model.location[more]) for matrix in travel]


def _through(travel: NDArray[np.int32], places: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return legs at most as long as by way of any of the places."""
    shorter = travel.copy()
    for place in np.unique(places):
        np.minimum(shorter, shorter[:, [place]] + shorter[[place], :], out=shorter)
    return shorter


def _columns_of(
    problem: Problem, solution: Solution, classes: list[ShiftClass], given_away: NDArray[np.bool_]
) -> list[Column]:
    """Return the routes of a plan as columns."""
    owner = {shift: index for index, one in enumerate(classes) for shift in one.shifts}
    columns = []
    for route in solution.routes:
        tasks = tuple(task for task in route.tasks if not given_away[task])
        if not tasks:
            continue
        shift = problem.shifts[route.shift]
        cost_s = route.travel_s + shift.overtime_price * max(0, route.end_s - shift.end_s)
        for stop in route.stops:
            task = problem.tasks[stop.task]
            points = task.windows[stop.window].prize + task.shift_points.get(route.shift, 0)
            cost_s += problem.seconds_per_point * (task.best_points - points)
        columns.append(Column(owner[route.shift], tasks, cost_s, True))
    return columns
