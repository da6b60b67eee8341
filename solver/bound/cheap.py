"""A bound in no time, and first prices: one knapsack of all the hours there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bound.classes import LOSS, SERVICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solver.bound.classes import ShiftClass
    from solver.bound.dual import Demand


class Knapsack(NamedTuple):
    """Lower bound in seconds, and what a visit to each task is worth at the margin, in seconds."""

    lower_cost_s: int
    worth: NDArray[np.float64]


_DETOUR = 1.5
"""Typical travel per visit over the shortest leg, for first prices only."""


def knapsack(demand: Demand, classes: Sequence[ShiftClass]) -> Knapsack:
    """Return what is left when visits cost their service and the shortest leg, and all shifts are one.

    The fractional knapsack after Dantzig, "Discrete-variable extremum problems", Operations Research 5(2),
    1957.
    """
    tasks = len(demand.miss_s)
    far = np.iinfo(np.int64).max // 4
    takes, costs, visit = (np.full(tasks, far, dtype=np.int64) for _ in range(3))
    room_s = 0
    for one in classes:
        owner = one.tasks[np.repeat(np.arange(one.size), np.diff(one.first_window))]
        near = np.repeat(one.near, np.diff(one.first_window))
        np.minimum.at(takes, owner, near + one.window[:, SERVICE])
        np.minimum.at(costs, owner, near + one.window[:, LOSS])
        np.minimum.at(visit, owner, one.window[:, SERVICE])
        room_s += one.count * max(0, one.latest_s - int(one.end_leg.min()))
    can = np.flatnonzero(takes < far)
    gain = np.maximum(0, demand.miss_s[can] - costs[can])
    order = np.argsort(-gain / takes[can], kind="stable")
    best, rate = 0, 0.0
    for k in order.tolist():
        taken, won = int(takes[can[k]]), int(gain[k])
        if taken > room_s:
            best += -(-won * room_s // taken)
            rate = won / taken
            break
        best += won
        room_s -= taken
    worth = demand.miss_s.astype(np.float64)
    leg = _DETOUR * (takes[can] - visit[can])
    worth[can] = rate * (visit[can] + leg) + leg
    free = can[~demand.must[can]]
    worth[free] = np.minimum(worth[free], demand.miss_s[free])
    return Knapsack(max(0, int(demand.miss_s.sum()) - best), worth)
