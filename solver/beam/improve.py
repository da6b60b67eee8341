"""Better routes for shifts one at a time, everything else left as it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from solver.beam.labels import best_end, best_route, extend, first_labels, keep
from solver.beam.prices import climb, prices_of
from solver.beam.table import NEVER
from solver.beam.view import candidates_of, choose, shorten
from solver.compiled import plan_cost, route_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.beam.view import Candidates
    from solver.compiled import Compiled, Stop

CODE = (shorten, climb, first_labels, keep, best_end, extend)
"""What is called from Python and has to be compiled before."""
COUNTED_STEPS, COUNTED_WIDTHS = 10, (200, 1000)
"""What a shift gets when no clock may decide."""
_MOST_STEPS, _PRICES_SHARE = 60, 0.45
_WIDER, _WIDEST, _WORTH_IT = 8, 50_000, 1.25
"""Against the clock each search is so many times wider than the last, at least and at most."""
_GROWTH = 1.25
"""A wider search may take this many times longer than in proportion."""


def covers(model: Compiled, shift: int) -> bool:
    """Return whether labels know every rule that the route of this shift may meet."""
    return choose(model, [[] for _ in range(model.shifts)], shift) is not None


def load_code(model: Compiled) -> None:
    """Compile or load all of `CODE` with a problem of which the first shift is covered."""
    candidates = candidates_of(model, [[] for _ in range(model.shifts)], 0)
    if candidates is None:
        raise ValueError("The first shift of this problem has a rule that labels do not know.")
    prices = prices_of(candidates.view, 0.0, 1)
    best_route(candidates.view, prices.table, prices.price, NEVER, 1)


def reroute(
    model: Compiled, plan: Sequence[Sequence[Stop]], shift: int, seconds: float | None
) -> list[list[Stop]]:
    """Return the plan with the best route found for one shift out of its own tasks and the unplanned ones.

    Parameters
    ----------
    model, plan, shift
        The problem, the plan, and whose route to search.
    seconds
        Wall-clock limit; None = a fixed amount of work.
    """
    given = [list(stops) for stops in plan]
    candidates = candidates_of(model, plan, shift)
    if candidates is None:
        return given
    known = route_cost(model, shift, plan[shift])[0] - sum(
        int(model.miss_cost[task]) for task, _ in plan[shift]
    )
    found = _search(candidates, float(known), seconds)
    trial = list(given)
    trial[shift] = [(candidates.tasks[task], candidates.rows[row]) for task, row in found]
    return trial if found and plan_cost(model, trial) < plan_cost(model, given) else given


def _search(candidates: Candidates, known: float, seconds: float | None) -> list[Stop]:
    """Return the best route found that costs less than `known`, as numbered in the view; empty if none."""
    began = time.monotonic()
    view = candidates.view
    steps = COUNTED_STEPS if seconds is None else 1
    prices = prices_of(view, known, steps)
    if seconds is not None:
        steps = int(_PRICES_SHARE * seconds / max(1e-6, (time.monotonic() - began) / 2))
        prices = prices_of(view, known, min(_MOST_STEPS, steps))
    best: list[Stop] = []
    width, before, is_best = COUNTED_WIDTHS[0], 0, prices.bound >= known
    while width > before and not is_best:
        start = time.monotonic()
        found, known, is_best = best_route(view, prices.table, prices.price, known, width)
        best, before = found or best, width
        if seconds is None:
            width = COUNTED_WIDTHS[1]
        else:
            now = time.monotonic()
            width = _next_width(width, now - start, seconds - (now - began))
    return best


def _next_width(width: int, took_s: float, left_s: float) -> int:
    """Return how wide the next search can be; 0 when it would hardly be wider than this one."""
    fitting = width * left_s / (_GROWTH * max(1e-6, took_s))
    wider = int(min(fitting, _WIDER * width, _WIDEST))
    return wider if wider > _WORTH_IT * width else 0
