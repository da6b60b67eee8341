"""Prices on visits, so that the relaxed route does not come back to a task: a higher lower bound.

Lagrangian relaxation of "each task at most once" by subgradients: Held, Wolfe & Crowder, "Validation of
subgradient optimization", Mathematical Programming 6, 1974.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.beam.table import count_visits, fill_table, table_of
from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.beam.table import Table
    from solver.beam.view import View

_STEP, _SHRINK, _PATIENCE = 1.0, 0.6, 3


class Prices(NamedTuple):
    """Whole prices per task, float64 [n]; the table filled with them; the bound on a route's cost."""

    price: NDArray[np.float64]
    table: Table
    bound: float


def prices_of(view: View, known: float, steps: int) -> Prices:
    """Return the prices of the highest bound in so many steps, given the cost of a route."""
    table, visits = table_of(view), np.zeros(view.size, dtype=np.int64)
    price = np.zeros(view.size)
    bound = climb(view, table, price, visits, known, steps)
    return Prices(price, table, bound)


@compiled
def climb(
    view: View, table: Table, price: NDArray[np.float64], visits: NDArray[np.int64], known: float, steps: int
) -> float:
    """Raise the bound by changing prices; leave the table with the best ones and return their bound."""
    best, best_price = -1e300, price.copy()
    step, failed = _STEP, 0
    for _ in range(steps):
        bound = fill_table(view, table, price) - price.sum()
        if bound > best:
            best, best_price[:], failed = bound, price, 0
        else:
            failed += 1
            if failed == _PATIENCE:
                step, failed = step * _SHRINK, 0
        count_visits(view, table, price, visits)
        square = 0
        for task in range(len(price)):
            if visits[task] != 1 and (visits[task] > 1 or price[task] > 0):
                square += (visits[task] - 1) ** 2
        if square == 0 or best >= known:
            break
        length = step * (known - bound) / square
        for task in range(len(price)):
            wanted = np.floor(price[task] + length * (visits[task] - 1))
            price[task] = min(max(0.0, wanted), view.worth[task])
    price[:] = best_price
    last: float = fill_table(view, table, price) - price.sum()
    return last
