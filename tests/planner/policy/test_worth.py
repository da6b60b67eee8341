"""Prizes: who and when in one number, deadlines above them, fairness by name, travel at the week's price."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outcome import Slot
from planner.policy.chance import Estimate
from planner.policy.hints import KnownHint
from planner.policy.rules import WorthRules
from planner.policy.rules_file import shipped_rules
from planner.policy.worth import (
    MOST_SECONDS_PER_POINT,
    deadline_bonus,
    median_prize,
    seconds_per_point,
    slot_weight,
)
from tests.factories import MONDAY

WORTH = shipped_rules().worth
FAIR = replace(WORTH, fairness=1.0)
CHANCES = st.floats(0.01, 0.99)
EARLY, LATE = Slot(weekday=0, hour=17), Slot(weekday=0, hour=20)


@dataclass(frozen=True)
class KnownDoor:
    """A door whose chances are known: a scale times the usual chance, and twice that in its own late hour."""

    scale: float
    mean_usual: float = 0.45
    hints: tuple[KnownHint, ...] = ()

    def usual(self, slot: Slot) -> float:
        return 0.5 if slot == LATE else 0.4

    def at(self, slot: Slot) -> Estimate:
        chance = self.scale * self.usual(slot) * (2 if slot == LATE else 1)
        return Estimate(chance=chance, n=0, visits=10, range_share=0.8)

    @property
    def best(self) -> float:
        return self.at(LATE).chance


def test_an_hour_in_which_everybody_is_home_is_not_paid_twice() -> None:
    @dataclass(frozen=True)
    class UsualDoor(KnownDoor):
        def at(self, slot: Slot) -> Estimate:
            return Estimate(chance=self.usual(slot), n=0, visits=10, range_share=0.8)

    assert slot_weight(EARLY, UsualDoor(1), WORTH) == slot_weight(LATE, UsualDoor(1), WORTH) == 0.45


def test_without_fairness_the_seldom_home_are_worth_less_and_with_it_as_much_as_anybody() -> None:
    often, seldom = KnownDoor(0.9), KnownDoor(0.15)
    assert slot_weight(LATE, often, WORTH) == pytest.approx(6 * slot_weight(LATE, seldom, WORTH))
    assert slot_weight(LATE, often, FAIR) == pytest.approx(slot_weight(LATE, seldom, FAIR))
    assert slot_weight(LATE, seldom, FAIR) == pytest.approx(seldom.mean_usual)


@given(CHANCES.filter(lambda scale: scale < 0.98), st.floats(0, 1))
def test_fairness_is_a_blend_and_never_turns_the_best_moment_around(scale: float, fairness: float) -> None:
    door, blend = KnownDoor(scale), replace(WORTH, fairness=fairness)
    for slot in (EARLY, LATE):
        ends = sorted((slot_weight(slot, door, WORTH), slot_weight(slot, door, FAIR)))
        assert ends[0] - 1e-9 <= slot_weight(slot, door, blend) <= ends[1] + 1e-9
    assert slot_weight(LATE, door, blend) > slot_weight(EARLY, door, blend)


@pytest.mark.parametrize(("days", "times"), [(0, 20), (7, 20), (8, 4), (14, 4), (15, 0)])
def test_a_deadline_is_worth_more_the_nearer_it_is(days: int, times: int) -> None:
    assert deadline_bonus(MONDAY, MONDAY + timedelta(days=days), MONDAY, 20.0, WORTH) == times * 20.0


def test_there_is_no_bonus_after_the_date_or_once_an_attempt_was_made() -> None:
    thursday = MONDAY + timedelta(days=3)
    assert deadline_bonus(thursday, thursday, MONDAY, 20.0, WORTH) == 400.0
    assert deadline_bonus(thursday + timedelta(days=1), thursday, MONDAY, 20.0, WORTH) == 0.0
    assert deadline_bonus(thursday, None, MONDAY, 20.0, WORTH) == 0.0


def test_a_later_evening_of_the_week_is_worth_no_more_than_an_early_one() -> None:
    last = date(2026, 12, 8)
    assert {deadline_bonus(MONDAY + timedelta(days=i), last, MONDAY, 20.0, WORTH) for i in range(5)} == {80.0}


def test_the_usual_prize_is_that_of_the_middle_dossier() -> None:
    assert median_prize([10, 50, 90], 0.4) == pytest.approx(20.0)
    assert median_prize([], 0.4) == 0.0


def test_travel_costs_a_share_of_what_the_evening_yields() -> None:
    # Ten visits of twenty minutes fill the time and earn two points a minute.
    full = [(40.0, 1200.0)] * 30
    assert seconds_per_point(full, 12_000, WORTH) == pytest.approx(30 / WORTH.travel_share)


def test_where_little_can_be_earned_travel_is_cheap_so_that_nobody_is_sent_home() -> None:
    few = [(40.0, 1200.0)] * 2
    assert seconds_per_point(few, 12_000, WORTH) == pytest.approx(150 / WORTH.travel_share)
    assert seconds_per_point([], 12_000, WORTH) == MOST_SECONDS_PER_POINT
    assert seconds_per_point([], 0, WORTH) == MOST_SECONDS_PER_POINT


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"fairness": 1.5}, "between 0 and 1"),
        ({"travel_share": 0.0}, "travel_share is 0"),
        ({"deadline": ((14, 4.0), (7, 20.0))}, "from soon to late"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changes: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        WorthRules(**{**WORTH.__dict__, **changes})
