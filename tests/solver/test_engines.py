"""The compiled engine against plain Python, and what happens without it."""

import importlib
import os
import subprocess
import sys

import numpy as np

from solver import MaxRounds, Window, check, solve, value, warm_up
from solver.compiled import compile_problem, is_feasible, plan_cost
from solver.insertion import Routes
from solver.kernel.engine import Engine
from solver.kernel.fresh import drop_stale_code
from solver.kernel.temperature import temperatures
from solver.ortools_packing import pack
from solver.pool import RoutePool
from tests.solver.factories import line, make_problem, make_shift, make_task, random_problem


def test_the_compiled_objective_equals_the_public_one():
    for seed in range(12):
        problem = random_problem(np.random.default_rng(seed), tasks=20, shifts=4)
        model = compile_problem(problem, {})
        routes = Engine(model).construct()
        assert all(is_feasible(model, shift, stops) for shift, stops in enumerate(routes))
        penalties = plan_cost(model, routes) - sum(int(x) for x in _missed(model, routes))
        assert penalties == sum(_route_costs(problem, routes))


def _missed(model, routes):
    planned = {task for stops in routes for task, _ in stops}
    return [model.miss_cost[task] for task in range(model.tasks) if task not in planned]


def _route_costs(problem, routes):
    """Recompute travel, lost points and overtime of compiled routes from the problem alone."""
    model = compile_problem(problem, {})
    for shift, stops in enumerate(routes):
        one, now, here, cost = problem.shifts[shift], problem.shifts[shift].start_s, None, 0
        here = one.start_location
        for task, row in stops:
            leg = int(problem.travel_s[one.profile][here, problem.tasks[task].location])
            now = max(now + leg, int(model.opens[row])) + int(model.service[row])
            cost += leg + int(model.loss[row])
            best_extra = max(problem.tasks[task].shift_points.values(), default=0)
            cost += 60 * (best_extra - problem.tasks[task].shift_points.get(shift, 0))
            here = problem.tasks[task].location
        back = int(problem.travel_s[one.profile][here, one.end_location]) if stops else 0
        yield cost + back + one.overtime_price * max(0, now + back - one.end_s) * bool(stops)


def test_completing_a_plan_leaves_nothing_that_pays():
    model = compile_problem(random_problem(np.random.default_rng(8), tasks=50, shifts=5), {})
    plan = Routes(model, Engine(model).construct())
    plan = Routes(model, Engine(model).complete(plan.stops))
    for task in range(model.tasks):
        at = plan.best_insertion(task)
        assert at is None or at.cost >= model.miss_cost[task]


def test_pools_of_one_two_and_fifty_tasks_work():
    for tasks in (1, 2, 50):
        problem = random_problem(np.random.default_rng(tasks), tasks=tasks, shifts=3)
        assert check(problem, solve(problem, MaxRounds(3))) == []


def test_without_numba_ortools_takes_over(monkeypatch):
    for name in [each for each in sys.modules if each.startswith(("solver.kernel", "numba"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numba", None)
    problem = random_problem(np.random.default_rng(1), tasks=12, shifts=2)
    assert warm_up() is False
    assert solve(problem, MaxRounds(2)) == solve(problem, MaxRounds(2), engine="ortools")


def test_warming_up_says_that_the_compiled_engine_is_there():
    importlib.import_module("numba")
    assert warm_up() is True


def test_importing_the_solver_imports_neither_ortools_nor_numba():
    code = "import solver, sys; print([name for name in ('ortools', 'numba') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_code_older_than_its_sources_is_dropped(tmp_path):
    source, old, new = tmp_path / "a.py", tmp_path / "old.nbi", tmp_path / "new.nbi"
    for path, at in ((old, 100), (source, 200), (new, 300)):
        path.touch()
        os.utime(path, (at, at))
    assert drop_stale_code(tmp_path, tmp_path) == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_set_packing_combines_the_best_routes_of_two_plans():
    model = compile_problem(make_problem(shifts=make_problem().shifts * 2), {})
    rows = [model.windows_of(task).start for task in (0, 1)]
    bad, other = [[(0, rows[0])], []], [[], [(1, rows[1])]]
    pool = RoutePool()
    pool.add(other)
    packed = pack(model, pool, bad, None, 1)
    assert packed == [[(0, rows[0])], [(1, rows[1])]]


def test_a_pool_forgets_its_oldest_routes():
    pool = RoutePool(limit=2)
    for task in (1, 2, 3):
        pool.add([[(task, 0)]])
    assert [stops for _, stops in pool] == [((2, 0),), ((3, 0),)]


def _ring(doors, **changes):
    """Doors on a circle of 10,000 s around a home on it, in any order, and the length of the circle."""
    order = np.random.default_rng(4).permutation(doors) + 1
    angle = 2 * np.pi * np.append(0, order) / (doors + 1)
    travel = np.rint(20_000 * np.abs(np.sin((angle[:, None] - angle[None]) / 2))).astype(np.int32)
    tasks = tuple(make_task(1 + k, windows=(Window(0, 500_000, 10),), **changes) for k in range(doors))
    shift = make_shift(end_s=500_000)
    return make_problem(tasks, (shift,), travel), (doors + 1) * int(travel[0, travel[0] > 0].min())


def test_a_round_trip_that_must_visit_everybody_is_as_short_as_it_can_be():
    problem, shortest_s = _ring(60, required=1)
    plan = solve(problem, MaxRounds(12))
    assert value(problem, plan).travel_s == shortest_s


def test_where_everybody_is_visited_the_temperature_follows_travel_and_no_penalty():
    problem, _ = _ring(30, required=1)
    model = compile_problem(problem, {})
    hot, cold = temperatures(model, Engine(model).construct(), 0)
    assert problem.travel_s[0].max() > hot > cold > 0


def test_where_some_are_left_out_the_temperature_follows_the_worth_of_a_visit():
    worth = {}
    for seconds_per_point in (60, 600):
        tasks = tuple(make_task(1 + k, service_s=7000) for k in range(6))
        problem = make_problem(tasks, travel=line(*range(0, 700, 100)), seconds_per_point=seconds_per_point)
        model = compile_problem(problem, {})
        worth[seconds_per_point] = temperatures(model, Engine(model).construct(), 0)
    assert worth[600] == tuple(10 * each for each in worth[60])


def test_with_few_shifts_a_move_offers_more_unplanned_tasks():
    offered = {
        shifts: Engine(compile_problem(make_problem(shifts=make_problem().shifts * shifts), {})).view.offered
        for shifts in (1, 2, 4, 50)
    }
    assert offered == {1: 200, 2: 120, 4: 60, 50: 16}
