"""What to take out, and what to offer in return, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.kernel.compiler import compiled
from solver.kernel.orders import NOISY_WORTH, RANDOM
from solver.kernel.random import below, uniform
from solver.kernel.state import ROW, TASK, count
from solver.kernel.view import MISS_COST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.kernel.state import State
    from solver.kernel.view import View

SPLIT_CHANCE = 0.5


@compiled
def take_out(
    view: View, state: State, shift: int, first: int, many: int, out: NDArray[np.int32], gone: int
) -> int:
    """Remove `many` stops from position `first`; write them to `out` from index `gone`, return the new index.

    Times are not brought up to date.
    """
    stop = state.stop[shift]
    for position in range(first, first + many):
        task = stop[position, TASK]
        count(view, state, shift, task, stop[position, ROW], -1)
        out[gone] = task
        gone += 1
    for position in range(first + many, state.size[shift] + 1):
        stop[position - many, TASK] = stop[position, TASK]
        stop[position - many, ROW] = stop[position, ROW]
    state.size[shift] -= many
    return gone


@compiled
def position_of(state: State, shift: int, task: int) -> int:
    """Return where in its route a planned task is."""
    position = 1
    while state.stop[shift, position, TASK] != task:
        position += 1
    return position


@compiled
def take_string(
    view: View, state: State, shift: int, task: int, longest: int, out: NDArray[np.int32], gone: int
) -> int:
    """Remove a string of stops around a task, half the time sparing one inside; return the new index."""
    size = state.size[shift]
    many = 1 + below(state.random, min(size, longest))
    at = position_of(state, shift, task)
    spared = 0
    if many > 1 and many < size and uniform(state.random) < SPLIT_CHANCE:
        spared = 1
    whole = many + spared
    lowest, highest = max(1, at - whole + 1), min(at, size - whole + 1)
    first = lowest + below(state.random, highest - lowest + 1)
    if spared == 0:
        return take_out(view, state, shift, first, many, out, gone)
    before = 1 + below(state.random, many - 1)
    gone = take_out(view, state, shift, first + before + spared, many - before, out, gone)
    return take_out(view, state, shift, first, before, out, gone)


@compiled
def order_by(
    view: View, state: State, tasks: NDArray[np.int32], many: int, keys: NDArray[np.float64]
) -> None:
    """Sort the first `many` tasks by one of the view's orders drawn at random, least first."""
    column = view.draws[below(state.random, len(view.draws))]
    for k in range(many):
        task = tasks[k]
        if column == RANDOM:
            keys[k] = uniform(state.random)
        elif column == NOISY_WORTH:
            keys[k] = -np.float64(view.task[task, MISS_COST]) * (0.5 + uniform(state.random))
        else:
            keys[k] = view.keys[task, column]
    for k in range(1, many):
        task, key = tasks[k], keys[k]
        j = k - 1
        while j >= 0 and keys[j] > key:
            tasks[j + 1], keys[j + 1] = tasks[j], keys[j]
            j -= 1
        tasks[j + 1], keys[j + 1] = task, key
