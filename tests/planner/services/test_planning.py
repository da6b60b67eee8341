"""A week is planned over real streets: who, when, by whom, and a reason for everybody else."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

import maps
import solver
from planner.domain.dossier import Dossier, LegalTrack
from planner.domain.errors import PlannerError
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import Unplanned, UnplannedReason, WeekPlan
from planner.domain.staff import Team, TravelMode
from planner.domain.week import Week
from planner.policy.rules_file import shipped_rules
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

WEEK = Week(2026, 49)


def doors(count: int, **changes: Any) -> tuple[Dossier, ...]:
    return tuple(
        make_dossier(
            **{
                "dossier_id": f"D-{i:03d}",
                "address": make_address(
                    street=("Dorpsstraat", "Veenweg", "Zonnedauw")[i % 3], number=401 + 7 * i
                ),
                **changes,
            }
        )
        for i in range(count)
    )


def plan(region: maps.Region, dossiers: tuple[Dossier, ...], **changes: Any) -> WeekPlan:
    team = changes.pop("team", Team(coaches=(make_coach(),), shifts=(make_shift(),)))
    request = WeekRequest(**{"week": WEEK, "today": TODAY, "dossiers": dossiers, "team": team, **changes})
    return plan_week(request, region, solver.MaxRounds(2))


def left(made: WeekPlan, dossier_id: str) -> Unplanned:
    return next(one for one in made.unplanned if one.dossier_id == dossier_id)


def test_a_route_follows_the_streets_from_start_to_end(nootdorp: maps.Region) -> None:
    route = plan(nootdorp, doors(5)).routes[0]
    assert len(route.stops) == 5
    legs = [stop.leg for stop in route.stops] + [route.home_leg]
    for leg in legs:
        assert leg is not None
        assert len(leg.path) >= 2
        assert leg.distance_m > 0
    assert route.travel_s == sum(leg.travel_s for leg in legs if leg)


def test_more_urgent_dossiers_go_first_when_the_evening_is_full(nootdorp: maps.Region) -> None:
    many = tuple(
        replace(one, earlier_signals=2 if i % 2 else 0, phone="" if i % 2 else one.phone)
        for i, one in enumerate(doors(40))
    )
    made = plan(nootdorp, many)
    planned = [stop.score for route in made.routes for stop in route.stops]
    out = [one.score for one in made.unplanned]
    assert len(planned) >= 8
    assert sum(planned) / len(planned) > sum(score or 0 for score in out) / len(out)
    assert {one.reason for one in made.unplanned} <= {
        UnplannedReason.NO_ROOM,
        UnplannedReason.NOT_WORTH_TRAVEL,
    }


def test_a_full_evening_has_reserves_nearby_and_they_stay_unplanned(nootdorp: maps.Region) -> None:
    made = plan(nootdorp, doors(40))
    reserve = made.routes[0].reserve
    assert len(reserve) == shipped_rules().evening.reserves_per_route
    assert all(left(made, one) for one in reserve)


def test_a_visit_that_asks_for_a_pair_waits_for_a_pair(nootdorp: maps.Region) -> None:
    lonely = plan(nootdorp, doors(1, needs_pair=True))
    assert left(lonely, "D-000").reason is UnplannedReason.NO_SHIFT_FITS
    assert "duo" in left(lonely, "D-000").sentence
    coaches = (make_coach(), make_coach(coach_id="C2", name="Joost", travel_mode=TravelMode.BICYCLE))
    pair = Team(coaches=coaches, shifts=(make_shift(coach_ids=("C1", "C2")),))
    assert plan(nootdorp, doors(1, needs_pair=True), team=pair).find("D-000")


def test_a_language_nobody_speaks_is_named(nootdorp: maps.Region) -> None:
    assert "Pools" in left(plan(nootdorp, doors(1, language="pl")), "D-000").sentence
    polish = Team(coaches=(make_coach(languages=frozenset({"nl", "pl"})),), shifts=(make_shift(),))
    assert plan(nootdorp, doors(1, language="pl"), team=polish).find("D-000")


def test_a_deadline_comes_before_any_number_of_points(nootdorp: maps.Region) -> None:
    poor = make_dossier(
        dossier_id="MUST",
        address=make_address(street="Akelei", number=500),
        arrears_since=TODAY - timedelta(days=5),
        attempts=(),
        legal=LegalTrack(summons_on=date(2026, 12, 9)),
    )
    made = plan(nootdorp, (*doors(40), poor))
    found = made.find("MUST")
    assert found is not None
    assert found[1].required


def test_a_deadline_within_the_week_is_kept_before_its_day(nootdorp: maps.Region) -> None:
    team = Team(
        coaches=(make_coach(),),
        shifts=tuple(make_shift(shift_id=f"S{i}", date=MONDAY + timedelta(days=i)) for i in range(4)),
    )
    for summons in (MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)):
        found = plan(nootdorp, doors(1, legal=LegalTrack(summons_on=summons)), team=team).find("D-000")
        assert found is not None
        assert found[0].date < summons


def test_a_not_home_door_comes_back_on_another_weekday_and_hour(nootdorp: maps.Region) -> None:
    team = Team(
        coaches=(make_coach(),),
        shifts=tuple(make_shift(shift_id=f"S{i}", date=date(2026, 12, 7 + i)) for i in range(4)),
    )
    miss = make_outcome(OutcomeCode.NT_KAART, dossier_id="D-000", at=at(MONDAY, 18, 10))
    made = plan(nootdorp, doors(1), team=team, week=WEEK.next, today=date(2026, 12, 6), outcomes=(miss,))
    found = made.find("D-000")
    assert found is not None
    start = found[1].start_service
    assert start.weekday() != 0
    assert start.hour != 18
    assert "vorige keer (maandag 18:10)" in found[1].why_when


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (OutcomeCode.REGELING, UnplannedReason.CLOSED),
        (OutcomeCode.BETWIST, UnplannedReason.BLOCKED),
        (OutcomeCode.WEIGERT, UnplannedReason.WAITING),
    ],
)
def test_what_happened_at_the_door_decides_the_next_week(
    nootdorp: maps.Region, code: OutcomeCode, reason: UnplannedReason
) -> None:
    made = plan(nootdorp, doors(1), outcomes=(make_outcome(code, dossier_id="D-000"),))
    assert left(made, "D-000").reason is reason


def test_two_dossiers_behind_one_door_are_one_visit(nootdorp: maps.Region) -> None:
    made = plan(nootdorp, doors(2, address=make_address(number=420)))
    assert len(made.routes[0].stops) == 1
    assert [one.reason for one in made.unplanned] == [UnplannedReason.SAME_DOOR]


def test_a_doubtful_address_is_never_put_on_the_map(nootdorp: maps.Region) -> None:
    made = plan(nootdorp, doors(1, address=make_address(street="Dorpstraat", number=420)))
    one = left(made, "D-000")
    assert one.reason is UnplannedReason.ADDRESS_DOUBTFUL
    assert one.point is None
    assert "Dorpsstraat" in one.would_fit_if


def test_an_evening_that_starts_nowhere_is_an_error_that_names_it(nootdorp: maps.Region) -> None:
    nowhere = Team(coaches=(make_coach(),), shifts=(make_shift(start_place=make_address(street="Xyzzy")),))
    with pytest.raises(PlannerError, match="Avond S1: het adres 'Xyzzy 14'"):
        plan(nootdorp, doors(1), team=nowhere)


def test_refused_rows_stay_in_sight(nootdorp: maps.Region) -> None:
    made = plan(nootdorp, (), refused=(("D-099", "Rij 7, huisnummer: leeg."),))
    assert left(made, "D-099").reason is UnplannedReason.REFUSED


def test_evenings_that_have_passed_are_not_planned(nootdorp: maps.Region) -> None:
    team = Team(
        coaches=(make_coach(),),
        shifts=(make_shift(), make_shift(shift_id="S2", date=MONDAY + timedelta(days=1))),
    )
    made = plan(nootdorp, doors(3), team=team, today=MONDAY + timedelta(days=1))
    assert [route.shift_id for route in made.routes] == ["S2"]


def test_visits_start_no_later_than_the_last_knock(nootdorp: maps.Region) -> None:
    made = plan(nootdorp, doors(30))
    assert all(stop.start_service.time() <= time(20, 30) for route in made.routes for stop in route.stops)
