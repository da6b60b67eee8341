"""One search under way: its clock, its rounds, its stop rule, and who wants to hear about gains."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from solver.stop import Effort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from solver.stop import StopRule


class Cancel(Protocol):
    """Anything like a `threading.Event`: when set, the search ends with its best plan."""

    def is_set(self) -> bool:
        """Return whether the search should end."""


class Run:
    """Counts rounds and seconds, asks the stop rule, reports gains.

    Parameters
    ----------
    stop, seed
        As given to `solve`.
    on_progress
        Called on every gain with (objective in seconds, seconds since the start, planned tasks); the
        objective carries penalties for required tasks, and only ever falls.
    cancel
        Ends the search when set.
    """

    def __init__(
        self,
        stop: StopRule,
        seed: int,
        on_progress: Callable[[int, float, int], None] | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        self.stop, self.seed = stop, seed
        self._on_progress, self._cancel = on_progress, cancel
        self._started = time.monotonic()
        self._reserve_s = 0.0
        self._best: int | None = None
        self.rounds = self.rounds_without_gain = 0

    @property
    def seconds(self) -> float:
        """Wall-clock seconds since `solve` was called."""
        return time.monotonic() - self._started

    @property
    def seconds_left(self) -> float | None:
        """Wall-clock seconds left for searching; None when no clock is set."""
        limit = self.stop.max_seconds
        return None if limit is None else max(0.0, limit - self._reserve_s - self.seconds)

    def keep_back(self, seconds: float) -> None:
        """Keep this much of a wall-clock budget for timing, reasons and the check."""
        self._reserve_s = seconds

    def slice_of(self, seconds: float) -> float | None:
        """Return a time limit for one step: at most `seconds` and what is left; None when no clock is set."""
        left = self.seconds_left
        return None if left is None else max(0.001, min(seconds, left))

    @property
    def spent(self) -> float:
        """Share of the budget that is spent, from 0 to 1."""
        effort = Effort(self.rounds, self.rounds_without_gain, self.seconds + self._reserve_s)
        return min(1.0, self.stop.spent(effort))

    @property
    def is_cancelled(self) -> bool:
        """Whether someone asked to end the search now."""
        return self._cancel is not None and self._cancel.is_set()

    def is_over(self) -> bool:
        """Return whether to end: the rule says so, or someone cancelled."""
        return self.spent >= 1 or self.is_cancelled

    def report(self, cost: int, routes: Sequence[Sequence[object]]) -> bool:
        """Tell the listener about a plan if it is the best so far; return whether it is."""
        if self._best is not None and cost >= self._best:
            return False
        self._best = cost
        if self._on_progress is not None:
            self._on_progress(cost, self.seconds, sum(len(stops) for stops in routes))
        return True

    def round_done(self, cost: int, routes: Sequence[Sequence[object]]) -> None:
        """Count one round, which ended with this plan as its best."""
        self.rounds += 1
        self.rounds_without_gain = 0 if self.report(cost, routes) else self.rounds_without_gain + 1
