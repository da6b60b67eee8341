"""The least that a route can still cost from a task and a second on: rounded in time, tasks may return later.

Backward over buckets of time, without going straight back to the task one came from (2-cycle elimination):
Christofides, Mingozzi & Toth, "Exact algorithms for the vehicle routing problem, based on spanning tree and
shortest path relaxations", Mathematical Programming 20, 1981.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.beam.view import CLOSES, LOSS, OPENS, SERVICE
from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.beam.view import View

NEVER = 1e18
"""Stands for the cost of what cannot be done."""


class Table(NamedTuple):
    """Costs per task and bucket of time, with the two best ways on that differ in the next task.

    Parameters
    ----------
    leave, arrive
        float64 [n, b, 2]: seconds from leaving, and from arriving; best, and best with another next task.
    leave_next, arrive_next
        int16 [n, b, 2]: the next task behind them; n = home, -1 = none.
    """

    leave: NDArray[np.float64]
    leave_next: NDArray[np.int16]
    arrive: NDArray[np.float64]
    arrive_next: NDArray[np.int16]


def table_of(view: View) -> Table:
    """Return room for a table."""
    shape = (view.size, int(view.buckets) + 1, 2)
    return Table(
        leave=np.full(shape, NEVER),
        leave_next=np.full(shape, -1, dtype=np.int16),
        arrive=np.full(shape, NEVER),
        arrive_next=np.full(shape, -1, dtype=np.int16),
    )


@compiled
def home_cost(view: View, task: int, leave_s: int) -> float:
    """Return travel home and overtime of going home from a task, in seconds; `NEVER` when it is too late."""
    back_s = leave_s + view.end_leg[task]
    if back_s > view.latest_s:
        return NEVER
    return float(view.end_leg[task] + view.overtime_price * max(0, back_s - view.end_s))


@compiled
def fill_table(view: View, table: Table, price: NDArray[np.float64]) -> float:
    """Fill the table for tasks that cost `price` to visit; return the least cost of a route, in seconds."""
    for bucket in range(view.buckets, -1, -1):
        for task in range(len(view.worth)):
            if bucket <= view.last_arrival[task] // view.bucket_s:
                _arrive(view, table, price, task, bucket)
        for task in range(len(view.worth)):
            if view.ready[task] // view.bucket_s <= bucket <= view.last_leave[task] // view.bucket_s:
                _leave(view, table, task, bucket)
    least = 0.0
    for task in range(len(view.worth)):
        if view.start_leg[task] <= view.last_arrival[task]:
            at = view.start_leg[task] // view.bucket_s
            least = min(least, view.start_leg[task] + table.arrive[task, at, 0])
    return least


@compiled
def _arrive(view: View, table: Table, price: NDArray[np.float64], task: int, bucket: int) -> None:
    """Fill what arriving at a task in a bucket costs at least: the best of its windows."""
    arrive_s = max(bucket * view.bucket_s, view.reach[task])
    best, second, best_next, second_next = NEVER, NEVER, -1, -1
    for row in range(view.first_row[task], view.first_row[task + 1]):
        start_s = max(arrive_s, view.row[row, OPENS])
        at = (start_s + view.row[row, SERVICE]) // view.bucket_s
        if start_s > view.row[row, CLOSES] or at > view.buckets:
            continue
        paid = view.row[row, LOSS] - view.worth[task] + price[task]
        for k in range(2):
            cost, after = paid + table.leave[task, at, k], table.leave_next[task, at, k]
            if after < 0:
                continue
            if cost < best:
                if after != best_next:
                    second, second_next = best, best_next
                best, best_next = cost, after
            elif after != best_next and cost < second:
                second, second_next = cost, after
    table.arrive[task, bucket, 0], table.arrive[task, bucket, 1] = best, second
    table.arrive_next[task, bucket, 0], table.arrive_next[task, bucket, 1] = best_next, second_next


@compiled
def _leave(view: View, table: Table, task: int, bucket: int) -> None:
    """Fill what leaving a task in a bucket costs at least: going home, or the best next task."""
    arrive, arrive_next, last = table.arrive, table.arrive_next, view.last_bucket
    leg, hop = view.leg[task], view.hop[task]
    best, best_next = home_cost(view, task, max(bucket * view.bucket_s, view.ready[task])), len(last)
    second, second_next = NEVER, -1
    if best >= NEVER:
        best_next = -1
    for m in range(len(last)):
        at = bucket + hop[m]
        if at > last[m] or m == task:
            continue
        cost = leg[m] + arrive[m, at, 0]
        if cost < second:
            if arrive_next[m, at, 0] == task:
                cost = leg[m] + arrive[m, at, 1]
                if cost >= second:
                    continue
            if cost < best:
                second, second_next = best, best_next
                best, best_next = cost, m
            else:
                second, second_next = cost, m
    table.leave[task, bucket, 0], table.leave[task, bucket, 1] = best, second
    table.leave_next[task, bucket, 0], table.leave_next[task, bucket, 1] = best_next, second_next


@compiled
def count_visits(view: View, table: Table, price: NDArray[np.float64], visits: NDArray[np.int64]) -> None:
    """Count the visits per task of the route behind the table's least cost."""
    size = len(view.worth)
    visits[:] = 0
    least, task = 0.0, -1
    for first in range(size):
        if view.start_leg[first] <= view.last_arrival[first]:
            cost = view.start_leg[first] + table.arrive[first, view.start_leg[first] // view.bucket_s, 0]
            if cost < least:
                least, task = cost, first
    before, bucket = -1, 0
    if task >= 0:
        bucket = view.start_leg[task] // view.bucket_s
    while 0 <= task < size:
        visits[task] += 1
        arrive_s = max(bucket * view.bucket_s, view.reach[task])
        least, then, left = NEVER, -1, 0
        for row in range(view.first_row[task], view.first_row[task + 1]):
            start_s = max(arrive_s, view.row[row, OPENS])
            at = (start_s + view.row[row, SERVICE]) // view.bucket_s
            if start_s > view.row[row, CLOSES] or at > view.buckets:
                continue
            k = 1 if table.leave_next[task, at, 0] == before else 0
            cost = view.row[row, LOSS] + table.leave[task, at, k]
            if cost < least:
                least, then, left = cost, table.leave_next[task, at, k], at
        if 0 <= then < size:
            bucket = left + view.hop[task, then]
        before, task = task, then
