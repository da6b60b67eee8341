"""Where a candidate fits in a route and what it costs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.kernel.compiler import compiled
from solver.kernel.random import below
from solver.kernel.state import (
    DUE,
    LEAVES,
    LEG,
    LOADED,
    PLACE,
    PUSHED,
    REST,
    ROW,
    TASK,
    count,
    refresh,
)
from solver.kernel.view import (
    CLOSES,
    ENDS,
    LAST_CLOSE,
    LATEST,
    LOAD,
    LOCATION,
    LOSS,
    MAX_LOAD,
    OPENS,
    ORDER,
    PRICE,
    PROFILE,
    SERVICE,
    SHARE,
    SHARE_PRICE,
    TARGET,
    TWIN,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from solver.kernel.state import State
    from solver.kernel.view import View

BLINK_EVERY = 100


@compiled
def insert(view: View, state: State, shift: int, position: int, task: int, row: int) -> None:
    """Put a task at a position (1 = first stop) and bring the route up to date."""
    stop = state.stop[shift]
    for later in range(state.size[shift], position - 1, -1):
        stop[later + 1, TASK] = stop[later, TASK]
        stop[later + 1, ROW] = stop[later, ROW]
    stop[position, TASK] = task
    stop[position, ROW] = row
    state.size[shift] += 1
    count(view, state, shift, task, row, 1)
    refresh(view, state, shift)


@compiled
def _more_over(before: int, after: int, limit: int) -> int:
    """Return by how much more `after` passes the limit than `before` did."""
    return max(0, after - limit) - max(0, before - limit)


@compiled
def _ordered_range(view: View, state: State, shift: int, task: int) -> tuple[int, int]:
    """Return first and last position at which a lock with an order may go."""
    first, last = 1, state.size[shift] + 1
    mine = view.task[task, ORDER]
    for position in range(1, state.size[shift] + 1):
        other = view.task[state.stop[shift, position, TASK], ORDER]
        if 0 < other < mine:
            first = position + 1
        elif other > mine:
            last = min(last, position)
    return first, last


@compiled
def cheapest(  # noqa: C901, PLR0912
    view: View, state: State, shifts: NDArray[np.int32], many: int, task: int, bound: int
) -> tuple[int, int, int, int]:
    """Return (cost, shift, position, row) of the cheapest place below `bound` in `many` of `shifts`.

    About one place in a hundred is overlooked ("blink"). Shift -1 = none. One long loop on purpose, with
    every array in a local name: a call or an attribute inside it makes numba count references, which costs
    more than the search.
    """
    size, gap, route, work = state.size, state.gap, state.route, state.work
    inward, onward, window, preference = view.inward, view.onward, view.window, view.preference
    shift_of, share_of, rows = view.shift, view.share, view.rows
    load, here, ordered = view.task[task, LOAD], view.task[task, LOCATION], view.task[task, ORDER] > 0
    latest, preferring = view.task[task, LAST_CLOSE], preference.shape[1] > 0
    most = gap.shape[1] - 2
    blink = state.blink[0]
    tried_empty = -1
    best, best_shift, best_position, best_row = bound, -1, -1, -1
    for k in range(many):
        shift = shifts[k]
        first_row, past_row = rows[task, shift, 0], rows[task, shift, 1]
        if first_row >= past_row or size[shift] >= most:
            continue
        if route[shift, LOADED] + load > shift_of[shift, MAX_LOAD]:
            continue
        if size[shift] == 0:
            if shift_of[shift, TWIN] == tried_empty:
                continue
            tried_empty = shift_of[shift, TWIN]
        extra = int(preference[task, shift]) if preferring else 0
        floor = window[first_row, LOSS]
        for row in range(first_row + 1, past_row):
            floor = min(floor, window[row, LOSS])
        if floor + extra >= best:
            continue
        first, last = 1, int(size[shift]) + 1
        if ordered:
            first, last = _ordered_range(view, state, shift, task)
        profile, share, price = shift_of[shift, PROFILE], shift_of[shift, SHARE], shift_of[shift, PRICE]
        earliest, end = window[first_row, OPENS], shift_of[shift, ENDS]
        priced = price > 0 and shift_of[shift, LATEST] > end
        for position in range(first, last + 1):
            leaves, due = int(gap[shift, position - 1, LEAVES]), int(gap[shift, position, DUE])
            if leaves > latest:
                break
            if due < earliest:
                continue
            there = int(inward[profile, here, gap[shift, position - 1, PLACE]])
            back = int(onward[profile, here, gap[shift, position, PLACE]])
            leg = int(gap[shift, position, LEG])
            detour = there + back - leg + extra
            if detour + floor >= best or leaves + there > latest:
                continue
            blink -= 1
            if blink <= 0:
                blink = 1 + below(state.random, 2 * BLINK_EVERY)
                continue
            for row in range(first_row, past_row):
                start = max(leaves + there, window[row, OPENS])
                reaches = start + window[row, SERVICE] + back
                if start > window[row, CLOSES] or reaches > due:
                    continue
                cost = detour + window[row, LOSS]
                if share >= 0:
                    done = work[share]
                    over = _more_over(done, done + window[row, SERVICE], share_of[share, TARGET])
                    cost += share_of[share, SHARE_PRICE] * over
                if priced:
                    rest, pushed = (
                        int(gap[shift, position, REST]),
                        int(gap[shift, position, PUSHED]),
                    )
                    cost += price * _more_over(
                        max(leaves + leg + rest, pushed), max(reaches + rest, pushed), end
                    )
                if cost < best:
                    best, best_shift, best_position, best_row = cost, shift, position, row
    state.blink[0] = blink
    return best, best_shift, best_position, best_row
