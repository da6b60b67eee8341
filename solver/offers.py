"""For one visit that must become an appointment: the best moments in a finished plan, and what each costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import compile_problem
from solver.errors import ProblemError
from solver.insertion import Routes
from solver.locks import by_task
from solver.reasons import compiled_stops
from solver.vacancies import Vacancies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from solver.locks import Lock
    from solver.problem import Problem
    from solver.solution import PlannedStop, Solution


@dataclass(frozen=True, slots=True)
class Offer:
    """A moment at which a visit could be made.

    Parameters
    ----------
    shift, window
        Which shift, and which window of the task.
    start_s
        When the visit would start; the earliest moment in that place.
    extra_travel_s
        Travel added to the shift, in seconds; negative when a far stop leaves.
    lost_points
        Points not earned: of this task against its best window and shift, and of the stop that leaves.
    cost_s
        Travel, lost points, overtime and unfair workload together, in seconds of the objective.
    drops
        The stop that has to leave for it; empty when there is room.
    """

    shift: int
    window: int
    start_s: int
    extra_travel_s: int
    lost_points: int
    cost_s: int
    drops: tuple[int, ...] = ()


def recommend(
    problem: Problem, solution: Solution, task: int, count: int = 5, locked: Iterable[Lock] = ()
) -> list[Offer]:
    """Return the best offers for an unplanned task, one per shift and window, cheapest first.

    Nothing else in the plan moves to another shift, order or window; at most one optional stop leaves.
    Taking an offer = planning the task with a `Lock` on its shift and start.

    Raises
    ------
    ProblemError
        When the task is unknown or planned.
    """
    if not 0 <= task < len(problem.tasks):
        raise ProblemError(f"Task {task} is unknown; there are {len(problem.tasks)}.")
    if task in solution.shift_of:
        raise ProblemError(f"Task {task} is planned, on shift {solution.shift_of[task]}.")
    locks = by_task(problem, locked)
    model = compile_problem(problem, locks)
    plan = Routes(model, compiled_stops(model, solution.routes))
    shifts = np.flatnonzero(model.allowed[task]).tolist()
    staying = {k for k, each in enumerate(problem.tasks) if each.required} | set(locks)
    offers = _Offers(problem, solution, task)
    cheapest: dict[tuple[int, int], Offer] = {}
    for offer in (*offers.as_it_is(plan, shifts), *offers.instead(Vacancies(plan, 1, staying, shifts))):
        known = cheapest.get((offer.shift, offer.window))
        if known is None or _order(offer) < _order(known):
            cheapest[offer.shift, offer.window] = offer
    return sorted(cheapest.values(), key=_order)[:count]


def _order(offer: Offer) -> tuple[int, int, int]:
    return offer.cost_s, offer.start_s, offer.shift


@dataclass(frozen=True)
class _Offers:
    """Offers for one task in one plan."""

    problem: Problem
    solution: Solution
    task: int

    def as_it_is(self, plan: Routes, shifts: Iterable[int]) -> Iterator[Offer]:
        """Yield offers with every stop in place."""
        for shift in shifts:
            for at in plan.insertions(self.task, shift):
                start_s, extra_s = plan.start_of(self.task, at), plan.detour_of(self.task, at)
                window, lost = self._worth(shift, start_s)
                yield Offer(shift, window, start_s, extra_s, lost, at.cost)

    def instead(self, vacancies: Vacancies) -> Iterator[Offer]:
        """Yield offers in the place of one stop, with what that stop costs and saves."""
        stops = {stop.task: stop for route in self.solution.routes for stop in route.stops}
        for vacancy, at, start_s, extra_s in vacancies.fillings(self.task):
            window, lost = self._worth(at.shift, start_s)
            lost += self._earned(at.shift, stops[vacancy.gone[0]])
            yield Offer(at.shift, window, start_s, extra_s, lost, at.cost, vacancy.gone)

    def _worth(self, shift: int, start_s: int) -> tuple[int, int]:
        """Return the best window open at this moment, and the points lost there against the best moment."""
        one = self.problem.tasks[self.task]
        fitting = [k for k, each in enumerate(one.windows) if each.start_s <= start_s <= each.end_s]
        window = max(fitting, key=lambda k: one.windows[k].prize)
        return window, one.best_points - one.windows[window].prize - one.shift_points.get(shift, 0)

    def _earned(self, shift: int, stop: PlannedStop) -> int:
        gone = self.problem.tasks[stop.task]
        return gone.windows[stop.window].prize + gone.shift_points.get(shift, 0)
