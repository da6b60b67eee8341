"""The answer: how far from the best possible a plan is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.solution import Solution


@dataclass(frozen=True, slots=True)
class Bound:
    """How far from the best possible a plan is.

    Parameters
    ----------
    lower_cost_s
        No plan that keeps as many locked and required tasks, tier by tier, costs less; seconds, as
        `Value.cost_s`.
    cost_s
        Cost of the plan in hand: `improved` if there is one, else the plan that was given.
    gain_s
        What that plan earns on top of planning nothing at all: the seconds' worth of all points, less
        `cost_s`.
    seconds
        Wall-clock seconds spent.
    sweeps
        Full sweeps that were finished: each of them proves a bound.
    converged
        Whether the bound is as good as this method gets; if not, more time may raise it.
    improved
        A better plan found on the way; None when there is none.
    """

    lower_cost_s: int
    cost_s: int
    gain_s: int
    seconds: float
    sweeps: int
    converged: bool
    improved: Solution | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.lower_cost_s <= self.cost_s:
            raise ValueError(f"A bound of {self.lower_cost_s} s does not fit a plan of {self.cost_s} s.")

    @property
    def gap_percent(self) -> float:
        """Percent of the objective that a better plan could save at most."""
        return 100.0 * (self.cost_s - self.lower_cost_s) / self.cost_s if self.cost_s else 0.0

    @property
    def gap_of_gain_percent(self) -> float:
        """Percent of its gain that a better plan could earn more at most; infinite without any gain."""
        if self.cost_s == self.lower_cost_s:
            return 0.0
        return 100.0 * (self.cost_s - self.lower_cost_s) / self.gain_s if self.gain_s > 0 else math.inf

    @property
    def proven_optimal(self) -> bool:
        """Whether no better plan exists."""
        return self.cost_s == self.lower_cost_s

    @property
    def at_most_percent_better(self) -> float:
        """`gap_percent`, rounded up to one decimal: for the sentence "at most x % better is possible"."""
        return math.ceil(10 * self.gap_percent - 1e-9) / 10
