"""Is a plan allowed? Read off the plan's own times, with no scheduling code shared with any search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from solver.locks import Lock, by_task
from solver.problem import UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from solver.problem import Problem, Shift, Task
    from solver.solution import PlannedStop, Route, Solution


class ViolationCode(StrEnum):
    """The rules a plan can break."""

    UNKNOWN_SHIFT = "unknown_shift"
    UNKNOWN_TASK = "unknown_task"
    UNKNOWN_WINDOW = "unknown_window"
    SHIFT_TWICE = "shift_twice"
    TASK_TWICE = "task_twice"
    TASK_MISSING = "task_missing"
    SHIFT_NOT_ALLOWED = "shift_not_allowed"
    GROUP_TWICE = "group_twice"
    NO_WAY_THERE = "no_way_there"
    WRONG_TRAVEL = "wrong_travel"
    WRONG_TIMES = "wrong_times"
    OUTSIDE_WINDOW = "outside_window"
    STARTS_TOO_EARLY = "starts_too_early"
    ENDS_TOO_LATE = "ends_too_late"
    TOO_MUCH_LOAD = "too_much_load"
    LOCK_BROKEN = "lock_broken"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule.

    Parameters
    ----------
    code
        Which rule.
    shift, task
        Where; None when the rule is not about one.
    found, limit
        The value in the plan and the value the rule asks for, in the unit of the rule (mostly seconds).
    """

    code: ViolationCode
    shift: int | None = None
    task: int | None = None
    found: int | None = None
    limit: int | None = None

    def __str__(self) -> str:
        parts = (("shift", self.shift), ("task", self.task), ("found", self.found), ("limit", self.limit))
        return " ".join([self.code, *(f"{name}={value}" for name, value in parts if value is not None)])


def check(problem: Problem, solution: Solution, locked: Iterable[Lock] = ()) -> list[Violation]:
    """Return every rule the plan breaks; an empty list means it can be carried out as written.

    A required or locked task that stays out is not a violation: it is in `unassigned`, and `value` counts it.
    """
    found = list(_listing(problem, solution))
    for route in solution.routes:
        if 0 <= route.shift < len(problem.shifts):
            found.extend(_route(problem, route))
    found.extend(_groups(problem, solution))
    found.extend(_locks(problem, solution.routes, locked))
    return found


def check_route(problem: Problem, route: Route, locked: Iterable[Lock] = ()) -> list[Violation]:
    """Return every rule that one route breaks, whatever the other routes do."""
    return [*_route(problem, route), *_locks(problem, (route,), locked)]


def _listing(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Every task exactly once, every shift at most once, no unknown ones."""
    for shift, times in Counter(route.shift for route in solution.routes).items():
        if not 0 <= shift < len(problem.shifts):
            yield Violation(ViolationCode.UNKNOWN_SHIFT, shift=shift, limit=len(problem.shifts))
        elif times > 1:
            yield Violation(ViolationCode.SHIFT_TWICE, shift=shift, found=times, limit=1)
    counts = Counter(stop.task for route in solution.routes for stop in route.stops)
    counts.update(each.task for each in solution.unassigned)
    for task, times in counts.items():
        if not 0 <= task < len(problem.tasks):
            yield Violation(ViolationCode.UNKNOWN_TASK, task=task, limit=len(problem.tasks))
        elif times > 1:
            yield Violation(ViolationCode.TASK_TWICE, task=task, found=times, limit=1)
    for task in range(len(problem.tasks)):
        if task not in counts:
            yield Violation(ViolationCode.TASK_MISSING, task=task)


def _route(problem: Problem, route: Route) -> Iterator[Violation]:
    """Walk one route from door to door and compare every stated time."""
    shift = problem.shifts[route.shift]
    if route.start_s < shift.start_s:
        yield Violation(ViolationCode.STARTS_TOO_EARLY, route.shift, found=route.start_s, limit=shift.start_s)
    here, now_s, load = shift.start_location, route.start_s, 0
    for stop in route.stops:
        if not 0 <= stop.task < len(problem.tasks):
            return
        task = problem.tasks[stop.task]
        load += task.load
        yield from _leg(problem, route.shift, stop.task, (here, task.location), stop.travel_s)
        yield from _visit(problem, route.shift, stop, now_s)
        here, now_s = task.location, stop.depart_s
    if route.stops:
        yield from _leg(problem, route.shift, None, (here, shift.end_location), route.return_travel_s)
    yield from _return(shift, route, now_s, load)


def _return(shift: Shift, route: Route, now_s: int, load: int) -> Iterator[Violation]:
    """Back in time, with a load that was allowed."""
    if route.stops and route.end_s != now_s + route.return_travel_s:
        yield Violation(
            ViolationCode.WRONG_TIMES, route.shift, found=route.end_s, limit=now_s + route.return_travel_s
        )
    latest_s = shift.end_s + shift.max_overtime_s
    if route.end_s > latest_s:
        yield Violation(ViolationCode.ENDS_TOO_LATE, route.shift, found=route.end_s, limit=latest_s)
    if shift.max_load is not None and load > shift.max_load:
        yield Violation(ViolationCode.TOO_MUCH_LOAD, route.shift, found=load, limit=shift.max_load)


def _leg(
    problem: Problem, shift: int, task: int | None, ends: tuple[int, int], stated_s: int
) -> Iterator[Violation]:
    """Compare a leg with the matrix; `task` is None on the way back."""
    travel_s = int(problem.travel_s[problem.shifts[shift].profile][ends])
    if travel_s == UNREACHABLE:
        yield Violation(ViolationCode.NO_WAY_THERE, shift, task)
    elif travel_s != stated_s:
        yield Violation(ViolationCode.WRONG_TRAVEL, shift, task, found=stated_s, limit=travel_s)


def _visit(problem: Problem, shift: int, stop: PlannedStop, left_s: int) -> Iterator[Violation]:
    """One visit: allowed here, arrives when it can, starts inside its window, lasts as long as it must."""
    task = problem.tasks[stop.task]
    if task.shifts_allowed is not None and shift not in task.shifts_allowed:
        yield Violation(ViolationCode.SHIFT_NOT_ALLOWED, shift, stop.task)
    if stop.travel_s != UNREACHABLE and stop.arrive_s != left_s + stop.travel_s:
        yield Violation(
            ViolationCode.WRONG_TIMES, shift, stop.task, found=stop.arrive_s, limit=left_s + stop.travel_s
        )
    if stop.start_s < stop.arrive_s:
        yield Violation(ViolationCode.WRONG_TIMES, shift, stop.task, found=stop.start_s, limit=stop.arrive_s)
    if not 0 <= stop.window < len(task.windows):
        yield Violation(
            ViolationCode.UNKNOWN_WINDOW, shift, stop.task, found=stop.window, limit=len(task.windows)
        )
        return
    yield from _in_window(task, shift, stop)


def _in_window(task: Task, shift: int, stop: PlannedStop) -> Iterator[Violation]:
    """Compare start and length of a visit with its window."""
    window = task.windows[stop.window]
    if not window.start_s <= stop.start_s <= window.end_s:
        limit = window.start_s if stop.start_s < window.start_s else window.end_s
        yield Violation(ViolationCode.OUTSIDE_WINDOW, shift, stop.task, found=stop.start_s, limit=limit)
    service_s = task.service_s if window.service_s is None else window.service_s
    if stop.depart_s - stop.start_s != service_s:
        yield Violation(
            ViolationCode.WRONG_TIMES, shift, stop.task, found=stop.depart_s, limit=stop.start_s + service_s
        )


def _groups(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """At most one planned task per group."""
    planned: dict[int, set[int]] = {}
    for route in solution.routes:
        for stop in route.stops:
            if 0 <= stop.task < len(problem.tasks):
                group = problem.tasks[stop.task].group
                if group is not None:
                    planned.setdefault(group, set()).add(stop.task)
    for tasks in planned.values():
        if len(tasks) > 1:
            yield Violation(ViolationCode.GROUP_TWICE, task=max(tasks), found=len(tasks), limit=1)


def _locks(problem: Problem, routes: Iterable[Route], locked: Iterable[Lock]) -> Iterator[Violation]:
    """Find planned locked tasks that are not in their shift, in their order or at their time."""
    locks = by_task(problem, locked)
    for route in routes:
        highest = -1
        for stop in route.stops:
            lock = locks.get(stop.task)
            if lock is None:
                continue
            late = not lock.opens_s <= stop.start_s <= lock.closes_s
            behind = lock.order is not None and lock.order < highest
            if lock.shift != route.shift or late or behind:
                yield Violation(ViolationCode.LOCK_BROKEN, route.shift, stop.task, limit=lock.shift)
            if lock.order is not None:
                highest = max(highest, lock.order)
