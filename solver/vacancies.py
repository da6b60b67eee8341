"""What becomes possible when a stop leaves: every plan with one string of stops gone, tested all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.compiled import route_cost
from solver.gaps import DIRECT, LEAVES, NO_FIT, PLACE, SHIFT, fits, gaps_of, keeps_order, no_gaps
from solver.insertion import Insertion

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from numpy.typing import NDArray

    from solver.compiled import Stop
    from solver.insertion import Routes


class Vacancy(NamedTuple):
    """A string of stops that could leave one shift.

    Parameters
    ----------
    gone
        The tasks that leave.
    rest
        The stops that stay on the shift.
    cost_s
        What leaving adds to the objective: the points of `gone`, less the travel, overtime and unfair work
        saved; seconds.
    load
        Load of the shift without them.
    work_s
        Visiting seconds of the shift's fair share without them.
    """

    gone: tuple[int, ...]
    rest: list[Stop]
    cost_s: int
    load: int
    work_s: int


class Filling(NamedTuple):
    """The cheapest place of a task where a vacancy leaves room.

    Parameters
    ----------
    vacancy
        Who leaves.
    at
        Where the task goes; its `cost` is that of the exchange: of the insertion, and of those who leave.
    start_s
        When the visit would start.
    extra_travel_s
        Travel that the exchange adds to the shift, in seconds.
    """

    vacancy: Vacancy
    at: Insertion
    start_s: int
    extra_travel_s: int


class Vacancies:
    """All strings of `many` consecutive stops of a plan in which nobody is among `staying`.

    Parameters
    ----------
    plan
        Stays as it is while this object is used.
    many, staying
        Length of the strings, and tasks that never leave.
    shifts
        Where to look; None = in every shift.
    """

    def __init__(
        self, plan: Routes, many: int, staying: Container[int], shifts: Iterable[int] | None = None
    ) -> None:
        self.plan, model = plan, plan.model
        self.found: list[Vacancy] = []
        tables, owners = [], []
        for shift in range(model.shifts) if shifts is None else shifts:
            for vacancy in _strings(plan, shift, many, staying):
                self.found.append(vacancy)
                owners.append(shift)
                tables.append(gaps_of(model, shift, vacancy.rest))
        self._gaps = np.concatenate(tables, axis=1) if tables else no_gaps()
        self._shift = np.array(owners, dtype=np.int64)
        self._gone = np.array([each.gone for each in self.found], dtype=np.int64).reshape(-1, many)
        self._load = np.array([each.load for each in self.found], dtype=np.int64)
        self._work = np.array([each.work_s for each in self.found], dtype=np.int64)
        self._cost = np.array([each.cost_s for each in self.found], dtype=np.int64)
        self._owner = np.repeat(np.arange(len(tables)), [each.shape[1] for each in tables])
        now = np.array([plan.travel_of(shift) for shift in range(model.shifts)], dtype=np.int64)
        travel = np.bincount(self._owner, self._gaps[DIRECT], len(tables)).astype(np.int64)
        self._travel_change = travel - now[self._shift]

    def fillings(self, task: int, most: int | None = None) -> Iterator[Filling]:
        """Yield the cheapest filling per vacancy and window row, in the shifts that may do the task.

        Parameters
        ----------
        task
            An unplanned task.
        most
            Leave out what is dearer than the `most` cheapest of any window row; None = yield all.
        """
        model = self.plan.model
        rows = model.rows_of(task)
        keep = self._suits(task)[self._owner]
        keep &= self._gaps[LEAVES] <= max((row.closes for row in rows), default=-1)
        if model.order[task]:
            keep &= np.array(self._in_order(task), dtype=np.bool_)
        gaps, owner = self._gaps[:, keep], self._owner[keep]
        if not gaps.shape[1]:
            return
        for fit in fits(model, task, rows, gaps, self._work[owner]):
            for at in _cheapest_each(fit.cost, owner, self._cost, most):
                who = int(owner[at])
                cost = int(fit.cost[at] + self._cost[who])
                place = Insertion(cost, int(gaps[SHIFT, at]), int(gaps[PLACE, at]), fit.row.number)
                extra_s = int(fit.detour[at] + self._travel_change[who])
                yield Filling(self.found[who], place, int(fit.start[at]), extra_s)

    def _suits(self, task: int) -> NDArray[np.bool_]:
        """Vacancies whose shift may do and can load the task, and that free its group if it is taken."""
        model = self.plan.model
        suits: NDArray[np.bool_] = model.allowed[task, self._shift]
        suits = suits & (self._load + model.load[task] <= model.max_load[self._shift])
        if self.plan.group_is_taken(task):
            suits &= (model.group[self._gone] == model.group[task]).any(axis=1)
        return suits

    def _in_order(self, task: int) -> list[bool]:
        places = zip(self._owner.tolist(), self._gaps[PLACE].tolist(), strict=True)
        return [keeps_order(self.plan.model, task, self.found[who].rest, place) for who, place in places]


def _strings(plan: Routes, shift: int, many: int, staying: Container[int]) -> Iterator[Vacancy]:
    """Yield the strings of one shift, first to last."""
    model, stops = plan.model, plan.stops[shift]
    before_s, _ = route_cost(model, shift, stops)
    share = int(model.workload[shift])
    work_s = int(plan.work[share]) if share >= 0 else 0
    for first in range(len(stops) - many + 1):
        string, rest = stops[first : first + many], [*stops[:first], *stops[first + many :]]
        gone = tuple(task for task, _ in string)
        if any(task in staying for task in gone):
            continue
        saved_s = before_s - route_cost(model, shift, rest)[0]
        less_s = work_s - sum(int(model.service[row]) for _, row in string)
        if share >= 0:
            target, price = int(model.workload_target[share]), int(model.workload_price[share])
            saved_s += price * (max(0, work_s - target) - max(0, less_s - target))
        missed = sum(int(model.miss_cost[task]) for task in gone)
        load = int(plan.load[shift]) - sum(int(model.load[task]) for task in gone)
        yield Vacancy(gone, rest, missed - saved_s, load, less_s)


def _cheapest_each(
    cost: NDArray[np.int64], owner: NDArray[np.int64], extra: NDArray[np.int64], most: int | None
) -> list[int]:
    """Return for each owner its first cheapest gap; only the `most` cheapest owners and their equals."""
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    least = np.minimum.reduceat(cost, begins)
    cheapest = np.flatnonzero(cost == np.repeat(least, np.diff(begins, append=len(owner))))
    _, firsts = np.unique(owner[cheapest], return_index=True)
    at = cheapest[firsts]
    at = at[cost[at] < NO_FIT]
    if most is not None and len(at) > most:
        total = cost[at] + extra[owner[at]]
        at = at[total <= np.partition(total, most - 1)[most - 1]]
    found: list[int] = at.tolist()
    return found
