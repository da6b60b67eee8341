"""What a week means to the route search: travel until at the door, as slow as the evening is."""

from datetime import time, timedelta

import pytest

import maps
import solver
from planner.domain.notice import NoticeKind
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import Route
from planner.domain.staff import EveningShift, Team, TravelMode
from planner.domain.week import Week
from planner.policy.rules_file import shipped_rules
from planner.policy.triage import Known, triage
from planner.services.planning import WeekRequest, plan_week
from planner.services.translation import allowed_shifts
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
from tests.planner.histories import make_notice


def route(
    region: maps.Region,
    numbers: tuple[int, ...] = (420,),
    mode: TravelMode = TravelMode.CAR,
    shift: EveningShift | None = None,
) -> Route:
    dossiers = tuple(
        make_dossier(dossier_id=f"D-{i}", address=make_address(street="Veenweg", number=number))
        for i, number in enumerate(numbers)
    )
    team = Team(coaches=(make_coach(travel_mode=mode),), shifts=(shift or make_shift(),))
    request = WeekRequest(week=Week(2026, 49), today=TODAY, dossiers=dossiers, team=team)
    made = plan_week(request, region, solver.MaxRounds(2)).routes[0]
    assert len(made.stops) == len(numbers)
    return made


def tuned(region: maps.Region, stop_s: float, *hours: maps.HourFactor) -> maps.Region:
    return region.tuned(maps.profile("car").changed(stop_s=stop_s, hour_factors=hours))


def home_s(made: Route) -> int:
    assert made.home_leg is not None
    return made.home_leg.travel_s


def test_the_way_to_a_door_holds_parking_and_walking_up_and_the_way_home_does_not(
    nootdorp: maps.Region,
) -> None:
    bare, parked = route(tuned(nootdorp, 0.0)), route(tuned(nootdorp, 200.0))
    assert parked.stops[0].leg.travel_s == bare.stops[0].leg.travel_s + 200
    assert home_s(parked) == home_s(bare)


def test_as_shipped_the_stop_time_is_that_of_the_settings_table(nootdorp: maps.Region) -> None:
    table = maps.profile("car").stop_s
    assert table > 0
    shipped, bare = route(nootdorp), route(tuned(nootdorp, 0.0))
    assert shipped.stops[0].leg.travel_s == bare.stops[0].leg.travel_s + table


@pytest.mark.parametrize("mode", list(TravelMode))
def test_a_coach_is_at_each_door_after_the_time_the_plan_gives_the_way(
    nootdorp: maps.Region, mode: TravelMode
) -> None:
    made = route(nootdorp, (420, 455, 499), mode)
    now = made.start
    for stop in made.stops:
        assert stop.arrive == now + timedelta(seconds=stop.leg.travel_s)
        assert stop.start_service >= stop.arrive
        now = stop.depart
    assert made.end == now + timedelta(seconds=home_s(made))


def test_between_two_doors_in_one_place_there_is_nothing_to_park(nootdorp: maps.Region) -> None:
    dossiers = tuple(
        make_dossier(dossier_id=f"D-{i}", address=make_address(street="Veenweg", number=420, addition=mark))
        for i, mark in enumerate(("A", "B"))
    )
    team = Team(coaches=(make_coach(),), shifts=(make_shift(),))
    request = WeekRequest(week=Week(2026, 49), today=TODAY, dossiers=dossiers, team=team)
    first, second = plan_week(request, nootdorp, solver.MaxRounds(2)).routes[0].stops
    assert first.leg.travel_s >= maps.profile("car").stop_s
    assert second.leg.travel_s == 0


def test_a_start_place_that_is_somebodys_door_is_not_parked_at_on_the_way_home(nootdorp: maps.Region) -> None:
    door = make_address(street="Veenweg", number=420)
    made = route(nootdorp, shift=make_shift(start_place=door, end_place=door))
    assert made.stops[0].leg.travel_s == maps.profile("car").stop_s
    assert home_s(made) == 0


def test_an_evening_in_the_rush_hour_gets_its_slower_times(nootdorp: maps.Region) -> None:
    usual = route(tuned(nootdorp, 0.0))
    busy = route(tuned(nootdorp, 0.0, maps.HourFactor(18, 19, 1.5)))
    assert home_s(busy) == pytest.approx(1.5 * home_s(usual), abs=2)


def test_an_hour_outside_the_evening_changes_nothing(nootdorp: maps.Region) -> None:
    evening = make_shift(start=time(17), end=time(21), date=MONDAY)
    early = route(
        tuned(nootdorp, 0.0, maps.HourFactor(16, 17, 1.5), maps.HourFactor(21, 22, 2.0)), shift=evening
    )
    assert home_s(early) == home_s(route(tuned(nootdorp, 0.0), shift=evening))


def test_who_comes_back_for_a_missed_payment_is_the_same_coach_while_that_coach_works() -> None:
    shifts = (make_shift(), make_shift(shift_id="S2", coach_ids=("C2",)))
    team = Team(coaches=(make_coach(), make_coach(coach_id="C2", name="Bo")), shifts=shifts)
    missed = make_notice(NoticeKind.PAYMENT_MISSED, at=at(TODAY, 11))
    arranged = make_outcome(OutcomeCode.REGELING, at=at(TODAY - timedelta(days=30), 18), coach_ids=("C2",))
    known = Known(outcomes=(arranged,), notices=(missed,))
    (back,) = triage((make_dossier(),), known, Week(2026, 49), TODAY, shipped_rules()).candidates
    assert (back.step.coach_id, back.step.bonus_points) == ("C2", 10)
    assert allowed_shifts(back, team, shifts) == {1}
    assert allowed_shifts(back, team, shifts[:1]) == {0}
