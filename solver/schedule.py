"""From orders of tasks to a timed plan: picks the best windows for a given order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from solver.errors import ProblemError
from solver.locks import Lock, by_task
from solver.problem import UNREACHABLE
from solver.reasons import reasons_for
from solver.solution import PlannedStop, Route, Solution, Unassigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from solver.problem import Problem


class _Partial(NamedTuple):
    """A way to visit the first stops: when it leaves, what it has lost (seconds), and how."""

    depart_s: int
    loss_s: int
    window: int
    start_s: int
    before: _Partial | None


def schedule(problem: Problem, sequences: Sequence[Sequence[int]], locked: Iterable[Lock] = ()) -> Solution:
    """Return the timed plan that visits tasks in the given order, one sequence per shift.

    Windows are chosen by an exact dynamic programme over (departure, lost points). An order that cannot be
    kept is timed all the same, as it would really happen, so that `check` can say what is wrong with it.

    Raises
    ------
    ProblemError
        When the number of sequences differs from the number of shifts, or a task is unknown or has no window.
    """
    if len(sequences) != len(problem.shifts):
        raise ProblemError(f"{len(sequences)} sequences were given for {len(problem.shifts)} shifts.")
    locks = by_task(problem, locked)
    for sequence in sequences:
        for task in sequence:
            if not 0 <= task < len(problem.tasks):
                raise ProblemError(f"A sequence names task {task}; there are {len(problem.tasks)}.")
            if not problem.tasks[task].windows:
                raise ProblemError(f"A sequence names task {task}, which has no window to start in.")
    routes = tuple(time_route(problem, shift, each, locks) for shift, each in enumerate(sequences))
    planned = {task for sequence in sequences for task in sequence}
    rest = [task for task in range(len(problem.tasks)) if task not in planned]
    reasons = reasons_for(problem, routes, rest, locks)
    return Solution(routes, tuple(Unassigned(task, reasons[task]) for task in rest))


def time_route(problem: Problem, shift: int, tasks: Sequence[int], locks: Mapping[int, Lock]) -> Route:
    """Return one timed route: the cheapest windows, each stop early and the departure as late as can be."""
    one = problem.shifts[shift]
    if not tasks:
        return Route(shift, (), one.start_s, one.start_s, 0)
    chosen = _choose_windows(problem, shift, tasks, locks) or _as_it_happens(problem, shift, tasks, locks)
    matrix = problem.travel_s[one.profile]
    stops: list[PlannedStop] = []
    here = one.start_location
    leave_s = now_s = _leave(problem, shift, tasks[0], chosen[0][1])
    for task, (window, start_s) in zip(tasks, chosen, strict=True):
        location = problem.tasks[task].location
        travel_s = int(matrix[here, location])
        depart_s = start_s + problem.tasks[task].service_in(window)
        stops.append(PlannedStop(task, window, travel_s, now_s + max(0, travel_s), start_s, depart_s))
        here, now_s = location, depart_s
    back_s = int(matrix[here, one.end_location])
    return Route(shift, tuple(stops), leave_s, now_s + max(0, back_s), back_s)


def _leave(problem: Problem, shift: int, first: int, start_s: int) -> int:
    """Latest departure in seconds that still reaches the first stop at its start."""
    one = problem.shifts[shift]
    travel_s = int(problem.travel_s[one.profile][one.start_location, problem.tasks[first].location])
    return max(one.start_s, start_s - max(0, travel_s))


def _options(
    problem: Problem, shift: int, task: int, locks: Mapping[int, Lock]
) -> list[tuple[int, int, int, int, int]]:
    """Return (open, close, service, loss, window) of every window, cut to the lock if there is one."""
    one, lock = problem.tasks[task], locks.get(task)
    found = []
    for index, window in enumerate(one.windows):
        opens, closes = window.start_s, window.end_s
        if lock is not None:
            opens, closes = max(opens, lock.opens_s), int(min(closes, lock.closes_s))
        lost = one.best_points - window.prize - one.shift_points.get(shift, 0)
        if opens <= closes:
            service_s = one.service_in(index)
            found.append((opens, closes, service_s, problem.seconds_per_point * lost, index))
    return found


def _choose_windows(
    problem: Problem, shift: int, tasks: Sequence[int], locks: Mapping[int, Lock]
) -> list[tuple[int, int]] | None:
    """Return the cheapest (window, start) per stop that is back in time, or None when there is none."""
    one = problem.shifts[shift]
    matrix = problem.travel_s[one.profile]
    partials = [_Partial(one.start_s, 0, -1, one.start_s, None)]
    here = one.start_location
    for task in tasks:
        location = problem.tasks[task].location
        travel_s = int(matrix[here, location])
        if travel_s == UNREACHABLE:
            return None
        grown = [
            _Partial(start_s + service_s, partial.loss_s + loss_s, index, start_s, partial)
            for opens, closes, service_s, loss_s, index in _options(problem, shift, task, locks)
            for partial in partials
            if (start_s := max(opens, partial.depart_s + travel_s)) <= closes
        ]
        partials = _undominated(grown)
        here = location
    back_s = int(matrix[here, one.end_location])
    done = [each for each in partials if back_s >= 0 and each.depart_s + back_s <= one.latest_s]
    if not done:
        return None
    best = min(
        done,
        key=lambda p: p.loss_s + one.overtime_price * max(0, p.depart_s + back_s - one.end_s),
    )
    return _unwound(best)


def _undominated(partials: list[_Partial]) -> list[_Partial]:
    """Keep those for which no other leaves as early with as little loss."""
    kept: list[_Partial] = []
    for partial in sorted(partials, key=lambda p: (p.depart_s, p.loss_s)):
        if not kept or partial.loss_s < kept[-1].loss_s:
            kept.append(partial)
    return kept


def _unwound(last: _Partial) -> list[tuple[int, int]]:
    """Return (window, start) from first stop to last."""
    chosen = []
    at: _Partial | None = last
    while at is not None and at.before is not None:
        chosen.append((at.window, at.start_s))
        at = at.before
    return chosen[::-1]


def _as_it_happens(
    problem: Problem, shift: int, tasks: Sequence[int], locks: Mapping[int, Lock]
) -> list[tuple[int, int]]:
    """Return (window, start) when each stop is served on arrival or at its next opening, allowed or not."""
    one = problem.shifts[shift]
    matrix = problem.travel_s[one.profile]
    chosen = []
    here, now_s = one.start_location, one.start_s
    for task in tasks:
        location = problem.tasks[task].location
        arrive_s = now_s + max(0, int(matrix[here, location]))
        options = _options(problem, shift, task, locks)
        usable = [option for option in options if option[1] >= arrive_s]
        if usable:
            opens, _, service_s, _, index = min(usable, key=lambda o: (max(o[0], arrive_s), o[3]))
            start_s = max(opens, arrive_s)
        else:
            index, start_s = max(len(problem.tasks[task].windows) - 1, 0), arrive_s
            service_s = problem.tasks[task].service_in(index) if problem.tasks[task].windows else 0
        chosen.append((index, start_s))
        here, now_s = location, start_s + service_s
    return chosen
