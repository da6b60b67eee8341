"""Dossiers near a route that the coach may add when the evening runs ahead.

In simulation a reserve list behind the plan brings most of what can be gained at the door: an exactly filled
evening leaves time unused as soon as a few doors stay shut.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import solver
from planner.domain.plan import Route
from planner.services.translation import Desk, Translation

RESERVES_PER_ROUTE = 5
SPARE = (solver.Reason.NO_ROOM, solver.Reason.NOT_WORTH_ITS_TIME)


def with_reserves(
    desk: Desk, translation: Translation, solution: solver.Solution, routes: Sequence[Route]
) -> tuple[Route, ...]:
    """Return the routes with their reserve dossiers; a dossier is reserve on one route only.

    Routes take turns, so that the last one is not left with the far-away addresses. A dossier counts for a
    route when it lies nearest in travel time to one of its stops, weighed against its score.
    """
    spare = {one.task for one in solution.unassigned if one.reason in SPARE}
    chosen: list[list[int]] = [[] for _ in routes]
    for _ in range(RESERVES_PER_ROUTE):
        for j, route in enumerate(solution.routes):
            best = _best(translation.problem, route, spare)
            if best is not None:
                chosen[j].append(best)
                spare.discard(best)
    return tuple(
        replace(route, reserve=tuple(desk.candidates[task].dossier.dossier_id for task in tasks))
        for route, tasks in zip(routes, chosen, strict=True)
    )


def _best(problem: solver.Problem, route: solver.Route, spare: set[int]) -> int | None:
    shift = problem.shifts[route.shift]
    travel = problem.travel_s[shift.profile]
    rows = [problem.tasks[task].location for task in route.tasks]
    fitting = [
        task
        for task in sorted(spare)
        if problem.may_do(route.shift, task) and _open_during(problem.tasks[task], shift)
    ]
    if not rows or not fitting:
        return None
    columns = [problem.tasks[task].location for task in fitting]
    there = travel[np.ix_(rows, columns)].astype(float)
    there[there == solver.UNREACHABLE] = np.inf
    detour_s = there.min(axis=0)
    worth_s = np.array([problem.tasks[task].best_points for task in fitting]) * problem.seconds_per_point
    gain = worth_s - 2 * detour_s
    best = int(np.argmax(gain))
    return fitting[best] if np.isfinite(gain[best]) else None


def _open_during(task: solver.Task, shift: solver.Shift) -> bool:
    return any(window.start_s < shift.end_s and window.end_s >= shift.start_s for window in task.windows)
