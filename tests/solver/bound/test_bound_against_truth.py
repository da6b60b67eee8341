"""The bound never passes the truth: every plan of tiny problems, and optima that others proved."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver import MaxRounds, solve, value
from solver.bound import bound
from tests.solver.bound.instances import two_profiles
from tests.solver.brute_force import best_value
from tests.solver.factories import random_problem


def best_plan_with(problem):
    """A plan of the search, and the truth."""
    return solve(problem, MaxRounds(0)), best_value(problem)


def holds(problem, plan, truth, rounds=40):
    """The bound for a plan is at most the cost of every plan that misses no more."""
    missed, cost_s = truth
    found = bound(problem, plan, MaxRounds(rounds), threads=1)
    assert missed <= value(problem, plan).missed
    assert found.lower_cost_s <= cost_s
    return found


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(1, 2), st.sampled_from((0.0, 0.15, 0.4)))
def test_no_plan_of_a_small_problem_costs_less_than_the_bound(seed, tasks, shifts, unreachable):
    problem = random_problem(np.random.default_rng(seed), tasks, shifts, unreachable=unreachable)
    holds(problem, *best_plan_with(problem))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from((0.0, 0.3)))
def test_the_bound_holds_with_two_travel_profiles(seed, unreachable):
    problem = two_profiles(np.random.default_rng(seed), unreachable)
    holds(problem, *best_plan_with(problem))


def test_small_problems_are_mostly_closed():
    closed = 0
    for seed in range(40):
        problem = random_problem(np.random.default_rng(seed), 5, 2)
        plan, truth = best_plan_with(problem)
        if value(problem, plan).missed == truth[0]:
            closed += holds(problem, plan, truth).lower_cost_s >= 0.98 * truth[1]
    assert closed >= 20
