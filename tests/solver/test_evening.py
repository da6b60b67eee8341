"""After the plan: an evening under way, offers for an appointment, what-if, a published plan."""

from dataclasses import replace

import numpy as np
import pytest

from solver import (
    Lock,
    MaxRounds,
    Problem,
    ProblemError,
    Window,
    Workload,
    check,
    keeping,
    recommend,
    replan,
    schedule,
    solve,
    value,
    what_if,
    with_shift_like,
    without_shift,
)
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task, random_problem

ROUNDS = MaxRounds(2)


def a_week():
    problem = random_problem(np.random.default_rng(5), tasks=40, shifts=5)
    return problem, solve(problem, ROUNDS)


def test_every_offer_can_be_taken_and_costs_what_it_says():
    problem, plan = a_week()
    taken = 0
    for out in plan.unassigned:
        offers = recommend(problem, plan, out.task, count=20)
        assert offers == sorted(offers, key=lambda offer: offer.cost_s)
        for offer in offers:
            grown = _best_with(problem, plan, out.task, offer)
            assert grown is not None
            assert value(problem, grown).travel_s - value(problem, plan).travel_s <= offer.extra_travel_s
            taken += 1
    assert taken


def _best_with(problem, plan, task, offer):
    found = []
    for place in range(len(plan.sequences[offer.shift]) + 1):
        trial = [[t for t in each if t not in offer.drops] for each in plan.sequences]
        trial[offer.shift].insert(place, task)
        grown = schedule(problem, trial, [Lock(task, offer.shift, None, offer.start_s, offer.start_s)])
        if not check(problem, grown):
            found.append(grown)
    return min(found, key=lambda each: value(problem, each).travel_s, default=None)


def test_offers_never_push_out_required_or_locked_stops():
    problem = make_problem(
        tasks=[make_task(1, required=1), make_task(2), make_task(1)], shifts=[make_shift(end_s=1700)]
    )
    plan = schedule(problem, [[0, 1]])
    assert {offer.drops for offer in recommend(problem, plan, 2)} == {(1,)}
    assert recommend(problem, plan, 2, locked=[Lock(1, 0)]) == []


def test_an_offer_names_minutes_and_points():
    problem = make_problem(
        tasks=[make_task(1), make_task(2, windows=(Window(0, HOUR, 4), Window(HOUR, 2 * HOUR, 9)))]
    )
    late, early = recommend(problem, schedule(problem, [[0]]), 1)
    assert (late.window, late.start_s, late.extra_travel_s, late.lost_points) == (1, HOUR, 300, 0)
    assert (early.window, early.extra_travel_s, early.lost_points, early.cost_s) == (0, 300, 5, 600)


def test_offers_are_for_unplanned_tasks_only():
    problem = make_problem()
    with pytest.raises(ProblemError, match="Task 0 is planned"):
        recommend(problem, schedule(problem, [[0]]), 0)


def test_replanning_keeps_the_given_order_where_it_costs_little():
    problem = make_problem(tasks=[make_task(1), make_task(2), make_task(1)], travel=line(0, 100, 130))
    given = [1, 0, 2]
    assert replan(problem, given, ROUNDS).sequences == ((1, 0, 2),)


def test_replanning_gives_up_the_order_where_it_costs_much():
    far = line(0, 5000, 100, 5100)
    problem = make_problem(tasks=[make_task(1), make_task(2), make_task(3)], travel=far)
    assert replan(problem, [0, 1, 2], ROUNDS).sequences[0] != (0, 1, 2)


def test_replanning_keeps_an_appointment():
    tasks = [make_task(1), make_task(2, windows=(Window(2 * HOUR, 2 * HOUR + 300, 1),)), make_task(2)]
    problem = make_problem(tasks=tasks, shifts=[make_shift(end_s=3 * HOUR)])
    plan = replan(problem, [0], ROUNDS, locked=[Lock(1, 0)])
    assert plan.shift_of[1] == 0
    assert check(problem, plan, [Lock(1, 0)]) == []


def test_a_task_without_a_window_left_stays_out_of_the_rest_of_the_evening():
    problem = make_problem([make_task(1), replace(make_task(2), windows=())])
    new = replan(problem, [1, 0], ROUNDS)
    assert new.sequences == ((0,),)
    with pytest.raises(ProblemError, match="task 1, which has no window"):
        schedule(problem, [[1]])


def test_replanning_is_for_one_shift():
    with pytest.raises(ProblemError, match="one shift, not on 2"):
        replan(make_problem(shifts=[make_shift(), make_shift()]), [], ROUNDS)


def test_one_more_shift_never_earns_less_and_is_open_to_the_same_tasks():
    problem, plan = a_week()
    more = what_if(problem, plan, ROUNDS, more_like=2)
    assert more.after <= replace(more.before)
    assert check(more.problem, more.solution) == []
    assert len(more.solution.routes) == 6
    for task, shift in more.solution.shift_of.items():
        assert shift != 5 or problem.may_do(2, task)


def test_a_shift_less_stays_empty_and_its_locks_are_dropped():
    problem, plan = a_week()
    less = what_if(problem, plan, ROUNDS, without=1, locked=[Lock(plan.sequences[1][0], 1)])
    assert less.solution.routes[1].stops == ()
    assert less.after >= less.before


def test_unknown_shifts_are_refused():
    for change in (with_shift_like, without_shift):
        with pytest.raises(ProblemError, match="Shift 9 is unknown"):
            change(make_problem(), 9)
    with pytest.raises(ProblemError, match="not -1"):
        keeping(make_problem(), schedule(make_problem(), [[]]), -1)


def test_a_published_plan_is_left_only_when_that_is_worth_the_price():
    shifts = [make_shift(home=0), make_shift(home=3)]
    problem = Problem((make_task(1),), shifts, (line(0, 100, 250, 300),))
    published = schedule(problem, [[], [0]])
    assert solve(problem, ROUNDS).shift_of == {0: 0}
    assert solve(keeping(problem, published, 2), ROUNDS).shift_of == {0: 0}
    assert solve(keeping(problem, published, 20), ROUNDS).shift_of == {0: 1}


@pytest.mark.parametrize("engine", ["auto", "ortools"])
def test_a_fair_share_spreads_the_visits(engine):
    shifts = [make_shift(), make_shift(home=1)]
    tasks = [make_task(1), make_task(2), make_task(1), make_task(2)]
    alone = make_problem(tasks=tasks, shifts=shifts, travel=line(0, 10, 20))
    fair = replace(alone, workloads=(Workload({0}, 1200, 5), Workload({1}, 1200, 5)))
    plan = solve(fair, MaxRounds(6), engine=engine)
    assert sorted(len(each) for each in plan.sequences) == [2, 2]
    assert value(fair, plan).excess_work_s == 0
    assert sorted(len(each) for each in solve(alone, MaxRounds(6), engine=engine).sequences) == [0, 4]


@pytest.mark.parametrize("engine", ["auto", "ortools"])
def test_overtime_is_worked_only_when_it_pays(engine):
    shift = make_shift(end_s=700, max_overtime_s=600, overtime_price=2)
    cheap = make_problem(tasks=[make_task(1, windows=(Window(0, HOUR, 4),))], shifts=[shift])
    dear = make_problem(tasks=[make_task(1, windows=(Window(0, HOUR, 40),))], shifts=[shift])
    assert solve(cheap, ROUNDS, engine=engine).sequences == ((),)
    plan = solve(dear, ROUNDS, engine=engine)
    assert plan.sequences == ((0,),)
    assert value(dear, plan).overtime_s == 100
