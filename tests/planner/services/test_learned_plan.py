"""What was learned of when people are home, and what was told, decides when a coach goes there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest
from jsonschema import validate

import maps
import solver
from planner.domain.dossier import Dossier, LegalTrack
from planner.domain.hint import Hint, HintSource
from planner.domain.log import Event
from planner.domain.outcome import OutcomeCode, Slot
from planner.domain.plan import Stop, WeekPlan
from planner.domain.staff import Team
from planner.domain.week import Week
from planner.exports.plan_json import plan_json, plan_schema
from planner.policy.chance import Estimate
from planner.policy.hints import KnownHint
from planner.policy.rules_file import shipped_rules
from planner.policy.talk import learn_talks
from planner.policy.visit_kind import VisitKind
from planner.services.planning import WeekRequest, plan_week
from tests.factories import (
    MONDAY,
    TODAY,
    at,
    make_address,
    make_coach,
    make_dossier,
    make_outcome,
    make_shift,
)

RULES = shipped_rules()
TEAM = Team(
    coaches=(make_coach(),),
    shifts=tuple(make_shift(shift_id=f"S{i}", date=MONDAY + timedelta(days=i)) for i in range(4)),
)
ADDRESS = make_address(street="Veenweg", number=420)


@dataclass(frozen=True)
class SeldomHome:
    """Every door opens one time in twenty: chances and a door in one."""

    chance: float = 0.05
    mean_usual: float = 0.45
    best: float = 0.05
    hints: tuple[KnownHint, ...] = ()

    def at(self, slot: Slot) -> Estimate:
        return Estimate(chance=self.chance, n=0, visits=100, range_share=0.8)

    def usual(self, slot: Slot) -> float:
        return 0.45

    def first_tries(self, hour: int) -> int:
        return 0

    def door(self, dossier: Dossier, history: Sequence[Event]) -> "SeldomHome":
        return self


def plan(region: maps.Region, *dossiers: Dossier, **changes: object) -> WeekPlan:
    request = WeekRequest(
        **{"week": Week(2026, 49), "today": TODAY, "dossiers": dossiers, "team": TEAM, **changes}
    )
    return plan_week(request, region, solver.MaxRounds(2))


def only(made: WeekPlan) -> Stop:
    (stop,) = [stop for route in made.routes for stop in route.stops]
    return stop


def hinted(earliest: time, latest: time, day: int) -> Dossier:
    hint = Hint(
        source=HintSource.RESIDENT,
        told_on=TODAY,
        weekdays=frozenset({day}),
        earliest=earliest,
        latest=latest,
    )
    return make_dossier(address=ADDRESS, hints=(hint,))


@pytest.mark.parametrize(
    ("earliest", "latest", "day"), [(time(19), time(20), 2), (time(17), time(18), 0), (time(20), time(21), 3)]
)
def test_a_hint_decides_day_and_hour_and_is_told_as_the_reason(
    nootdorp: maps.Region, earliest: time, latest: time, day: int
) -> None:
    stop = only(plan(nootdorp, hinted(earliest, latest, day)))
    assert (stop.start_service.weekday(), stop.start_service.hour) == (day, earliest.hour)
    assert stop.why_when.startswith("De bewoner zei op 29-11-2026: meestal thuis op")
    assert stop.chance_low < 0.7 < stop.chance_home <= stop.chance_high


def test_a_deadline_where_hardly_anybody_opens_is_still_visited(nootdorp: maps.Region) -> None:
    urgent = make_dossier(address=ADDRESS, legal=LegalTrack(summons_on=date(2026, 12, 4)))
    many = [
        make_dossier(dossier_id=f"N-{i}", address=make_address(street="Dorpsstraat", number=401 + 7 * i))
        for i in range(40)
    ]
    stop = plan(nootdorp, *many, urgent, chances=SeldomHome()).find(urgent.dossier_id)
    assert stop is not None
    assert stop[1].required
    assert stop[1].chance_home == 0.05


def test_what_doors_did_elsewhere_moves_the_chance_and_is_counted(nootdorp: maps.Region) -> None:
    opened = tuple(
        make_outcome(
            OutcomeCode.WEIGERT, dossier_id=f"OLD-{i}", at=at(MONDAY - timedelta(days=14), hour, 5 + i)
        )
        for i in range(40)
        for hour in (17, 18, 19, 20)
    )
    before = only(plan(nootdorp, make_dossier(address=ADDRESS)))
    after = only(plan(nootdorp, make_dossier(address=ADDRESS), outcomes=opened))
    assert after.chance_home > before.chance_home + 0.1
    assert "zelf geteld bij" in after.why_when
    assert "geteld" not in before.why_when


def test_a_visit_takes_its_expected_time_by_what_was_measured(nootdorp: maps.Region) -> None:
    long = tuple(
        make_outcome(
            OutcomeCode.ADVIES,
            dossier_id=f"OLD-{i}",
            at=at(MONDAY - timedelta(days=14), 18),
            left_at=at(MONDAY - timedelta(days=14), 19, 30),
        )
        for i in range(60)
    )
    table = learn_talks({one.dossier_id: [one] for one in long}, [], RULES)
    stop = only(plan(nootdorp, make_dossier(address=ADDRESS), talks=table))
    usual = only(plan(nootdorp, make_dossier(address=ADDRESS)))
    assert stop.depart - stop.start_service > 1.8 * (usual.depart - usual.start_service)
    found = table.of(VisitKind.FIRST).expected_s(stop.chance_home)
    assert (stop.depart - stop.start_service).total_seconds() == pytest.approx(found, rel=0.15)


def test_the_same_week_gives_the_same_plan_whatever_the_order_of_the_log(nootdorp: maps.Region) -> None:
    doors = [
        make_dossier(dossier_id=f"N-{i}", address=make_address(street="Dorpsstraat", number=401 + 7 * i))
        for i in range(12)
    ]
    log = tuple(
        make_outcome(
            OutcomeCode.NT_GEEN_KAART, dossier_id=f"N-{i}", at=at(MONDAY - timedelta(days=10), 17 + i % 4, i)
        )
        for i in range(12)
    )
    first, again, other = (
        plan(nootdorp, *doors, outcomes=known) for known in (log, log, tuple(reversed(log)))
    )
    assert plan_json(first) == plan_json(again) == plan_json(other)


def test_the_range_and_its_n_are_in_the_plan_file(nootdorp: maps.Region) -> None:
    made = plan_json(plan(nootdorp, make_dossier(address=ADDRESS)))
    validate(made, plan_schema())
    (stop,) = [stop for route in made["routes"] for stop in route["stops"]]
    assert stop["chance_n"] == 0
    assert 0 < stop["chance_low"] < stop["chance_home"] < stop["chance_high"] < 1


def test_with_fairness_a_door_that_opens_seldom_is_worth_as_much_as_any(nootdorp: maps.Region) -> None:
    away = Hint(source=HintSource.NEIGHBOUR, told_on=TODAY, home=False, earliest=time(8), latest=time(22))
    seldom = make_dossier(dossier_id="SELDOM", address=ADDRESS, hints=(away,), earlier_signals=1)
    usual = make_dossier(dossier_id="USUAL", address=make_address(street="Dorpsstraat", number=401))
    short = Team(coaches=(make_coach(),), shifts=(make_shift(start=time(19), end=time(19, 36)),))
    fair = replace(RULES, worth=replace(RULES.worth, fairness=1.0))
    found = {
        name: [
            s.dossier_id
            for r in plan(nootdorp, seldom, usual, team=short, rules=rules).routes
            for s in r.stops
        ]
        for name, rules in (("chance", RULES), ("relative", fair))
    }
    assert found == {"chance": ["USUAL"], "relative": ["SELDOM"]}


def test_after_three_varied_misses_a_door_leaves_the_visits(nootdorp: maps.Region) -> None:
    misses = tuple(
        make_outcome(
            OutcomeCode.NT_KAART, dossier_id="D-001", at=at(MONDAY - timedelta(days=28 - 9 * i), 17 + i)
        )
        for i in range(3)
    )
    dossier = make_dossier(address=ADDRESS)
    assert only(plan(nootdorp, dossier, outcomes=misses[:2])).chance_n == 2
    (left,) = plan(nootdorp, dossier, outcomes=misses).unplanned
    assert left.dossier_id == dossier.dossier_id
