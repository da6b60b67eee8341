"""The compiled engine, as the pipeline calls it, and whether its code is ready to run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from solver.beam.improve import CODE, covers, load_code, reroute
from solver.kernel.anneal import anneal
from solver.kernel.greedy import complete, construct
from solver.kernel.search import search
from solver.kernel.view import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop
    from solver.pool import RoutePool
    from solver.run import Run

_SEARCH_SHARE = 0.92
"""Of the budget, for ruin and recreate where labels do not follow."""
_SHARE_BEFORE_LABELS = {1: 0.35, 2: 0.75, 3: 0.75, 4: 0.75}
"""The same where they do, by number of shifts: one route they find better, several only one at a time."""
_LABELS_SHARE = 0.9
"""Of what is left then, for labels."""
_LEAST_LABELS_S = 0.01
_CODE: tuple[Any, ...] = (anneal, *CODE)


def is_compiled() -> bool:
    """Return whether the search can start without compiling: loaded, or in numba's cache."""
    return all(each.signatures or _is_cached(each) for each in _CODE)


def _is_cached(dispatcher: Any) -> bool:  # noqa: ANN401 - numba's dispatchers have no public type
    function = dispatcher.py_func
    module = function.__module__.rpartition(".")[2]
    return any(Path(dispatcher.stats.cache_path).glob(f"{module}.{function.__name__}-*.nbi"))


class Engine:
    """Builds, fills and improves plans of one problem with compiled code."""

    def __init__(self, model: Compiled) -> None:
        self.model, self.view = model, view_of(model)
        few = model.shifts in _SHARE_BEFORE_LABELS
        self._labelled = [k for k in range(model.shifts) if covers(model, k)] if few else []

    @property
    def search_share(self) -> float:
        """Share of the budget for `search`."""
        return _SHARE_BEFORE_LABELS[self.model.shifts] if self._labelled else _SEARCH_SHARE

    def construct(self) -> list[list[Stop]]:
        """Return a first plan."""
        return construct(self.model, self.view)

    def complete(self, routes: Sequence[Sequence[Stop]]) -> list[list[Stop]]:
        """Return the plan with every task inserted that fits and pays."""
        return complete(self.model, self.view, routes)

    def search(
        self, start: Sequence[Sequence[Stop]], run: Run, until: float, pool: RoutePool
    ) -> list[list[Stop]]:
        """Return the best plan found until this share of the budget is spent."""
        return search(self.model, self.view, start, run, until, pool)

    def load_code(self) -> None:
        """Compile or load what a search of this problem might not come to."""
        load_code(self.model)

    def reroute(self, plan: list[list[Stop]], run: Run) -> list[list[Stop]]:
        """Return the plan with better routes, shift by shift until no more is found, where shifts are few."""
        left = run.seconds_left
        until = None if left is None else run.seconds + _LABELS_SHARE * left
        waiting = list(self._labelled)
        while waiting and not run.is_cancelled:
            seconds = None if until is None else (until - run.seconds) / len(waiting)
            if seconds is not None and seconds < _LEAST_LABELS_S:
                break
            shift = waiting.pop(0)
            found = reroute(self.model, plan, shift, seconds)
            if found != plan:
                plan = found
                waiting = [*waiting, *(k for k in self._labelled if k not in (*waiting, shift))]
        return plan
