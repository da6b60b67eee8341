"""Labels, one level per visit: the most promising of each level go on, dominated ones do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.beam.table import NEVER, home_cost
from solver.beam.view import CLOSES, LOSS, OPENS, SERVICE
from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.beam.table import Table
    from solver.beam.view import View

_ONE = np.uint64(1)
_CHILDREN = 24
"""Room for so many ways on per label kept."""


class Level(NamedTuple):
    """Partial routes with the same number of visits, a row each.

    Parameters
    ----------
    task, leave_s
        The last visit, and the second of leaving it.
    cost
        Travel and lost points less the worth of what was visited, in seconds.
    bound
        What the whole route costs at least.
    seen
        uint64 [k, words]: as bits, tasks that cannot be visited any more.
    parent, row
        Where it came from in the level before, and the window row used.
    """

    task: NDArray[np.int32]
    leave_s: NDArray[np.int64]
    cost: NDArray[np.float64]
    bound: NDArray[np.float64]
    seen: NDArray[np.uint64]
    parent: NDArray[np.int32]
    row: NDArray[np.int32]


def _level(many: int, words: int) -> Level:
    return Level(
        task=np.empty(many, dtype=np.int32),
        leave_s=np.empty(many, dtype=np.int64),
        cost=np.empty(many, dtype=np.float64),
        bound=np.empty(many, dtype=np.float64),
        seen=np.zeros((many, words), dtype=np.uint64),
        parent=np.empty(many, dtype=np.int32),
        row=np.empty(many, dtype=np.int32),
    )


def best_route(
    view: View, table: Table, price: NDArray[np.float64], known: float, width: int
) -> tuple[list[tuple[int, int]], float, bool]:
    """Return a route that costs less than `known` as (task, row), its cost, and whether none is better.

    The route is empty when none was found. At most `width` labels of each level go on.
    """
    words = view.clash.shape[1]
    levels: list[Level] = []
    children = _level(_CHILDREN * width + view.row.shape[0], 0)
    many, lost = first_labels(view, table, price, children, known), False
    best, found = known, (-1, -1)
    while many:
        level = _level(min(width, many), words)
        before = levels[-1] if levels else _level(1, words)
        order = np.argsort(children.bound[:many], kind="stable")
        kept, dropped = keep(view, before, children, order, level)
        lost |= dropped
        levels.append(level)
        cost, at = best_end(view, level, kept)
        if cost < best:
            best, found = cost, (len(levels) - 1, at)
        many, dropped = extend(view, table, price, level, kept, children, best)
        lost |= dropped
    return _trace(levels, *found), best, not lost


def _trace(levels: list[Level], depth: int, at: int) -> list[tuple[int, int]]:
    stops = []
    for level in levels[depth::-1] if depth >= 0 else []:
        stops.append((int(level.task[at]), int(level.row[at])))
        at = int(level.parent[at])
    return stops[::-1]


@compiled
def _visit(
    view: View,
    table: Table,
    out: Level,
    many: int,
    parent: int,
    last: int,
    task: int,
    arrive_s: int,
    paid: float,
    spare: float,
    cut: float,
) -> int:
    """Add what can come of visiting a task; return the new number of labels."""
    for row in range(view.first_row[task], view.first_row[task + 1]):
        start_s = max(arrive_s, view.row[row, OPENS])
        if start_s > view.row[row, CLOSES]:
            continue
        leave_s = start_s + view.row[row, SERVICE]
        at = leave_s // view.bucket_s
        cost = paid + view.row[row, LOSS] - view.worth[task]
        k = 1 if table.leave_next[task, at, 0] == last else 0
        bound = cost + table.leave[task, at, k] - spare
        if bound >= cut:
            continue
        out.task[many], out.leave_s[many], out.row[many], out.parent[many] = task, leave_s, row, parent
        out.cost[many], out.bound[many] = cost, bound
        many += 1
    return many


@compiled
def first_labels(view: View, table: Table, price: NDArray[np.float64], out: Level, cut: float) -> int:
    """Write every first visit that may end below `cut`; return their number."""
    many, spare = 0, price.sum()
    for task in range(len(view.worth)):
        leg = view.start_leg[task]
        many = _visit(view, table, out, many, 0, -1, task, leg, float(leg), spare - price[task], cut)
    return many


@compiled
def keep(view: View, before: Level, found: Level, order: NDArray[np.int64], out: Level) -> tuple[int, bool]:
    """Write the labels that none before them dominates to `out`; return how many, and if some were lost."""
    head = np.full(len(view.worth), -1, dtype=np.int32)
    after = np.empty(len(out.task), dtype=np.int32)
    words, kept = out.seen.shape[1], 0
    for at in order:
        if kept == len(out.task):
            return kept, True
        task, leave_s, cost, parent = found.task[at], found.leave_s[at], found.cost[at], found.parent[at]
        for word in range(words):
            out.seen[kept, word] = before.seen[parent, word] | view.clash[task, word]
        if _is_dominated(out, kept, head[task], after, leave_s, cost):
            continue
        out.task[kept], out.leave_s[kept], out.cost[kept] = task, leave_s, cost
        out.bound[kept], out.parent[kept], out.row[kept] = found.bound[at], parent, found.row[at]
        after[kept], head[task] = head[task], kept
        kept += 1
    return kept, False


@compiled
def _is_dominated(
    level: Level, new: int, other: int, after: NDArray[np.int32], leave_s: int, cost: float
) -> bool:
    """Return whether one of the labels at the same task is as early, as cheap, and leaves as much open."""
    while other >= 0:
        if level.leave_s[other] <= leave_s and level.cost[other] <= cost:
            word, words = 0, level.seen.shape[1]
            while word < words and level.seen[other, word] & ~level.seen[new, word] == 0:
                word += 1
            if word == words:
                return True
        other = after[other]
    return False


@compiled
def best_end(view: View, level: Level, many: int) -> tuple[float, int]:
    """Return (cost, label) of the cheapest way home from a level."""
    best, best_at = NEVER, -1
    for at in range(many):
        cost = level.cost[at] + home_cost(view, level.task[at], level.leave_s[at])
        if cost < best:
            best, best_at = cost, at
    return best, best_at


@compiled
def extend(
    view: View, table: Table, price: NDArray[np.float64], level: Level, many: int, out: Level, cut: float
) -> tuple[int, bool]:
    """Write every way on from a level that may end below `cut`; return how many, and if some were lost."""
    size, room, found = len(view.worth), len(out.task) - view.row.shape[0], 0
    open_task = np.empty(size, dtype=np.int32)
    for at in range(many):
        if level.bound[at] >= cut:
            continue
        last, leave_s = level.task[at], level.leave_s[at]
        spare, opened = 0.0, 0
        for task in range(size):
            bit = _ONE << np.uint64(task & 63)
            if level.seen[at, task >> 6] & bit:
                continue
            if leave_s + view.least_leg[last, task] > view.last_arrival[task]:
                level.seen[at, task >> 6] |= bit
                continue
            open_task[opened] = task
            opened += 1
            spare += price[task]
        for k in range(opened):
            task = open_task[k]
            leg = view.leg[last, task]
            found = _visit(
                view,
                table,
                out,
                found,
                at,
                last,
                task,
                leave_s + leg,
                level.cost[at] + leg,
                spare - price[task],
                cut,
            )
        if found > room:
            return found, True
    return found, False
