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

_SMOOTHING = 0.6
_SMOOTHING_NG = 0.8
_CLOSE = 0.001
"""Converged when master and bound differ by less than this share of the gain."""
_LAST_CALL = 1.3


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
        """Raise the bound while the run lasts; return whether it cannot be raised further here."""
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
        state, smoothing, usual = self.state, 1.0, _SMOOTHING_NG if self.pricer.remembers else _SMOOTHING
        full = not self.pricer.has_short_cut
        target = state.centre
        while not self.run.is_over() and state.lower_cost_s < self.cost_s:
            last_call = not full and self._is_last_call()
            full = full or last_call
            prices = state.centre if last_call else state.centre.mixed(target, smoothing)
            sweep = self._sweep(prices, full)
            if sweep is None:
                return False
            added = self.master.add(sweep.columns)
            before_s = state.master_cost_s
            solved = self.master.solve(self._left_s())
            if solved is None:
                return False
            state.master_cost_s, target = solved
            close = state.master_cost_s - state.value < self.tolerance_s
            if full and close:
                return True
            stuck = not added or state.master_cost_s > before_s - 1e-6
            if stuck and full and smoothing == 0.0 and not added and not self.pricer.try_harder():
                return False
            smoothing = (0.0 if smoothing < 0.2 else smoothing / 2) if stuck else usual
            full = not self.pricer.has_short_cut or (not full and (close or (stuck and smoothing == 0.0)))
        return state.lower_cost_s >= self.cost_s

    def _left_s(self) -> float:
        left = self.run.seconds_left
        return 3600.0 if left is None else left

    def _is_last_call(self) -> bool:
        """Whether there is just time for one full sweep."""
        return self._full_s > 0 and self._left_s() < _LAST_CALL * self._full_s

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
        """Return how long a full sweep takes, guessed from a short one when there was none yet."""
        if full or self._full_s:
            return spent_s if full else self._full_s
        return spent_s * self.pricer.short_cut_factor
