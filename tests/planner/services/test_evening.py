"""An evening of a plan over real streets: its reserves, and what still fits after what was recorded."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

import maps
import solver
from planner.domain.dossier import LegalTrack
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import Route, WeekPlan
from planner.domain.staff import Team
from planner.domain.week import Week
from planner.phone.from_plan import sheet_of
from planner.phone.payload import payload
from planner.phone.words import chance_words
from planner.policy.rules_file import shipped_rules
from planner.services.evening import Tonight, reserve_chances, state_at, tonight
from planner.services.last_knock import last_knocks
from planner.services.planning import WeekRequest, plan_week
from tests.factories import MONDAY, TODAY, at, make_coach, make_dossier, make_outcome, make_shift
from tests.planner.services.test_planning import doors

WEEK = Week(2026, 49)
TEAM = Team(
    coaches=(make_coach(), make_coach(coach_id="C2", name="Joost")),
    shifts=(
        make_shift(),
        make_shift(shift_id="S2", coach_ids=("C2",)),
        make_shift(shift_id="S3", date=MONDAY + timedelta(days=1)),
    ),
)
NOON = at(TODAY, 12)


@pytest.fixture(scope="module")
def request_() -> WeekRequest:
    people = (
        *doors(70),
        *(
            replace(one, dossier_id=f"PL-{i}", language="pl")
            for i, one in enumerate(doors(5, needs_pair=True))
        ),
        make_dossier(dossier_id="MUST", legal=LegalTrack(summons_on=MONDAY + timedelta(days=7))),
    )
    return WeekRequest(week=WEEK, today=TODAY, dossiers=people, team=TEAM)


@pytest.fixture(scope="module")
def plan(request_: WeekRequest, nootdorp: maps.Region) -> WeekPlan:
    return plan_week(request_, nootdorp, solver.MaxRounds(2))


@pytest.fixture(scope="module")
def route(plan: WeekPlan) -> Route:
    return plan.routes[0]


@pytest.fixture(scope="module")
def monday(request_: WeekRequest, plan: WeekPlan, route: Route, nootdorp: maps.Region) -> Tonight:
    return tonight(request_, plan, route, nootdorp)


def test_no_two_coaches_have_the_same_reserve_on_one_evening(plan: WeekPlan) -> None:
    first, second = (route.reserve for route in plan.routes if route.date == MONDAY)
    assert first
    assert second
    assert not set(first) & set(second)


def test_a_reserve_is_in_no_route_and_fits_who_walks_it(plan: WeekPlan) -> None:
    planned = {stop.dossier_id for route in plan.routes for stop in route.stops}
    for route in plan.routes:
        assert len(set(route.reserve)) == len(route.reserve)
        assert len(route.reserve) <= shipped_rules().evening.reserves_per_route
        assert not planned & set(route.reserve)
        assert not any(one.startswith("PL-") for one in route.reserve)


def test_a_route_that_is_all_to_do_fits_as_planned(monday: Tonight, route: Route) -> None:
    state = state_at(monday, route, (), NOON)
    assert [one.stop.dossier_id for one in state.stops] == [stop.dossier_id for stop in route.stops]
    assert all(one.fits for one in state.stops)
    assert state.stops[0].chance > 0.95
    assert state.next == monday.stops[0]


def test_reserves_come_with_their_chance_best_first(monday: Tonight, route: Route) -> None:
    chances = reserve_chances(monday)
    assert set(chances) == set(route.reserve)
    assert next(iter(chances.values())) == max(chances.values())


def test_the_sheet_carries_the_reserves_in_that_order_with_their_chance(
    request_: WeekRequest, plan: WeekPlan, route: Route, monday: Tonight, nootdorp: maps.Region
) -> None:
    dossiers = {one.dossier_id: one for one in request_.dossiers}
    sheet = sheet_of(plan, route, dossiers, (), TEAM, nootdorp, request_.rules)
    assert {door.dossier_id: door.chance for door in sheet.reserve} == reserve_chances(monday)
    sent = [door["chance"] for door in payload(sheet)["reserve"]]
    assert sent == [chance_words(door.chance) for door in sheet.reserve]


def test_a_long_talk_leaves_less_than_a_shut_door(monday: Tonight, route: Route) -> None:
    first = route.stops[0]
    states = [
        state_at(
            monday,
            route,
            (make_outcome(code, dossier_id=first.dossier_id, at=first.start_service, left_at=left),),
            NOON,
        )
        for code, left in (
            (OutcomeCode.NT_KAART, None),
            (OutcomeCode.REGELING, first.start_service + timedelta(hours=2)),
        )
    ]
    assert all(len(state.stops) == len(route.stops) - 1 for state in states)
    assert states[0].contacts > states[1].contacts + 1
    assert states[0].now_s < states[1].now_s


def test_the_clock_of_the_evening_counts_once_it_runs(monday: Tonight, route: Route) -> None:
    assert state_at(monday, route, (), at(MONDAY, 20, 40)).next is None
    assert state_at(monday, route, (), at(MONDAY, 20, 20)).next is not None


def test_what_was_recorded_on_another_route_says_nothing(monday: Tonight, route: Route) -> None:
    other = make_outcome(OutcomeCode.REGELING, dossier_id=route.stops[0].dossier_id, shift_id="S9")
    assert state_at(monday, route, (other,), NOON) == state_at(monday, route, (), NOON)


def test_a_later_last_knock_meets_more_people_and_comes_home_late_more_often(
    request_: WeekRequest, plan: WeekPlan, nootdorp: maps.Region
) -> None:
    choices = last_knocks(request_, plan, nootdorp)
    assert [choice.at for choice in choices] == list(shipped_rules().evening.last_knocks)
    assert [choice.chosen for choice in choices] == [False, False, True, False]
    for early, late in pairwise(choices):
        assert early.contacts < late.contacts
        assert early.late_home <= late.late_home
        assert 0 <= late.late_home <= 1


def test_a_week_without_routes_has_no_choices(request_: WeekRequest, nootdorp: maps.Region) -> None:
    empty = replace(request_, dossiers=())
    assert last_knocks(empty, plan_week(empty, nootdorp, solver.MaxRounds(0)), nootdorp) == ()
