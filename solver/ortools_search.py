"""The search in OR-Tools alone: again and again a few shifts and their surroundings are solved anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import plan_cost
from solver.ortools_model import SubProblem, solve_sub

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop
    from solver.pool import RoutePool
    from solver.run import Run

_SHIFTS = 6
_UNPLANNED = 60
_NODES = 260
_SUB_SECONDS = 0.12
_SLACK = 0.5
"""How much worse than the best a plan may be to be searched from, in median task worths; falls to none."""


def search(
    model: Compiled, start: Sequence[Sequence[Stop]], run: Run, until: float, pool: RoutePool
) -> list[list[Stop]]:
    """Return the best plan found until the share `until` of the budget is spent; fills the pool."""
    rng = np.random.default_rng(run.seed)
    plan = best = [list(each) for each in start]
    cost = best_cost = plan_cost(model, best)
    while (spent := run.spent / until) < 1 and not run.is_cancelled:
        slack = _SLACK * (1.0 - spent) * float(np.median(model.miss_cost))
        sub = _neighbourhood(model, plan, rng)
        found = solve_sub(model, sub, run.slice_of(_SUB_SECONDS))
        if found is not None:
            trial = list(plan)
            for shift, stops in zip(sub.shifts, found, strict=True):
                trial[shift] = stops
            trial_cost = plan_cost(model, trial)
            if trial_cost <= max(cost, best_cost + slack):
                plan, cost = trial, trial_cost
                pool.add(plan)
            if cost < best_cost:
                best, best_cost = plan, cost
        run.round_done(best_cost, best)
    return best


def _neighbourhood(model: Compiled, plan: Sequence[Sequence[Stop]], rng: np.random.Generator) -> SubProblem:
    """Draw some shifts that work near each other, thin them out, and add the best unplanned tasks."""
    shifts = _near_shifts(model, plan, rng)
    present = [stop for shift in shifts for stop in plan[shift]]
    unplanned = _best_unplanned(model, plan, shifts, rng)
    known = set(present)
    others = [
        (task, row)
        for task in [*(task for task, _ in present), *unplanned]
        for row in model.windows_of(task)
        if (task, row) not in known and _overlaps(model, row, shifts)
    ]
    drawn = rng.permutation(len(others))[: max(0, _NODES - len(present))]
    stops = [*present, *(others[k] for k in drawn)]
    shuffled = [stops[k] for k in rng.permutation(len(stops))]  # descent tries nodes in the order given
    leaving = _string(model, present, rng)
    start = tuple(tuple(stop for stop in plan[shift] if stop[0] not in leaving) for shift in shifts)
    return SubProblem(tuple(shifts), tuple(shuffled), start)


def _near_shifts(model: Compiled, plan: Sequence[Sequence[Stop]], rng: np.random.Generator) -> list[int]:
    """Return a random shift and those whose stops are, on average, the shortest drive from its own."""
    first = int(rng.integers(model.shifts))
    if model.shifts <= _SHIFTS:
        return list(range(model.shifts))
    places = [
        [int(model.start_location[shift]), *(int(model.location[task]) for task, _ in plan[shift])]
        for shift in range(model.shifts)
    ]
    travel = model.travel[model.profile[first]]
    away = np.array([travel[np.ix_(places[first], each)].min(axis=1).mean() for each in places])
    away = away * rng.uniform(0.5, 1.5, model.shifts)
    away[first] = -1.0
    return sorted(int(shift) for shift in np.argsort(away, kind="stable")[:_SHIFTS])


def _best_unplanned(
    model: Compiled, plan: Sequence[Sequence[Stop]], shifts: list[int], rng: np.random.Generator
) -> list[int]:
    """Return unplanned tasks these shifts may do, whose group is free outside them; mostly the best ones."""
    out = np.ones(model.tasks, dtype=np.bool_)
    taken: set[int] = set()
    for shift, stops in enumerate(plan):
        tasks = [task for task, _ in stops]
        out[tasks] = False
        if shift not in shifts:
            taken.update(int(group) for group in model.group[tasks] if group >= 0)
    free = np.flatnonzero(out & model.allowed[:, shifts].any(axis=1) & ~np.isin(model.group, list(taken)))
    if len(free) > _UNPLANNED:
        worth = model.miss_cost[free] * rng.uniform(0.4, 1.0, len(free))
        free = free[np.argsort(-worth, kind="stable")[:_UNPLANNED]]
    return [int(task) for task in free]


def _overlaps(model: Compiled, row: int, shifts: list[int]) -> bool:
    opens, closes = model.opens[row], model.closes[row]
    return bool(((model.starts[shifts] <= closes) & (opens <= model.latest[shifts])).any())


def _string(model: Compiled, present: list[Stop], rng: np.random.Generator) -> set[int]:
    """Return the stops to take out first: a random one and its nearest, up to a quarter of them."""
    if not present:
        return set()
    tasks = np.array([task for task, _ in present])
    many = int(rng.integers(1 + max(4, len(tasks) // 4)))
    seed = rng.choice(tasks)
    near = np.argsort(model.travel[0][model.location[seed], model.location[tasks]], kind="stable")
    return {int(task) for task in tasks[near[:many]]}
