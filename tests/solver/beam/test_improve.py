"""One route at a time: never a worse plan, the best one where the problem is small."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Lock, MaxRounds, MaxSeconds, Solution, Window, Workload, check, schedule, solve, value
from solver.beam.improve import reroute
from solver.beam.prices import prices_of
from solver.beam.view import candidates_of
from solver.compiled import compile_problem, plan_cost
from solver.kernel.greedy import construct
from solver.kernel.view import view_of
from solver.locks import by_task
from tests.solver.brute_force import best_value
from tests.solver.factories import HOUR, make_problem, make_shift, make_task, random_problem

SEEDS = st.integers(0, 10_000)


def covered(problem):
    """Return the problem without the rules that labels do not know."""
    return replace(
        problem, shifts=tuple(replace(shift, max_load=None) for shift in problem.shifts), workloads=()
    )


def planned(problem, routes, locked=()) -> Solution:
    return schedule(problem, [[task for task, _ in stops] for stops in routes], locked)


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_a_route_made_from_nothing_is_the_best_there_is(seed):
    problem = covered(random_problem(np.random.default_rng(seed), tasks=5, shifts=1, unreachable=0.1))
    routes = reroute(compile_problem(problem, {}), [[]], 0, seconds=None)
    plan = planned(problem, routes)
    assert check(problem, plan) == []
    found = value(problem, plan)
    assert (found.missed, found.cost_s) == best_value(problem)


@given(seed=SEEDS)
@settings(max_examples=25, deadline=None)
def test_a_plan_only_ever_gets_better_and_breaks_no_rule(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, tasks=int(rng.integers(5, 40)), shifts=3, unreachable=0.1)
    model = compile_problem(problem, {})
    plan = construct(model, view_of(model))
    for shift in range(model.shifts):
        better = reroute(model, plan, shift, seconds=None)
        assert plan_cost(model, better) <= plan_cost(model, plan)
        assert [stops for k, stops in enumerate(better) if k != shift] == [
            stops for k, stops in enumerate(plan) if k != shift
        ]
        assert check(problem, planned(problem, better)) == []
        plan = better


@given(seed=SEEDS)
@settings(max_examples=25, deadline=None)
def test_no_route_costs_less_than_the_bound(seed):
    problem = covered(random_problem(np.random.default_rng(seed), tasks=5, shifts=1))
    model = compile_problem(problem, {})
    best = reroute(model, [[]], 0, seconds=None)
    candidates = candidates_of(model, [[]], 0)
    if candidates is None:
        nobody = value(problem, planned(problem, [[]]))
        assert (nobody.missed, nobody.cost_s) == best_value(problem)
        return
    known = plan_cost(model, best) - int(model.miss_cost.sum())
    assert prices_of(candidates.view, 0.0, 15).bound <= known


def test_one_of_a_group_is_visited_and_none_when_another_shift_has_one():
    tasks = [make_task(1, group=1), make_task(2, group=1)]
    alone = make_problem(tasks)
    assert sum(map(len, reroute(compile_problem(alone, {}), [[]], 0, seconds=None))) == 1
    both = compile_problem(make_problem(tasks, shifts=[make_shift(), make_shift()]), {})
    (stop,) = reroute(both, [[], []], 0, seconds=None)[0]
    assert reroute(both, [[stop], []], 1, seconds=None) == [[stop], []]


def test_a_route_may_end_late_only_as_long_as_it_pays():
    def visited(price):
        task = make_task(1, windows=(Window(HOUR, HOUR, 10),))
        shift = make_shift(end_s=HOUR + 600, max_overtime_s=HOUR, overtime_price=price)
        return sum(
            map(len, reroute(compile_problem(make_problem([task], [shift]), {}), [[]], 0, seconds=None))
        )

    assert visited(price=3) == 1
    assert visited(price=5) == 0


@pytest.mark.parametrize("rule", ["fair share", "binding load", "order of locks", "no visiting time"])
def test_where_a_rule_is_not_known_the_plan_stays_as_it_is(rule):
    problem, locks = make_problem(), ()
    if rule == "fair share":
        problem = replace(problem, workloads=(Workload((0,), HOUR),))
    elif rule == "binding load":
        problem = make_problem([make_task(1, load=2), make_task(2, load=2)], [make_shift(max_load=3)])
    elif rule == "order of locks":
        locks = (Lock(0, 0, order=0), Lock(1, 0, order=1))
    else:
        problem = make_problem([make_task(1, service_s=0)])
    model = compile_problem(problem, by_task(problem, locks))
    assert reroute(model, [[]], 0, seconds=None) == [[]]


def test_a_count_gives_the_same_plan_of_one_shift_every_time():
    problem = covered(random_problem(np.random.default_rng(5), tasks=60, shifts=1))
    one, two = (solve(problem, MaxRounds(2), seed=3) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("shifts", [1, 3])
def test_labels_are_at_least_as_good_as_the_first_plan_against_the_clock(shifts):
    problem = covered(random_problem(np.random.default_rng(8), tasks=60, shifts=shifts))
    first = solve(problem, MaxRounds(0))
    found = solve(problem, MaxSeconds(0.3), start=first)
    assert check(problem, found) == []
    assert not value(problem, first) < value(problem, found)
