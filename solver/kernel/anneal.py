"""The loop: ruin, recreate, accept or undo."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.kernel.compiler import compiled
from solver.kernel.neighbourhood import order_by, take_string
from solver.kernel.random import below, uniform
from solver.kernel.recreate import cheapest, insert
from solver.kernel.state import BEST, COST, NOW, ROW, TASK, count, keep_best, refresh, unfair
from solver.kernel.view import GROUP, MISS_COST, NEIGHBOURS, TIER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.kernel.state import State
    from solver.kernel.view import View


class Scratch(NamedTuple):
    """Working memory of one thread.

    Parameters
    ----------
    touched, touched_mark
        Shifts changed in this move, int32 [m]; and whether one is among them, bool [m].
    old_size, old_stop
        Their routes before the move.
    candidates, keys
        Tasks to put back, and what they are sorted by.
    removed
        bool [n]: taken out in this move.
    shifts
        int32 [m]: every shift.
    near, near_mark
        Shifts to try for one task, int32 [m]; and whether one is among them, bool [m].
    """

    touched: NDArray[np.int32]
    touched_mark: NDArray[np.bool_]
    old_size: NDArray[np.int32]
    old_stop: NDArray[np.int32]
    candidates: NDArray[np.int32]
    keys: NDArray[np.float64]
    removed: NDArray[np.bool_]
    shifts: NDArray[np.int32]
    near: NDArray[np.int32]
    near_mark: NDArray[np.bool_]


def scratch_of(view: View, tasks: int, shifts: int, columns: int) -> Scratch:
    """Return working memory for n tasks and m shifts with at most `columns` - 2 stops."""
    room = min(tasks, 400 + NEIGHBOURS + int(view.longest)) + 1
    return Scratch(
        touched=np.zeros(shifts, dtype=np.int32),
        touched_mark=np.zeros(shifts, dtype=np.bool_),
        old_size=np.zeros(shifts, dtype=np.int32),
        old_stop=np.zeros((shifts, columns, 2), dtype=np.int32),
        candidates=np.zeros(room, dtype=np.int32),
        keys=np.zeros(room, dtype=np.float64),
        removed=np.zeros(tasks, dtype=np.bool_),
        shifts=np.arange(shifts, dtype=np.int32),
        near=np.zeros(shifts, dtype=np.int32),
        near_mark=np.zeros(shifts, dtype=np.bool_),
    )


@compiled
def anneal(view: View, state: State, scratch: Scratch, moves: int, hot: float, cold: float) -> None:
    """Try `moves` moves while the temperature falls geometrically from `hot` to `cold` seconds."""
    factor = (cold / hot) ** (1.0 / max(1, moves))
    temperature = hot
    for _ in range(moves):
        before = state.total[NOW]
        touched = _move(view, state, scratch)
        limit = before - temperature * math.log(1.0 - uniform(state.random))
        if state.total[NOW] >= limit and state.total[NOW] != before:
            _undo(view, state, scratch, touched, before)
        elif state.total[NOW] < state.total[BEST]:
            keep_best(state)
        for k in range(touched):
            scratch.touched_mark[scratch.touched[k]] = False
        temperature *= factor


@compiled
def _move(view: View, state: State, scratch: Scratch) -> int:
    """Change the plan once; return how many shifts were touched."""
    old_unfair = unfair(view, state)
    seed = below(state.random, len(state.shift_of))
    touched, many = _ruin(view, state, scratch, seed)
    old = 0
    for k in range(touched):
        old += state.route[scratch.touched[k], COST]
        refresh(view, state, scratch.touched[k])
    missed = 0
    for k in range(many):
        missed += view.task[scratch.candidates[k], MISS_COST]
        scratch.removed[scratch.candidates[k]] = True
    many = _offer(view, state, scratch, seed, many)
    order_by(view, state, scratch.candidates, many, scratch.keys)
    touched, old, earned = _recreate(view, state, scratch, many, touched, old)
    for k in range(many):
        scratch.removed[scratch.candidates[k]] = False
    new = 0
    for k in range(touched):
        new += state.route[scratch.touched[k], COST]
    state.total[NOW] += new - old + missed - earned + unfair(view, state) - old_unfair
    return touched


@compiled
def _touch(state: State, scratch: Scratch, shift: int, touched: int) -> int:
    """Remember a route before its first change in this move; return the new number of touched shifts."""
    if scratch.touched_mark[shift]:
        return touched
    scratch.touched_mark[shift] = True
    scratch.touched[touched] = shift
    scratch.old_size[shift] = state.size[shift]
    for position in range(1, state.size[shift] + 1):
        scratch.old_stop[shift, position, TASK] = state.stop[shift, position, TASK]
        scratch.old_stop[shift, position, ROW] = state.stop[shift, position, ROW]
    return touched + 1


@compiled
def _ruin(view: View, state: State, scratch: Scratch, seed: int) -> tuple[int, int]:
    """Take strings out of a few routes around the seed; let one random empty shift join.

    Returns the number of touched shifts and of removed tasks (in `candidates`).
    """
    shifts, planned = len(state.size), 0
    busy = 0
    for shift in range(shifts):
        planned += state.size[shift]
        busy += 1 if state.size[shift] > 0 else 0
    touched, gone = 0, 0
    if busy > 0:
        longest = min(view.longest, planned / busy)
        most = 4.0 * view.removed / (1.0 + longest) - 1.0
        strings = 1 + np.int64(uniform(state.random) * most)
        for k in range(-1, view.neighbours.shape[1]):
            task = seed if k < 0 else view.neighbours[seed, k]
            shift = state.shift_of[task]
            if shift < 0 or scratch.touched_mark[shift]:
                continue
            touched = _touch(state, scratch, shift, touched)
            length = max(1, int(min(longest, float(state.size[shift]))))
            gone = take_string(view, state, shift, task, length, scratch.candidates, gone)
            if touched >= strings:
                break
    joining = below(state.random, shifts)
    if state.size[joining] == 0:
        touched = _touch(state, scratch, joining, touched)
    return touched, gone


@compiled
def _offer(view: View, state: State, scratch: Scratch, seed: int, many: int) -> int:
    """Add the nearest unplanned tasks to the candidates; return their number."""
    free = 0
    for k in range(-1, view.neighbours.shape[1]):
        task = seed if k < 0 else view.neighbours[seed, k]
        if state.shift_of[task] < 0 and not scratch.removed[task]:
            scratch.candidates[many] = task
            many += 1
            free += 1
            if free == view.offered:
                break
    return many


@compiled
def _recreate(
    view: View, state: State, scratch: Scratch, many: int, touched: int, old: int
) -> tuple[int, int, int]:
    """Insert candidates in order, each at its cheapest place when that costs less than leaving it out.

    Removed tasks may go to any shift near them, required ones then to any at all, formerly unplanned ones to
    touched shifts only. Returns the touched shifts, the former cost of their routes, and the missed points
    that were won back, in seconds.
    """
    earned = 0
    for k in range(many):
        task = scratch.candidates[k]
        group = view.task[task, GROUP]
        if group >= 0 and state.taken[group] > 0:
            continue
        bound = view.task[task, MISS_COST]
        if scratch.removed[task]:
            near = _near(view, state, scratch, task, touched)
            _, shift, position, row = cheapest(view, state, scratch.near, near, task, bound)
            if shift < 0 and view.task[task, TIER] > 0 and near < len(scratch.shifts):
                _, shift, position, row = cheapest(
                    view, state, scratch.shifts, len(scratch.shifts), task, bound
                )
        else:
            _, shift, position, row = cheapest(view, state, scratch.touched, touched, task, bound)
        if shift >= 0:
            if not scratch.touched_mark[shift]:
                old += state.route[shift, COST]
                touched = _touch(state, scratch, shift, touched)
            insert(view, state, shift, position, task, row)
            earned += bound
    return touched, old, earned


@compiled
def _near(view: View, state: State, scratch: Scratch, task: int, touched: int) -> int:
    """List the shifts worth trying for a task: touched ones, empty ones, and those of its nearest tasks."""
    near, mark, size, shift_of, rows = scratch.near, scratch.near_mark, state.size, state.shift_of, view.rows
    many = 0
    for k in range(touched):
        shift = scratch.touched[k]
        near[many], mark[shift] = shift, True
        many += 1
    found = 0
    for k in range(view.neighbours.shape[1]):
        shift = shift_of[view.neighbours[task, k]]
        if shift < 0 or mark[shift] or rows[task, shift, 0] >= rows[task, shift, 1]:
            continue
        near[many], mark[shift] = shift, True
        many += 1
        found += 1
        if found == view.near_shifts:
            break
    for shift in range(len(size)):
        if size[shift] == 0 and not mark[shift]:
            near[many], mark[shift] = shift, True
            many += 1
    for k in range(many):
        mark[near[k]] = False
    return many


@compiled
def _undo(view: View, state: State, scratch: Scratch, touched: int, total: int) -> None:
    """Put every touched route back as it was."""
    for k in range(touched):
        _clear(view, state, scratch.touched[k])
    for k in range(touched):
        shift = scratch.touched[k]
        state.size[shift] = scratch.old_size[shift]
        for position in range(1, state.size[shift] + 1):
            task, row = scratch.old_stop[shift, position, TASK], scratch.old_stop[shift, position, ROW]
            state.stop[shift, position, TASK], state.stop[shift, position, ROW] = task, row
            count(view, state, shift, task, row, 1)
        refresh(view, state, shift)
    state.total[NOW] = total


@compiled
def _clear(view: View, state: State, shift: int) -> None:
    for position in range(1, state.size[shift] + 1):
        count(view, state, shift, state.stop[shift, position, TASK], state.stop[shift, position, ROW], -1)
