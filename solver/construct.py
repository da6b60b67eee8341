"""A first plan in one pass: the best task first, each to its cheapest place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import plan_cost
from solver.insertion import Routes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from solver.compiled import Compiled


def construct(model: Compiled) -> Routes:
    """Return the better of two greedy plans: by what a task is worth, and by worth per second of visit."""
    worth = model.miss_cost.astype(np.float64)
    longest = np.ones(model.tasks)
    for task in range(model.tasks):
        rows = model.windows_of(task)
        if rows:
            longest[task] += model.service[rows.start : rows.stop].max()
    plans = [greedy(model, np.argsort(-key, kind="stable")) for key in (worth, worth / longest)]
    return min(plans, key=lambda plan: plan_cost(model, plan.stops))


def greedy(model: Compiled, order: NDArray[np.int64]) -> Routes:
    """Return a plan built by inserting tasks in this order, each at its cheapest place when that pays."""
    routes = Routes(model)
    fill(routes, (int(task) for task in order))
    return routes


def fill(routes: Routes, tasks: Iterable[int]) -> bool:
    """Insert every task that fits and costs less than leaving it out; return whether any went in."""
    grew = False
    for task in tasks:
        at = routes.best_insertion(task)
        if at is not None and at.cost < routes.model.miss_cost[task]:
            routes.insert(task, at)
            grew = True
    return grew


def sweep(routes: Routes) -> None:
    """Insert unplanned tasks, best first, until none fits that pays."""
    by_worth = np.argsort(-routes.model.miss_cost, kind="stable")
    while fill(routes, [int(task) for task in by_worth if not routes.planned[task]]):
        pass
