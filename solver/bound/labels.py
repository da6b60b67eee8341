"""ng-routes: exact times, and tasks that remember the visits near them, so that most cycles are impossible.

Baldacci, Mingozzi & Roberti, "New route relaxation and pricing strategies for the vehicle routing problem",
Operations Research 59(5), 2011. The memory grows where the fractional plan has cycles: Roberti &
Mingozzi, "Dynamic ng-path relaxation for the delivery man problem", Transportation Science 48(3), 2014.

Forward labels, cut off by the table as completion bound. When there is no
room for more labels the smallest bound of an open one is returned, so the result is a lower bound all the
same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bound.classes import CLOSES, LOSS, OPENS, SERVICE
from solver.bound.table import home_cost
from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solver.bound.classes import ShiftClass
    from solver.bound.table import Table, View

MOST_TASKS = 128
_LABELS, _COMPARED = 100_000, 20_000_000
_REMEMBERED = 12
_KEEP_SHARE = 0.5
_ONE = np.uint64(1)


class Labels(NamedTuple):
    """Partial routes, a row each: task, departure second, cost and bound in units, memory, and where from."""

    task: NDArray[np.int32]
    leave_s: NDArray[np.int64]
    cost: NDArray[np.int64]
    bound: NDArray[np.int64]
    memory: NDArray[np.uint64]
    parent: NDArray[np.int32]
    dominated: NDArray[np.bool_]
    next_in_bucket: NDArray[np.int32]
    next_at_task: NDArray[np.int32]
    bucket_head: NDArray[np.int32]
    task_head: NDArray[np.int32]
    compared: NDArray[np.int64]


def new_labels(size: int, buckets: int, effort: int) -> Labels:
    """Return room for labels; `effort` 1 is enough for most classes."""
    most = effort * _LABELS
    return Labels(
        task=np.empty(most, dtype=np.int32),
        leave_s=np.empty(most, dtype=np.int64),
        cost=np.empty(most, dtype=np.int64),
        bound=np.empty(most, dtype=np.int64),
        memory=np.empty((most, 2), dtype=np.uint64),
        parent=np.empty(most, dtype=np.int32),
        dominated=np.empty(most, dtype=np.bool_),
        next_in_bucket=np.empty(most, dtype=np.int32),
        next_at_task=np.empty(most, dtype=np.int32),
        bucket_head=np.empty(buckets + 1, dtype=np.int32),
        task_head=np.empty(size, dtype=np.int32),
        compared=np.array([0, effort * _COMPARED], dtype=np.int64),
    )


def new_memory(one: ShiftClass) -> NDArray[np.uint64]:
    """Return uint64 [n, 2]: per task, as bits, the visits it does not forget; at first the nearest."""
    between = one.travel[np.ix_(one.location, one.location)].astype(np.int64)
    between = between + between.T
    np.fill_diagonal(between, -1)
    words = np.zeros((one.size, 2), dtype=np.uint64)
    for task, near in enumerate(np.argsort(between, axis=1, kind="stable")[:, :_REMEMBERED].tolist()):
        for other in near:
            _set(words, task, other)
    return words


def _set(words: NDArray[np.uint64], task: int, other: int) -> None:
    words[task, other >> 6] |= _ONE << np.uint64(other & 63)


def forbid_cycles(memory: NDArray[np.uint64], stops: Sequence[int]) -> None:
    """Let the tasks between two visits to the same one remember it: the route is no more possible."""
    last_at: dict[int, int] = {}
    for position, task in enumerate(stops):
        for between in stops[last_at.get(task, position) + 1 : position]:
            _set(memory, between, task)
        last_at[task] = position


def is_forbidden(memory: NDArray[np.uint64], stops: Sequence[int]) -> bool:
    """Return whether the route comes back to a task that is still remembered."""
    known: set[int] = set()
    for before, task in zip((None, *stops), stops, strict=False):
        if task in known:
            return True
        known = {each for each in known if _has(memory[task], each)} | {task}
        known |= set() if before is None else {before}
    return False


@compiled
def _has(words: NDArray[np.uint64], task: int) -> bool:
    return bool((words[task >> 6] >> np.uint64(task & 63)) & _ONE != 0)


@compiled
def _is_dominated(
    labels: Labels, task: int, leave_s: int, cost: int, low: np.uint64, high: np.uint64
) -> bool:
    """Return whether a label at the task leaves as early, costs as little and remembers no more.

    Labels that the new one dominates are marked and taken off the task's list.
    """
    before, at = -1, labels.task_head[task]
    while at >= 0:
        after = labels.next_at_task[at]
        labels.compared[0] += 1
        own_low, own_high = labels.memory[at, 0], labels.memory[at, 1]
        sooner, cheaper = labels.leave_s[at] <= leave_s, labels.cost[at] <= cost
        if sooner and cheaper and own_low & ~low == 0 and own_high & ~high == 0:
            return True
        later, dearer = labels.leave_s[at] >= leave_s, labels.cost[at] >= cost
        if later and dearer and low & ~own_low == 0 and high & ~own_high == 0:
            labels.dominated[at] = True
            if before < 0:
                labels.task_head[task] = after
            else:
                labels.next_at_task[before] = after
        else:
            before = at
        at = after
    return False


@compiled
def _extend(
    view: View,
    table: Table,
    near: NDArray[np.uint64],
    labels: Labels,
    many: int,
    cut: int,
    shape: tuple[float, int],
    parent: int,
    task: int,
    leg: int,
    begin: tuple[int, int, np.uint64, np.uint64],
) -> int:
    """Add the labels of visiting a task after `parent` (-1 = nobody); return the new number, -1 if full.

    `begin` = (departure second, cost, memory low, memory high) before; `shape` = (scale, bits).
    """
    scale, bits = shape
    leave_s, cost, low, high = begin
    succ, most = (1 << bits) - 1, 1 << (29 - bits)
    last = int(labels.task[parent]) if parent >= 0 else -1
    arrive_s = leave_s + leg
    low, high = low & near[task, 0], high & near[task, 1]
    for known in (int(task), last):
        if 0 <= known < 64:
            low |= _ONE << np.uint64(known)
        elif known >= 64:
            high |= _ONE << np.uint64(known - 64)
    for row in range(view.first_window[task], view.first_window[task + 1]):
        start_s = max(arrive_s, view.window[row, OPENS])
        then_s = start_s + view.window[row, SERVICE]
        at = then_s // view.limits[0]
        if start_s > view.window[row, CLOSES] or then_s > view.limits[2]:
            continue
        paid = cost + int(leg * scale) + int(view.window[row, LOSS] * scale) - view.price[task]
        entry = table.depart[task, at]
        if entry & succ == last:
            entry = table.depart_second[task, at]
        bound = paid + (entry >> bits)
        if entry >> bits >= most or bound >= cut or _is_dominated(labels, task, then_s, paid, low, high):
            continue
        if many == len(labels.task) or labels.compared[0] > labels.compared[1]:
            return -1
        labels.task[many], labels.leave_s[many], labels.cost[many] = task, then_s, paid
        labels.bound[many], labels.parent[many], labels.dominated[many] = bound, parent, False
        labels.memory[many, 0], labels.memory[many, 1] = low, high
        labels.next_in_bucket[many], labels.bucket_head[at] = labels.bucket_head[at], many
        labels.next_at_task[many], labels.task_head[task] = labels.task_head[task], many
        many += 1
    return many


@compiled
def _first_labels(
    view: View, table: Table, near: NDArray[np.uint64], labels: Labels, cut: int, shape: tuple[float, int]
) -> int:
    """Add every first visit; return the number of labels."""
    many = 0
    nothing = np.uint64(0)
    for task in range(len(view.location)):
        leg = view.start_leg[task]
        if leg <= view.limits[2]:
            begin = (0, 0, nothing, nothing)
            many = _extend(view, table, near, labels, many, cut, shape, -1, task, leg, begin)
            if many < 0:
                break
    return many


@compiled
def _grow(
    view: View,
    table: Table,
    near: NDArray[np.uint64],
    labels: Labels,
    many: int,
    travel: NDArray[np.int32],
    cut: int,
    shape: tuple[float, int],
    at: int,
) -> int:
    """Add all ways on from one label; return the new number, -1 when full."""
    size, bucket_s = len(view.location), view.limits[0]
    here, leave_s = labels.task[at], labels.leave_s[at]
    for m in range(size):
        if m == here or _has(labels.memory[at], m):
            continue
        leg = int(travel[view.location[here], view.location[m]])
        if leave_s + leg > view.limits[2]:
            continue
        entry = table.arrive[m, (leave_s + leg - view.near[m]) // bucket_s]
        if labels.cost[at] + int(leg * shape[0]) + (entry >> shape[1]) >= cut:
            continue
        begin = (leave_s, labels.cost[at], labels.memory[at, 0], labels.memory[at, 1])
        many = _extend(view, table, near, labels, many, cut, shape, at, m, leg, begin)
        if many < 0:
            break
    return many


@compiled
def search(
    view: View,
    table: Table,
    near: NDArray[np.uint64],
    labels: Labels,
    travel: NDArray[np.int32],
    cut: int,
    shape: tuple[float, int],
    ends: NDArray[np.int64],
) -> tuple[int, int]:
    """Return (lower bound on the reduced cost in units, number of complete routes below `cut`).

    `ends` int64 [k, 2] receives (reduced cost, label) of complete routes. The bound is `cut` when there is
    none.
    """
    least, done = cut, 0
    labels.bucket_head[:] = -1
    labels.compared[0] = 0
    labels.task_head[:] = -1
    many = _first_labels(view, table, near, labels, cut, shape)
    for bucket in range(len(labels.bucket_head)):
        at = labels.bucket_head[bucket]
        while at >= 0 and many >= 0:
            if not labels.dominated[at] and labels.bound[at] < cut:
                home = home_cost(view, labels.task[at], labels.leave_s[at], shape[0])
                if home >= 0 and labels.cost[at] + home < cut:
                    value = labels.cost[at] + home
                    least = min(least, value)
                    cut = min(cut, int(least * _KEEP_SHARE))
                    ends[done % len(ends), 0], ends[done % len(ends), 1] = value, at
                    done += 1
                many = _grow(view, table, near, labels, many, travel, cut, shape, at)
            at = labels.next_in_bucket[at]
        if many < 0:
            return _open_bound(labels, bucket, least), done
    return least, done


@compiled
def _open_bound(labels: Labels, bucket: int, least: int) -> int:
    """Return the smallest bound of all labels from this bucket on."""
    for later in range(bucket, len(labels.bucket_head)):
        at = labels.bucket_head[later]
        while at >= 0:
            least = min(least, labels.bound[at])
            at = labels.next_in_bucket[at]
    return least


def trace(labels: Labels, at: int) -> list[int]:
    """Return the tasks of the class on the way to a label, in driving order."""
    stops = []
    while at >= 0:
        stops.append(int(labels.task[at]))
        at = int(labels.parent[at])
    return stops[::-1]
