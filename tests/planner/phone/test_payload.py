"""What travels inside the page: safe as text, and no more than the coach needs."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Point
from planner.phone.payload import crow_m, home_seconds, mark_key, payload, safe_json
from planner.phone.sheet import SheetLeg
from tests.planner.phone.evenings import door, evening, moment, sheet, stop

any_text = st.text(st.characters(exclude_categories=["Cs"]))


@given(any_text)
def test_any_text_comes_back_as_it_was(text):
    assert json.loads(safe_json({"why": text})) == {"why": text}


@given(st.text())
def test_no_text_can_open_or_close_markup_or_end_a_line(text):
    written = safe_json([text])
    assert not set(written) & set("<>&\u2028\u2029")
    written.encode("utf-8")


def test_a_broken_half_character_is_replaced():
    assert json.loads(safe_json("a\ud83db")) == "a?b"


def test_a_tick_key_tells_nothing_and_differs_per_sheet_and_door():
    keys = {mark_key(sheet_id, dossier) for sheet_id in ("r1", "r2") for dossier in ("D-1", "D-2")}
    assert len(keys) == 4
    assert not any("D-" in key for key in keys)


def test_the_way_home_from_the_last_stop_is_the_planned_one():
    given = sheet(stop(1, moment(18)), stop(9, moment(19)))
    assert home_seconds(given)[-1] == given.home_leg.travel_s


def test_the_way_home_is_never_longer_than_by_the_next_stop():
    given = evening(9)
    homes = home_seconds(given)
    for here, onward, following in zip(homes, given.stops[1:], homes[1:], strict=False):
        assert 0 <= here <= onward.leg.travel_s + following


def test_the_way_home_grows_with_the_distance():
    near, far = stop(1, moment(18)), stop(60, moment(19))
    given = sheet(near, far, stop(2, moment(20)), home_leg=SheetLeg(travel_s=9999, distance_m=40_000))
    first, second, _ = home_seconds(given)
    assert first < second


def test_an_evening_without_a_way_home_or_distances_still_has_estimates():
    one = stop(5, moment(18), leg=SheetLeg(travel_s=0, distance_m=0))
    (seconds,) = home_seconds(sheet(one, home_leg=None))
    assert seconds == round(crow_m(one.door.point, Point(52.0451, 4.3962)) * 1.3 / 1.3)


def test_what_is_empty_is_not_sent():
    bare = door(1, resident="", access_note="", why="", attempts=())
    sent = payload(sheet(reserve=(bare,)))["reserve"][0]
    assert sent.keys() == {"key", "dossier", "address", "town", "at"}


def test_moments_are_sent_as_seconds_so_that_no_phone_shifts_them():
    given = stop(1, moment(18, 40), appointment_at=moment(18, 45))
    sent = payload(sheet(given))["stops"][0]
    assert sent["begin"] == moment(18, 40).timestamp()
    assert sent["appointment"] == moment(18, 45).timestamp()
    assert sent["leave"] - sent["begin"] == timedelta(minutes=18).total_seconds()


def test_a_sheet_version_with_another_id_forgets_the_ticks():
    given = sheet(stop(1, moment(18)))
    again = replace(given, sheet_id="r2")
    assert payload(given)["stops"][0]["key"] != payload(again)["stops"][0]["key"]


def test_a_reserve_says_in_words_how_likely_it_is():
    reserve = [door(number, chance=chance) for number, chance in enumerate((0.7, 0.3, 0.01, None), start=1)]
    sent = [one.get("chance") for one in payload(sheet(reserve=tuple(reserve)))["reserve"]]
    assert sent == ["goede kans dat dit nog past", "past misschien nog", "alleen met veel tijd over", None]
