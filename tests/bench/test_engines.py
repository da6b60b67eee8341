import numpy as np
import pytest

from bench.engines import ENGINES, Answer, EngineMissingError, load_engine
from bench.engines.greedy import run as greedy
from bench.engines.plain import plain
from bench.measurement import Spent, judge
from solver import UNREACHABLE, Problem, Shift, Task, Window, Workload, check, schedule, value
from tests.bench.files import write_all
from tests.solver.factories import HOUR, line, make_problem, make_shift, make_task

IDLE = Spent(peak_mb=0.0, cpu_s=0.0, load=0.0)


def engine(name):
    pytest.importorskip({"pyvrp": "pyvrp", "vroom": "vroom"}.get(name, "solver"))
    return load_engine(name)


def small_week(**changes):
    """Five doors on a line, two shifts from its middle; door 0 is for shift 1 only."""
    travel = line(0, 100, 300, 700, 1500, 2500)
    tasks = [
        Task(k + 1, 1200, (Window(0, 4 * HOUR, prize),), shifts_allowed=frozenset({1}) if k == 0 else None)
        for k, prize in enumerate((400, 300, 500, 200, 600))
    ]
    shifts = (Shift(0, 0, 0, 4 * HOUR),) * 2
    return Problem(tuple(tasks), shifts, (travel,), **changes)


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_s_plan_passes_the_check_and_respects_who_may_go_where(name):
    problem = small_week()
    found = judge(problem, engine(name)(problem, 0.3, 1), IDLE)
    assert found.violations == ()
    assert found.planned == 5
    assert 0 in found.sequences[1]


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_keeps_loads_and_required_visits(name):
    tasks = [make_task(k, required=1, load=1) for k in (1, 2)]
    problem = make_problem(tasks, [make_shift(max_load=1), make_shift(max_load=1)])
    found = judge(problem, engine(name)(problem, 0.3, 1), IDLE)
    assert found.counts
    assert sorted(len(each) for each in found.sequences) == [1, 1]


@pytest.mark.parametrize("name", ENGINES)
def test_no_engine_takes_a_way_that_does_not_exist(name):
    travel = np.array([[0, 60, 60], [60, 0, UNREACHABLE], [UNREACHABLE, UNREACHABLE, 0]], dtype=np.int32)
    problem = make_problem(travel=travel)
    found = judge(problem, engine(name)(problem, 0.3, 1), IDLE)
    assert found.violations == ()
    assert found.sequences == ((0,),)


def test_by_hand_the_highest_priority_goes_in_first():
    """One evening with room for one visit: the dear one is written in, though the cheap one is nearer."""
    near, far = make_task(1, 3 * HOUR), make_task(2, 3 * HOUR, (Window(0, 4 * HOUR, 90),))
    assert greedy(make_problem([near, far]), 1, 0).plan == [[1]]


def test_by_hand_a_visit_goes_where_it_costs_least_and_stays_out_when_it_does_not_pay():
    problem = make_problem(
        [make_task(1), make_task(2), make_task(3, windows=(Window(0, 4 * HOUR, 1),))],
        travel=line(0, 100, 250, 5000),
        shifts=[make_shift(), make_shift(home=2)],
    )
    plan = greedy(problem, 1, 0).plan
    assert plan == [[0], [1]]


def test_by_hand_routes_grow_beyond_any_first_guess():
    doors = 60
    tasks = [make_task(k, 60, (Window(0, 40 * HOUR, 10),)) for k in range(1, doors + 1)]
    problem = make_problem(tasks, [make_shift(end_s=40 * HOUR)], travel=line(*range(0, 10 * doors + 1, 10)))
    assert [len(each) for each in greedy(problem, 1, 0).plan] == [doors]


def test_what_peers_cannot_be_told_is_refused():
    with pytest.raises(ValueError, match="one window"):
        plain(make_problem([make_task(windows=(Window(0, 1), Window(2, 3)))]))
    with pytest.raises(ValueError, match="no workloads"):
        plain(make_problem(workloads=(Workload(frozenset({0}), 10),)))
    with pytest.raises(ValueError, match="without overtime"):
        plain(make_problem(shifts=[make_shift(max_overtime_s=60)]))


def test_an_answer_is_weighed_by_the_solver_and_not_by_the_engine():
    problem = small_week()
    found = judge(problem, Answer([[1, 2], [0]], 1.0, 0.0, None), IDLE)
    plan = schedule(problem, [[1, 2], [0]])
    assert found.value == value(problem, plan)
    assert found.counts


def test_an_answer_that_breaks_a_rule_does_not_count_and_says_why():
    problem = small_week()
    found = judge(problem, Answer([[0], []], 1.0, 0.0, None), IDLE)
    assert not found.counts
    assert found.violations == tuple(str(each) for each in check(problem, schedule(problem, [[0], []])))
    assert found.fault.startswith("breaks rules: shift_not_allowed")


def test_an_answer_that_misses_a_required_visit_does_not_count():
    problem = make_problem([make_task(1, required=1), make_task(2)])
    found = judge(problem, Answer([[1]], 1.0, 0.0, None), IDLE)
    assert found.fault == "misses 1 required"


def test_an_engine_whose_package_is_missing_says_which(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "vroom", None)
    monkeypatch.delitem(__import__("sys").modules, "bench.engines.vroom_peer", raising=False)
    with pytest.raises(EngineMissingError, match="vroom is not installed"):
        load_engine("vroom")


def test_tiny_files_of_every_family_are_solved_by_hand(tmp_path):
    from bench.best_known import cases_of
    from bench.families import read

    folder, best_known = write_all(tmp_path)
    for family in ("toptw", "solomon", "pcvrptw", "ortec_asym"):
        for case in cases_of(family, folder, best_known):
            instance = read(case)
            found = judge(instance.problem, greedy(instance.problem, 1, 0), IDLE)
            assert found.counts, (family, found.fault)
