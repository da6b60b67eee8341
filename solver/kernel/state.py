"""Routes inside the kernel: contiguous per shift, with times kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.kernel.compiler import compiled
from solver.kernel.view import (
    CLOSES,
    END_LOCATION,
    ENDS,
    GROUP,
    LATEST,
    LOAD,
    LOCATION,
    LOSS,
    MISS_COST,
    OPENS,
    PRICE,
    PROFILE,
    SERVICE,
    SHARE,
    SHARE_PRICE,
    START_LOCATION,
    STARTS,
    TARGET,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled, Stop


# Columns of `State.stop`, `State.gap` and `State.route`.
TASK, ROW = range(2)
PLACE, LEG, LEAVES, DUE, REST, PUSHED = range(6)
COST, LOADED = range(2)
NOW, BEST = range(2)


class State(NamedTuple):
    """One thread's plan. Position 0 of a route is the start location, `size + 1` the end location.

    Parameters
    ----------
    size
        int32 [m]: stops per route.
    stop
        int32 [m, c, 2]: task and window row per position.
    gap
        int32 [m, c, 6] per position: location; travel from the position before; earliest departure; latest
        arrival for which the rest of the route is still in time; seconds the route takes from arrival here;
        second before which it cannot end from here.
    route
        int64 [m, 2]: travel + lost points of planned windows and shifts + overtime; total load.
    shift_of
        int32 [n]: -1 = not planned.
    taken
        int32 [groups + 1]: planned tasks per group.
    work
        int64 [fair shares + 1]: visiting seconds.
    total
        int64 [2]: objective of the present and of the best plan.
    best_size, best_stop
        The best plan so far.
    random
        uint64 [1].
    """

    size: NDArray[np.int32]
    stop: NDArray[np.int32]
    gap: NDArray[np.int32]
    route: NDArray[np.int64]
    shift_of: NDArray[np.int32]
    taken: NDArray[np.int32]
    work: NDArray[np.int64]
    total: NDArray[np.int64]
    best_size: NDArray[np.int32]
    best_stop: NDArray[np.int32]
    random: NDArray[np.uint64]
    blink: NDArray[np.int64]


def state_of(model: Compiled, view: View, routes: Sequence[Sequence[Stop]], seed: int) -> State:
    """Return a state that holds these routes, which must be feasible."""
    columns = _most_stops(model) + 2
    groups = int(model.group.max(initial=-1)) + 2
    seeds = np.random.SeedSequence(seed).generate_state(1, dtype=np.uint64)
    state = State(
        size=np.zeros(model.shifts, dtype=np.int32),
        stop=np.zeros((model.shifts, columns, 2), dtype=np.int32),
        gap=np.zeros((model.shifts, columns, 6), dtype=np.int32),
        route=np.zeros((model.shifts, 2), dtype=np.int64),
        shift_of=np.full(model.tasks, -1, dtype=np.int32),
        taken=np.zeros(groups, dtype=np.int32),
        work=np.zeros(len(model.workload_target) + 1, dtype=np.int64),
        total=np.full(2, np.iinfo(np.int64).max, dtype=np.int64),
        best_size=np.zeros(model.shifts, dtype=np.int32),
        best_stop=np.zeros((model.shifts, columns, 2), dtype=np.int32),
        random=seeds | np.uint64(1),
        blink=np.zeros(1, dtype=np.int64),
    )
    put(view, state, routes)
    return state


def _most_stops(model: Compiled) -> int:
    """Return how many stops the longest possible route has."""
    shortest = max(1, int(model.service.min(initial=0)))
    longest = int((model.latest - model.starts).max(initial=0))
    return min(model.tasks, longest // shortest + 1)


def put(view: View, state: State, routes: Sequence[Sequence[Stop]]) -> None:
    """Make these routes the present plan, and the best one if it is."""
    size = np.array([len(stops) for stops in routes], dtype=np.int32)
    stop = np.zeros_like(state.stop)
    for shift, stops in enumerate(routes):
        if stops:
            stop[shift, 1 : len(stops) + 1] = stops
    load_plan(view, state, size, stop)


def best_routes(state: State) -> list[list[Stop]]:
    """Return the best plan as (task, window row) per shift."""
    return _routes(state.best_size, state.best_stop)


def present_routes(state: State) -> list[list[Stop]]:
    """Return the present plan as (task, window row) per shift."""
    return _routes(state.size, state.stop)


def _routes(size: NDArray[np.int32], stop: NDArray[np.int32]) -> list[list[Stop]]:
    return [
        [(task, row) for task, row in stop[shift, 1 : many + 1].tolist()]
        for shift, many in enumerate(size.tolist())
    ]


@compiled
def load_plan(view: View, state: State, size: NDArray[np.int32], stop: NDArray[np.int32]) -> None:
    """Replace the present plan and recompute everything; keep it as best if it is."""
    state.shift_of[:] = -1
    state.route[:] = 0
    state.taken[:] = 0
    state.work[:] = 0
    for shift in range(len(size)):
        state.size[shift] = size[shift]
        for position in range(1, size[shift] + 1):
            state.stop[shift, position] = stop[shift, position]
            count(view, state, shift, stop[shift, position, TASK], stop[shift, position, ROW], 1)
        refresh(view, state, shift)
    total = unfair(view, state)
    for shift in range(len(size)):
        total += state.route[shift, COST]
    for task in range(len(state.shift_of)):
        if state.shift_of[task] < 0:
            total += view.task[task, MISS_COST]
    state.total[NOW] = total
    if total < state.total[BEST]:
        keep_best(state)


@compiled
def keep_best(state: State) -> None:
    """Remember the present plan as the best."""
    state.total[BEST] = state.total[NOW]
    for shift in range(len(state.size)):
        state.best_size[shift] = state.size[shift]
        for position in range(1, state.size[shift] + 1):
            state.best_stop[shift, position, TASK] = state.stop[shift, position, TASK]
            state.best_stop[shift, position, ROW] = state.stop[shift, position, ROW]


@compiled
def count(view: View, state: State, shift: int, task: int, row: int, sign: int) -> None:
    """Book a task in (sign 1) or out (sign -1) of a shift: place, load, group, fair share."""
    state.shift_of[task] = shift if sign > 0 else -1
    state.route[shift, LOADED] += sign * view.task[task, LOAD]
    group, share = view.task[task, GROUP], view.shift[shift, SHARE]
    if group >= 0:
        state.taken[group] += sign
    if share >= 0:
        state.work[share] += sign * view.window[row, SERVICE]


@compiled
def unfair(view: View, state: State) -> int:
    """Return the price of unfair workload, in seconds."""
    total = 0
    for share in range(view.share.shape[0]):
        total += view.share[share, SHARE_PRICE] * max(0, state.work[share] - view.share[share, TARGET])
    return total


@compiled
def refresh(view: View, state: State, shift: int) -> None:
    """Recompute times and cost of one route from its tasks and rows."""
    many = state.size[shift]
    travel = view.onward[view.shift[shift, PROFILE]]
    stop, gap = state.stop[shift], state.gap[shift]
    preferring = view.preference.shape[1] > 0
    here = view.shift[shift, START_LOCATION]
    now = view.shift[shift, STARTS]
    gap[0, PLACE], gap[0, LEAVES] = here, now
    cost = 0
    for position in range(1, many + 1):
        task, row = stop[position, TASK], stop[position, ROW]
        there = view.task[task, LOCATION]
        leg = np.int64(travel[here, there])
        now = max(now + leg, view.window[row, OPENS]) + view.window[row, SERVICE]
        here = there
        gap[position, PLACE], gap[position, LEG], gap[position, LEAVES] = here, leg, now
        cost += leg + view.window[row, LOSS]
        if preferring:
            cost += view.preference[task, shift]
    end = view.shift[shift, END_LOCATION]
    leg = np.int64(travel[here, end]) if many > 0 else np.int64(0)
    late = max(0, now + leg - view.shift[shift, ENDS])
    state.route[shift, COST] = cost + leg + view.shift[shift, PRICE] * late
    due, rest, pushed = view.shift[shift, LATEST], np.int64(0), np.int64(0)
    last = many + 1
    gap[last, PLACE], gap[last, LEG], gap[last, DUE], gap[last, REST], gap[last, PUSHED] = end, leg, due, 0, 0
    for position in range(many, 0, -1):
        row = stop[position, ROW]
        after = view.window[row, SERVICE] + gap[position + 1, LEG]
        due = min(view.window[row, CLOSES], due - after)
        rest += after
        pushed = max(pushed, view.window[row, OPENS] + rest)
        gap[position, DUE], gap[position, REST], gap[position, PUSHED] = due, rest, pushed
