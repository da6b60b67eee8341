"""The compiled problem as the kernel reads it: flat, read-only, shared by all threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.kernel.orders import SPAN_S, VISIT_S, WIDTH_S, orders_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.compiled import Compiled

NEIGHBOURS = 200
OFFERED, OFFERED_ON_ALL = 16, 240
"""A move offers this many unplanned tasks; with few shifts more, so many over all shifts together."""
MEAN_REMOVED, LONGEST_STRING, NEAR_SHIFTS = 12.0, 8.0, 6
_CHUNK = 256


# Columns of `View.task`, `View.window`, `View.shift` and `View.share`. Few wide arrays, not many narrow
# ones: compiled functions hand over every array of a tuple one by one, and a gap is read from one cache line.
LOCATION, LOAD, GROUP, ORDER, TIER, MISS_COST, LAST_CLOSE = range(7)
OPENS, CLOSES, SERVICE, LOSS = range(4)
START_LOCATION, END_LOCATION, PROFILE, STARTS, ENDS, LATEST, PRICE, MAX_LOAD, SHARE, TWIN = range(10)
TARGET, SHARE_PRICE = range(2)


class View(NamedTuple):
    """Read-only arrays over n tasks, m shifts, w window rows, p profiles and l locations.

    Parameters
    ----------
    onward, inward
        int32 [p, l, l]: travel, and its transpose, so that both legs of a detour are read along a row.
    task
        int64 [n, 7]: location, load, group, order, tier, miss cost, and the latest second at which it may
        start.
    window
        int64 [w, 4]: opening, closing, service, lost points in seconds.
    shift
        int64 [m, 10]: start and end location, profile, start, end, latest end, overtime price, largest load,
        fair share, and the first shift that is alike in every respect (an empty one need be tried only once).
    preference
        int64 [n, m] or [n, 0], as in `Compiled`.
    share
        int64 [f, 2]: target and price per fair share.
    rows
        int32 [n, m, 2]: first and past-the-last window row of the task the shift can use; equal = not
        allowed.
    neighbours
        int32 [n, k]: the nearest other tasks, nearest first.
    size
        float64 [n, 3]: mean service, the same with travel to the nearest, total length of windows; seconds.
    offered
        How many unplanned tasks a move offers.
    keys, draws
        float64 [n, c]: what candidates may be sorted by, least first; and the columns of it that a move
        draws one of, int64 [d] (`orders.RANDOM` and `orders.NOISY_WORTH` are no columns).
    removed, longest
        Tasks a move takes out on average, and the longest string of them in one route.
    near_shifts
        A task that was taken out is tried in the routes of so many shifts near it, and in touched ones.
    """

    onward: NDArray[np.int32]
    inward: NDArray[np.int32]
    task: NDArray[np.int64]
    window: NDArray[np.int64]
    shift: NDArray[np.int64]
    preference: NDArray[np.int64]
    share: NDArray[np.int64]
    rows: NDArray[np.int32]
    neighbours: NDArray[np.int32]
    size: NDArray[np.float64]
    offered: int
    keys: NDArray[np.float64]
    draws: NDArray[np.int64]
    removed: float
    longest: float
    near_shifts: int


def view_of(model: Compiled) -> View:
    """Return the arrays the kernel reads, for a model with at least one task and one shift."""
    neighbours, nearest = _neighbours(model)
    counts = np.diff(model.first_window)
    last_close, size = np.full(model.tasks, -1, dtype=np.int64), np.zeros((model.tasks, 3))
    has = counts > 0
    if has.any():
        first = model.first_window[:-1][has]
        last_close[has] = np.maximum.reduceat(model.closes, first)
        size[has, VISIT_S] = np.add.reduceat(model.service, first) / counts[has]
        size[has, WIDTH_S] = np.add.reduceat(model.closes - model.opens, first)
    size[:, VISIT_S] += 1.0
    size[:, SPAN_S] = size[:, VISIT_S] + nearest
    keys, draws = orders_of(model, size)
    return View(
        onward=model.travel,
        inward=np.ascontiguousarray(model.travel.transpose(0, 2, 1)),
        task=_columns(
            model.location, model.load, model.group, model.order, model.tier, model.miss_cost, last_close
        ),
        window=_columns(model.opens, model.closes, model.service, model.loss),
        shift=_columns(
            model.start_location,
            model.end_location,
            model.profile,
            model.starts,
            model.ends,
            model.latest,
            model.overtime_price,
            model.max_load,
            model.workload,
            _twins(model),
        ),
        preference=model.preference,
        share=_columns(model.workload_target, model.workload_price),
        rows=_usable_rows(model),
        neighbours=neighbours,
        size=size,
        offered=max(OFFERED, min(NEIGHBOURS, OFFERED_ON_ALL // max(1, model.shifts))),
        keys=keys,
        draws=draws,
        removed=MEAN_REMOVED,
        longest=LONGEST_STRING,
        near_shifts=NEAR_SHIFTS,
    )


def _columns(*arrays: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.int64]:
    return np.stack([each.astype(np.int64) for each in arrays], axis=1)


def _usable_rows(model: Compiled) -> NDArray[np.int32]:
    """Return per (task, shift) the range of window rows that overlaps the shift, int32 [n, m, 2]."""
    usable = np.zeros((model.tasks, model.shifts, 2), dtype=np.int32)
    for task in range(model.tasks):
        rows = model.windows_of(task)
        opens, closes = model.opens[rows.start : rows.stop], model.closes[rows.start : rows.stop]
        overlap = (opens[:, None] <= model.latest) & (model.starts <= closes[:, None])
        overlap &= model.allowed[task]
        some = overlap.any(axis=0)
        if some.any():
            usable[task, some, 0] = rows.start + overlap.argmax(axis=0)[some]
            usable[task, some, 1] = rows.stop - overlap[::-1].argmax(axis=0)[some]
    return usable


def _neighbours(model: Compiled) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return each task's nearest others [n, k] and the mean travel to the nearest five, seconds [n].

    Near = travel there and back, halved; where every task has one window, waiting for it counts too.
    """
    many = min(NEIGHBOURS, model.tasks - 1)
    near = np.zeros((model.tasks, many), dtype=np.int32)
    typical = np.zeros(model.tasks)
    single = bool((np.diff(model.first_window) == 1).all())
    for begin in range(0, model.tasks, _CHUNK):
        rows = np.arange(begin, min(begin + _CHUNK, model.tasks))
        away = _away(model, rows, waiting=single)
        away[np.arange(len(rows)), rows] = np.inf
        if many:
            part = np.argpartition(away, many - 1, axis=1)[:, :many]
            order = np.argsort(np.take_along_axis(away, part, axis=1), axis=1, kind="stable")
            near[rows] = np.take_along_axis(part, order, axis=1)
            few = np.take_along_axis(away, near[rows][:, :5].astype(np.int64), axis=1)
            typical[rows] = np.minimum(few, 3600.0).mean(axis=1)
    return near, typical


def _away(model: Compiled, rows: NDArray[np.int64], *, waiting: bool) -> NDArray[np.float64]:
    there = model.travel[0][np.ix_(model.location[rows], model.location)].astype(np.float64)
    back = model.travel[0][np.ix_(model.location, model.location[rows])].T.astype(np.float64)
    away: NDArray[np.float64] = (there + back) / 2
    if waiting:
        done = model.closes[rows][:, None] + model.service[rows][:, None] + there
        early = np.maximum(0, model.opens[None, :] - done)
        done = model.closes[None, :] + model.service[None, :] + back
        away += np.minimum(early, np.maximum(0, model.opens[rows][:, None] - done))
    return away


def _twins(model: Compiled) -> NDArray[np.int32]:
    """Return for each shift the first one that is alike in every respect."""
    seen: dict[tuple[object, ...], int] = {}
    columns = (
        model.start_location,
        model.end_location,
        model.profile,
        model.starts,
        model.ends,
        model.latest,
        model.overtime_price,
        model.max_load,
        model.workload,
    )
    twins = np.arange(model.shifts, dtype=np.int32)
    for shift in range(model.shifts):
        preference = model.preference[:, shift].tobytes() if model.preference.shape[1] else b""
        key = (*(int(column[shift]) for column in columns), model.allowed[:, shift].tobytes(), preference)
        twins[shift] = seen.setdefault(key, shift)
    return twins
