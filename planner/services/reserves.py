"""Dossiers near a route that the coach may add when the evening runs ahead.

In simulation a reserve list behind the plan brings most of what can be gained at the door: an exactly filled
evening leaves time unused as soon as a few doors stay shut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

import solver
from planner.domain.plan import Route
from planner.domain.week import local
from planner.services.translation import Desk, Translation

SPARE = (solver.Reason.NO_ROOM, solver.Reason.NOT_WORTH_ITS_TIME)
_HOUR_S = 3600


@dataclass(frozen=True, order=True)
class _Offer:
    """A dossier as reserve of a route: what it brings per hour of detour and visit."""

    per_hour: float
    task: int
    shift: int


def with_reserves(
    desk: Desk, translation: Translation, solution: solver.Solution, routes: Sequence[Route]
) -> tuple[Route, ...]:
    """Return the routes with their reserve dossiers, those first that bring most for their time.

    A reserve is open that evening to this coach or pair, and lies in no route of the week. No door is reserve
    twice on one evening; on another evening it may be again, for when nobody came by. Every dossier goes
    where it brings most per hour of detour and visit; routes fill in turns.
    """
    spare = [one.task for one in solution.unassigned if one.reason in SPARE]
    offers = [
        offer
        for route in solution.routes
        if route.tasks
        for offer in _offers(desk, translation.problem, route, spare)
    ]
    chosen: list[list[int]] = [[] for _ in routes]
    taken: set[tuple[date, int | str]] = set()
    best_first = sorted(offers, reverse=True)
    # One more for every route in each round, so that no route is left with nothing nearby.
    for many in range(1, desk.rules.evening.reserves_per_route + 1):
        for offer in best_first:
            door = _door(desk, translation.problem, offer)
            if len(chosen[offer.shift]) < many and door not in taken:
                chosen[offer.shift].append(offer.task)
                taken.add(door)
    return tuple(
        replace(
            route, reserve=tuple(desk.candidates[task].dossier.dossier_id for task in chosen[planned.shift])
        )
        for planned, route in zip(solution.routes, routes, strict=True)
    )


def _door(desk: Desk, problem: solver.Problem, offer: _Offer) -> tuple[date, int | str]:
    """Return what may be reserve only once: a door on an evening."""
    group = problem.tasks[offer.task].group
    return desk.shifts[offer.shift].date, f"task {offer.task}" if group is None else group


def _offers(desk: Desk, problem: solver.Problem, route: solver.Route, spare: Sequence[int]) -> list[_Offer]:
    """Return what each dossier brings to a route, if it is open that evening to who walks it."""
    shift = problem.shifts[route.shift]
    last_s = desk.week.seconds(local(desk.shifts[route.shift].date, desk.rules.visit.last_knock))
    fitting = [
        (task, window)
        for task in spare
        if problem.may_do(route.shift, task)
        and (window := _best_window(problem.tasks[task], shift, last_s)) is not None
    ]
    if not fitting:
        return []
    detours_s = _detours_s(problem, route, [problem.tasks[task].location for task, _ in fitting])
    return [
        _Offer(per_hour=_HOUR_S * window.prize / (detour_s + _length_s(problem, task, window)), task=task,
               shift=route.shift)
        for (task, window), detour_s in zip(fitting, detours_s, strict=True)
        if np.isfinite(detour_s)
    ]  # fmt: skip


def _best_window(task: solver.Task, shift: solver.Shift, last_s: int) -> solver.Window | None:
    """Return the window of an evening that brings most; None when the door is not open then."""
    until_s = min(shift.end_s, last_s)
    open_then = [one for one in task.windows if one.start_s <= until_s and one.end_s >= shift.start_s]
    return max(open_then, key=lambda one: one.prize, default=None)


def _length_s(problem: solver.Problem, task: int, window: solver.Window) -> int:
    return max(1, problem.tasks[task].service_in(problem.tasks[task].windows.index(window)))


def _detours_s(problem: solver.Problem, route: solver.Route, locations: Sequence[int]) -> NDArray[np.float64]:
    """Return the extra travel in seconds of passing by each location, at its best place in the route."""
    shift = problem.shifts[route.shift]
    travel_s = problem.travel_s[shift.profile].astype(np.float64)
    travel_s[travel_s == solver.UNREACHABLE] = np.inf
    stops = [problem.tasks[task].location for task in route.tasks]
    before, after = [shift.start_location, *stops], [*stops, shift.end_location]
    there = travel_s[np.ix_(before, locations)] + travel_s[np.ix_(locations, after)].T
    detours: NDArray[np.float64] = (there - travel_s[before, after][:, None]).min(axis=0)
    return np.maximum(detours, 0.0)
