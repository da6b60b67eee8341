"""The problem as flat NumPy arrays: the form every search works on. Locks are compiled in."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from solver.errors import ProblemError
from solver.problem import MAX_SECONDS, UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from solver.locks import Lock
    from solver.problem import Problem

FAR_S = 10 * MAX_SECONDS
"""Stands for an unreachable leg: longer than any shift, small enough that sums stay inside 64 bits."""

NO_LIMIT = 2**40
"""Stands for a missing `max_load`."""

_KEPT: dict[int, tuple[tuple[Lock, ...], Compiled]] = {}
"""By identity of a problem: the locks and the arrays of its last compilation, for as long as it lives."""


class Row(NamedTuple):
    """One window row: its number in the window arrays, and what stands there (seconds)."""

    number: int
    opens: int
    closes: int
    service: int
    loss: int


Stop = tuple[int, int]
"""(task, row in the window arrays)."""


@dataclass(frozen=True)
class Compiled:
    """Arrays over n tasks, m shifts, w window rows, p profiles and l locations. Times and costs are seconds.

    Parameters
    ----------
    travel
        int32 [p, l, l]; unreachable = `FAR_S`.
    location, load, group, order, tier, miss_cost
        Per task [n]. `group` is -1 for none; `order` is the lock's order + 1, 0 for none; `tier` is 0 for an
        optional task; `miss_cost` is what leaving the task out costs: its points, plus the penalty of its
        tier.
    first_window
        int32 [n + 1]: the windows of task i are rows `first_window[i]` to `first_window[i + 1]`, by opening.
    opens, closes, service, loss
        Per window row [w]; `loss` = seconds' worth of points lost against the task's best window.
    start_location, end_location, profile, starts, ends, latest, overtime_price, max_load, workload
        Per shift [m]; `workload` = which fair share, -1 for none.
    allowed
        bool [n, m]: allowed, not locked elsewhere, and some window overlaps the shift.
    preference
        int64 [n, m]: seconds' worth of points lost on this shift against the task's best one; [n, 0] when no
        task has a preference.
    workload_target, workload_price
        Per fair share.
    """

    travel: NDArray[np.int32]
    location: NDArray[np.int32]
    load: NDArray[np.int64]
    group: NDArray[np.int32]
    order: NDArray[np.int32]
    tier: NDArray[np.int32]
    miss_cost: NDArray[np.int64]
    first_window: NDArray[np.int32]
    opens: NDArray[np.int64]
    closes: NDArray[np.int64]
    service: NDArray[np.int64]
    loss: NDArray[np.int64]
    start_location: NDArray[np.int32]
    end_location: NDArray[np.int32]
    profile: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    latest: NDArray[np.int64]
    overtime_price: NDArray[np.int64]
    max_load: NDArray[np.int64]
    workload: NDArray[np.int32]
    allowed: NDArray[np.bool_]
    preference: NDArray[np.int64]
    workload_target: NDArray[np.int64]
    workload_price: NDArray[np.int64]

    @property
    def tasks(self) -> int:
        """Number of tasks."""
        return len(self.location)

    @property
    def shifts(self) -> int:
        """Number of shifts."""
        return len(self.starts)

    def windows_of(self, task: int) -> range:
        """Rows of the window arrays that belong to the task."""
        return range(int(self.first_window[task]), int(self.first_window[task + 1]))

    def rows_of(self, task: int) -> list[Row]:
        """Window rows of the task."""
        return [
            Row(k, int(self.opens[k]), int(self.closes[k]), int(self.service[k]), int(self.loss[k]))
            for k in self.windows_of(task)
        ]

    @cached_property
    def has_priced_overtime(self) -> bool:
        """Whether any shift may end late at a price."""
        return bool(((self.latest > self.ends) & (self.overtime_price > 0)).any())


def compile_problem(problem: Problem, locks: Mapping[int, Lock]) -> Compiled:
    """Return the arrays of a problem, with locks narrowed into them; shared between calls, so never write.

    Raises
    ------
    ProblemError
        When the tiers together would need penalties beyond 53 bits (the message gives the sizes).
    """
    wanted = tuple(locks.values())
    kept = _KEPT.get(id(problem))
    if kept is not None and kept[0] == wanted:
        return kept[1]
    model = _compile(problem, locks)
    if kept is None:
        weakref.finalize(problem, _KEPT.pop, id(problem), None)
    _KEPT[id(problem)] = wanted, model
    return model


def with_later_ends(model: Compiled, problem: Problem, locks: Mapping[int, Lock], extra_s: int) -> Compiled:
    """Return the problem whose shifts may go on for `extra_s`, at a price of a second per second or more."""
    latest = model.latest + extra_s
    may = _overlapping(model.first_window, model.opens, model.closes, model.starts, latest)
    return replace(
        model,
        ends=model.latest,
        latest=latest,
        overtime_price=np.maximum(1, model.overtime_price),
        allowed=may & _may_do(problem, locks),
    )


def _compile(problem: Problem, locks: Mapping[int, Lock]) -> Compiled:
    rows = _window_rows(problem, locks)
    flat = [row for task_rows in rows for row in task_rows]
    columns = np.array(flat, dtype=np.int64).reshape(-1, 4).T.copy()
    first_window = np.cumsum([0, *(len(each) for each in rows)], dtype=np.int32)
    shifts, tasks = problem.shifts, problem.tasks
    workload = np.full(len(shifts), -1, dtype=np.int32)
    for index, each in enumerate(problem.workloads):
        workload[sorted(each.shifts)] = index
    tiers = _tiers(problem, locks)
    starts, latest = _ints(shift.start_s for shift in shifts), _ints(shift.latest_s for shift in shifts)
    overlapping = _overlapping(first_window, columns[0], columns[1], starts, latest)
    return Compiled(
        travel=_travel(problem),
        location=_ints32(task.location for task in tasks),
        load=_ints(task.load for task in tasks),
        group=_ints32(-1 if task.group is None else task.group for task in tasks),
        order=_ints32(_order(locks.get(index)) for index in range(len(tasks))),
        tier=_ints32(tiers),
        miss_cost=_miss_costs(problem, tiers),
        first_window=first_window,
        opens=columns[0],
        closes=columns[1],
        service=columns[2],
        loss=columns[3],
        start_location=_ints32(shift.start_location for shift in shifts),
        end_location=_ints32(shift.end_location for shift in shifts),
        profile=_ints32(shift.profile for shift in shifts),
        starts=starts,
        ends=_ints(shift.end_s for shift in shifts),
        latest=latest,
        overtime_price=_ints(shift.overtime_price for shift in shifts),
        max_load=_ints(NO_LIMIT if shift.max_load is None else shift.max_load for shift in shifts),
        workload=workload,
        allowed=overlapping & _may_do(problem, locks),
        preference=_preference(problem),
        workload_target=_ints(each.target_s for each in problem.workloads),
        workload_price=_ints(each.price for each in problem.workloads),
    )


def _ints(values: Any) -> NDArray[np.int64]:  # noqa: ANN401 - any iterable of ints
    return np.fromiter(values, dtype=np.int64)


def _ints32(values: Any) -> NDArray[np.int32]:  # noqa: ANN401 - any iterable of ints
    return np.fromiter(values, dtype=np.int32)


def _order(lock: Lock | None) -> int:
    return 0 if lock is None or lock.order is None else lock.order + 1


def _travel(problem: Problem) -> NDArray[np.int32]:
    if not problem.travel_s:
        return np.zeros((1, 1, 1), dtype=np.int32)
    stacked = np.stack(problem.travel_s)
    stacked[stacked == UNREACHABLE] = FAR_S
    return stacked


def _window_rows(problem: Problem, locks: Mapping[int, Lock]) -> list[list[tuple[int, int, int, int]]]:
    """Return (open, close, service, loss) per task; touching windows of the same worth become one."""
    rows = []
    for index, task in enumerate(problem.tasks):
        lock = locks.get(index)
        best = max((window.prize for window in task.windows), default=0)
        merged: list[tuple[int, int, int, int]] = []
        for number in sorted(range(len(task.windows)), key=lambda k: task.windows[k].start_s):
            window = task.windows[number]
            opens, closes = window.start_s, window.end_s
            if lock is not None:
                opens, closes = max(opens, lock.opens_s), int(min(closes, lock.closes_s))
            if opens > closes:
                continue
            worth = (task.service_in(number), problem.seconds_per_point * (best - window.prize))
            if merged and merged[-1][2:] == worth and opens <= merged[-1][1] + 1:
                opens, closes = merged[-1][0], max(closes, merged[-1][1])
                merged.pop()
            merged.append((opens, closes, *worth))
        rows.append(merged)
    return rows


def _overlapping(
    first_window: NDArray[np.int32],
    opens: NDArray[np.int64],
    closes: NDArray[np.int64],
    starts: NDArray[np.int64],
    latest: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return which tasks have a window that overlaps which shifts, bool [n, m]."""
    overlapping = np.zeros((len(first_window) - 1, len(starts)), dtype=np.bool_)
    some = np.diff(first_window) > 0
    if some.any():
        rows = (starts <= closes[:, None]) & (opens[:, None] <= latest)
        overlapping[some] = np.logical_or.reduceat(rows, first_window[:-1][some], axis=0)
    return overlapping


def _may_do(problem: Problem, locks: Mapping[int, Lock]) -> NDArray[np.bool_]:
    """Return which tasks which shifts may do, and are not locked away from, bool [n, m]."""
    may = np.ones((len(problem.tasks), len(problem.shifts)), dtype=np.bool_)
    for index, task in enumerate(problem.tasks):
        only = (locks[index].shift,) if index in locks else task.shifts_allowed
        if only is not None:
            may[index] = False
            may[index, list(only)] = True
    return may


def _preference(problem: Problem) -> NDArray[np.int64]:
    if not any(task.shift_points for task in problem.tasks):
        return np.zeros((len(problem.tasks), 0), dtype=np.int64)
    lost = np.zeros((len(problem.tasks), len(problem.shifts)), dtype=np.int64)
    for index, task in enumerate(problem.tasks):
        if task.shift_points:
            lost[index] = problem.seconds_per_point * max(task.shift_points.values())
            for shift, points in task.shift_points.items():
                lost[index, shift] -= problem.seconds_per_point * points
    return lost


def _tiers(problem: Problem, locks: Mapping[int, Lock]) -> list[int]:
    """Return the tier of each task; locked tasks stand above all others."""
    lock_tier = max((task.required for task in problem.tasks), default=0) + 1
    return [lock_tier if index in locks else task.required for index, task in enumerate(problem.tasks)]


def _miss_costs(problem: Problem, tiers: Sequence[int]) -> NDArray[np.int64]:
    """Price leaving each task out; a tier's penalty outweighs everything below it together."""
    points = [problem.seconds_per_point * task.best_points for task in problem.tasks]
    penalty, below = {0: 0}, 1 + sum(points) + _worst_routes(problem)
    for tier in range(1, max(tiers, default=0) + 1):
        penalty[tier] = below
        below += penalty[tier] * tiers.count(tier)
    if below >= 2**53:
        counts = {tier: tiers.count(tier) for tier in range(1, max(tiers) + 1)}
        raise ProblemError(
            f"Required tiers of sizes {counts} need penalties beyond 53 bits; use fewer tiers."
        )
    return _ints(cost + penalty[tier] for cost, tier in zip(points, tiers, strict=True))


def _worst_routes(problem: Problem) -> int:
    """Upper bound in seconds on travel, overtime and unfair workload of any plan."""
    worst = sum(
        shift.latest_s - shift.start_s + shift.max_overtime_s * shift.overtime_price
        for shift in problem.shifts
    )
    for each in problem.workloads:
        spans = sum(problem.shifts[k].latest_s - problem.shifts[k].start_s for k in each.shifts)
        worst += each.price * spans
    return worst


def plan_cost(model: Compiled, routes: Sequence[Sequence[Stop]]) -> int:
    """Return the objective in seconds of a plan whose windows are feasible, tier penalties included."""
    planned = np.zeros(model.tasks, dtype=np.bool_)
    work = np.zeros(len(model.workload_target), dtype=np.int64)
    total = 0
    for shift, stops in enumerate(routes):
        cost, work_s = route_cost(model, shift, stops)
        total += cost
        planned[[task for task, _ in stops]] = True
        if model.workload[shift] >= 0:
            work[model.workload[shift]] += work_s
    excess = np.maximum(0, work - model.workload_target)
    return int(total + model.miss_cost[~planned].sum() + (model.workload_price * excess).sum())


def route_cost(model: Compiled, shift: int, stops: Sequence[Stop]) -> tuple[int, int]:
    """Return (travel + overtime + lost points, visiting seconds) of one route."""
    if not stops:
        return 0, 0
    travel = model.travel[model.profile[shift]]
    here, now, cost, work = int(model.start_location[shift]), int(model.starts[shift]), 0, 0
    for task, window in stops:
        leg = int(travel[here, model.location[task]])
        here = int(model.location[task])
        now = max(now + leg, int(model.opens[window])) + int(model.service[window])
        cost += leg + int(model.loss[window])
        work += int(model.service[window])
        if model.preference.shape[1]:
            cost += int(model.preference[task, shift])
    leg = int(travel[here, model.end_location[shift]])
    late = max(0, now + leg - int(model.ends[shift]))
    return cost + leg + late * int(model.overtime_price[shift]), work


def is_feasible(model: Compiled, shift: int, stops: Sequence[Stop]) -> bool:
    """Return whether the shift can drive this route: allowed, in time, in order of locks, within its load."""
    travel = model.travel[model.profile[shift]]
    here, now, order = int(model.start_location[shift]), int(model.starts[shift]), 0
    for task, row in stops:
        start = max(now + int(travel[here, model.location[task]]), int(model.opens[row]))
        lock = int(model.order[task])
        known = row in model.windows_of(task)
        if not (known and model.allowed[task, shift]) or start > model.closes[row] or 0 < lock < order:
            return False
        here, now, order = int(model.location[task]), start + int(model.service[row]), max(order, lock)
    load = sum(int(model.load[task]) for task, _ in stops)
    back = now + int(travel[here, model.end_location[shift]]) if stops else now
    return bool(back <= model.latest[shift] and load <= model.max_load[shift])
