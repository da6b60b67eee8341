"""Hand-made bad plans: every rule that a plan can break is caught."""

from dataclasses import replace

import numpy as np
import pytest

from solver import (
    UNREACHABLE,
    Lock,
    LockError,
    PlannedStop,
    Reason,
    Route,
    Solution,
    Unassigned,
    ViolationCode,
    Window,
    check,
)
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task

FIRST = PlannedStop(task=0, window=0, travel_s=100, arrive_s=100, start_s=100, depart_s=700)
SECOND = PlannedStop(task=1, window=0, travel_s=150, arrive_s=850, start_s=850, depart_s=1450)
GOOD = Solution((Route(0, (FIRST, SECOND), 0, 1700, 250),), ())


def codes(problem, solution, locked=()):
    return {violation.code for violation in check(problem, solution, locked)}


def with_stops(*stops, **changes):
    return replace(GOOD, routes=(replace(GOOD.routes[0], stops=stops, **changes),))


def test_a_good_plan_has_no_violation():
    assert check(make_problem(), GOOD) == []


def test_an_empty_plan_that_lists_every_task_has_no_violation():
    out = tuple(Unassigned(task, Reason.NO_ROOM) for task in (0, 1))
    assert check(make_problem(), Solution((), out)) == []


def test_a_task_that_is_neither_planned_nor_unassigned_is_missing():
    assert codes(make_problem(), with_stops(FIRST, end_s=800, return_travel_s=100)) == {
        ViolationCode.TASK_MISSING
    }


def test_a_task_that_is_planned_and_unassigned_is_there_twice():
    assert codes(make_problem(), replace(GOOD, unassigned=(Unassigned(0, Reason.NO_ROOM),))) == {
        ViolationCode.TASK_TWICE
    }


def test_a_task_that_is_visited_twice_is_caught():
    again = PlannedStop(0, 0, 150, 1600, 1600, 2200)
    found = codes(make_problem(), with_stops(FIRST, SECOND, again, end_s=2300, return_travel_s=100))
    assert found == {ViolationCode.TASK_TWICE}


def test_unknown_tasks_shifts_and_windows_are_caught():
    assert ViolationCode.UNKNOWN_TASK in codes(make_problem(), with_stops(replace(FIRST, task=9), SECOND))
    assert ViolationCode.UNKNOWN_TASK in codes(make_problem(), with_stops(replace(FIRST, task=-1), SECOND))
    stray = replace(GOOD, routes=(replace(GOOD.routes[0], shift=4),))
    assert ViolationCode.UNKNOWN_SHIFT in codes(make_problem(), stray)
    assert ViolationCode.UNKNOWN_WINDOW in codes(make_problem(), with_stops(replace(FIRST, window=1), SECOND))


def test_a_shift_with_two_routes_is_caught():
    twice = replace(GOOD, routes=(*GOOD.routes, Route(0, (), 0, 0, 0)))
    assert codes(make_problem(), twice) == {ViolationCode.SHIFT_TWICE}


def test_a_shift_that_may_not_do_the_task_is_caught():
    problem = make_problem(tasks=(make_task(1, shifts_allowed=frozenset()), make_task(2)))
    assert codes(problem, GOOD) == {ViolationCode.SHIFT_NOT_ALLOWED}


def test_two_planned_tasks_of_one_group_are_caught():
    problem = make_problem(tasks=(make_task(1, group=5), make_task(2, group=5)))
    assert codes(problem, GOOD) == {ViolationCode.GROUP_TWICE}


def test_a_leg_without_a_way_is_caught_out_and_back():
    travel = line(0, 100, 250)
    travel[0, 1] = UNREACHABLE
    assert codes(make_problem(travel=travel), GOOD) == {ViolationCode.NO_WAY_THERE}
    travel = line(0, 100, 250)
    travel[2, 0] = UNREACHABLE
    assert codes(make_problem(travel=travel), GOOD) == {ViolationCode.NO_WAY_THERE}


def test_a_flattering_travel_time_is_caught():
    faster = PlannedStop(0, 0, 60, 60, 60, 660)
    found = codes(make_problem(), with_stops(faster, replace(SECOND, arrive_s=810, start_s=850)))
    assert found == {ViolationCode.WRONG_TRAVEL}


@pytest.mark.parametrize(
    "stop",
    [
        replace(FIRST, arrive_s=90, start_s=100),
        replace(FIRST, start_s=90, depart_s=690),
        replace(FIRST, depart_s=650),
    ],
    ids=["arrives before it can", "starts before it arrives", "leaves before it is done"],
)
def test_times_that_do_not_add_up_are_caught(stop):
    second = replace(SECOND, arrive_s=stop.depart_s + 150)
    assert ViolationCode.WRONG_TIMES in codes(make_problem(), with_stops(stop, second))


def test_a_return_time_that_does_not_add_up_is_caught():
    assert codes(make_problem(), with_stops(FIRST, SECOND, end_s=1600)) == {ViolationCode.WRONG_TIMES}


@pytest.mark.parametrize("window", [Window(0, 99, 10), Window(101, 900, 10)])
def test_a_visit_must_start_inside_its_window(window):
    problem = make_problem(tasks=(make_task(1, windows=(window,)), make_task(2)))
    assert codes(problem, GOOD) == {ViolationCode.OUTSIDE_WINDOW}


def test_a_visit_may_end_after_its_window():
    problem = make_problem(tasks=(make_task(1, windows=(Window(100, 100, 10),)), make_task(2)))
    assert check(problem, GOOD) == []


def test_the_service_time_of_the_window_counts():
    problem = make_problem(tasks=(make_task(1, windows=(Window(0, HOUR, 10, 300),)), make_task(2)))
    assert ViolationCode.WRONG_TIMES in codes(problem, GOOD)


def test_leaving_before_the_shift_starts_is_caught():
    assert codes(make_problem(shifts=(make_shift(start_s=1),)), GOOD) == {ViolationCode.STARTS_TOO_EARLY}


def test_coming_back_after_the_latest_end_is_caught_and_overtime_is_allowed():
    assert codes(make_problem(shifts=(make_shift(end_s=1699),)), GOOD) == {ViolationCode.ENDS_TOO_LATE}
    assert check(make_problem(shifts=(make_shift(end_s=1600, max_overtime_s=100),)), GOOD) == []


def test_too_much_load_is_caught():
    tasks = (make_task(1, load=1), make_task(2, load=1))
    assert codes(make_problem(tasks=tasks, shifts=(make_shift(max_load=1),)), GOOD) == {
        ViolationCode.TOO_MUCH_LOAD
    }


@pytest.mark.parametrize(
    "locks",
    [
        [Lock(0, 1)],
        [Lock(0, 0, earliest_s=101)],
        [Lock(1, 0, latest_s=849)],
        [Lock(0, 0, order=2), Lock(1, 0, order=1)],
    ],
    ids=["other shift", "too early", "too late", "order"],
)
def test_a_broken_lock_is_caught(locks):
    problem = make_problem(shifts=(make_shift(), make_shift()))
    assert codes(problem, GOOD, locks) == {ViolationCode.LOCK_BROKEN}


def test_a_kept_lock_is_no_violation():
    locks = [Lock(0, 0, order=1, earliest_s=100, latest_s=100), Lock(1, 0, order=2)]
    assert check(make_problem(), GOOD, locks) == []


def test_locks_that_name_unknown_or_repeated_tasks_are_refused():
    for locks in ([Lock(7, 0)], [Lock(0, 7)], [Lock(0, 0), Lock(0, 0)]):
        with pytest.raises(LockError):
            check(make_problem(), GOOD, locks)


def test_a_violation_says_where_and_what():
    (violation,) = check(make_problem(shifts=(make_shift(end_s=1699),)), GOOD)
    assert str(violation) == "ends_too_late shift=0 found=1700 limit=1699"


def test_travel_is_asymmetric():
    travel = np.array([[0, 100, 250], [500, 0, 150], [250, 500, 0]], dtype=np.int32)
    assert check(make_problem(travel=travel), GOOD) == []
    assert codes(make_problem(travel=travel.T.copy()), GOOD) == {ViolationCode.WRONG_TRAVEL}
