"""Rounds of compiled moves on several threads: each its own seed, the best exchanged at fixed points."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.kernel.anneal import Scratch, anneal, scratch_of
from solver.kernel.state import BEST, State, best_routes, load_plan, state_of
from solver.kernel.temperature import temperatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop
    from solver.kernel.view import View
    from solver.pool import RoutePool
    from solver.run import Run

COUNTED_THREADS = 2
"""With a stop rule by count the plan must not depend on the machine, so neither may the number of threads."""
COUNTED_MOVES = 1000
"""Moves per thread in a round, when rounds are counted."""
_ROUND_SHARE = 0.01
_FIRST_MOVES = 50
_EXCHANGE_AT = (0.5, 0.7, 0.85, 0.95)
"""Shares of the budget at which every thread goes on from the best plan of all."""


@dataclass
class _Thread:
    state: State
    scratch: Scratch
    hot: float
    cold: float

    def at(self, spent: float) -> float:
        """Return the temperature in seconds at this share of the budget; it falls geometrically."""
        return self.hot * math.pow(self.cold / self.hot, spent)


def search(
    model: Compiled,
    view: View,
    start: Sequence[Sequence[Stop]],
    run: Run,
    until: float,
    pool: RoutePool,
) -> list[list[Stop]]:
    """Return the best plan found until the share `until` of the budget is spent; fills the pool."""
    counted = run.stop.max_seconds is None
    many = COUNTED_THREADS if counted else max(1, os.cpu_count() or 1)
    threads = [_thread(model, view, start, run.seed, k) for k in range(many)]
    moves = COUNTED_MOVES if counted else _FIRST_MOVES
    exchanges = list(_EXCHANGE_AT)
    with ThreadPoolExecutor(many) as executor:
        while (spent := run.spent / until) < 1 and not run.is_cancelled:
            began = run.seconds
            work = [
                executor.submit(
                    anneal, view, t.state, t.scratch, moves, t.at(spent), t.at(spent + _ROUND_SHARE)
                )
                for t in threads
            ]
            for future in work:
                future.result()
            best = min(threads, key=lambda each: int(each.state.total[BEST]))
            routes = best_routes(best.state)
            for each in threads:
                pool.add(best_routes(each.state))
            run.round_done(int(best.state.total[BEST]), routes)
            if exchanges and spent >= exchanges[0]:
                exchanges.pop(0)
                for each in threads:
                    load_plan(view, each.state, best.state.best_size.copy(), best.state.best_stop.copy())
            if not counted:
                moves = _next_moves(moves, run.seconds - began, run.stop.max_seconds or 1.0)
    return routes if threads and run.rounds else [list(each) for each in start]


def _thread(model: Compiled, view: View, start: Sequence[Sequence[Stop]], seed: int, number: int) -> _Thread:
    state = state_of(model, view, start, seed * 1000 + number)
    hot, cold = temperatures(model, start, number)
    scratch = scratch_of(view, model.tasks, model.shifts, state.stop.shape[1])
    return _Thread(state, scratch, hot, cold)


def _next_moves(moves: int, seconds: float, budget: float) -> int:
    """Return how many moves fill one hundredth of the budget, growing at most eightfold per round."""
    fitting = moves * _ROUND_SHARE * budget / max(seconds, 1e-6)
    return max(1, int(min(fitting, 8 * moves)))
