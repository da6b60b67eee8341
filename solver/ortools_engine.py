"""The engine that needs no numba: NumPy builds and fills plans, OR-Tools searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.construct import construct, sweep
from solver.insertion import Routes
from solver.ortools_search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop
    from solver.pool import RoutePool
    from solver.run import Run


class Engine:
    """Builds, fills and improves plans of one problem without compiled code."""

    search_share = 0.92
    """Share of the budget for `search`."""

    def __init__(self, model: Compiled) -> None:
        self.model = model

    def construct(self) -> list[list[Stop]]:
        """Return a first plan."""
        return construct(self.model).stops

    def complete(self, routes: Sequence[Sequence[Stop]]) -> list[list[Stop]]:
        """Return the plan with every task inserted that fits and pays."""
        plan = Routes(self.model, routes)
        sweep(plan)
        return plan.stops

    def search(
        self, start: Sequence[Sequence[Stop]], run: Run, until: float, pool: RoutePool
    ) -> list[list[Stop]]:
        """Return the best plan found until this share of the budget is spent."""
        return search(self.model, start, run, until, pool)

    def reroute(self, plan: list[list[Stop]], _: Run) -> list[list[Stop]]:
        """Return the plan as it is: labels are compiled code."""
        return plan
