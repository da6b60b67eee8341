"""How good a plan is: never more than is proven, and nothing of a plan that is no longer the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import maps
import solver
from planner.domain.plan import WeekPlan
from planner.domain.staff import Team
from planner.domain.week import AMSTERDAM, Week
from planner.policy.rules_file import shipped_rules
from planner.services.desk import Files, import_files, make_plan
from planner.services.first_evening import live_through
from planner.services.plan_bound import (
    USEFUL_PERCENT,
    PlanBound,
    bound_and_improve,
    bound_plan,
    bound_stored,
    solution_of,
    told,
)
from planner.services.planning import Groundwork, WeekRequest, prepare, solve_week, to_plan
from planner.store import ImportBatch, Store
from solver.bound import Bound
from tests.conftest import SAMPLE
from tests.factories import MONDAY, TODAY, make_address, make_coach, make_dossier, make_shift

WEEK = Week(2026, 49)
NOW = datetime(2026, 11, 29, 12, tzinfo=AMSTERDAM)
QUICK, LONGER = solver.MaxRounds(0), solver.MaxRounds(4)


def work_of(region: maps.Region, count: int, **changes: Any) -> Groundwork:
    """A week with some doors and one evening."""
    streets = ("Dorpsstraat", "Veenweg", "Zonnedauw")
    doors = tuple(
        make_dossier(dossier_id=f"D-{i}", address=make_address(street=streets[i % 3], number=401 + 7 * i))
        for i in range(count)
    )
    team = Team(coaches=(make_coach(),), shifts=(make_shift(),))
    return prepare(
        WeekRequest(**{"week": WEEK, "today": TODAY, "dossiers": doors, "team": team} | changes), region
    )


def planned(work: Groundwork, region: maps.Region, stop: solver.StopRule = QUICK) -> WeekPlan:
    return to_plan(work, solve_week(work, stop), region)


def gain_s(work: Groundwork, plan: WeekPlan) -> int:
    """What a plan earns on top of visiting nobody, in seconds."""
    solution = solution_of(work, plan)
    assert solution is not None
    problem = work.translation.problem
    worth_s = problem.seconds_per_point * sum(task.best_points for task in problem.tasks)
    return worth_s - solver.value(problem, solution).cost_s


def proof(**changes: Any) -> Bound:
    values = {"lower_cost_s": 960, "cost_s": 1000, "gain_s": 960, "seconds": 2.0, "sweeps": 3}
    return Bound(**{**values, "converged": True, **changes})


def test_a_share_is_of_the_gain_and_rounded_down() -> None:
    assert told(proof()).least_percent == 96
    assert told(proof(lower_cost_s=959)).least_percent == 95
    assert told(proof()).sentence == "Dit plan haalt minstens 96 % van wat in deze week kan."


def test_only_a_proof_makes_a_plan_the_best() -> None:
    nearly = told(proof(lower_cost_s=999, gain_s=10**6))
    assert (nearly.least_percent, nearly.proven_best) == (99, False)
    best = told(proof(lower_cost_s=1000))
    assert best.sentence == "Dit is het beste plan dat in deze week kan."
    assert "best" not in nearly.sentence


@pytest.mark.parametrize("loose", [{"lower_cost_s": 0}, {"gain_s": 0}, {"gain_s": -50}])
def test_a_loose_proof_tells_no_figure_and_says_so(loose: dict[str, int]) -> None:
    found = told(proof(**loose))
    assert found.least_percent is None
    assert found.sentence == "Hoe dicht dit plan bij het beste komt, is niet goed te zeggen."
    assert "%" not in found.sentence + found.explanation


def test_a_short_evening_is_proven_nearly_whole(nootdorp: maps.Region) -> None:
    work = work_of(nootdorp, 3)
    found = bound_plan(work, planned(work, nootdorp, LONGER), solver.MaxRounds(40))
    assert found is not None
    assert found.proven_best or (found.least_percent or 0) >= 90


def test_no_plan_of_a_longer_search_gains_more_than_the_proof_leaves_room_for(nootdorp: maps.Region) -> None:
    work = work_of(nootdorp, 40)
    quick = planned(work, nootdorp)
    found = bound_plan(work, quick, solver.MaxRounds(60))
    assert found is not None
    assert found.least_percent is not None
    assert found.least_percent >= USEFUL_PERCENT
    longer = planned(work, nootdorp, solver.MaxRounds(12))
    assert gain_s(work, quick) >= found.least_percent / 100 * gain_s(work, longer)


def test_a_better_plan_is_taken_over_only_where_it_is_asked_for(nootdorp: maps.Region) -> None:
    work = work_of(nootdorp, 40)
    nobody = solver.schedule(work.translation.problem, [[] for _ in work.desk.shifts])
    plan = to_plan(work, nobody, nootdorp)
    shown = bound_plan(work, plan, solver.MaxRounds(40))
    better, found = bound_and_improve(work, nobody, solver.MaxRounds(40))
    assert shown is not None
    assert shown.least_percent is None
    assert found is not None
    assert found.least_percent is not None
    assert gain_s(work, to_plan(work, better, nootdorp)) > gain_s(work, plan) == 0


def test_a_plan_of_other_evenings_or_times_is_not_spoken_of(nootdorp: maps.Region) -> None:
    work = work_of(nootdorp, 6)
    plan = planned(work, nootdorp)
    assert solution_of(work, plan) is not None
    route = plan.routes[0]
    late = tuple(replace(s, start_service=s.start_service + timedelta(seconds=1)) for s in route.stops)
    for other in (replace(route, shift_id="S9"), replace(route, stops=late)):
        assert bound_plan(work, replace(plan, routes=(other,)), solver.MaxRounds(1)) is None
    assert bound_plan(work_of(nootdorp, 2), plan, solver.MaxRounds(1)) is None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "record.sqlite")
    names = ("dossiers", "coaches", "shifts")
    import_files(opened, Files(**{name: SAMPLE / f"{name}.csv" for name in names}), NOW)
    yield opened
    opened.close()


def of_stored(store: Store, region: maps.Region, plan: WeekPlan, **rules: Any) -> PlanBound | None:
    return bound_stored(store, region, plan, NOW, replace(shipped_rules(), **rules), solver.MaxRounds(0))


def test_a_stored_plan_is_spoken_of_until_its_rules_or_its_week_change(
    store: Store, nootdorp: maps.Region
) -> None:
    plan = make_plan(store, nootdorp, WEEK, TODAY, NOW, QUICK)
    assert of_stored(store, nootdorp, plan) is not None
    live_through(store, WEEK, MONDAY, seed=1)
    assert of_stored(store, nootdorp, plan) is not None, "its visits do not change what it was made from"
    assert of_stored(store, nootdorp, plan, version="another") is None
    with store.writing() as record:
        first = plan.routes[0].stops[0].dossier_id
        moved = next(one for one in record.dossiers() if one.dossier_id == first)
        address = replace(moved.address, street="Veenweg", number=401)
        batch = ImportBatch(files=("verhuisd.csv",), read=1, refused=())
        record.add_import(batch, (replace(moved, address=address),), NOW)
    assert of_stored(store, nootdorp, plan) is None
