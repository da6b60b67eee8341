"""The compiled engine, as the pipeline calls it, and whether its code is ready to run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from solver.kernel.anneal import anneal
from solver.kernel.greedy import complete, construct
from solver.kernel.search import search
from solver.kernel.view import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop
    from solver.pool import RoutePool
    from solver.run import Run

_DISPATCHER: Any = anneal
_CACHE = Path(_DISPATCHER.stats.cache_path)


def is_compiled() -> bool:
    """Return whether the search can start without compiling: loaded, or in numba's cache."""
    return bool(_DISPATCHER.signatures) or any(_CACHE.glob("anneal.anneal-*.nbi"))


class Engine:
    """Builds, fills and improves plans of one problem with compiled code."""

    def __init__(self, model: Compiled) -> None:
        self.model, self.view = model, view_of(model)

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
