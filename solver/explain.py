"""Answers why a task is not planned, and what is the cheapest change that would make it fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from solver.check import check
from solver.compiled import compile_problem, route_cost
from solver.errors import ProblemError
from solver.insertion import Insertion, Routes
from solver.locks import Lock, by_task
from solver.problem import MAX_SECONDS, Window
from solver.reasons import alone_fits, compiled_stops, reason_for
from solver.schedule import schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from solver.problem import Problem
    from solver.solution import Reason, Solution

_LONGEST_EXTENSION_S = 4 * 3600


class ChangeKind(StrEnum):
    """What could be changed to make a task fit."""

    OTHER_WINDOW = "other_window"
    """The visit may start at `start_s`, on `shift`."""
    LATER_END = "later_end"
    """`shift` may end `extra_s` later."""
    EXTRA_SHIFT = "extra_shift"
    """One more shift just like `shift`."""
    DROP = "drop"
    """`tasks` leave `shift`."""
    OTHER_SHIFT = "other_shift"
    """`shift` may do the task (a skill, a language, an evening off)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change after which the plan, with the task in it, passes `check`.

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


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a task is out.

    Parameters
    ----------
    task, reason
        Which task and the checked reason.
    worth_s
        What planning it would earn, in seconds: its points x `seconds_per_point`, tier penalty included.
    cost_s
        What its cheapest insertion into the plan as it stands costs, in seconds; None when it does not fit.
    changes
        Every kind of change that would make it fit, cheapest first.
    """

    task: int
    reason: Reason
    worth_s: int
    cost_s: int | None
    changes: tuple[Change, ...]

    @property
    def would_fit_if(self) -> Change | None:
        """The cheapest change, or None when no single change helps."""
        return self.changes[0] if self.changes else None


def explain(problem: Problem, solution: Solution, task: int, locked: Iterable[Lock] = ()) -> Explanation:
    """Return why the task is out and what would make it fit; every change is carried out and checked.

    Raises
    ------
    ProblemError
        When the task is unknown, or planned.
    """
    if not 0 <= task < len(problem.tasks):
        raise ProblemError(f"Task {task} is unknown; there are {len(problem.tasks)}.")
    if task in solution.shift_of:
        raise ProblemError(f"Task {task} is planned, on shift {solution.shift_of[task]}.")
    locked = tuple(locked)
    locks = by_task(problem, locked)
    model = compile_problem(problem, locks)
    plan = Routes(model, compiled_stops(model, solution.routes))
    at = plan.best_insertion(task)
    found = _Changes(problem, solution, plan, task, locked)
    changes = sorted(found.all(), key=lambda change: (change.cost_s, change.kind))
    return Explanation(
        task=task,
        reason=reason_for(problem, plan, alone_fits(model), task),
        worth_s=int(model.miss_cost[task]),
        cost_s=None if at is None else at.cost,
        changes=tuple(changes),
    )


class _Changes:
    """Looks for changes around one plan and one task."""

    def __init__(
        self, problem: Problem, solution: Solution, plan: Routes, task: int, locked: tuple[Lock, ...]
    ) -> None:
        self.problem, self.solution, self.plan, self.task, self.locked = problem, solution, plan, task, locked
        self.model = plan.model
        self.fixed = {lock.task for lock in locked}

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
        task = self.problem.tasks[self.task]
        prize = max((window.prize for window in task.windows), default=0)
        problem = self._with_task(windows=(Window(0, MAX_SECONDS, prize, self._longest_service()),))
        at = self._plan_under(problem).best_insertion(self.task)
        planned = self._carried_out(problem, at)
        if at is None or planned is None:
            return None
        start_s = next(stop.start_s for stop in planned.routes[at.shift].stops if stop.task == self.task)
        return Change(ChangeKind.OTHER_WINDOW, at.cost, at.shift, start_s=start_s)

    def later_end(self) -> Change | None:
        """Let one shift end later; the least sum of extra travel and extra time."""
        shifts = tuple(
            replace(
                shift,
                end_s=shift.latest_s,
                max_overtime_s=_LONGEST_EXTENSION_S,
                overtime_price=max(1, shift.overtime_price),
            )
            for shift in self.problem.shifts
        )
        problem = replace(self.problem, shifts=shifts)
        at = self._plan_under(problem).best_insertion(self.task)
        planned = self._carried_out(problem, at)
        if at is None or planned is None:
            return None
        extra_s = planned.routes[at.shift].end_s - self.problem.shifts[at.shift].latest_s
        if extra_s <= 0:
            return None
        return Change(ChangeKind.LATER_END, at.cost, at.shift, extra_s=extra_s)

    def extra_shift(self) -> Change | None:
        """One more shift like an existing one, for this task alone; its whole length is charged."""
        model, empty, offers = self.model, Routes(self.model), []
        for shift in np.flatnonzero(model.allowed[self.task]):
            at = empty.best_insertion(self.task, self._only(int(shift)))
            if at is not None:
                offers.append((at.cost + int(model.latest[shift] - model.starts[shift]), int(shift)))
        if not offers:
            return None
        cost, best = min(offers)
        return Change(ChangeKind.EXTRA_SHIFT, cost, best)

    def other_shift(self) -> Change | None:
        """Let a shift do the task that may not."""
        if self.task in self.fixed:
            return None
        problem = self._with_task(shifts_allowed=None)
        others = [not self.problem.may_do(shift, self.task) for shift in range(self.model.shifts)]
        plan = self._plan_under(problem)
        at = plan.best_insertion(self.task, plan.model.allowed[self.task] & np.array(others, dtype=np.bool_))
        if at is None or self._carried_out(problem, at) is None:
            return None
        return Change(ChangeKind.OTHER_SHIFT, at.cost, at.shift)

    def drop(self) -> Change | None:
        """One stop, or else two in a row, leave; the plan's points and travel decide which."""
        for many in (1, 2):
            offers = sorted(self._drops(many), key=lambda offer: (offer[0], offer[1]))
            for cost, gone, at in offers[:5]:
                if self._carried_out(self.problem, at, gone) is not None:
                    return Change(ChangeKind.DROP, cost, at.shift, tasks=gone)
        return None

    def _drops(self, many: int) -> Iterator[tuple[int, tuple[int, ...], Insertion]]:
        for shift in range(self.model.shifts):
            tasks = [task for task, _ in self.plan.stops[shift]]
            for first in range(len(tasks) - many + 1):
                gone = tuple(tasks[first : first + many])
                mates = any(self._same_group(task) for task in gone)
                useful = bool(self.model.allowed[self.task, shift]) or mates
                if useful and not self.fixed.intersection(gone):
                    yield from self._dropping(gone, None if mates else self._only(shift))

    def _dropping(
        self, gone: tuple[int, ...], shifts: NDArray[np.bool_] | None
    ) -> Iterator[tuple[int, tuple[int, ...], Insertion]]:
        """Yield what the plan without these stops but with the task costs more than the plan now."""
        shift = self.solution.shift_of[gone[0]]
        less = self.plan.without(shift, gone)
        at = less.best_insertion(self.task, shifts)
        if at is None:
            return
        before = sum(route_cost(self.model, each, self.plan.stops[each])[0] for each in {shift, at.shift})
        less.insert(self.task, at)
        after = sum(route_cost(self.model, each, less.stops[each])[0] for each in {shift, at.shift})
        missed = sum(int(self.model.miss_cost[task]) for task in gone)
        yield after - before + missed + less.unfair_s - self.plan.unfair_s, gone, at

    def _carried_out(
        self, problem: Problem, at: Insertion | None, gone: tuple[int, ...] = ()
    ) -> Solution | None:
        """Return the plan with the task in its place if `check` accepts it."""
        if at is None:
            return None
        sequences = [[task for task in each if task not in gone] for each in self.solution.sequences]
        sequences[at.shift].insert(at.place, self.task)
        planned = schedule(problem, sequences, self.locked)
        return None if check(problem, planned, self.locked) else planned

    def _plan_under(self, problem: Problem) -> Routes:
        model = compile_problem(problem, by_task(problem, self.locked))
        return Routes(model, compiled_stops(model, self.solution.routes))

    def _with_task(self, **changes: Any) -> Problem:  # noqa: ANN401 - fields of Task
        tasks = list(self.problem.tasks)
        tasks[self.task] = replace(tasks[self.task], **changes)
        return replace(self.problem, tasks=tuple(tasks))

    def _only(self, shift: int) -> NDArray[np.bool_]:
        """Return the allowed shifts of the task, cut down to one: bool [m]."""
        only = np.zeros(self.model.shifts, dtype=np.bool_)
        only[shift] = self.model.allowed[self.task, shift]
        return only

    def _longest_service(self) -> int:
        task = self.problem.tasks[self.task]
        return max((task.service_in(k) for k in range(len(task.windows))), default=task.service_s)

    def _same_group(self, other: int) -> bool:
        group = self.model.group
        return bool(group[other] >= 0 and group[other] == group[self.task])
