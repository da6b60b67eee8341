"""The bound never passes the truth: every plan of tiny problems, and optima that others proved."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver import MaxRounds, Workload, schedule, solve, value
from solver.bound import bound
from tests.solver.bound.instances import ROUTING, SECONDS_PER_POINT, best_known, toptw, two_profiles
from tests.solver.brute_force import best_value
from tests.solver.factories import random_problem

SEEDS = st.integers(0, 2**32)


def many(examples):
    """Settings of a property: the same examples in every run."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )


def holds(problem, plan, truth, rounds=40):
    """The bound for a plan is at most the cost of the best plan, which misses no more."""
    missed, cost_s = truth
    found = bound(problem, plan, MaxRounds(rounds), threads=1)
    assert missed <= value(problem, plan).missed
    assert found.lower_cost_s <= cost_s
    return found


def holds_for_a_quick_plan(problem):
    return holds(problem, solve(problem, MaxRounds(0)), best_value(problem))


@many(150)
@given(SEEDS, st.integers(1, 5), st.integers(1, 2), st.sampled_from((0.0, 0.15, 0.4)))
def test_no_plan_of_a_small_problem_costs_less_than_the_bound(seed, tasks, shifts, unreachable):
    rng = np.random.default_rng(seed)
    holds_for_a_quick_plan(random_problem(rng, tasks, shifts, unreachable=unreachable))


@many(60)
@given(SEEDS, st.sampled_from((0.0, 0.3)))
def test_the_bound_holds_with_two_travel_profiles(seed, unreachable):
    holds_for_a_quick_plan(two_profiles(np.random.default_rng(seed), unreachable))


@many(60)
@given(SEEDS, st.sampled_from((0, 1, 20, 60)), st.sampled_from((0, 1, 7, 100_000)))
def test_the_bound_holds_for_visits_of_no_length_and_any_exchange_rate(seed, service_s, rate):
    one = random_problem(np.random.default_rng(seed), 4, 2)
    tasks = tuple(
        replace(task, service_s=service_s, windows=tuple(replace(w, service_s=None) for w in task.windows))
        for task in one.tasks
    )
    holds_for_a_quick_plan(replace(one, tasks=tasks, seconds_per_point=rate))


@many(40)
@given(SEEDS, st.sampled_from((0, 3, 10_000)))
def test_the_bound_holds_for_a_plan_that_misses_what_is_required(seed, price):
    one = random_problem(np.random.default_rng(seed), 5, 2)
    problem = replace(
        one,
        tasks=tuple(replace(task, required=k % 3) for k, task in enumerate(one.tasks)),
        shifts=tuple(replace(each, max_overtime_s=3000, overtime_price=price) for each in one.shifts),
    )
    holds(problem, schedule(problem, [[] for _ in problem.shifts]), best_value(problem))


@many(15)
@given(SEEDS)
def test_the_bound_holds_where_fair_shares_are_left_out_of_it(seed):
    one = random_problem(np.random.default_rng(seed), 5, 2)
    shared = replace(one, workloads=(Workload(frozenset({0, 1}), 600, 2),))
    plan = solve(shared, MaxRounds(0))
    found = bound(shared, plan, MaxRounds(40), threads=1)
    assert found.lower_cost_s <= value(shared, found.improved or plan).cost_s == found.cost_s


def test_every_plan_of_a_longer_search_stays_above_the_bound():
    problem = random_problem(np.random.default_rng(5), 60, 6)
    first = solve(problem, MaxRounds(0))
    found = bound(problem, first, MaxRounds(60))
    for seed in range(2):
        plan = value(problem, solve(problem, MaxRounds(8), seed=seed))
        assert plan.missed > value(problem, first).missed or plan.cost_s >= found.lower_cost_s


def test_small_problems_are_mostly_closed():
    closed = 0
    for seed in range(40):
        problem = random_problem(np.random.default_rng(seed), 5, 2)
        plan, (missed, cost_s) = solve(problem, MaxRounds(0)), best_value(problem)
        if value(problem, plan).missed == missed:
            closed += holds(problem, plan, (missed, cost_s)).lower_cost_s >= 0.98 * cost_s
    assert closed >= 20


def most_points(name, vehicles, stop):
    """The bound in points, after testing that it is at least the proven optimum."""
    if not (ROUTING / "best_known.csv").exists():
        pytest.skip(f"no instances at {ROUTING}")
    best, status = best_known()[name, vehicles]
    assert status.startswith("optimal")
    problem = toptw(name, vehicles)
    found = bound(problem, solve(problem, MaxRounds(0)), stop)
    points = sum(task.best_points for task in problem.tasks)
    travel_s = sum(shift.end_s - shift.start_s for shift in problem.shifts)
    # The optimal plan costs its lost points and at most this much travel; the bound is at most that.
    assert found.lower_cost_s <= SECONDS_PER_POINT * (points - best) + travel_s
    return points - (found.lower_cost_s - travel_s) / SECONDS_PER_POINT


@pytest.mark.parametrize(("name", "vehicles"), [("r101", 2), ("r101", 4), ("c101", 2), ("c101", 4)])
def test_proven_optima_of_several_routes_are_met_within_a_percent(name, vehicles):
    assert most_points(name, vehicles, MaxRounds(80)) <= 1.01 * best_known()[name, vehicles][0]


@pytest.mark.parametrize("name", ["c101", "r101", "r105", "rc101"])
def test_proven_optima_of_one_route_are_met_within_a_percent(name):
    assert most_points(name, 1, MaxRounds(60)) <= 1.01 * best_known()[name, 1][0]


@pytest.mark.soak
def test_no_bound_passes_any_proven_optimum_of_one_route():
    if not (ROUTING / "best_known.csv").exists():
        pytest.skip(f"no instances at {ROUTING}")
    names = [name for name, vehicles in best_known() if vehicles == 1]
    assert len(names) >= 34
    for name in names:
        most_points(name, 1, 4.0)


@pytest.mark.soak
def test_no_bound_passes_the_truth_on_thousands_of_small_problems():
    for seed in range(3000):
        rng = np.random.default_rng([7, seed])
        unreachable = float(rng.choice([0, 0.2]))
        holds_for_a_quick_plan(random_problem(rng, int(rng.integers(1, 6)), 2, unreachable=unreachable))
