"""The engine that needs no numba: NumPy builds and fills plans, OR-Tools searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver import construct as greedy
from solver.insertion import Routes
from solver.ortools_search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop

__all__ = ["complete", "construct", "search"]


def construct(model: Compiled) -> list[list[Stop]]:
    """Return a first plan."""
    return greedy.construct(model).stops


def complete(model: Compiled, routes: Sequence[Sequence[Stop]]) -> list[list[Stop]]:
    """Return the plan with every task inserted that fits and pays."""
    plan = Routes(model, routes)
    greedy.sweep(plan)
    return plan.stops
