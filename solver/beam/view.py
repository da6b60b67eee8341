"""One shift and the tasks it may take, as the label search reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled, Stop

MOST_TASKS = 256
_MOST_ASKED = 4 * MOST_TASKS
"""Of more it is not even asked which of them the shift can reach."""
_BUCKETS = 1000
_STEPS = 30_000_000
"""Pairs of tasks times buckets; more would take too long to fill."""
_EXACT = 2**52
"""Costs stay whole numbers of seconds up to here."""

OPENS, CLOSES, SERVICE, LOSS = range(4)


class View(NamedTuple):
    """Read-only arrays over n tasks and w window rows; seconds since the start of the shift.

    Parameters
    ----------
    leg, start_leg, end_leg
        int64 [n, n], [n], [n]: travel.
    least_leg, reach
        int64 [n, n], [n]: the least travel between two tasks, and from the start, over other tasks or not.
    hop
        int64 [n, n]: travel in whole buckets, rounded down.
    first_row, row
        int32 [n + 1], int64 [w, 4]: opening, closing, service, lost points (of window and shift) in seconds.
    worth
        float64 [n]: what leaving the task out costs.
    ready, last_arrival, last_leave
        int64 [n]: earliest departure, latest arrival and latest departure.
    last_bucket
        int64 [n]: that of the latest arrival.
    clash
        uint64 [n, k]: as bits, the task itself and those of its group.
    end_s, latest_s, overtime_price
        Of the shift.
    bucket_s, buckets
        Length and number of the buckets of time.
    """

    leg: NDArray[np.int64]
    start_leg: NDArray[np.int64]
    end_leg: NDArray[np.int64]
    least_leg: NDArray[np.int64]
    reach: NDArray[np.int64]
    hop: NDArray[np.int64]
    first_row: NDArray[np.int32]
    row: NDArray[np.int64]
    worth: NDArray[np.float64]
    ready: NDArray[np.int64]
    last_arrival: NDArray[np.int64]
    last_leave: NDArray[np.int64]
    last_bucket: NDArray[np.int64]
    clash: NDArray[np.uint64]
    end_s: int
    latest_s: int
    overtime_price: int
    bucket_s: int
    buckets: int

    @property
    def size(self) -> int:
        """Number of tasks."""
        return len(self.worth)


class Candidates(NamedTuple):
    """The view, and per task and row of it the number in the whole problem."""

    view: View
    tasks: list[int]
    rows: list[int]


def candidates_of(model: Compiled, plan: Sequence[Sequence[Stop]], shift: int) -> Candidates | None:
    """Return the shift with its own and all unplanned tasks; None where `choose` does."""
    chosen = choose(model, plan, shift)
    if chosen is None:
        return None
    tasks, rows, bucket_s = chosen
    return Candidates(
        _view(model, shift, tasks, rows, bucket_s), tasks, [row for task in tasks for row in rows[task]]
    )


def choose(
    model: Compiled, plan: Sequence[Sequence[Stop]], shift: int
) -> tuple[list[int], dict[int, list[int]], int] | None:
    """Return (tasks, their rows, seconds per bucket); None where the search does not know a rule.

    Those are fair workloads, a load that may bind, orders by lock, visits too short for buckets of time, and
    more tasks than `MOST_TASKS`.
    """
    tasks = _free(model, plan, shift)
    if len(tasks) > _MOST_ASKED:
        return None
    reach, home = _least_ways(model, shift, tasks)
    rows = {
        task: _rows(model, shift, task, at_s, home_s)
        for task, at_s, home_s in zip(tasks, reach.tolist(), home.tolist(), strict=True)
    }
    tasks = [task for task in tasks if rows[task]]
    if not _is_covered(model, shift, tasks):
        return None
    chosen = [row for task in tasks for row in rows[task]]
    span = int(model.latest[shift] - model.starts[shift])
    bucket_s = _bucket_s(span, int(model.service[chosen].min()), len(tasks))
    if bucket_s is None or int(model.miss_cost[tasks].max()) * (span // bucket_s) >= _EXACT:
        return None
    return tasks, rows, bucket_s


def _free(model: Compiled, plan: Sequence[Sequence[Stop]], shift: int) -> list[int]:
    """Return the tasks the shift may take that no other one has, nor one of their group."""
    elsewhere = [task for k, stops in enumerate(plan) if k != shift for task, _ in stops]
    free = model.allowed[:, shift].copy()
    free[elsewhere] = False
    groups = np.unique(model.group[elsewhere])
    free &= ~np.isin(model.group, groups[groups >= 0])
    return [int(task) for task in np.flatnonzero(free)]


def _least_ways(model: Compiled, shift: int, tasks: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the least travel from the start to each task and from it to the end, over other tasks or not."""
    travel, places = model.travel[model.profile[shift]].astype(np.int64), model.location[tasks]
    leg = travel[np.ix_(places, places)]
    reach, home = travel[model.start_location[shift], places], travel[places, model.end_location[shift]]
    shorter = len(tasks) > 0
    while shorter:
        sooner = np.minimum(reach, (reach[:, None] + leg).min(axis=0))
        nearer = np.minimum(home, (leg + home[None, :]).min(axis=1))
        shorter = bool((sooner < reach).any() or (nearer < home).any())
        reach, home = sooner, nearer
    return reach, home


def _rows(model: Compiled, shift: int, task: int, reach_s: int, home_s: int) -> list[int]:
    """Return the window rows of a task for which the shift can come and go home in time."""
    earliest, latest = int(model.starts[shift]) + reach_s, int(model.latest[shift]) - home_s
    return [
        row
        for row in model.windows_of(task)
        if earliest <= model.closes[row]
        and max(earliest, int(model.opens[row])) + int(model.service[row]) <= latest
    ]


def _is_covered(model: Compiled, shift: int, tasks: list[int]) -> bool:
    return bool(
        0 < len(tasks) <= MOST_TASKS
        and model.workload[shift] < 0
        and model.load[tasks].sum() <= model.max_load[shift]
        and not model.order[tasks].any()
    )


def _bucket_s(span_s: int, least_service_s: int, tasks: int) -> int | None:
    """Return the length of a bucket: short, but no longer than a visit, so that time passes with each."""
    buckets = min(_BUCKETS, _STEPS // tasks**2)
    bucket_s = max(1, min(least_service_s, -(-span_s // buckets)))
    if bucket_s > least_service_s or span_s // bucket_s > 2 * buckets:
        return None
    return bucket_s


def _view(model: Compiled, shift: int, tasks: list[int], rows: dict[int, list[int]], bucket_s: int) -> View:
    travel = model.travel[model.profile[shift]].astype(np.int64)
    places, began = model.location[tasks], int(model.starts[shift])
    chosen = [row for task in tasks for row in rows[task]]
    owner = np.repeat(np.arange(len(tasks)), [len(rows[task]) for task in tasks])
    loss = model.loss[chosen].copy()
    if model.preference.shape[1]:
        loss += model.preference[np.array(tasks)[owner], shift]
    start_leg, end_leg = (
        travel[model.start_location[shift], places],
        travel[places, model.end_location[shift]],
    )
    latest = int(model.latest[shift]) - began
    reach, home = _least_ways(model, shift, tasks)
    opens, service = model.opens[chosen] - began, model.service[chosen]
    closes = np.minimum(model.closes[chosen] - began, latest - service - home[owner])
    first_row = np.cumsum([0, *(len(rows[task]) for task in tasks)], dtype=np.int32)
    ready = np.minimum.reduceat(np.maximum(opens, reach[owner]) + service, first_row[:-1])
    last_arrival = np.maximum.reduceat(closes, first_row[:-1])
    leg = np.ascontiguousarray(travel[np.ix_(places, places)])
    least_leg = leg.copy()
    shorten(least_leg)
    return View(
        leg=leg,
        least_leg=least_leg,
        reach=reach,
        hop=leg // bucket_s,
        start_leg=start_leg,
        end_leg=end_leg,
        first_row=first_row,
        row=np.stack([opens, closes, service, loss], axis=1),
        worth=model.miss_cost[tasks].astype(np.float64),
        ready=ready,
        last_arrival=last_arrival,
        last_leave=np.maximum.reduceat(closes + service, first_row[:-1]),
        last_bucket=last_arrival // bucket_s,
        clash=_clashes(model.group[tasks]),
        end_s=int(model.ends[shift]) - began,
        latest_s=latest,
        overtime_price=int(model.overtime_price[shift]),
        bucket_s=bucket_s,
        buckets=latest // bucket_s,
    )


@compiled
def shorten(leg: NDArray[np.int64]) -> None:
    """Replace every leg by the least travel over other tasks (Floyd, "Algorithm 97", CACM 5(6), 1962)."""
    for over in range(len(leg)):
        for begin in range(len(leg)):
            first = leg[begin, over]
            for end in range(len(leg)):
                leg[begin, end] = min(leg[begin, end], first + leg[over, end])


def _clashes(group: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return per task, as bits, which others it excludes: itself and those of its group."""
    clash = np.zeros((len(group), (len(group) + 63) // 64), dtype=np.uint64)
    for task, mine in enumerate(group.tolist()):
        others = np.flatnonzero(group == mine).tolist() if mine >= 0 else [task]
        for other in others:
            clash[task, other // 64] |= np.uint64(1 << (other % 64))
    return clash
