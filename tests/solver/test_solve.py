"""What `solve` promises, on every engine."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import (
    UNREACHABLE,
    FirstOf,
    Lock,
    MaxRounds,
    MaxSeconds,
    NoGain,
    Problem,
    Window,
    check,
    schedule,
    solve,
    value,
)
from tests.solver.brute_force import best_value
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task, random_problem

ENGINES = ["auto", "ortools"]
SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(6))
def test_tiny_problems_are_solved_to_the_optimum(engine, seed):
    problem = random_problem(np.random.default_rng(seed), tasks=5)
    plan = solve(problem, MaxRounds(40), engine=engine)
    found = value(problem, plan)
    assert (found.missed, found.cost_s) == best_value(problem)


@pytest.mark.parametrize("engine", ENGINES)
@given(seed=SEEDS)
@settings(max_examples=15, deadline=None)
def test_a_solution_passes_check_and_lists_every_task_once(engine, seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, tasks=int(rng.integers(1, 9)), shifts=3, unreachable=0.1)
    plan = solve(problem, MaxRounds(3), engine=engine, seed=seed)
    assert check(problem, plan) == []
    listed = [*plan.shift_of, *(each.task for each in plan.unassigned)]
    assert sorted(listed) == list(range(len(problem.tasks)))


@pytest.mark.parametrize("engine", ENGINES)
@given(seed=SEEDS, later_s=st.integers(0, 6 * 24 * HOUR))
@settings(max_examples=8, deadline=None)
def test_moving_every_time_moves_every_arrival(engine, seed, later_s):
    problem = random_problem(np.random.default_rng(seed), tasks=6)
    moved = Problem(
        tuple(
            replace(
                task,
                windows=tuple(
                    replace(w, start_s=w.start_s + later_s, end_s=w.end_s + later_s) for w in task.windows
                ),
            )
            for task in problem.tasks
        ),
        tuple(replace(s, start_s=s.start_s + later_s, end_s=s.end_s + later_s) for s in problem.shifts),
        problem.travel_s,
    )
    one, two = (solve(each, MaxRounds(3), engine=engine) for each in (problem, moved))
    assert one.sequences == two.sequences
    for before, after in zip(one.routes, two.routes, strict=True):
        assert [s.arrive_s + later_s for s in before.stops] == [s.arrive_s for s in after.stops]


@pytest.mark.parametrize("engine", ENGINES)
def test_same_seed_and_count_give_the_same_plan(engine):
    problem = random_problem(np.random.default_rng(3), tasks=40, shifts=5)
    plans = [solve(problem, MaxRounds(6), seed=7, engine=engine) for _ in range(3)]
    assert plans[0] == plans[1] == plans[2]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_unassigned_task_that_pays_can_be_inserted_anywhere(engine):
    problem = random_problem(np.random.default_rng(5), tasks=40, shifts=5)
    plan = solve(problem, MaxRounds(2), engine=engine)
    now = value(problem, plan)
    assert plan.unassigned
    for each in plan.unassigned:
        for shift, sequence in enumerate(plan.sequences):
            for place in range(len(sequence) + 1):
                trial = [list(other) for other in plan.sequences]
                trial[shift].insert(place, each.task)
                grown = schedule(problem, trial)
                if not check(problem, grown) and _windows_kept(plan, grown):
                    assert value(problem, grown) >= now


def _windows_kept(plan, grown):
    before = {stop.task: stop.window for route in plan.routes for stop in route.stops}
    after = {stop.task: stop.window for route in grown.routes for stop in route.stops}
    return all(after[task] == window for task, window in before.items())


@pytest.mark.parametrize("engine", ENGINES)
def test_the_best_plan_only_improves(engine):
    problem = random_problem(np.random.default_rng(9), tasks=40, shifts=5)
    heard = []
    solve(problem, MaxRounds(8), engine=engine, on_progress=lambda *news: heard.append(news))
    assert heard
    assert all(two[0] < one[0] and two[1] >= one[1] for one, two in pairwise(heard))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_warm_start_is_never_made_worse(engine):
    problem = random_problem(np.random.default_rng(2), tasks=30, shifts=4)
    good = solve(problem, MaxRounds(10), engine=engine)
    again = solve(problem, MaxRounds(1), seed=99, start=good, engine=engine)
    assert value(problem, again) <= value(problem, good)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_start_that_no_longer_fits_is_used_as_far_as_it_goes(engine):
    problem = random_problem(np.random.default_rng(2), tasks=30, shifts=4)
    good = solve(problem, MaxRounds(4), engine=engine)
    shorter = replace(problem, shifts=tuple(replace(s, end_s=s.end_s - 1800) for s in problem.shifts))
    assert check(shorter, solve(shorter, MaxRounds(1), start=good, engine=engine)) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_window_with_the_higher_prize_is_worth_waiting_for(engine):
    task = make_task(1, windows=(Window(0, HOUR, 5), Window(2 * HOUR, 3 * HOUR, 50)))
    plan = solve(make_problem(tasks=[task]), MaxRounds(2), engine=engine)
    (stop,) = plan.routes[0].stops
    assert (stop.window, stop.start_s, stop.wait_s) == (1, 2 * HOUR, 0)
    assert plan.routes[0].start_s == 2 * HOUR - 100


@pytest.mark.parametrize("engine", ENGINES)
def test_a_required_task_outranks_any_prize_and_a_higher_tier_any_number_of_lower_ones(engine):
    at_five = (Window(0, 0, 1000),)
    home = line(0, 0, 0, 0)
    tasks = [make_task(1, windows=at_five), make_task(2, windows=(Window(0, 0, 0),), required=1)]
    plan = solve(make_problem(tasks=tasks, travel=home), MaxRounds(3), engine=engine)
    assert plan.sequences == ((1,),)
    tasks = [make_task(k, windows=(Window(0, 0, 0),), required=t) for k, t in ((1, 1), (2, 2), (3, 1))]
    plan = solve(make_problem(tasks=tasks, travel=home), MaxRounds(3), engine=engine)
    assert plan.sequences == ((1,),)
    assert value(make_problem(tasks=tasks, travel=home), plan).missed == (0, 2)


@pytest.mark.parametrize("engine", ENGINES)
def test_locked_stops_keep_their_shift_their_order_and_their_time(engine):
    problem = random_problem(np.random.default_rng(4), tasks=25, shifts=4)
    wide = tuple(
        replace(task, windows=(Window(0, 3 * HOUR, 5),), shifts_allowed=None, group=None, load=0)
        for task in problem.tasks
    )
    problem = replace(problem, tasks=wide)
    locks = [
        Lock(3, 1, order=2),
        Lock(8, 1, order=1),
        Lock(5, 2, earliest_s=HOUR, latest_s=HOUR + 1800),
        Lock(6, 0),
    ]
    plan = solve(problem, MaxRounds(5), locked=locks, engine=engine)
    assert {task: plan.shift_of.get(task) for task in (3, 8, 5, 6)} == {3: 1, 8: 1, 5: 2, 6: 0}
    assert plan.sequences[1].index(8) < plan.sequences[1].index(3)
    assert check(problem, plan, locks) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_lock_that_cannot_be_kept_is_reported(engine):
    problem = make_problem(shifts=[make_shift(end_s=60)])
    plan = solve(problem, MaxRounds(2), locked=[Lock(0, 0)], engine=engine)
    assert 0 in {each.task for each in plan.unassigned}


def test_stop_rules_combine_and_the_first_one_ends_the_search():
    problem = random_problem(np.random.default_rng(1), tasks=20, shifts=3)
    plan = solve(problem, FirstOf((MaxSeconds(600), NoGain(2), MaxRounds(4))))
    assert check(problem, plan) == []


def test_a_clock_as_stop_rule_gives_a_checked_plan():
    problem = random_problem(np.random.default_rng(1), tasks=20, shifts=3)
    assert check(problem, solve(problem, MaxSeconds(0.3))) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_each_profile_uses_its_own_matrix(engine):
    fast, slow = line(0, 100, 250), line(0, 100, 250) * 10
    slow[0, 2] = UNREACHABLE
    problem = Problem(
        (make_task(1), make_task(2)),
        (make_shift(profile=1), make_shift(profile=0)),
        (fast, slow),
    )
    plan = solve(problem, MaxRounds(3), engine=engine)
    assert plan.shift_of == {0: 1, 1: 1}
