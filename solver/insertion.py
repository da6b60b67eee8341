"""Routes that answer quickly where a task fits, and what it costs there.

For every gap between two stops the earliest departure before it and the latest arrival after it are kept, so
one insertion is tested in constant time; here for all gaps of all routes at once, with NumPy.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.compiled import is_feasible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled, Stop

_FEW = 4
_COLUMNS = ("shift", "place", "before", "after", "leaves", "due", "direct", "rest", "pushed")


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
        self._overtime = bool(((model.latest > model.ends) & (model.overtime_price > 0)).any())
        self._gaps_of = [np.zeros((len(_COLUMNS), 0), dtype=np.int64)] * model.shifts
        self._gaps: NDArray[np.int64] | None = None
        for shift, stops in enumerate(self.stops):
            for task, window in stops:
                self._count(shift, task, window, 1)
            self._gaps_of[shift] = self._gaps_in(shift)

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

    def best_insertion(self, task: int, shifts: NDArray[np.bool_] | None = None) -> Insertion | None:
        """Return the cheapest feasible place for an unplanned task, or None.

        Parameters
        ----------
        task
            The task.
        shifts
            Which shifts may do it, bool [m]; None = those of the problem.
        """
        may = self.model.allowed[task] if shifts is None else shifts
        return min(self._per_window(task, may), default=None)

    def insertions(self, task: int, shift: int) -> list[Insertion]:
        """Return the cheapest feasible place in one shift for each window row of an unplanned task."""
        only = np.zeros(self.model.shifts, dtype=np.bool_)
        only[shift] = True
        return list(self._per_window(task, only))

    def start_of(self, task: int, at: Insertion) -> int:
        """Return when the visit would start if inserted there, in seconds."""
        gap = self._gaps_of[at.shift][:, at.place]
        there = self.model.travel[self.model.profile[at.shift], gap[2], self.model.location[task]]
        return max(int(gap[4]) + int(there), int(self.model.opens[at.window]))

    def detour_of(self, task: int, at: Insertion) -> int:
        """Return the travel that an insertion adds, in seconds."""
        gap, here = self._gaps_of[at.shift][:, at.place], self.model.location[task]
        travel = self.model.travel[self.model.profile[at.shift]]
        return int(travel[gap[2], here]) + int(travel[here, gap[3]]) - int(gap[6])

    def travel_of(self, shift: int) -> int:
        """Return the travel of one route, in seconds."""
        return int(self._gaps_of[shift][6].sum())

    def _per_window(self, task: int, may: NDArray[np.bool_]) -> Iterator[Insertion]:
        """Yield the cheapest place for each window row, in the shifts that may do the task."""
        model = self.model
        if self.planned[task] or self.group_is_taken(task) or not model.shifts:
            return
        may = may & (self.load + model.load[task] <= model.max_load)
        gaps = self._gaps_where(np.flatnonzero(may))
        if model.order[task]:
            gaps = gaps[:, self._in_order(task, gaps)]
        gaps = gaps[:, gaps[4] <= model.closes[list(model.windows_of(task))].max(initial=-1)]
        if gaps.shape[1]:
            yield from self._cheapest(task, gaps)

    def _gaps_where(self, shifts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gap table of some shifts."""
        if len(shifts) < _FEW:
            tables = [self._gaps_of[shift] for shift in shifts]
            return np.concatenate(tables, axis=1) if tables else np.zeros((len(_COLUMNS), 0), dtype=np.int64)
        if self._gaps is None:
            self._gaps = np.concatenate(self._gaps_of, axis=1)
        mine = np.zeros(self.model.shifts, dtype=np.bool_)
        mine[shifts] = True
        return self._gaps[:, mine[self._gaps[0]]]

    def _cheapest(self, task: int, gaps: NDArray[np.int64]) -> Iterator[Insertion]:
        """Yield the cheapest of these gaps for each window row."""
        model = self.model
        shift, place, before, after, leaves, due, direct, rest, pushed = gaps
        location, profile = model.location[task], model.profile[shift]
        there = model.travel[profile, before, location].astype(np.int64)
        onward = model.travel[profile, location, after].astype(np.int64)
        detour = there + onward - direct
        if model.preference.shape[1]:
            detour = detour + model.preference[task, shift]
        for window in model.windows_of(task):
            start = np.maximum(leaves + there, model.opens[window])
            arrives = start + model.service[window] + onward
            fits = (start <= model.closes[window]) & (arrives <= due)
            if not fits.any():
                continue
            cost = detour + self._window_cost(shift, window)
            if self._overtime:
                cost = cost + self._overtime_cost(shift, arrives, rest, pushed, leaves + direct)
            cost = np.where(fits, cost, np.iinfo(np.int64).max)
            at = int(cost.argmin())
            yield Insertion(int(cost[at]), int(shift[at]), int(place[at]), window)

    def _window_cost(self, shift: NDArray[np.int64], window: int) -> NDArray[np.int64]:
        """Lost points and unfair workload of a visit in this window, in seconds."""
        model = self.model
        if not len(model.workload_target):
            return np.asarray(model.loss[window])
        share = model.workload[shift]
        over = self.work[share] - model.workload_target[share]
        more = np.maximum(0, over + model.service[window]) - np.maximum(0, over)
        charged: NDArray[np.int64] = np.where(share >= 0, more * model.workload_price[share], 0)
        return np.asarray(charged + model.loss[window])

    def _overtime_cost(
        self,
        shift: NDArray[np.int64],
        arrives: NDArray[np.int64],
        rest: NDArray[np.int64],
        pushed: NDArray[np.int64],
        arrived: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Price a later return: after the gap a route takes `rest`, and ends at `pushed` at the earliest."""
        ends, price = self.model.ends[shift], self.model.overtime_price[shift]
        new = np.maximum(0, np.maximum(arrives + rest, pushed) - ends)
        old = np.maximum(0, np.maximum(arrived + rest, pushed) - ends)
        cost: NDArray[np.int64] = price * (new - old)
        return cost

    def _in_order(self, task: int, gaps: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Gaps after every lower-ordered lock of the shift and before every higher one, bool per gap."""
        order = self.model.order
        keep = np.zeros(gaps.shape[1], dtype=np.bool_)
        for at in range(gaps.shape[1]):
            stops, place = self.stops[int(gaps[0, at])], int(gaps[1, at])
            behind = (0 < order[other] < order[task] for other, _ in stops[place:])
            ahead = (order[other] > order[task] for other, _ in stops[:place])
            keep[at] = not (any(behind) or any(ahead))
        return keep

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
        self._gaps_of[shift] = self._gaps_in(shift)
        self._gaps = None

    def _gaps_in(self, shift: int) -> NDArray[np.int64]:
        """Return the gap table of one route, int64 [columns, stops + 1]; rows as in `_COLUMNS`."""
        model, stops = self.model, self.stops[shift]
        travel = model.travel[model.profile[shift]]
        home, end = int(model.start_location[shift]), int(model.end_location[shift])
        places = [int(model.location[task]) for task, _ in stops]
        before, after = [home, *places], [*places, end]
        legs = [int(travel[a, b]) for a, b in zip(before, after, strict=True)]
        leaves = [int(model.starts[shift])]
        for (_, window), leg in zip(stops, legs, strict=False):
            start = max(leaves[-1] + leg, int(model.opens[window]))
            leaves.append(start + int(model.service[window]))
        due, rest, pushed = [int(model.latest[shift])], [0], [0]
        for (_, window), leg in zip(reversed(stops), reversed(legs), strict=False):
            after_s = int(model.service[window]) + leg
            due.append(min(int(model.closes[window]), due[-1] - after_s))
            rest.append(rest[-1] + after_s)
            pushed.append(max(pushed[-1], int(model.opens[window]) + rest[-1]))
        if not stops:
            legs = [0]  # a shift without stops does not leave, so the first stop is charged both legs
        columns = (
            [shift] * len(legs),
            range(len(legs)),
            before,
            after,
            leaves,
            due[::-1],
            legs,
            rest[::-1],
            pushed[::-1],
        )
        return np.array([list(each) for each in columns], dtype=np.int64)
