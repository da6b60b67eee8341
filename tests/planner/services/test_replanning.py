"""The talk took an hour: the rest of the evening in a new order."""

from dataclasses import replace

from hypothesis import given, settings

from planner.policy.evening.stops import fits
from planner.services.replanning import replan_rest
from tests.planner.policy.evening.evenings import HOUR, RULES, any_evening, appointment, evening, stop


@settings(max_examples=15, deadline=None)
@given(any_evening())
def test_what_is_promised_is_never_dropped_and_nobody_is_lost_or_doubled(found) -> None:
    now_s, given_evening, stops, reserves = found
    new = replan_rest(now_s, 0, stops, reserves, given_evening, RULES)
    assert {one.dossier_id for one in stops if one.protected} <= {one.dossier_id for one in new.stops}
    told = [one.dossier_id for one in (*new.stops, *new.reserves)]
    assert sorted(told) == sorted(one.dossier_id for one in (*stops, *reserves))
    assert set(new.dropped) <= set(new.reserves)
    assert all(one.protected or fits(now_s, 0, one, given_evening, RULES) for one in new.stops)


def test_after_a_talk_of_an_hour_the_appointment_is_in_time_and_the_least_is_let_go() -> None:
    promised = appointment(5)
    rest = [stop(1, points=3), stop(2, points=4), stop(3, points=30), stop(4, points=2), promised, stop(6)]
    new = replan_rest(18 * HOUR + 1500, 0, rest, [], evening(), RULES)
    assert promised in new.stops
    before = new.stops[: new.stops.index(promised)]
    assert len(before) <= 1
    assert stop(4, points=2) in new.dropped


def test_a_stop_whose_hours_are_over_is_let_go() -> None:
    over = replace(stop(1), windows=())
    new = replan_rest(18 * HOUR, 0, [over, stop(2)], [], evening(), RULES)
    assert [one.dossier_id for one in new.stops] == [stop(2).dossier_id]
    assert new.dropped == (over,)


def test_the_given_order_stays_when_another_brings_little() -> None:
    rest = [stop(3), stop(1), stop(2)]
    assert list(replan_rest(18 * HOUR, 0, rest, [], evening(), RULES).stops) == rest
