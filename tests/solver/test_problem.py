"""Input that contradicts itself is refused with the values in the message."""

from threading import Event

import numpy as np
import pytest

from solver import (
    UNREACHABLE,
    FirstOf,
    Lock,
    LockError,
    MaxRounds,
    MaxSeconds,
    NoGain,
    Problem,
    ProblemError,
    Reason,
    Shift,
    Task,
    Window,
    Workload,
    check,
    schedule,
    solve,
)
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Window(-1, 5), "start_s.*-1"),
        (lambda: Window(10, 9), r"ends \(9\) before it starts \(10\)"),
        (lambda: Window(0, 9, -3), "prize.*-3"),
        (lambda: Window(0, 9.5), "whole number, not 9.5"),
        (lambda: Window(0, 9, 1, -2), "service_s.*-2"),
        (lambda: make_task(service_s=-60), "service_s.*-60"),
        (lambda: make_task(location=-2), "location.*-2"),
        (lambda: make_task(required=-1), "required.*-1"),
        (lambda: make_shift(start_s=9, end_s=8), r"ends \(8\) before it starts \(9\)"),
        (lambda: make_shift(start_s=True), "start_s must be a whole number, not True"),
        (lambda: make_shift(max_load=-1), "max_load.*-1"),
        (lambda: make_problem(tasks=[make_task(3)]), "Task 0 is at location 3.*3 rows"),
        (lambda: make_problem(tasks=[make_task(1, shifts_allowed={4})]), r"Task 0 names shifts \[4\]"),
        (lambda: make_problem(tasks=[make_task(1, shift_points={4: 1})]), r"Task 0 names shifts \[4\]"),
        (lambda: make_problem(shifts=[make_shift(home=7)]), "Shift 0 uses location 7"),
        (lambda: make_problem(shifts=[make_shift(profile=1)]), "Shift 0 uses profile 1; there are 1"),
        (lambda: make_problem(travel=np.zeros((3, 2), np.int32)), r"square.*\(3, 2\)"),
        (lambda: make_problem(travel=line(0, 1, 2) - 5), r"is -5 at \[0, 0\]"),
        (lambda: make_problem(travel=np.full((3, 3), np.nan)), r"NaN at \[0, 0\]"),
        (lambda: make_problem(travel=np.zeros((3, 3))), "whole seconds.*float64"),
        (lambda: make_problem(seconds_per_point=-1), "seconds_per_point.*-1"),
        (lambda: make_problem(workloads=[Workload({3}, 0)]), r"Workload 0 names shifts \[3\]"),
        (lambda: make_problem(workloads=[Workload({0}, 0), Workload({0}, 9)]), r"repeats shifts \[0\]"),
        (lambda: Problem((make_task(),), (), ()), "no matrix"),
        (lambda: MaxSeconds(0), "positive, not 0"),
        (lambda: MaxSeconds(float("nan")), "positive, not nan"),
        (lambda: MaxRounds(-1), "not -1"),
        (lambda: NoGain(0), "not 0"),
        (lambda: FirstOf(()), "at least one"),
        (lambda: Lock(0, 0, earliest_s=9, latest_s=8), r"ends \(8\) before it starts \(9\)"),
        (lambda: schedule(make_problem(), [[0], [1]]), "2 sequences were given for 1 shifts"),
        (lambda: schedule(make_problem(), [[5]]), "task 5; there are 2"),
        (lambda: solve(make_problem(), MaxRounds(0), engine="magic"), "'magic'"),
        (lambda: solve(make_problem(), MaxRounds(0), locked=[Lock(5, 0)]), "task 5"),
        (lambda: solve(make_problem(), MaxRounds(0), locked=[Lock(0, 0), Lock(0, 0)]), "locked twice"),
    ],
)
def test_bad_input_is_a_named_error_with_the_value(make, says):
    with pytest.raises(ProblemError, match=says):
        make()


def test_a_lock_to_a_shift_that_may_not_do_the_task_is_refused():
    problem = make_problem(tasks=[make_task(1, shifts_allowed=())])
    with pytest.raises(LockError, match="may not do it"):
        solve(problem, MaxRounds(0), locked=[Lock(0, 0)])


@pytest.mark.parametrize("engine", ["auto", "ortools"])
def test_zero_tasks_and_zero_shifts_give_a_plan(engine):
    nothing = Problem((), (), ())
    assert solve(nothing, MaxRounds(2), engine=engine).routes == ()
    idle = make_problem(tasks=[])
    assert solve(idle, MaxRounds(2), engine=engine).routes[0].stops == ()
    nobody = make_problem(shifts=[])
    plan = solve(nobody, MaxRounds(2), engine=engine)
    assert {each.reason for each in plan.unassigned} == {Reason.NO_ALLOWED_SHIFT}


@pytest.mark.parametrize("engine", ["auto", "ortools"])
def test_a_row_without_any_way_out_is_reported_not_planned(engine):
    travel = line(0, 100, 250)
    travel[1, :] = UNREACHABLE
    plan = solve(make_problem(travel=travel), MaxRounds(2), engine=engine)
    assert [(each.task, each.reason) for each in plan.unassigned] == [(0, Reason.UNREACHABLE)]


def test_a_cancelled_search_still_returns_a_checked_plan():
    stop = Event()
    stop.set()
    problem = make_problem()
    plan = solve(problem, MaxSeconds(60), cancel=stop)
    assert check(problem, plan) == []
    assert len(plan.routes[0].stops) == 2


def test_true_means_tier_one():
    assert Task(0, 0, (), required=True).required == 1


def test_unreachable_is_the_only_negative_travel_time():
    travel = line(0, 100, 250)
    travel[0, 1] = UNREACHABLE
    assert make_problem(travel=travel).travel_s[0][0, 1] == UNREACHABLE


def test_a_problem_keeps_its_own_copy_of_the_matrix():
    travel = line(0, 100, 250)
    problem = make_problem(travel=travel)
    travel[:] = 0
    assert problem.travel_s[0][0, 1] == 100
    assert Shift(0, 0, 0, HOUR).latest_s == HOUR
