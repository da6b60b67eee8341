"""The plain list: on paper and on a phone that runs no scripts."""

import re
from html import unescape

import pytest

from planner.domain.staff import TravelMode
from planner.phone.paper import paper
from planner.phone.sheet import SheetLeg
from planner.phone.words import evening_words, travel_words
from tests.planner.phone.evenings import EVENING, door, evening, moment, sheet, stop


def words(given) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", paper(given))))


def test_the_list_has_every_stop_in_order_with_time_and_travel():
    given = evening(9)
    text = words(given)
    places = [text.index(each.door.address.line) for each in given.stops]
    assert places == sorted(places)
    assert text.count("min fietsen") == 10


def test_a_stop_says_all_that_the_coach_must_know():
    given = stop(
        14,
        moment(18, 40),
        must=True,
        needs_pair=True,
        language="Arabisch",
        unsafe="Hond op het erf",
        appointment_at=moment(18, 40),
    )
    text = words(sheet(given))
    for part in (
        "18:40 tot 18:58",
        "6 min fietsen",
        "Dorpsstraat 14-B",
        "2631 AB Nootdorp · S. de Vries · Arabisch",
        "Afspraak 18:40 · Moet vanavond · Met twee",
        "Let op: Hond op het erf",
        "Aanbellen: bel 2e van links · 3e verdieping",
        "Waarom: Twee maanden huur open",
        "Eerder: wo 18 nov 18:10: niemand thuis, kaart in de bus",
        "dossier D-0014",
    ):
        assert part in text


def test_what_is_not_known_leaves_no_empty_label():
    bare = stop(1, moment(18), resident="", access_note="", why="", attempts=())
    text = words(sheet(bare))
    for label in ("Aanbellen:", "Waarom:", "Eerder:", "Let op:", "Moet"):
        assert label not in text


def test_reserves_come_after_the_end_of_the_route():
    text = words(sheet(stop(1, moment(18)), reserve=(door(2),)))
    assert text.index("Klaar uiterlijk 21:00") < text.index("Reserve") < text.index("dossier D-0002")


def test_a_sheet_without_reserves_does_not_speak_of_them():
    assert "Reserve" not in words(sheet(stop(1, moment(18))))


@pytest.mark.parametrize(
    ("travel_s", "mode", "said"),
    [
        (0, TravelMode.FOOT, "direct ernaast"),
        (29, TravelMode.FOOT, "direct ernaast"),
        (30, TravelMode.FOOT, "1 min lopen"),
        (61, TravelMode.CAR, "1 min rijden"),
        (150, TravelMode.CAR, "3 min rijden"),
        (400, TravelMode.BICYCLE, "7 min fietsen"),
    ],
)
def test_travel_is_told_in_whole_minutes(travel_s, mode, said):
    assert travel_words(travel_s, mode) == said


def test_the_last_leg_without_a_way_home_is_left_out():
    one = stop(1, moment(18), leg=SheetLeg(travel_s=0, distance_m=0))
    assert "Klaar uiterlijk 21:00: Gemeentehuis Vertrouwelijk" in words(sheet(one, home_leg=None))


def test_an_evening_is_told_in_the_time_of_amsterdam():
    from datetime import UTC

    assert (
        evening_words(EVENING, moment(17).astimezone(UTC), moment(21)) == "maandag 30 november, 17:00-21:00"
    )
