"""How much worse a plan the search goes on from: hot at first, cold at last, in the unit of the problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import route_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop

_CHOOSING = (0.6, 0.01)
"""Start and end, in median worths of an optional task: the question is who is visited."""
_CHOOSING_WARM = (1.5, 0.2)
"""The same for every other thread with few shifts, where few plans near a good one are as good."""
_FEW_SHIFTS = 2
_SERVING = (1.5, 0.01)
"""Start and end, in mean legs: everybody is visited, the question is how far one drives."""


def temperatures(model: Compiled, start: Sequence[Sequence[Stop]], thread: int) -> tuple[float, float]:
    """Return the temperature in seconds at the start and at the end of a search from this plan."""
    optional = model.miss_cost[(model.tier == 0) & (model.miss_cost > 0)]
    everybody = sum(len(stops) for stops in start) == model.allowed.any(axis=1).sum()
    if everybody or 2 * len(optional) < model.tasks:
        hot, cold = _SERVING
        unit = _mean_leg(model, start)
    else:
        hot, cold = _CHOOSING_WARM if thread % 2 and model.shifts <= _FEW_SHIFTS else _CHOOSING
        unit = float(np.median(optional))
    return max(1.0, unit) * hot, max(1.0, unit) * cold


def _mean_leg(model: Compiled, plan: Sequence[Sequence[Stop]]) -> float:
    """Return the cost of a plan's routes per leg, in seconds."""
    cost = sum(route_cost(model, shift, stops)[0] for shift, stops in enumerate(plan))
    return cost / max(1, sum(len(stops) + 1 for stops in plan if stops))
