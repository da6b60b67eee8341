"""Column generation: prices from the master, routes from the table, a bound from every full sweep.

Smoothed prices after Wentges, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming",
International Transactions in Operational Research 4(2), 1997.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver.bound.dual import in_units, lower_bound
from solver.bound.master import Master

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.bound.dual import Demand, Prices
    from solver.bound.pricing import Column, Pricer, Sweep
    from solver.run import Run

_SMOOTHING_AT_FIRST = 0.9
_SMOOTHING = 0.6
_SMOOTHING_NG = 0.8
"""Share of the best prices so far: until the master beats the plan; after that; with ng-routes."""
_CLOSE = 0.001
"""Converged when master and bound differ by less than this share of the gain."""
_LAST_CALL = 1.6
"""A full sweep begins when no more than this many times its seconds are left."""
_FIRST_CALL = 0.4
"""The first full sweep begins at this share of the run."""


def _less(smoothing: float) -> float:
    return 0.0 if smoothing < 0.2 else smoothing / 2


@dataclass
class State:
    """Where the search for prices is.

    Parameters
    ----------
    centre
        The best prices so far.
    value
        What they are worth, by the last kind of sweep.
    lower_cost_s
        The best proven bound.
    master_cost_s
        Cost of the best fractional plan.
    sweeps
        Full sweeps finished.
    """

    centre: Prices
    value: float
    lower_cost_s: int
    master_cost_s: float
    sweeps: int = 0


class Generation:
    """Raises the bound until it is close to the master, the run is over, or the plan is proven best.

    Parameters
    ----------
    demand, pricer, run
        Rows, sweeps, and the clock.
    columns
        First routes: those of the plan in hand.
    state
        First prices and bound.
    cost_s
        Cost of the plan in hand.
    on_bound
        Called with every better bound, in seconds of cost.
    """

    def __init__(
        self,
        demand: Demand,
        pricer: Pricer,
        run: Run,
        columns: list[Column],
        state: State,
        cost_s: int,
        on_bound: Callable[[int], None],
    ) -> None:
        self.demand, self.pricer, self.run, self.state = demand, pricer, run, state
        self.cost_s, self.on_bound = cost_s, on_bound
        self.counts = np.array([one.count for one in pricer.classes], dtype=np.int64)
        self.tolerance_s = max(0.5, _CLOSE * (int(demand.miss_s.sum()) - cost_s))
        self.master = self._new_master(columns)
        self._full_s = 0.0

    def _new_master(self, columns: list[Column]) -> Master:
        master = Master(self.demand, self.counts)
        master.add(columns)
        return master

    def raise_bound(self) -> bool:
        """Raise the bound while the run lasts; return whether it is as high as it gets here."""
        return self.converge() and (not self.pricer.can_remember or self.remember())

    def remember(self) -> bool:
        """Price with ng-routes, with more memory until no cycle is left; return whether it got there.

        Routes that the finer relaxation forbids leave the master.
        """
        self.pricer.remembers = True
        self._keep([each for each in self.master.columns if each.elementary])
        while self.converge():
            cycles = [each for each in self.master.used() if self.pricer.forbid(each)]
            if not cycles:
                return True
            self._keep([each for each in self.master.columns if self.pricer.is_possible(each)])
        return False

    def _keep(self, columns: list[Column]) -> None:
        self.master = self._new_master(columns)
        self.state.value = self.state.lower_cost_s

    def converge(self) -> bool:
        """Return whether the bound came close to the master within the run."""
        state = self.state
        target, smoothing, full = state.centre, 1.0, not self.pricer.has_short_cut
        while not self.run.is_over() and state.lower_cost_s < self.cost_s:
            sweep = self._sweep(state.centre.mixed(target, smoothing), full)
            if sweep is None:
                return False
            added, before_s = self.master.add(sweep.columns), state.master_cost_s
            solved = self.master.solve(self._left_s())
            if solved is None:
                return False
            state.master_cost_s, target = solved
            close = state.master_cost_s - state.value < self.tolerance_s
            if full and close:
                return True
            if full and not added and smoothing == 0.0 and not self.pricer.try_harder():
                return False
            if self.pricer.has_short_cut:
                smoothing, full = self._next_of_two(smoothing, full, close, added)
            else:
                stuck = not added or state.master_cost_s > before_s - 1e-6
                smoothing = _less(smoothing) if stuck else self._usual_smoothing
        return state.lower_cost_s >= self.cost_s

    @property
    def _usual_smoothing(self) -> float:
        if self.state.master_cost_s >= self.cost_s - 0.5:
            return _SMOOTHING_AT_FIRST
        return _SMOOTHING_NG if self.pricer.remembers else _SMOOTHING

    def _next_of_two(self, smoothing: float, full: bool, close: bool, added: int) -> tuple[float, bool]:
        """Return smoothing and kind of the next sweep: short ones until they find no more, then one full."""
        if not full and (self._is_due() or close or (not added and smoothing == 0.0)):
            return 1.0, True
        if full and not added:
            return 0.0, True
        return self._usual_smoothing if added else _less(smoothing), False

    def _is_due(self) -> bool:
        """Whether it is time for a full sweep: the last possible, or the first, late in the run."""
        if self.state.sweeps == 0 and self.run.spent > _FIRST_CALL:
            return True
        return self._full_s > 0 and self._left_s() < _LAST_CALL * self._full_s

    def _left_s(self) -> float:
        left = self.run.seconds_left
        return 3600.0 if left is None else left

    def _sweep(self, prices: Prices, full: bool) -> Sweep | None:
        """Sweep, and take over what it proves; None when it was stopped."""
        began = time.monotonic()
        units = in_units(prices, self.demand, self.pricer.finest_scale(prices.net(self.demand)))
        sweep = self.pricer.sweep(units.net, units.scale, full, self.run.is_over)
        if sweep is None:
            return None
        self.run.rounds += 1
        value = lower_bound(self.demand, self.counts, units, sweep.least)
        self._full_s = self._expected_full_s(time.monotonic() - began, full)
        if full:
            self.state.sweeps += 1
            if value > self.state.lower_cost_s:
                self.state.lower_cost_s = value
                self.on_bound(value)
        if value > self.state.value or full:
            self.state.centre, self.state.value = prices, value
        return sweep

    def _expected_full_s(self, spent_s: float, full: bool) -> float:
        """Return how long a full sweep takes; guessed from the fastest short one until there was one."""
        if full:
            return spent_s
        if self.state.sweeps:
            return self._full_s
        guess_s = spent_s * self.pricer.short_cut_factor
        return min(guess_s, self._full_s) if self._full_s else guess_s
