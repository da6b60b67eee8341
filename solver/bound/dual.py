"""The Lagrangian bound: what any plan costs at least, read off one full sweep, in whole numbers.

Every task row is priced with what a visit is worth. For any prices, right or wrong,

    cost >= sum(worth) + least(sum((miss - worth) * missed)) - sum(group prices) + sum(count * least reduced
    cost),

so prices only decide how tight the bound is, never if it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from solver.compiled import Compiled
    from solver.locks import Lock
    from solver.problem import Problem


@dataclass(frozen=True, eq=False)
class Demand:
    """What missing a task costs, and which may be missed.

    Parameters
    ----------
    miss_s
        int64 [n]: points of the task, in seconds; 0 for tasks the bound gives away.
    must
        bool [n]: tasks that the plan in hand does not miss and no better plan may.
    tier
        int64 [k]: tasks of the highest tier in which the plan in hand misses any.
    may_miss
        How many of them it misses; no better plan misses more.
    group
        int32 [n]: -1 for none.
    """

    miss_s: NDArray[np.int64]
    must: NDArray[np.bool_]
    tier: NDArray[np.int64]
    may_miss: int
    group: NDArray[np.int32]

    @property
    def groups(self) -> int:
        """Number of group rows."""
        return int(self.group.max(initial=-1)) + 1


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of the rows in seconds: what a visit is worth, per task, and what a place in a group costs."""

    worth: NDArray[np.float64]
    group: NDArray[np.float64]

    def mixed(self, other: Prices, share: float) -> Prices:
        """Return `share` of these and the rest of the other."""
        return Prices(
            share * self.worth + (1 - share) * other.worth, share * self.group + (1 - share) * other.group
        )

    def net(self, demand: Demand) -> NDArray[np.float64]:
        """Return what a route earns per task, in seconds: its worth less the price of its group."""
        return _net(demand, self.worth, self.group)


@dataclass(frozen=True, eq=False)
class Units:
    """Prices in whole table units."""

    worth: NDArray[np.int64]
    group: NDArray[np.int64]
    net: NDArray[np.int64]
    scale: float


def in_units(prices: Prices, demand: Demand, scale: float) -> Units:
    """Return prices rounded to table units; prices like any other, so nothing is lost but tightness."""
    worth = np.rint(prices.worth * scale).astype(np.int64)
    group = np.rint(np.maximum(0.0, prices.group) * scale).astype(np.int64)
    return Units(worth, group, _net(demand, worth, group), scale)


def _net(demand: Demand, worth: NDArray[Any], group: NDArray[Any]) -> NDArray[Any]:
    grouped = demand.group >= 0
    net = worth.copy()
    net[grouped] -= group[demand.group[grouped]]
    return net


def demand_of(
    problem: Problem,
    model: Compiled,
    locks: Mapping[int, Lock],
    planned: set[int],
    given_away: NDArray[np.bool_],
) -> Demand:
    """Return the demand for plans that miss no more, tier by tier, than a plan with these tasks."""
    top = max((task.required for task in problem.tasks), default=0) + 1
    tiers = np.array(
        [top if k in locks else task.required for k, task in enumerate(problem.tasks)], dtype=np.int64
    )
    missed = np.array([k not in planned for k in range(len(tiers))], dtype=np.bool_)
    miss_s = np.array(
        [problem.seconds_per_point * task.best_points for task in problem.tasks], dtype=np.int64
    )
    miss_s[given_away] = 0
    highest = int(tiers[missed].max(initial=0))
    tier = np.flatnonzero((tiers == highest) & ~given_away) if highest else np.zeros(0, dtype=np.int64)
    groups = {group: k for k, group in enumerate(sorted(set(model.group.tolist()) - {-1}))}
    return Demand(
        miss_s=miss_s,
        must=(tiers > highest) & ~given_away,
        tier=tier,
        may_miss=int(missed[tier].sum()),
        group=np.array([groups.get(each, -1) for each in model.group.tolist()], dtype=np.int32),
    )


def lower_bound(demand: Demand, counts: NDArray[np.int64], units: Units, least: NDArray[np.int64]) -> int:
    """Return a lower bound in whole seconds on the cost of every plan `demand` speaks of.

    Parameters
    ----------
    demand
        The task rows.
    counts
        int64 [classes]: number of shifts per class.
    units
        The prices of the sweep.
    least
        int64 [classes]: lower bounds on the reduced cost of a route, in table units; from a full sweep.
    """
    miss = np.floor(demand.miss_s * units.scale).astype(np.int64)
    saved = np.minimum(0, miss - units.worth)
    saved[demand.must] = 0
    saved_in_tier = int(np.sort(saved[demand.tier])[: demand.may_miss].sum())
    saved[demand.tier] = 0
    total = int(units.worth.sum() + saved.sum() - units.group.sum()) + saved_in_tier
    total += int((counts * np.minimum(0, least)).sum())
    if units.scale >= 1:
        return -(-total // int(units.scale))
    return total * round(1 / units.scale)
