"""Routes read off a table: the relaxed one behind an entry, and one that can really be driven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.bound.classes import CLOSES, LOSS, OPENS, SERVICE
from solver.bound.table import home_cost
from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from solver.bound.table import Table, View

_NONE = 1 << 62


@compiled
def _arrival(view: View, task: int, leave_s: int, leg: int, exact: bool) -> tuple[int, int]:
    """Return (bucket, second) of arriving at a task; rounded as the table does unless `exact`."""
    bucket_s = view.limits[0]
    if exact:
        return (leave_s + leg - view.near[task]) // bucket_s, leave_s + leg
    bucket = leave_s // bucket_s + (leg - view.near[task]) // bucket_s
    return bucket, max(view.ready[task], bucket * bucket_s + view.near[task])


@compiled
def _can_visit(view: View, task: int, arrive_s: int) -> bool:
    """Return whether the task can be visited on arrival and home still be reached from it."""
    for row in range(view.first_window[task], view.first_window[task + 1]):
        leave_s = max(arrive_s, view.window[row, OPENS]) + view.window[row, SERVICE]
        if arrive_s <= view.window[row, CLOSES] and leave_s + view.end_leg[task] <= view.limits[2]:
            return True
    return False


@compiled
def _best_arc(
    view: View,
    table: Table,
    travel: NDArray[np.int32],
    bits: int,
    task: int,
    leave_s: int,
    before: int,
    used: NDArray[np.bool_],
    exact: bool,
) -> tuple[int, int]:
    """Return (value, next task) over the arcs of a task, next -1 when there is none.

    `before` and every task marked in `used` are no choice.
    """
    succ = (1 << bits) - 1
    most = 1 << (29 - bits)
    best, follower = _NONE, (-1)
    for m in range(table.add.shape[1]):
        k = int(table.add[task, m] & succ)
        if k in (before, task) or used[k]:
            continue
        leg = int(travel[view.location[task], view.location[k]])
        bucket, arrive_s = _arrival(view, k, leave_s, leg, exact)
        if bucket >= table.arrive.shape[1] or (exact and not _can_visit(view, k, arrive_s)):
            continue
        entry = table.arrive[k, bucket]
        if (entry & succ) == task:
            entry = table.arrive_second[k, bucket]
        value = int(entry >> bits)
        if value < most and value + (table.add[task, m] >> bits) < best:
            best, follower = value + (table.add[task, m] >> bits), k
    return best, follower


@compiled
def _step(
    view: View,
    table: Table,
    travel: NDArray[np.int32],
    scale: float,
    bits: int,
    task: int,
    arrive_s: int,
    before: int,
    used: NDArray[np.bool_],
    exact: bool,
) -> tuple[int, int, int]:
    """Return the best (next task, departure second, loss) at a task; next = size for home, -1 for none."""
    size = len(view.location)
    best, chosen, left_s, lost = _NONE, (-1), 0, 0
    for row in range(view.first_window[task], view.first_window[task + 1]):
        start_s = max(arrive_s, view.window[row, OPENS])
        if start_s > view.window[row, CLOSES]:
            continue
        leave_s = start_s + view.window[row, SERVICE]
        if not exact:
            leave_s = max(view.leaves[task], leave_s // view.limits[0] * view.limits[0])
        value, follower = _best_arc(view, table, travel, bits, task, leave_s, before, used, exact)
        home = home_cost(view, task, leave_s, scale)
        if home >= 0 and home <= value:
            value, follower = home, size
        value += int(view.window[row, LOSS] * scale)
        if follower >= 0 and value < best:
            best, chosen, left_s, lost = value, follower, leave_s, view.window[row, LOSS]
    return chosen, left_s, lost


@compiled
def follow(
    view: View,
    table: Table,
    travel: NDArray[np.int32],
    scale: float,
    bits: int,
    first: int,
    exact: bool,
    used: NDArray[np.bool_],
    out: NDArray[np.int32],
) -> tuple[int, int]:
    """Write the cheapest route that begins with `first` to `out`; return (stops, cost in seconds).

    With `exact` times are true and no task returns, guided by the table; else the route is the relaxed one.
    `used` is scratch, bool [n], all False before and after. Returns (0, 0) when there is no way home or
    `out` is too short.
    """
    size = len(view.location)
    before, task, stops, cost = (-1), int(first), 0, view.start_leg[first]
    _, arrive_s = _arrival(view, task, 0, view.start_leg[first], exact)
    while task < size and stops < len(out):
        out[stops] = task
        stops += 1
        used[task] = exact
        after, leave_s, lost = _step(view, table, travel, scale, bits, task, arrive_s, before, used, exact)
        if after < 0:
            break
        leg = view.end_leg[task]
        if after < size:
            leg = int(travel[view.location[task], view.location[after]])
            _, arrive_s = _arrival(view, after, leave_s, leg, exact)
        else:
            cost += max(0, leave_s + leg - view.limits[1]) * view.limits[3]
        cost += lost + leg
        before, task = task, after
    used[:] = False
    return (stops, cost) if task == size else (0, 0)
