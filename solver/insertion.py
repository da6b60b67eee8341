"""Routes that answer quickly where a task fits, and what it costs there."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.compiled import is_feasible
from solver.gaps import (
    AFTER,
    BEFORE,
    DIRECT,
    LEAVES,
    NO_FIT,
    PLACE,
    SHIFT,
    fits,
    gaps_of,
    keeps_order,
    no_gaps,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled, Row, Stop

_FEW = 4


class Insertion(NamedTuple):
    """Where a task goes and what that adds to the objective (seconds), its own missed points not counted."""

    cost: int
    shift: int
    place: int
    window: int


class Routes:
    """A plan under construction: feasible sequences of (task, window row), one per shift."""

    def __init__(self, model: Compiled, routes: Sequence[Sequence[Stop]] | None = None) -> None:
        self.model = model
        self.stops: list[list[Stop]] = [list(each) for each in routes or [[]] * model.shifts]
        self.planned = np.zeros(model.tasks, dtype=np.bool_)
        self.work = np.zeros(max(1, len(model.workload_target)), dtype=np.int64)
        self.load = np.zeros(model.shifts, dtype=np.int64)
        self._groups: set[int] = set()
        self._gaps_of = [no_gaps()] * model.shifts
        self._gaps: NDArray[np.int64] | None = None
        for shift, stops in enumerate(self.stops):
            for task, window in stops:
                self._count(shift, task, window, 1)
            self._gaps_of[shift] = gaps_of(self.model, shift, self.stops[shift])

    def without(self, shift: int, tasks: Iterable[int]) -> Routes:
        """Return a plan in which these stops of one shift are gone; this plan stays as it is."""
        less = copy.copy(self)
        less.stops, less._gaps_of = list(self.stops), list(self._gaps_of)
        less.planned, less.work, less.load = self.planned.copy(), self.work.copy(), self.load.copy()
        less._groups = set(self._groups)
        gone = set(tasks)
        for task, window in self.stops[shift]:
            if task in gone:
                less._count(shift, task, window, -1)
        less.stops[shift] = [stop for stop in self.stops[shift] if stop[0] not in gone]
        less._renew(shift)
        return less

    @property
    def unfair_s(self) -> int:
        """Price of unfair workload, in seconds."""
        shares = len(self.model.workload_target)
        excess = np.maximum(0, self.work[:shares] - self.model.workload_target)
        return int((excess * self.model.workload_price).sum())

    def insert(self, task: int, at: Insertion) -> None:
        """Put the task where `best_insertion` said."""
        stops = self.stops[at.shift]
        self.stops[at.shift] = [*stops[: at.place], (task, at.window), *stops[at.place :]]
        self._count(at.shift, task, at.window, 1)
        self._renew(at.shift)

    def take_over(self, shift: int, stops: Sequence[Stop]) -> bool:
        """Give an empty shift this route as it is, if it is feasible; return whether it was."""
        tasks = [task for task, _ in stops]
        groups = [int(group) for group in self.model.group[tasks] if group >= 0]
        free = not self.planned[tasks].any() and not self._groups.intersection(groups)
        once = len(set(tasks)) == len(tasks) and len(set(groups)) == len(groups)
        if not (free and once and is_feasible(self.model, shift, stops)):
            return False
        self.stops[shift] = list(stops)
        for task, row in stops:
            self._count(shift, task, row, 1)
        self._renew(shift)
        return True

    def group_is_taken(self, task: int) -> bool:
        """Return whether another task of its group is planned."""
        return int(self.model.group[task]) in self._groups

    def best_insertion(
        self,
        task: int,
        shifts: NDArray[np.bool_] | None = None,
        rows: Sequence[Row] | None = None,
        surcharge: NDArray[np.int64] | None = None,
    ) -> Insertion | None:
        """Return the cheapest feasible place for an unplanned task, or None.

        Parameters
        ----------
        task
            The task.
        shifts
            Which shifts may do it, bool [m]; None = those of the problem.
        rows
            Window rows to use; None = those of the problem.
        surcharge
            Seconds to add to the cost on each shift, int64 [m].
        """
        may = self.model.allowed[task] if shifts is None else shifts
        return min(self._per_row(task, may, rows, surcharge), default=None)

    def insertions(self, task: int, shift: int) -> list[Insertion]:
        """Return the cheapest feasible place in one shift for each window row of an unplanned task."""
        only = np.zeros(self.model.shifts, dtype=np.bool_)
        only[shift] = True
        return list(self._per_row(task, only))

    def start_of(self, task: int, at: Insertion) -> int:
        """Return when the visit would start if inserted there, in seconds."""
        gap = self._gaps_of[at.shift][:, at.place]
        there = self.model.travel[self.model.profile[at.shift], gap[BEFORE], self.model.location[task]]
        return max(int(gap[LEAVES]) + int(there), int(self.model.opens[at.window]))

    def detour_of(self, task: int, at: Insertion) -> int:
        """Return the travel that an insertion adds, in seconds."""
        gap, here = self._gaps_of[at.shift][:, at.place], self.model.location[task]
        travel = self.model.travel[self.model.profile[at.shift]]
        return int(travel[gap[BEFORE], here]) + int(travel[here, gap[AFTER]]) - int(gap[DIRECT])

    def travel_of(self, shift: int) -> int:
        """Return the travel of one route, in seconds."""
        return int(self._gaps_of[shift][DIRECT].sum())

    def _per_row(
        self,
        task: int,
        may: NDArray[np.bool_],
        rows: Sequence[Row] | None = None,
        surcharge: NDArray[np.int64] | None = None,
    ) -> Iterator[Insertion]:
        """Yield the cheapest place for each window row, in the shifts that may do the task."""
        model = self.model
        if self.planned[task] or self.group_is_taken(task) or not model.shifts:
            return
        rows = model.rows_of(task) if rows is None else rows
        may = may & (self.load + model.load[task] <= model.max_load)
        gaps = self._gaps_where(np.flatnonzero(may))
        if model.order[task]:
            gaps = gaps[:, self._in_order(task, gaps)]
        gaps = gaps[:, gaps[LEAVES] <= max((row.closes for row in rows), default=-1)]
        if not gaps.shape[1]:
            return
        for fit in fits(model, task, rows, gaps, self.work[model.workload[gaps[SHIFT]]]):
            cost = fit.cost
            if surcharge is not None:
                cost = np.where(cost == NO_FIT, cost, cost + surcharge[gaps[SHIFT]])
            at = int(cost.argmin())
            yield Insertion(int(cost[at]), int(gaps[SHIFT, at]), int(gaps[PLACE, at]), fit.row.number)

    def _gaps_where(self, shifts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gap table of some shifts."""
        if len(shifts) < _FEW:
            tables = [self._gaps_of[shift] for shift in shifts]
            return np.concatenate(tables, axis=1) if tables else no_gaps()
        if self._gaps is None:
            self._gaps = np.concatenate(self._gaps_of, axis=1)
        mine = np.zeros(self.model.shifts, dtype=np.bool_)
        mine[shifts] = True
        return self._gaps[:, mine[self._gaps[SHIFT]]]

    def _in_order(self, task: int, gaps: NDArray[np.int64]) -> list[bool]:
        """Return per gap whether the order of locks allows the task there."""
        places = zip(gaps[SHIFT].tolist(), gaps[PLACE].tolist(), strict=True)
        return [keeps_order(self.model, task, self.stops[shift], place) for shift, place in places]

    def _count(self, shift: int, task: int, window: int, sign: int) -> None:
        model = self.model
        self.planned[task] = sign > 0
        self.load[shift] += sign * model.load[task]
        if model.workload[shift] >= 0:
            self.work[model.workload[shift]] += sign * model.service[window]
        if model.group[task] >= 0:
            change = self._groups.add if sign > 0 else self._groups.discard
            change(int(model.group[task]))

    def _renew(self, shift: int) -> None:
        self._gaps_of[shift] = gaps_of(self.model, shift, self.stops[shift])
        self._gaps = None
