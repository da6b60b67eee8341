"""Every reason is true, and every proposed change works."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from solver import (
    UNREACHABLE,
    ChangeKind,
    Lock,
    MaxRounds,
    ProblemError,
    Reason,
    Window,
    Workload,
    check,
    explain,
    explain_all,
    schedule,
    solve,
)
from solver.compiled import compile_problem, plan_cost
from solver.insertion import Routes
from solver.locks import by_task
from solver.reasons import compiled_stops
from solver.vacancies import Vacancies
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task, random_problem


def kinds(explanation):
    return {change.kind for change in explanation.changes}


def change_of(explanation, kind):
    return next(change for change in explanation.changes if change.kind is kind)


def test_a_planned_or_unknown_task_is_refused():
    plan = schedule(make_problem(), [[0, 1]])
    with pytest.raises(ProblemError, match="Task 1 is planned, on shift 0"):
        explain(make_problem(), plan, 1)
    with pytest.raises(ProblemError, match="Task 9 is unknown"):
        explain(make_problem(), plan, 9)


def test_no_allowed_shift_names_the_shift_that_could():
    problem = make_problem(tasks=[make_task(1, shifts_allowed=()), make_task(2)])
    found = explain(problem, schedule(problem, [[1]]), 0)
    assert found.reason is Reason.NO_ALLOWED_SHIFT
    assert found.would_fit_if.kind is ChangeKind.OTHER_SHIFT
    assert found.would_fit_if.shift == 0


def test_unreachable_has_no_remedy():
    travel = line(0, 100, 250)
    travel[:, 1] = UNREACHABLE
    problem = make_problem(travel=travel)
    found = explain(problem, schedule(problem, [[1]]), 0)
    assert (found.reason, found.would_fit_if) == (Reason.UNREACHABLE, None)


def test_a_window_that_cannot_be_reached_would_fit_at_another_time():
    problem = make_problem(tasks=[make_task(1, windows=(Window(0, 50, 10),)), make_task(2)])
    found = explain(problem, schedule(problem, [[1]]), 0)
    assert found.reason is Reason.OUTSIDE_WINDOWS
    assert found.would_fit_if.kind is ChangeKind.OTHER_WINDOW
    assert found.would_fit_if.start_s >= 100


def test_a_task_of_a_taken_group_would_fit_without_the_other():
    problem = make_problem(tasks=[make_task(1, group=1), make_task(2, group=1)])
    found = explain(problem, schedule(problem, [[1]]), 0)
    assert found.reason is Reason.GROUP
    assert (found.would_fit_if.kind, found.would_fit_if.tasks) == (ChangeKind.DROP, (1,))


def test_a_task_that_fits_but_does_not_pay_says_what_it_costs():
    problem = make_problem(tasks=[make_task(1), make_task(2, windows=(Window(0, HOUR, 1),))])
    found = explain(problem, schedule(problem, [[0]]), 1)
    assert (found.reason, found.worth_s, found.cost_s) == (Reason.NOT_WORTH_ITS_TIME, 60, 300)


def test_no_room_names_what_would_have_to_go_and_how_much_later_the_shift_would_end():
    problem = make_problem(shifts=[make_shift(end_s=1200)])
    found = explain(problem, schedule(problem, [[0]]), 1)
    assert found.reason is Reason.NO_ROOM
    assert {ChangeKind.DROP, ChangeKind.LATER_END, ChangeKind.EXTRA_SHIFT} <= kinds(found)
    assert change_of(found, ChangeKind.DROP).tasks == (0,)
    assert change_of(found, ChangeKind.LATER_END).extra_s == 1700 - 1200
    assert change_of(found, ChangeKind.EXTRA_SHIFT).shift == 0


def test_every_later_end_and_every_drop_works_and_one_second_less_does_not():
    problem = random_problem(np.random.default_rng(5), tasks=40, shifts=5)
    plan = solve(problem, MaxRounds(2))
    tried = 0
    for each in plan.unassigned:
        found = explain(problem, plan, each.task)
        assert found.reason is each.reason
        for change in found.changes:
            if change.kind is ChangeKind.DROP:
                less = [[t for t in tasks if t not in change.tasks] for tasks in plan.sequences]
                assert _fits_somewhere(problem, less, each.task, change.shift)
                tried += 1
            if change.kind is ChangeKind.LATER_END:
                later = _ending_later(problem, change.shift, change.extra_s)
                assert _fits_somewhere(later, plan.sequences, each.task, change.shift)
                tried += 1
    assert tried > 10


def _ending_later(problem, shift, extra_s):
    shifts = list(problem.shifts)
    shifts[shift] = replace(shifts[shift], end_s=shifts[shift].end_s + extra_s)
    return replace(problem, shifts=tuple(shifts))


def _fits_somewhere(problem, sequences, task, shift):
    for place in range(len(sequences[shift]) + 1):
        trial = [list(each) for each in sequences]
        trial[shift].insert(place, task)
        if not check(problem, schedule(problem, trial)):
            return True
    return False


def _week(seed, *, fair, locked):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, tasks=20, shifts=3, unreachable=0.05)
    if fair:
        problem = replace(problem, workloads=(Workload(frozenset({0, 1}), 3000, 2),))
    plan = solve(problem, MaxRounds(0))
    locks = [Lock(task, 0, order=place) for place, task in enumerate(plan.routes[0].tasks[:2])]
    return problem, plan, locks if locked else []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), fair=st.booleans(), locked=st.booleans())
def test_all_tasks_together_are_explained_just_as_one_by_one(seed, fair, locked):
    problem, plan, locks = _week(seed, fair=fair, locked=locked)
    alone = tuple(explain(problem, plan, each.task, locks) for each in plan.unassigned)
    assert explain_all(problem, plan, locks) == alone
    assert [each.reason for each in alone] == [each.reason for each in plan.unassigned]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), fair=st.booleans(), locked=st.booleans())
@example(seed=739, fair=False, locked=False)  # no way between the neighbours of who leaves
def test_what_a_drop_is_said_to_cost_is_what_the_plan_then_costs_more(seed, fair, locked):
    problem, plan, locks = _week(seed, fair=fair, locked=locked)
    model = compile_problem(problem, by_task(problem, locks))
    before = Routes(model, compiled_stops(model, plan.routes))
    for vacancy_size in (1, 2):
        vacancies = Vacancies(before, vacancy_size, {lock.task for lock in locks})
        for each in plan.unassigned:
            for vacancy, at, start_s, extra_travel_s in vacancies.fillings(each.task):
                after = before.without(at.shift, vacancy.gone)
                less_s = after.travel_of(at.shift)
                there = at._replace(cost=0)
                assert start_s == after.start_of(each.task, there)
                detour_s = after.detour_of(each.task, there)
                assert extra_travel_s == less_s + detour_s - before.travel_of(at.shift)
                after.insert(each.task, there)
                change_s = plan_cost(model, after.stops) - plan_cost(model, before.stops)
                assert at.cost == change_s + model.miss_cost[each.task]


def test_a_problem_is_compiled_once_for_the_same_locks_and_forgotten_with_it():
    problem = make_problem()
    first = compile_problem(problem, {})
    assert compile_problem(problem, {}) is first
    assert compile_problem(problem, by_task(problem, [Lock(0, 0)])) is not first
    assert compile_problem(replace(problem, seconds_per_point=1), {}).miss_cost[0] == 10
