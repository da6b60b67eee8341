"""The pricing table: cheapest relaxed rest of a route, per task and time bucket.

Computed backwards.
Relaxed: times are rounded down to the bucket, and a task may return unless it was the one before the last
(no 2-cycles; Houck et al., "The travelling salesman problem as a constrained shortest path problem",
Opsearch 17, 1980). All numbers are integers, so every entry is exactly a lower bound: no tolerance is needed
anywhere.

An entry is packed in an int32: the value in the upper bits, the next task in the lower ones. The minimum of
two entries is then the better value with its successor, in one instruction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bound.classes import CLOSES, LOSS, OPENS, SERVICE
from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.bound.classes import ShiftClass

STRIP = 16
"""Buckets computed at once; every visit with the shortest leg to it must last at least this many."""

_I32 = np.int32


class Grid(NamedTuple):
    """How times and costs are rounded.

    Parameters
    ----------
    bucket_s
        Seconds per time bucket.
    buckets
        Number of buckets, a multiple of `STRIP`.
    scale
        Table units per second of cost.
    bits
        Bits of an entry that hold the next task.
    """

    bucket_s: int
    buckets: int
    scale: float
    bits: int

    @property
    def most(self) -> int:
        """The value that stands for "impossible"; no leg and no route's gain may reach it."""
        return 1 << (29 - self.bits)


class Table(NamedTuple):
    """Entries int32 [n, buckets + STRIP] on arrival at a task and on departure, best and second best.

    The second best has another successor than the best. `hop` int16 and `add` int32 [n, k] are the arcs:
    buckets travelled beyond the shortest leg to the next task, and (cost, next task) packed.
    """

    arrive: NDArray[np.int32]
    arrive_second: NDArray[np.int32]
    depart: NDArray[np.int32]
    depart_second: NDArray[np.int32]
    hop: NDArray[np.int16]
    add: NDArray[np.int32]


class View(NamedTuple):
    """The arrays of a class that compiled code reads, with the prices of this sweep.

    `limits` = (bucket_s, end_s, latest_s, overtime_price); `price` int64 [n] in table units.
    """

    location: NDArray[np.int64]
    start_leg: NDArray[np.int64]
    end_leg: NDArray[np.int64]
    ready: NDArray[np.int64]
    leaves: NDArray[np.int64]
    near: NDArray[np.int64]
    first_window: NDArray[np.int32]
    window: NDArray[np.int64]
    limits: NDArray[np.int64]
    price: NDArray[np.int64]


def view_of(one: ShiftClass, grid: Grid, price: NDArray[np.int64]) -> View:
    """Return what compiled code reads of a class; `price` is per task of the class, in table units."""
    # On whole buckets where that leaves visits long enough: then only the rest of a leg is rounded.
    owner = np.repeat(np.arange(one.size), np.diff(one.first_window))
    near = one.near // grid.bucket_s * grid.bucket_s
    short = near[owner] + one.window[:, SERVICE] < STRIP * grid.bucket_s
    near[owner[short]] = one.near[owner[short]]
    limits = np.array([grid.bucket_s, one.end_s, one.latest_s, one.overtime_price], dtype=np.int64)
    return View(
        one.location,
        one.start_leg,
        one.end_leg,
        one.ready,
        one.leaves,
        near,
        one.first_window,
        one.window,
        limits,
        price,
    )


def new_table(size: int, arcs: int, grid: Grid) -> Table:
    """Return room for a table of `size` tasks with `arcs` arcs each."""

    def entries() -> NDArray[np.int32]:
        return np.empty((size, grid.buckets + STRIP), dtype=np.int32)

    return Table(
        arrive=entries(),
        arrive_second=entries(),
        depart=entries(),
        depart_second=entries(),
        hop=np.empty((size, arcs), dtype=np.int16),
        add=np.empty((size, arcs), dtype=np.int32),
    )


@compiled
def link(
    view: View,
    travel: NDArray[np.int32],
    near_to: NDArray[np.int32],
    table: Table,
    scale: float,
    bits: int,
    buckets: int,
) -> None:
    """Fill the arcs: to the tasks in `near_to` int32 [n, k], or to all when k = 0."""
    size, many = table.hop.shape
    bucket_s, latest_s = view.limits[0], view.limits[2]
    for i in range(size):
        for m in range(many):
            j = near_to[i, m] if near_to.shape[1] else m
            leg = int(travel[view.location[i], view.location[j]])
            if i == j or leg > latest_s or view.leaves[i] + leg > latest_s:
                table.hop[i, m] = buckets
                table.add[i, m] = j
            else:
                table.hop[i, m] = (leg - view.near[j]) // bucket_s
                table.add[i, m] = (int(leg * scale) << bits) + j


@compiled
def fill(view: View, table: Table, scale: float, bits: int, buckets: int) -> None:
    """Compute all entries, latest strip first."""
    size = len(view.location)
    succ = _I32((1 << bits) - 1)
    nothing = _I32(((1 << (29 - bits)) << bits) + size)
    for entries in (table.arrive, table.arrive_second, table.depart, table.depart_second):
        entries[:size, :] = nothing
    last = np.full(size, -1, np.int64)
    acc = np.empty(2 * STRIP, np.int32)
    for begin in range(buckets - STRIP, -1, -STRIP):
        _fill_arrivals(view, table, last, begin, scale, bits, nothing)
        for i in range(size):
            if (begin + STRIP) * view.limits[0] > view.leaves[i]:
                _go_home(view, i, begin, scale, bits, nothing, acc)
                _go_on(table, i, begin, last, succ, acc)
                for k in range(STRIP):
                    table.depart[i, begin + k] = acc[k]
                    table.depart_second[i, begin + k] = acc[STRIP + k]


@compiled
def _go_on(
    table: Table, i: int, begin: int, last: NDArray[np.int64], succ: np.int32, acc: NDArray[np.int32]
) -> None:
    """Find the best two ways on from task i in one strip. The inner loop is all the work."""
    value, here = _I32(~succ), _I32(i)
    hop, add = table.hop[i], table.add[i]
    arrive, arrive_second = table.arrive, table.arrive_second
    for m in range(len(add)):
        leg = add[m]
        j = leg & succ
        at = begin + hop[m]
        if at > last[j]:
            continue
        best, second = arrive[j, at : at + STRIP], arrive_second[j, at : at + STRIP]
        for k in range(STRIP):
            p, q = best[k], second[k]
            x = _I32(_I32((q if _I32(p & succ) == here else p) & value) + leg)
            b, e = acc[k], acc[STRIP + k]
            high = x if x > b else b
            acc[STRIP + k] = high if high < e else e
            acc[k] = x if x < b else b


@compiled
def home_cost(view: View, i: int, leave_s: int, scale: float) -> int:
    """Return travel home and overtime in table units when task i is left at this second; -1 = too late."""
    back_s = leave_s + view.end_leg[i]
    if back_s > view.limits[2]:
        return -1
    late_s = max(0, back_s - view.limits[1])
    return int((view.end_leg[i] + late_s * view.limits[3]) * scale)


@compiled
def _go_home(
    view: View, i: int, begin: int, scale: float, bits: int, nothing: np.int32, acc: NDArray[np.int32]
) -> None:
    """Start a strip of departures from task i with the way home."""
    for k in range(STRIP):
        cost = home_cost(view, i, max(view.leaves[i], (begin + k) * view.limits[0]), scale)
        acc[STRIP + k] = nothing
        acc[k] = nothing
        if 0 <= cost < nothing >> bits:
            acc[k] = (cost << bits) + (nothing & ((1 << bits) - 1))


@compiled
def _fill_arrivals(
    view: View, table: Table, last: NDArray[np.int64], begin: int, scale: float, bits: int, nothing: np.int32
) -> None:
    """Arrivals in one strip: the best two (window, way on) per task and bucket."""
    succ = _I32((1 << bits) - 1)
    bucket_s = view.limits[0]
    for j in range(len(view.location)):
        for k in range(STRIP):
            arrive_s = max(view.ready[j], (begin + k) * bucket_s + view.near[j])
            best = second = nothing
            for row in range(view.first_window[j], view.first_window[j + 1]):
                start_s = max(arrive_s, view.window[row, OPENS])
                at = (start_s + view.window[row, SERVICE]) // bucket_s
                if start_s > view.window[row, CLOSES] or at >= table.depart.shape[1]:
                    continue
                one, two = table.depart[j, at], table.depart_second[j, at]
                if one >= nothing:
                    continue
                extra = (int(view.window[row, LOSS] * scale) - view.price[j]) << bits
                one = _I32(min(int(nothing), one + extra))
                two = nothing if two >= nothing else _I32(min(int(nothing), two + extra))
                if one < best:
                    second = min(two, best if (best & succ) != (one & succ) else second)
                    best = one
                else:
                    second = min(second, one if (best & succ) != (one & succ) else two)
            table.arrive[j, begin + k] = best
            table.arrive_second[j, begin + k] = second
            if best < nothing:
                last[j] = max(last[j], begin + k)


@compiled
def first_values(view: View, table: Table, scale: float, bits: int) -> NDArray[np.int64]:
    """Return int64 [n]: the least reduced cost in table units of a route that begins with each task."""
    size = len(view.location)
    values = np.empty(size, np.int64)
    for i in range(size):
        at = (view.start_leg[i] - view.near[i]) // view.limits[0]
        values[i] = 1 << (29 - bits)
        if view.start_leg[i] <= view.limits[2]:
            values[i] = (table.arrive[i, at] >> bits) + int(view.start_leg[i] * scale)
    return values
