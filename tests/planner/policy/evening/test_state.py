"""What still fits, with what chance, and what is never given up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.policy.evening import evening_state, next_stop, prospects
from planner.policy.evening.care import Care
from tests.planner.policy.evening.evenings import (
    HOUR,
    KNOCK,
    RULES,
    any_evening,
    appointment,
    evening,
    lived_through,
    stop,
)

SOME = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("now_s", [17 * HOUR, 18 * HOUR + 1234, 19 * HOUR + 777, 20 * HOUR + 300])
@pytest.mark.parametrize("minutes", [2, 7])
def test_chances_are_those_of_twenty_thousand_nights(now_s: int, minutes: int) -> None:
    given_evening = evening(minutes=minutes)
    order = [stop(1), stop(2, 0.2), appointment(3), stop(4, must=True), *(stop(i) for i in range(5, 12))]
    expected = prospects(now_s, 0, order, given_evening, RULES)
    shares, late = lived_through(now_s, 0, expected, given_evening)
    for one, (rung, opened) in zip(expected.stops, shares, strict=True):
        assert one.chance == pytest.approx(rung, abs=0.02)
        assert one.contacts == pytest.approx(opened, abs=0.02)
    assert expected.late_home == pytest.approx(late, abs=0.02)


@SOME
@given(any_evening(), st.integers(0, 1000))
def test_chances_agree_with_many_nights_on_any_evening(found, seed) -> None:
    now_s, given_evening, stops, reserves = found
    expected = prospects(now_s, 0, [*stops, *reserves], given_evening, RULES)
    shares, late = lived_through(now_s, 0, expected, given_evening, seed=seed)
    for one, (rung, _) in zip(expected.stops, shares, strict=True):
        assert one.chance == pytest.approx(rung, abs=0.025)
    assert expected.late_home == pytest.approx(late, abs=0.025)


@SOME
@given(any_evening())
def test_every_chance_lies_between_0_and_1_and_every_stop_is_told_of(found) -> None:
    now_s, given_evening, stops, reserves = found
    state = evening_state(now_s, 0, stops, reserves, given_evening, RULES)
    assert [one.stop for one in state.stops] == stops
    assert {one.stop.dossier_id for one in state.reserves} == {one.dossier_id for one in reserves}
    for one in (*state.stops, *state.reserves):
        assert 0 <= one.chance <= 1
        assert one.sentence.endswith(".")
        assert one.fits or one.chance < 0.02
    assert 0 <= state.late_home <= 1


@SOME
@given(any_evening(), st.integers(1, 7200))
def test_later_never_fits_more(found, later_s) -> None:
    now_s, given_evening, stops, reserves = found
    early = evening_state(now_s, 0, stops, reserves, given_evening, RULES)
    late = evening_state(now_s + later_s, 0, stops, reserves, given_evening, RULES)
    for before, after in zip(early.stops, late.stops, strict=True):
        assert before.fits or not after.fits
    fitted = {one.stop.dossier_id for one in early.reserves if one.fits}
    assert {one.stop.dossier_id for one in late.reserves if one.fits} <= fitted


@SOME
@given(any_evening())
def test_what_is_promised_is_never_among_those_to_drop(found) -> None:
    now_s, given_evening, stops, reserves = found
    state = evening_state(now_s, 0, stops, reserves, given_evening, RULES)
    assert not any(one.protected for one in state.drop_first)


@SOME
@given(any_evening())
def test_the_next_door_never_takes_more_than_the_limit_from_a_promise(found) -> None:
    now_s, given_evening, stops, reserves = found
    following = next_stop(now_s, 0, stops, reserves, given_evening, RULES)
    if following is None or following.protected:
        return
    care = Care(now_s, 0, stops, given_evening, RULES)
    rest = [one for one in stops if one.protected]
    expected = prospects(
        now_s, 0, [following, *rest], given_evening, RULES, Care(now_s, 0, [], given_evening, RULES)
    )
    kept = {one.stop.dossier_id: one.chance for one in expected.stops}
    for promised in care.chain:
        assert kept[promised.dossier_id] >= care.in_time - RULES.evening.late_limit - 0.02


@SOME
@given(any_evening())
def test_nobody_goes_home_while_a_door_may_be_rung(found) -> None:
    now_s, given_evening, stops, reserves = found
    state = evening_state(now_s, 0, stops, reserves, given_evening, RULES)
    if state.next is None:
        assert not any(one.now for one in (*state.stops, *state.reserves))
    assert state.next == next_stop(now_s, 0, stops, reserves, given_evening, RULES)


def test_a_reserve_is_rung_when_the_route_is_done() -> None:
    found = next_stop(20 * HOUR, 0, [stop(1)], [stop(2), stop(3, points=30)], evening(), RULES, done=["D-01"])
    assert found is not None
    assert found.dossier_id == "D-03"


def test_the_time_before_an_appointment_is_filled_as_long_as_that_is_safe() -> None:
    promised, reserve = appointment(1), stop(2)
    at = [next_stop(19 * HOUR + 1800 - 60 * early, 0, [promised], [reserve], evening(), RULES)
          for early in (110, 25)]  # fmt: skip
    assert [one.dossier_id for one in at if one] == ["D-02", "D-01"]


def test_a_reserve_never_makes_a_deadline_late() -> None:
    must = stop(1, must=True)
    state = evening_state(KNOCK - 900, 0, [must], [stop(2)], evening(), RULES)
    assert state.next == must
    assert not state.reserves[0].now
    assert state.stops[0].chance == 1


def test_a_deadline_in_danger_behind_an_appointment_goes_first() -> None:
    promised, must = appointment(1, 19 * HOUR + 2700), stop(2, must=True)
    state = evening_state(17 * HOUR, 0, [promised, must], [], evening(), RULES)
    assert state.next == must
    assert all(one.chance > 0.9 for one in state.stops)


def test_an_appointment_that_is_lost_says_whom_to_call_and_frees_the_rest() -> None:
    promised = appointment(1, 19 * HOUR)
    state = evening_state(19 * HOUR + 600, 0, [promised, stop(2)], [], evening(), RULES)
    assert state.stops[0].sentence == "De afspraak om 19:00 lukt niet meer op tijd. Bel de bewoner."
    assert state.next == stop(2)


def test_after_the_last_knock_only_an_appointment_is_left() -> None:
    promised = appointment(1, 20 * HOUR + 2700)
    state = evening_state(KNOCK + 60, 0, [stop(2), promised], [stop(3)], evening(), RULES)
    assert [one.fits for one in (*state.stops, *state.reserves)] == [False, True, False]
    assert "na 20:30" in state.stops[0].sentence
    assert state.next == promised


def test_an_earlier_last_knock_rings_fewer_doors_and_comes_home_earlier() -> None:
    order = [stop(place) for place in range(1, 12)]
    until = [prospects(17 * HOUR, 0, order, evening(last_knock_s=KNOCK - 900 * i), RULES) for i in range(3)]
    doors, late = [one.rung for one in until], [one.late_home for one in until]
    assert doors == sorted(doors, reverse=True)
    assert late == sorted(late, reverse=True)


def test_a_place_without_a_way_does_not_fit() -> None:
    cut = evening()
    cut.travel_s[:, 2] = -1
    state = evening_state(18 * HOUR, 0, [stop(2), stop(1)], [], cut, RULES)
    assert [one.fits for one in state.stops] == [False, True]


def test_windows_that_overlap_are_refused() -> None:
    window = stop(1).windows[0]
    with pytest.raises(ValueError, match="D-01"):
        stop(1, windows=(window, replace(window, end_s=window.end_s + 60)))
