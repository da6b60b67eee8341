"""For one visit that must become an appointment: the best moments in a finished plan, and what each costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import compile_problem, route_cost
from solver.errors import ProblemError
from solver.insertion import Routes
from solver.locks import by_task
from solver.reasons import compiled_stops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from solver.insertion import Insertion
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
    Taking an
    offer = planning the task with a `Lock` on its shift and start.

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
    search = _Search(problem, solution, plan, task, frozenset(locks))
    cheapest: dict[tuple[int, int], Offer] = {}
    for shift in np.flatnonzero(model.allowed[task]).tolist():
        for offer in search.on(shift):
            known = cheapest.get((offer.shift, offer.window))
            if known is None or _order(offer) < _order(known):
                cheapest[offer.shift, offer.window] = offer
    return sorted(cheapest.values(), key=_order)[:count]


def _order(offer: Offer) -> tuple[int, int, int]:
    return offer.cost_s, offer.start_s, offer.shift


@dataclass(frozen=True)
class _Search:
    """Looks for offers for one task in one plan; stops of `fixed` tasks and required ones never leave."""

    problem: Problem
    solution: Solution
    plan: Routes
    task: int
    fixed: frozenset[int]

    def on(self, shift: int) -> Iterator[Offer]:
        """Yield offers on one shift: with every stop in place, and with each optional one gone."""
        model = self.plan.model
        for at in self.plan.insertions(self.task, shift):
            yield self._offer(self.plan, at)
        before_s, _ = route_cost(model, shift, self.plan.stops[shift])
        for stop in self.solution.routes[shift].stops:
            if stop.task in self.fixed or self.problem.tasks[stop.task].required:
                continue
            less = self.plan.without(shift, (stop.task,))
            saved_s = before_s - route_cost(model, shift, less.stops[shift])[0]
            saved_s += self.plan.unfair_s - less.unfair_s
            for at in less.insertions(self.task, shift):
                yield self._instead_of(stop, at, less, saved_s)

    def _offer(self, plan: Routes, at: Insertion) -> Offer:
        start_s, one = plan.start_of(self.task, at), self.problem.tasks[self.task]
        fitting = [k for k, each in enumerate(one.windows) if each.start_s <= start_s <= each.end_s]
        window = max(fitting, key=lambda k: one.windows[k].prize)
        lost = one.best_points - one.windows[window].prize - one.shift_points.get(at.shift, 0)
        return Offer(at.shift, window, start_s, plan.detour_of(self.task, at), lost, at.cost)

    def _instead_of(self, stop: PlannedStop, at: Insertion, less: Routes, saved_s: int) -> Offer:
        """Return the offer in a plan that a stop has left, with what that stop costs and saves."""
        gone, offer = self.problem.tasks[stop.task], self._offer(less, at)
        earned = gone.windows[stop.window].prize + gone.shift_points.get(at.shift, 0)
        saved_travel_s = self.plan.travel_of(at.shift) - less.travel_of(at.shift)
        return replace(
            offer,
            extra_travel_s=offer.extra_travel_s - saved_travel_s,
            lost_points=offer.lost_points + earned,
            cost_s=offer.cost_s - saved_s + int(less.model.miss_cost[stop.task]),
            drops=(stop.task,),
        )
