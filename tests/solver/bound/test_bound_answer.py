"""What `bound` promises its caller."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from solver import (
    UNREACHABLE,
    Lock,
    MaxRounds,
    Problem,
    ProblemError,
    Window,
    check,
    schedule,
    solve,
    value,
)
from solver.bound import Bound, bound
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task, random_problem

DAY = 24 * HOUR


def week(tasks=40, shifts=4, seed=3):
    return random_problem(np.random.default_rng(seed), tasks, shifts)


def test_a_plan_that_serves_everything_in_passing_is_proven_best():
    problem = make_problem()
    found = bound(problem, solve(problem, MaxRounds(5)), MaxRounds(20))
    assert found.proven_optimal
    assert found.converged
    assert found.at_most_percent_better == found.gap_percent == found.gap_of_gain_percent == 0.0


def test_the_gap_is_told_in_percent_of_the_objective_and_of_the_gain():
    found = Bound(lower_cost_s=950, cost_s=1000, gain_s=500, seconds=1.0, sweeps=1, converged=True)
    assert found.gap_percent == pytest.approx(5.0)
    assert found.gap_of_gain_percent == pytest.approx(10.0)
    assert found.at_most_percent_better == 5.0
    assert not found.proven_optimal
    assert replace(found, gain_s=0).gap_of_gain_percent == float("inf")


def test_the_percentage_for_the_sentence_is_rounded_up():
    found = Bound(lower_cost_s=94_999, cost_s=100_000, gain_s=1, seconds=1.0, sweeps=1, converged=True)
    assert found.at_most_percent_better == 5.1


def test_a_bound_above_its_plan_is_refused():
    with pytest.raises(ValueError, match="1001"):
        Bound(lower_cost_s=1001, cost_s=1000, gain_s=0, seconds=0.0, sweeps=0, converged=True)


def test_progress_only_rises_and_ends_at_the_answer():
    problem = week()
    told = []
    plan = solve(problem, MaxRounds(0))
    found = bound(problem, plan, MaxRounds(30), on_progress=lambda *each: told.append(each))
    lower = [each[0] for each in told]
    assert lower == sorted(set(lower))
    assert lower[-1] == found.lower_cost_s
    assert all(each[1] >= 0 and each[2] >= 0 for each in told)


def test_more_sweeps_never_lower_the_bound_and_the_same_count_gives_the_same():
    problem = week()
    plan = solve(problem, MaxRounds(0))
    bounds = [bound(problem, plan, MaxRounds(rounds)).lower_cost_s for rounds in (0, 1, 4, 16, 16)]
    assert bounds == sorted(bounds)
    assert bounds[-1] == bounds[-2]


def test_a_bound_without_any_sweep_is_that_of_the_knapsack():
    problem = week()
    found = bound(problem, solve(problem, MaxRounds(0)), MaxRounds(0))
    assert found.sweeps == 0
    assert not found.converged
    assert found.lower_cost_s > 0


def test_cancelling_gives_the_bound_so_far():
    problem, cancel = week(), threading.Event()
    plan = solve(problem, MaxRounds(0))
    found = bound(problem, plan, MaxRounds(1000), cancel=cancel, on_progress=lambda *_: cancel.set())
    assert found.sweeps == 1
    assert found.improved is None


def test_an_improved_plan_is_allowed_and_better():
    for seed in range(8):
        problem = week(25, 3, seed)
        plan = schedule(problem, [[] for _ in problem.shifts])
        found = bound(problem, plan, MaxRounds(40))
        assert found.improved is not None
        assert check(problem, found.improved) == []
        assert value(problem, found.improved) < value(problem, plan)
        assert found.cost_s == value(problem, found.improved).cost_s


def test_threads_do_not_change_the_bound():
    problem = week(30, 4)
    plan = solve(problem, MaxRounds(0))
    one, two = (bound(problem, plan, MaxRounds(12), threads=many) for many in (1, 2))
    assert one.lower_cost_s == two.lower_cost_s


@pytest.mark.parametrize(
    "problem",
    [
        make_problem(tasks=()),
        make_problem(shifts=()),
        make_problem(travel=np.full((3, 3), UNREACHABLE, dtype=np.int32)),
        make_problem(tasks=(make_task(1, windows=(Window(8 * HOUR, 9 * HOUR, 5),)),)),
    ],
    ids=["no tasks", "no shifts", "no way", "no window"],
)
def test_a_week_in_which_nothing_can_be_done_is_best_as_it_is(problem):
    assert bound(problem, solve(problem, MaxRounds(0)), MaxRounds(5)).proven_optimal


def test_the_bound_of_a_locked_week_is_that_of_the_locks():
    two = (Window(0, 2 * HOUR, 1), Window(2 * HOUR, 3 * HOUR, 90))
    problem = make_problem(tasks=(make_task(1), make_task(2, windows=two)))
    locks = [Lock(1, 0, latest_s=HOUR)]
    locked = bound(problem, solve(problem, MaxRounds(5), locked=locks), MaxRounds(20), locked=locks)
    free = bound(problem, solve(problem, MaxRounds(5)), MaxRounds(20))
    assert locked.lower_cost_s > free.lower_cost_s


def test_another_evening_on_which_nothing_new_can_be_done_changes_nothing():
    once = make_problem()
    tasks = tuple(
        replace(task, windows=(*task.windows, replace(task.windows[0], start_s=DAY, end_s=DAY + HOUR)))
        for task in once.tasks
    )
    shifts = (*once.shifts, make_shift(start_s=DAY, end_s=DAY + 4 * HOUR))
    twice = Problem(tasks, shifts, once.travel_s)
    found = [bound(each, solve(each, MaxRounds(5)), MaxRounds(20)) for each in (once, twice)]
    assert found[0].lower_cost_s == found[1].lower_cost_s


@pytest.mark.parametrize("seconds", [0, -1.0])
def test_seconds_must_be_positive(seconds):
    problem = make_problem()
    with pytest.raises(ProblemError, match=str(seconds)):
        bound(problem, solve(problem, MaxRounds(0)), seconds)


def test_a_plan_that_breaks_a_rule_is_refused_with_the_rule():
    problem = make_problem()
    with pytest.raises(ProblemError, match="task_twice"):
        bound(problem, schedule(problem, [[0, 0]]), MaxRounds(1))


def test_a_plan_of_another_problem_is_refused():
    problem, other = make_problem(), make_problem(travel=line(0, 500, 900))
    with pytest.raises(ProblemError, match="wrong_travel"):
        bound(other, solve(problem, MaxRounds(0)), MaxRounds(1))
