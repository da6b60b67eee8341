"""A visit starts inside a window; windows say when and what it is worth."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outcome import NextState, NextStep, OutcomeCode
from planner.policy.rules_file import shipped_rules
from planner.policy.windows import visit_windows, worth_points
from tests.factories import MONDAY, at, make_outcome

RULES = shipped_rules()
OPEN = NextStep(state=NextState.OPEN, sentence="Nog niet bezocht.")


def test_a_new_door_has_an_early_a_middle_and_a_late_window_until_the_last_knock() -> None:
    windows = visit_windows(MONDAY, time(17), time(21), OPEN, (), RULES)
    assert [(w.start.time(), w.end.time()) for w in windows] == [
        (time(17), time(17, 59, 59)),
        (time(18), time(19, 59, 59)),
        (time(20), time(20, 30)),
    ]


@given(
    st.integers(0, 6),
    st.times(time(12), time(18)),
    st.times(time(18, 1), time(23)),
    st.lists(st.sampled_from([OutcomeCode.NT_KAART, OutcomeCode.TAAL]), max_size=3),
)
def test_windows_share_no_moment_and_lie_inside_the_evening(
    day: int, start: time, end: time, codes: list[OutcomeCode]
) -> None:
    history = [make_outcome(code, at=at(MONDAY, 17 + i)) for i, code in enumerate(codes)]
    on = MONDAY + timedelta(days=day)
    windows = visit_windows(on, start, end, OPEN, history, RULES)
    for before, after in pairwise(windows):
        assert before.end < after.start
    for window in windows:
        assert start <= window.start.time() <= window.end.time() <= min(end, time(20, 30))


def test_an_hour_in_which_everybody_is_home_is_not_paid_twice() -> None:
    early, middle, _ = visit_windows(MONDAY, time(17), time(21), OPEN, (), RULES)
    assert worth_points(50, early, RULES, False) == pytest.approx(worth_points(50, middle, RULES, False))
    assert worth_points(50, early, RULES, False) == pytest.approx(50 * 0.42)


def test_a_miss_makes_the_same_hour_on_another_day_worth_less_than_a_later_hour() -> None:
    history = [make_outcome(at=at(MONDAY, 18))]
    windows = visit_windows(date(2026, 12, 2), time(17), time(21), OPEN, history, RULES)
    worth = {w.start.hour: worth_points(50, w, RULES, False) for w in windows}
    assert worth[18] < worth[20]


def test_a_deadline_nearby_is_worth_extra() -> None:
    window = visit_windows(MONDAY, time(17), time(21), OPEN, (), RULES)[0]
    assert worth_points(50, window, RULES, True) == worth_points(50, window, RULES, False) + 40
