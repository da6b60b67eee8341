"""A sheet that cannot be right is refused, with the value that is wrong."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planner.domain.errors import PlannerError
from planner.domain.plan import Point
from planner.phone.sheet import LineKind, SheetLeg, SheetLine, SheetPlace, SheetStop
from tests.planner.phone.evenings import door, moment, sheet, stop


@pytest.mark.parametrize("given", ["", "a b", "../x", "é", "a" * 65, "a/b"])
def test_a_sheet_id_is_opaque_text_that_fits_in_a_file_name(given):
    with pytest.raises(PlannerError, match="Routekaart-id"):
        sheet(sheet_id=given)


@pytest.mark.parametrize("names", [(), ("A", "B", "C"), ("A", " ")])
def test_a_sheet_is_for_one_coach_or_a_pair(names):
    with pytest.raises(PlannerError, match="een of twee coaches"):
        sheet(coaches=names)


def test_an_evening_ends_after_it_begins():
    with pytest.raises(PlannerError, match=r"21:00.*17:00|17:00.*21:00"):
        sheet(start=moment(21), end=moment(17))


@pytest.mark.parametrize("name", ["start", "end"])
def test_an_evening_without_a_time_zone_is_refused(name):
    with pytest.raises(PlannerError, match="tijdzone"):
        sheet(**{name: datetime(2026, 11, 30, 18)})  # noqa: DTZ001


def test_a_dossier_stands_on_a_sheet_once():
    with pytest.raises(PlannerError, match=r"D-0014.*meer dan een keer"):
        sheet(stop(14, moment(18)), reserve=(door(14),))


def test_a_stop_begins_when_the_one_before_is_over():
    with pytest.raises(PlannerError, match=r"D-0002.*voor dossier D-0001 klaar"):
        sheet(stop(1, moment(18)), stop(2, moment(18, 10)))


def test_stops_may_follow_each_other_at_once():
    first = stop(1, moment(18))
    assert sheet(first, stop(2, first.depart)).doors[1].dossier_id == "D-0002"


@pytest.mark.parametrize("changes", [{"arrive": moment(18, 1)}, {"depart": moment(17, 59)}])
def test_a_stop_goes_from_arrival_to_departure(changes):
    with pytest.raises(PlannerError, match="klopt niet"):
        replace(stop(1, moment(18)), **changes)


def test_an_appointment_has_a_time_zone():
    with pytest.raises(PlannerError, match="afspraak"):
        stop(1, moment(18), appointment_at=datetime(2026, 11, 30, 18))  # noqa: DTZ001


@pytest.mark.parametrize(
    "point", [Point(91, 4), Point(52, 181), Point(float("nan"), 4), Point(52, float("inf"))]
)
def test_a_door_lies_on_earth(point):
    with pytest.raises(PlannerError, match="D-0001"):
        door(1, point=point)


def test_a_place_and_a_line_lie_on_earth():
    with pytest.raises(PlannerError, match="Gemeentehuis"):
        SheetPlace(name="Gemeentehuis", point=Point(95, 4))
    with pytest.raises(PlannerError, match="Dorpsstraat"):
        SheetLine(kind=LineKind.LOCAL, path=(Point(52, 4), Point(52, 999)), name="Dorpsstraat")


def test_a_line_has_two_points_at_least():
    with pytest.raises(PlannerError, match="1 punten"):
        SheetLine(kind=LineKind.LOCAL, path=(Point(52, 4),))


@pytest.mark.parametrize(("travel_s", "distance_m"), [(-1, 0), (0, -1)])
def test_a_leg_takes_no_negative_time_or_way(travel_s, distance_m):
    with pytest.raises(PlannerError, match="-1"):
        SheetLeg(travel_s=travel_s, distance_m=distance_m)


def test_a_door_needs_a_dossier_and_a_place_a_name():
    with pytest.raises(PlannerError, match="dossiernummer"):
        door(1, dossier_id=" ")
    with pytest.raises(PlannerError, match="naam"):
        SheetPlace(name="", point=Point(52, 4))


def test_a_reserve_comes_after_the_planned_doors():
    given = sheet(stop(1, moment(18)), reserve=(door(2),))
    assert [each.dossier_id for each in given.doors] == ["D-0001", "D-0002"]


def test_a_stop_keeps_the_way_there():
    given = SheetStop(
        door=door(1),
        arrive=moment(18),
        start_service=moment(18) + timedelta(minutes=5),
        depart=moment(19),
        leg=SheetLeg(travel_s=60, distance_m=200),
    )
    assert given.leg.distance_m == 200


@pytest.mark.parametrize("chance", [-0.1, 1.01])
def test_a_chance_lies_between_0_and_1(chance):
    with pytest.raises(PlannerError, match=r"D-0014.*kans"):
        door(14, chance=chance)
