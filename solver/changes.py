"""What would make an unplanned task fit: looked for around one plan, carried out, and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from solver.check import check_route
from solver.compiled import Row, with_later_ends
from solver.insertion import Routes
from solver.problem import MAX_SECONDS, Window
from solver.reasons import compiled_stops
from solver.schedule import time_route
from solver.vacancies import Vacancies
from solver.variants import with_task

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from solver.compiled import Compiled
    from solver.insertion import Insertion
    from solver.locks import Lock
    from solver.problem import Problem
    from solver.solution import Route, Solution

_LONGEST_EXTENSION_S = 4 * 3600
_TRIED = 5


class ChangeKind(StrEnum):
    """What could be changed to make a task fit."""

    OTHER_WINDOW = "other_window"
    """The visit may start at `start_s`, on `shift`."""
    LATER_END = "later_end"
    """`shift` may end `extra_s` later."""
    EXTRA_SHIFT = "extra_shift"
    """One more shift just like `shift`."""
    DROP = "drop"
    """`tasks` leave their shift; the task goes to `shift`."""
    OTHER_SHIFT = "other_shift"
    """`shift` may do the task (a skill, a language, an evening off)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change after which every route it touches passes `check`, with the task in it.

    Parameters
    ----------
    kind
        What changes.
    cost_s
        What it costs in seconds: extra travel, points of dropped tasks, the length of an extra shift, or the
        seconds by which a shift ends later. The points of the task itself are not subtracted.
    shift
        Where the task would go.
    tasks
        For DROP: who goes.
    start_s, extra_s
        For OTHER_WINDOW: start of the visit. For LATER_END: by how much.
    """

    kind: ChangeKind
    cost_s: int
    shift: int
    tasks: tuple[int, ...] = ()
    start_s: int | None = None
    extra_s: int | None = None


class Surroundings:
    """One plan, and what the search for changes needs of it whatever the task; each part made when asked.

    Parameters
    ----------
    problem, solution, locks
        The plan, and its locks by task.
    model, plan
        The same, compiled.
    """

    def __init__(
        self, problem: Problem, solution: Solution, locks: Mapping[int, Lock], model: Compiled
    ) -> None:
        self.problem, self.solution, self.locks, self.model = problem, solution, locks, model
        self.plan = Routes(model, compiled_stops(model, solution.routes))
        self.shift_of = solution.shift_of
        self._vacancies: dict[int, Vacancies] = {}

    @cached_property
    def idle(self) -> Routes:
        """The plan in which nobody does anything."""
        return Routes(self.model)

    @cached_property
    def later(self) -> tuple[Problem, Routes]:
        """The problem in which every shift may end hours later, and the plan in it."""
        shifts = tuple(
            replace(
                shift,
                end_s=shift.latest_s,
                max_overtime_s=_LONGEST_EXTENSION_S,
                overtime_price=max(1, shift.overtime_price),
            )
            for shift in self.problem.shifts
        )
        model = with_later_ends(self.model, self.problem, self.locks, _LONGEST_EXTENSION_S)
        return replace(self.problem, shifts=shifts), Routes(model, self.plan.stops)

    def vacancies(self, many: int) -> Vacancies:
        """Strings of `many` stops that are not locked."""
        if many not in self._vacancies:
            self._vacancies[many] = Vacancies(self.plan, many, self.locks)
        return self._vacancies[many]


class Changes:
    """Looks for changes around one plan for one task."""

    def __init__(self, around: Surroundings, task: int) -> None:
        self.around, self.task = around, task
        self.problem, self.plan, self.model = around.problem, around.plan, around.model

    def all(self) -> Iterator[Change]:
        """Yield the cheapest change of every kind that passes `check`."""
        looks = [self.drop]
        if not self.plan.group_is_taken(self.task):
            looks += [self.other_window, self.later_end, self.extra_shift, self.other_shift]
        for look in looks:
            change = look()
            if change is not None:
                yield change

    def other_window(self) -> Change | None:
        """Let the visit start at any time; find the start that then costs least."""
        task, lock = self.problem.tasks[self.task], self.around.locks.get(self.task)
        prize = max((window.prize for window in task.windows), default=0)
        service_s = max((task.service_in(k) for k in range(len(task.windows))), default=task.service_s)
        opens = 0 if lock is None else lock.opens_s
        closes = MAX_SECONDS if lock is None else int(min(MAX_SECONDS, lock.closes_s))
        if opens > closes:
            return None
        may = self._may_do() & (self.model.starts <= closes) & (opens <= self.model.latest)
        at = self.plan.best_insertion(self.task, may, [Row(-1, opens, closes, service_s, 0)])
        if at is None:
            return None
        always = replace(task, windows=(Window(0, MAX_SECONDS, prize, service_s),))
        route = self._carried_out(with_task(self.problem, self.task, always), at)
        if route is None:
            return None
        start_s = next(stop.start_s for stop in route.stops if stop.task == self.task)
        return Change(ChangeKind.OTHER_WINDOW, at.cost, at.shift, start_s=start_s)

    def later_end(self) -> Change | None:
        """Let one shift end later; the least sum of extra travel and extra time."""
        problem, plan = self.around.later
        at = plan.best_insertion(self.task)
        route = None if at is None else self._carried_out(problem, at)
        if at is None or route is None:
            return None
        extra_s = route.end_s - self.problem.shifts[at.shift].latest_s
        return Change(ChangeKind.LATER_END, at.cost, at.shift, extra_s=extra_s) if extra_s > 0 else None

    def extra_shift(self) -> Change | None:
        """One more shift like an existing one, for this task alone; its whole length is charged."""
        length = self.model.latest - self.model.starts
        at = self.around.idle.best_insertion(self.task, surcharge=length)
        return None if at is None else Change(ChangeKind.EXTRA_SHIFT, at.cost, at.shift)

    def other_shift(self) -> Change | None:
        """Let a shift do the task that may not."""
        allowed = self.problem.tasks[self.task].shifts_allowed
        if self.task in self.around.locks or allowed is None:
            return None
        at = self.plan.best_insertion(self.task, ~self._may_do())
        if at is None:
            return None
        anyone = replace(self.problem.tasks[self.task], shifts_allowed=None)
        route = self._carried_out(with_task(self.problem, self.task, anyone), at)
        return None if route is None else Change(ChangeKind.OTHER_SHIFT, at.cost, at.shift)

    def drop(self) -> Change | None:
        """One stop, or else two in a row, leave; the plan's points and travel decide which."""
        find = self._instead_of_mate if self.plan.group_is_taken(self.task) else self._instead_of_any
        for many in (1, 2):
            for cost, gone, at in sorted(find(many), key=lambda offer: offer[:2])[:_TRIED]:
                if self._carried_out(self.problem, at, gone) is not None:
                    return Change(ChangeKind.DROP, cost, at.shift, tasks=gone)
        return None

    def _instead_of_any(self, many: int) -> Iterator[tuple[int, tuple[int, ...], Insertion]]:
        """Yield (cost, who leaves, where the task goes) for the cheapest exchanges on one shift."""
        best: dict[tuple[int, ...], Insertion] = {}
        for filling in self.around.vacancies(many).fillings(self.task, _TRIED):
            gone, at = filling.vacancy.gone, filling.at
            best[gone] = min(best.get(gone, at), at)
        return ((at.cost, gone, at) for gone, at in best.items())

    def _instead_of_mate(self, many: int) -> Iterator[tuple[int, tuple[int, ...], Insertion]]:
        """Yield the same when one of the task's group leaves: then the task may go to any shift."""
        group = self.model.group
        for vacancy in self.around.vacancies(many).found:
            if (group[list(vacancy.gone)] == group[self.task]).any():
                shift = self.around.shift_of[vacancy.gone[0]]
                less = self.plan.without(shift, vacancy.gone)
                at = less.best_insertion(self.task)
                if at is not None:
                    yield at.cost + vacancy.cost_s, vacancy.gone, at

    def _carried_out(self, problem: Problem, at: Insertion, gone: tuple[int, ...] = ()) -> Route | None:
        """Return the route with the task in its place, if it and the one others left pass `check`."""
        locks = self.around.locks
        for shift in {at.shift, *(self.around.shift_of[task] for task in gone)}:
            tasks = [task for task in self.around.solution.routes[shift].tasks if task not in gone]
            if shift == at.shift:
                tasks.insert(at.place, self.task)
            route = time_route(problem, shift, tasks, locks)
            if check_route(problem, route, locks.values()):
                return None
            if shift == at.shift:
                planned = route
        return planned

    def _may_do(self) -> NDArray[np.bool_]:
        """Shifts that may do the task, whenever they are, and that it is not locked away from: bool [m]."""
        lock = self.around.locks.get(self.task)
        only = self.problem.tasks[self.task].shifts_allowed if lock is None else (lock.shift,)
        may = np.ones(self.model.shifts, dtype=np.bool_)
        if only is not None:
            may[:] = False
            may[list(only)] = True
        return may
