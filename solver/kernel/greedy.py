"""Constructive plans with the compiled insertion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.kernel.compiler import compiled
from solver.kernel.orders import SPAN_S, VISIT_S
from solver.kernel.recreate import cheapest, insert
from solver.kernel.state import BEST, best_routes, keep_best, state_of
from solver.kernel.view import GROUP, MISS_COST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled, Stop
    from solver.kernel.state import State
    from solver.kernel.view import View

_NEVER_BLINK = 2**62


def construct(model: Compiled, view: View) -> list[list[Stop]]:
    """Return the best of three greedy plans: by worth, per second of visit, and with travel counted."""
    worth = model.miss_cost.astype(np.float64)
    plans = []
    for key in (worth, worth / view.size[:, VISIT_S], worth / view.size[:, SPAN_S]):
        state = state_of(model, view, [[] for _ in range(model.shifts)], 0)
        state.blink[0] = _NEVER_BLINK
        fill(view, state, np.arange(model.shifts, dtype=np.int32), np.argsort(-key, kind="stable"))
        plans.append(state)
    return best_routes(min(plans, key=lambda state: int(state.total[BEST])))


def complete(model: Compiled, view: View, routes: Sequence[Sequence[Stop]]) -> list[list[Stop]]:
    """Return the plan with every unplanned task inserted that fits and pays, best first."""
    state = state_of(model, view, routes, 0)
    state.blink[0] = _NEVER_BLINK
    order = np.argsort(-model.miss_cost, kind="stable")
    while fill(view, state, np.arange(model.shifts, dtype=np.int32), order):
        pass
    return best_routes(state)


@compiled
def fill(view: View, state: State, shifts: NDArray[np.int32], order: NDArray[np.int64]) -> int:
    """Insert unplanned tasks in this order where it pays, keep the result; return how many went in."""
    inserted = 0
    for task in order:
        group = view.task[task, GROUP]
        if state.shift_of[task] >= 0 or (group >= 0 and state.taken[group] > 0):
            continue
        bound = view.task[task, MISS_COST]
        cost, shift, position, row = cheapest(view, state, shifts, len(shifts), task, bound)
        if shift >= 0:
            insert(view, state, shift, position, task, row)
            state.total[0] += cost - bound
            inserted += 1
    if state.total[0] < state.total[1]:
        keep_best(state)
    return inserted
