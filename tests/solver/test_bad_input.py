"""A crash test: whatever goes in, out comes an error with the value, or a plan in which nobody is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import (
    UNREACHABLE,
    Lock,
    LockError,
    MaxRounds,
    Problem,
    ProblemError,
    Reason,
    Shift,
    SolverError,
    Task,
    Window,
    check,
    explain_all,
    solve,
)
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task

ENGINES = ["auto", "ortools"]
DAY = 24 * HOUR


def nobody_is_lost(problem, plan, locked=()):
    planned = [stop.task for route in plan.routes for stop in route.stops]
    left = [each.task for each in plan.unassigned]
    assert sorted(planned + left) == list(range(len(problem.tasks)))
    assert check(problem, plan, locked) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (make_problem(tasks=[make_task(1, shifts_allowed=()), make_task(2)]), Reason.NO_ALLOWED_SHIFT),
        (make_problem(tasks=[Task(1, 60, ()), make_task(2)]), Reason.NO_ALLOWED_SHIFT),
        (
            make_problem(tasks=[make_task(1, windows=(Window(DAY, DAY, 9),)), make_task(2)]),
            Reason.OUTSIDE_WINDOWS,
        ),
        (make_problem(tasks=[make_task(1, service_s=DAY), make_task(2)]), Reason.OUTSIDE_WINDOWS),
    ],
    ids=["allowed nowhere", "no window", "a window on another day", "a visit longer than the evening"],
)
def test_a_task_that_can_never_be_done_is_told_with_its_reason(problem, reason, engine):
    plan = solve(problem, MaxRounds(1), engine=engine)
    nobody_is_lost(problem, plan)
    assert [(each.task, each.reason) for each in plan.unassigned] == [(0, reason)]
    assert [each.reason for each in explain_all(problem, plan)] == [reason]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_matrix_without_any_way_plans_nobody_and_says_why(engine):
    problem = make_problem(travel=np.full((3, 3), UNREACHABLE, dtype=np.int32))
    plan = solve(problem, MaxRounds(1), engine=engine)
    nobody_is_lost(problem, plan)
    assert {each.reason for each in plan.unassigned} == {Reason.UNREACHABLE}


def test_matrices_of_two_sizes_are_refused():
    with pytest.raises(ProblemError, match=r"same size, not \[2, 3\]"):
        Problem((make_task(),), (make_shift(),), (line(0, 1, 2), line(0, 1)))


@pytest.mark.parametrize("value", [np.inf, -np.inf, 0.5])
def test_a_travel_time_that_is_no_whole_second_is_refused(value):
    with pytest.raises(ProblemError, match=r"whole seconds|inf"):
        make_problem(travel=np.full((3, 3), value))


def test_one_task_locked_in_two_places_is_refused_with_its_number():
    problem = make_problem(shifts=[make_shift(), make_shift()])
    with pytest.raises(LockError, match="Task 1 is locked twice"):
        solve(problem, MaxRounds(0), locked=[Lock(1, 0), Lock(1, 1)])


SECONDS = st.integers(-2, 20_000)
TIMES = st.integers(-1, 3000)


def _in_order(times):
    return tuple(sorted(max(0, each) for each in times))


@st.composite
def problems(draw):
    """Mostly possible, sometimes absurd: odd windows, places that are not there, ways that are not there."""
    places = draw(st.integers(1, 4))
    absurd = draw(st.booleans())
    place = st.integers(-1, places) if absurd else st.integers(0, places - 1)
    span = st.tuples(SECONDS, SECONDS) if absurd else st.tuples(TIMES, SECONDS).map(_in_order)
    windows = st.lists(st.tuples(span, st.integers(-absurd, 50)), max_size=2)
    travel = np.array(draw(st.lists(TIMES, min_size=places**2, max_size=places**2))).reshape(places, places)

    def task():
        rows = tuple(Window(*times, prize) for times, prize in draw(windows))
        allowed = (
            draw(st.none() | st.frozensets(st.integers(0, many - 1 + absurd), max_size=2)) if many else None
        )
        required, group = draw(st.integers(0, 2)), draw(st.none() | st.integers(0, 1))
        return Task(draw(place), draw(st.integers(-absurd, 3000)), rows, required, allowed, group)

    def shift():
        return Shift(draw(place), draw(place), *draw(span))

    many = draw(st.integers(0, 2))
    tasks = tuple(task() for _ in range(draw(st.integers(0, 4))))
    shifts = tuple(shift() for _ in range(many))
    return Problem(tasks, shifts, (travel.astype(np.int32),))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_wild_input_is_a_named_error_or_a_plan_in_which_nobody_is_lost(data):
    said = None
    try:
        problem = data.draw(problems())
        pairs = st.tuples(st.integers(0, len(problem.tasks)), st.integers(0, len(problem.shifts)))
        locked = [Lock(*pair) for pair in data.draw(st.lists(pairs, max_size=2))]
        plan = solve(problem, MaxRounds(0), locked=locked)
    except SolverError as error:
        said = str(error)
    if said is not None:
        assert any(sign.isdigit() for sign in said), said
        return
    nobody_is_lost(problem, plan, locked)
    explained = [each.reason for each in explain_all(problem, plan, locked)]
    assert explained == [each.reason for each in plan.unassigned]
