"""Shifts that are alike, with the tasks they can do: what one table is computed for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import FAR_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled

OPENS, CLOSES, SERVICE, LOSS = range(4)


@dataclass(frozen=True, eq=False)
class ShiftClass:
    """Shifts that cannot be told apart; times are seconds from the start of the shift.

    Parameters
    ----------
    shifts
        Which shifts.
    tasks
        int32 [n]: tasks that one of them can start in a window.
    travel
        int32 [l, l]: the matrix of their profile; unreachable = `FAR_S`.
    location
        int64 [n].
    start_leg, end_leg
        int64 [n]: travel from the start location and to the end location.
    ready, leaves
        int64 [n]: earliest arrival, and earliest departure after a visit.
    near
        int64 [n]: shortest leg that ends at the task.
    first_window, window
        int32 [n + 1] and int64 [w, 4]: opening, closing, service, and loss (points not earned in this window
        by this shift, in seconds).
    end_s, latest_s, overtime_price, max_load
        As in `Shift`.
    """

    shifts: tuple[int, ...]
    tasks: NDArray[np.int32]
    travel: NDArray[np.int32]
    location: NDArray[np.int64]
    start_leg: NDArray[np.int64]
    end_leg: NDArray[np.int64]
    ready: NDArray[np.int64]
    leaves: NDArray[np.int64]
    near: NDArray[np.int64]
    first_window: NDArray[np.int32]
    window: NDArray[np.int64]
    end_s: int
    latest_s: int
    overtime_price: int
    max_load: int

    @property
    def count(self) -> int:
        """Number of shifts in the class."""
        return len(self.shifts)

    @property
    def size(self) -> int:
        """Number of tasks in the class."""
        return len(self.tasks)


def shift_classes(
    model: Compiled, travel: Sequence[NDArray[np.int32]], skipped: NDArray[np.bool_]
) -> list[ShiftClass]:
    """Return the classes of all shifts that can do any task.

    Parameters
    ----------
    model
        The compiled problem.
    travel
        The matrix per profile, in place of the model's.
    skipped
        bool [n]: tasks to leave out.
    """
    found: dict[bytes, ShiftClass] = {}
    for shift in range(model.shifts):
        one = _class_of(model, travel[int(model.profile[shift])], shift, skipped)
        if one.size == 0:
            continue
        key = _key(model, shift, one)
        if key in found:
            one = found[key]
            object.__setattr__(one, "shifts", (*one.shifts, shift))
        found[key] = one
    return list(found.values())


def _key(model: Compiled, shift: int, one: ShiftClass) -> bytes:
    """Return everything that tells two classes apart."""
    place = (model.profile[shift], model.start_location[shift], model.end_location[shift])
    numbers = (*place, one.end_s, one.latest_s, one.overtime_price, one.max_load)
    return b"".join(
        each.tobytes()
        for each in (np.array(numbers, dtype=np.int64), one.tasks, one.first_window, one.window)
    )


def _class_of(
    model: Compiled, travel: NDArray[np.int32], shift: int, skipped: NDArray[np.bool_]
) -> ShiftClass:
    tasks = np.flatnonzero(model.allowed[:, shift] & ~skipped).astype(np.int32)
    start_s, latest_s = int(model.starts[shift]), int(model.latest[shift])
    first, window = _windows(model, shift, tasks)
    location = model.location[tasks].astype(np.int64)
    start_leg = travel[model.start_location[shift], location].astype(np.int64)
    between = travel[np.ix_(location, location)]
    ready, leaves = _earliest(start_leg, between, first, window)
    can = (leaves <= latest_s - start_s).nonzero()[0]
    kept = _joined([np.arange(first[i], first[i + 1]) for i in can.tolist()])
    np.fill_diagonal(between, FAR_S)
    inward = between[np.ix_(can, can)].min(axis=0, initial=FAR_S).astype(np.int64)
    return ShiftClass(
        shifts=(shift,),
        tasks=tasks[can],
        travel=travel,
        location=location[can],
        start_leg=start_leg[can],
        end_leg=travel[location[can], model.end_location[shift]].astype(np.int64),
        ready=ready[can],
        leaves=leaves[can],
        near=np.minimum(inward, start_leg[can]),
        first_window=np.cumsum([0, *(first[i + 1] - first[i] for i in can)], dtype=np.int32),
        window=window[kept],
        end_s=int(model.ends[shift]) - start_s,
        latest_s=latest_s - start_s,
        overtime_price=int(model.overtime_price[shift]),
        max_load=int(model.max_load[shift]),
    )


def _windows(
    model: Compiled, shift: int, tasks: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the window rows that overlap the shift, relative to its start."""
    start_s, latest_s = int(model.starts[shift]), int(model.latest[shift])
    counts = (model.first_window[1:] - model.first_window[:-1])[tasks]
    first = model.first_window
    rows = _joined([np.arange(first[i], first[i + 1]) for i in tasks.tolist()])
    owner = np.repeat(np.arange(len(tasks)), counts)
    use = (model.opens[rows] <= latest_s) & (model.closes[rows] >= start_s)
    rows, owner = rows[use], owner[use]
    loss = model.loss[rows]
    if model.preference.shape[1]:
        loss = loss + model.preference[tasks[owner], shift]
    opens = np.maximum(0, model.opens[rows] - start_s)
    closes = np.minimum(latest_s, model.closes[rows]) - start_s
    window = np.stack([opens, closes, model.service[rows], loss], axis=1).astype(np.int64)
    new_first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(tasks)))]).astype(np.int32)
    return new_first, window


def _joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _earliest(
    start_leg: NDArray[np.int64],
    between: NDArray[np.int32],
    first: NDArray[np.int32],
    window: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return earliest arrival and departure per task, over all ways there (travel need not be metric)."""
    ready = start_leg.copy()
    owner = np.repeat(np.arange(len(ready)), np.diff(first))
    while True:
        starts = np.maximum(ready[owner], window[:, OPENS])
        ends = np.where(starts <= window[:, CLOSES], starts + window[:, SERVICE], FAR_S)
        leaves = np.full(len(ready), FAR_S, dtype=np.int64)
        np.minimum.at(leaves, owner, ends)
        sooner = ready
        going = np.flatnonzero(leaves < FAR_S)
        if len(going):
            sooner = np.minimum(ready, (leaves[going, None] + between[going]).min(axis=0))
        if (sooner == ready).all():
            return ready, leaves
        ready = sooner
