"""How good a plan is: how much of the best that its week allows it reaches at least, proven."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import maps
import solver
from planner.domain.plan import WeekPlan
from planner.policy.rules import Rules
from planner.services.desk import week_request
from planner.services.planning import Groundwork, WeekRequest, prepare
from planner.store import Store

if TYPE_CHECKING:
    from solver.bound import Bound
    from solver.run import Cancel

USEFUL_PERCENT = 75
"""A plan of which less than this is proven may be far better than the proof: then no figure is told."""


@dataclass(frozen=True, kw_only=True)
class PlanBound:
    """What is proven of a plan.

    ``least_percent`` is the share of the best plan's gain that this plan reaches at least, rounded down; None
    when too little is proven to be worth telling. Gain is what is earned on top of visiting nobody: points of
    the visits, less travel, at the desk's own rate. The best plan is over all plans of the same evenings that
    let no more must-visits and appointments go. ``seconds`` is what the proof took.
    """

    least_percent: int | None
    proven_best: bool
    seconds: float

    @property
    def sentence(self) -> str:
        """What is proven, in a line."""
        if self.proven_best:
            return "Dit is het beste plan dat in deze week kan."
        if self.least_percent is None:
            return "Hoe dicht dit plan bij het beste komt, is niet goed te zeggen."
        return f"Dit plan haalt minstens {self.least_percent} % van wat in deze week kan."

    @property
    def explanation(self) -> str:
        """What the line means, and what it does not."""
        how = (
            "We rekenen uit wat er in deze avonden hoogstens te halen is: de punten van de bezoeken, "
            "min de reistijd. Geen enkel plan kan daar boven komen."
        )
        if self.proven_best:
            return f"{how} Dit plan komt precies zo hoog. Met andere avonden of regels kan het anders zijn."
        if self.least_percent is None:
            return f"{how} Voor deze week ligt die grens te hoog om er iets aan te hebben."
        return (
            f"{how} Dit plan haalt daar minstens {self.least_percent} % van. Misschien is het al het beste: "
            "dat is niet bewezen."
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as `plan.json` tells it."""
        return {
            "least_percent": self.least_percent,
            "proven_best": self.proven_best,
            "seconds": round(self.seconds, 1),
        }


def bound_plan(
    work: Groundwork,
    plan: WeekPlan,
    stop: solver.StopRule | float,
    cancel: "Cancel | None" = None,
    threads: int | None = None,
) -> PlanBound | None:
    """Return what can be proven of a plan; None when it is no plan of this work.

    `stop` is when to end, or after how many seconds.
    Without numba nothing can be proven, and None is returned as well. The first call on a machine spends
    about ten of its seconds on compiling.
    """
    solution = solution_of(work, plan)
    if solution is None or not has_bound():
        return None
    from solver.bound import bound  # loads the compiler: only when something is to be proven

    problem = work.translation.problem
    found = bound(problem, solution, stop, cancel=cancel, threads=threads, improving=False)
    return told(found)


def bound_and_improve(
    work: Groundwork, solution: solver.Solution, stop: solver.StopRule | float
) -> tuple[solver.Solution, PlanBound | None]:
    """Return the best plan met on the way, this one or a better one, and what is proven of it.

    Without numba that is this plan, and nothing proven.
    """
    if not has_bound():
        return solution, None
    from solver.bound import bound  # loads the compiler: only when something is to be proven

    found = bound(work.translation.problem, solution, stop)
    return found.improved or solution, told(found)


def bound_stored(
    store: Store,
    region: maps.Region,
    plan: WeekPlan,
    made_at: datetime,
    rules: Rules,
    stop: solver.StopRule | float,
    cancel: "Cancel | None" = None,
) -> PlanBound | None:
    """Return what can be proven of a stored plan, on one core; None when its week cannot be rebuilt.

    The week is rebuilt as the record has it now, or else as it was before the first visit of the plan. After
    other changes to the record or the rules nothing is said of the plan any more.
    """
    if plan.settings_version != rules.stamp:
        return None
    for request in _requests(store, plan, made_at, rules):
        work = prepare(request, region)
        if solution_of(work, plan) is not None:
            return bound_plan(work, plan, stop, cancel, threads=1)
    return None


def solution_of(work: Groundwork, plan: WeekPlan) -> solver.Solution | None:
    """Return the plan as routes of the routing problem; None when they are not the same to the second."""
    task = {candidate.dossier.dossier_id: i for i, candidate in enumerate(work.desk.candidates)}
    shift = {each.shift_id: j for j, each in enumerate(work.desk.shifts)}
    sequences: list[list[int]] = [[] for _ in shift]
    starts = {}
    for route in plan.routes:
        if route.shift_id not in shift or any(stop.dossier_id not in task for stop in route.stops):
            return None
        sequences[shift[route.shift_id]] = [task[stop.dossier_id] for stop in route.stops]
        starts.update({task[stop.dossier_id]: stop.start_service for stop in route.stops})
    problem = work.translation.problem
    solution = solver.schedule(problem, sequences)
    planned = {stop.task: stop.start_s for route in solution.routes for stop in route.stops}
    same = all(work.desk.week.moment(start_s) == starts[k] for k, start_s in planned.items())
    return solution if same and not solver.check(problem, solution) else None


def has_bound() -> bool:
    """Return whether plans can be proven here: the proof is compiled, so it needs numba."""
    return find_spec("numba") is not None


def _requests(store: Store, plan: WeekPlan, made_at: datetime, rules: Rules) -> Iterator[WeekRequest]:
    """Yield what the plan may have been made from, likeliest first."""
    with store.reading() as record:
        now = week_request(record, plan.week, made_at.date(), rules)
    yield now
    starts = [route.start for route in plan.routes]
    before = tuple(outcome for outcome in now.outcomes if outcome.at < min(starts, default=outcome.at))
    if before != now.outcomes:
        yield replace(now, outcomes=before)


def told(found: "Bound") -> PlanBound:
    """Return what a proof says of its plan, in whole percents rounded down."""
    best_s = found.gain_s + found.cost_s - found.lower_cost_s
    least = math.floor(100 * found.gain_s / best_s) if found.gain_s > 0 else 0
    if not found.proven_optimal:
        least = min(99, least)
    return PlanBound(
        least_percent=least if least >= USEFUL_PERCENT else None,
        proven_best=found.proven_optimal,
        seconds=found.seconds,
    )
