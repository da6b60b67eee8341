"""A visit starts inside a window; windows say when and what a point of score is worth then."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Appointment
from planner.domain.hint import Hint, HintSource
from planner.domain.outcome import NextState, NextStep, OutcomeCode
from planner.policy.chance import LearnedDoor, learn
from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from planner.policy.windows import VisitWindow, visit_windows
from tests.factories import MONDAY, TODAY, at, make_dossier, make_outcome

RULES = shipped_rules()
TABLE = learn({}, [], RULES)
OPEN = NextStep(state=NextState.OPEN, sentence="Nog niet bezocht.")
NEW = TABLE.door(make_dossier(), ())
WEDNESDAY = date(2026, 12, 2)


def evening(
    door: LearnedDoor = NEW, day: date = MONDAY, step: NextStep = OPEN, rules: Rules = RULES
) -> tuple[VisitWindow, ...]:
    return visit_windows(day, time(17), time(21), step, door, rules)


def told(**changes: object) -> LearnedDoor:
    hint = Hint(**{"source": HintSource.RESIDENT, "told_on": TODAY, **changes})
    return TABLE.door(make_dossier(hints=(hint,)), ())


def test_a_new_door_has_one_window_until_the_last_knock_for_no_hour_is_paid_twice() -> None:
    (window,) = evening()
    assert (window.start.time(), window.end.time()) == (time(17), time(20, 30))
    assert window.weight == pytest.approx(TABLE.mean_usual)
    assert 0.40 < window.chance < 0.48


def test_hours_that_differ_in_worth_stay_apart_and_equal_ones_are_one() -> None:
    windows = evening(told(earliest=time(19)))
    assert [(w.start.time(), w.end.time()) for w in windows] == [
        (time(17), time(18, 59, 59)),
        (time(19), time(20, 30)),
    ]
    assert windows[1].weight > 1.5 * windows[0].weight


def test_with_a_wider_margin_more_hours_are_one() -> None:
    door = TABLE.door(make_dossier(), (make_outcome(at=at(MONDAY, 18)),))
    counts = [
        len(evening(door, WEDNESDAY, rules=replace(RULES, worth=replace(RULES.worth, merge_share=share))))
        for share in (0.0, 0.05, 1.0)
    ]
    assert counts == sorted(counts, reverse=True)
    assert (counts[0], counts[-1]) == (4, 1)


@given(
    st.integers(0, 6),
    st.times(time(12), time(18)),
    st.times(time(18, 1), time(23)),
    st.lists(st.sampled_from([OutcomeCode.NT_KAART, OutcomeCode.TAAL]), max_size=3),
    st.floats(0, 1),
)
def test_windows_share_no_moment_and_lie_inside_the_evening(
    day: int, start: time, end: time, codes: list[OutcomeCode], fairness: float
) -> None:
    history = [make_outcome(code, at=at(MONDAY, 17 + i)) for i, code in enumerate(codes)]
    rules = replace(RULES, worth=replace(RULES.worth, fairness=fairness))
    on = MONDAY + timedelta(days=day)
    windows = visit_windows(on, start, end, OPEN, TABLE.door(make_dossier(), history), rules)
    assert windows or start >= time(20, 30)
    for before, after in pairwise(windows):
        assert before.end < after.start
    for window in windows:
        assert start <= window.start.time() <= window.end.time() <= min(end, time(20, 30))
        assert 0 < window.chance < 1
        assert window.weight > 0


def test_a_miss_makes_the_same_hour_on_another_day_worth_less_than_a_later_hour() -> None:
    door = TABLE.door(make_dossier(), (make_outcome(at=at(MONDAY, 18)),))
    weight = {window.start.hour: window.weight for window in evening(door, WEDNESDAY)}
    assert weight[18] < weight[20]


def test_an_appointment_has_one_short_window_and_a_chance_of_its_own() -> None:
    step = replace(OPEN, appointment=Appointment(at=at(MONDAY, 19)))
    (window,) = evening(step=step)
    slack = timedelta(seconds=RULES.visit.appointment_slack_s)
    assert (window.start, window.end) == (at(MONDAY, 19), at(MONDAY, 19) + slack)
    assert window.chance == RULES.chance.appointment
    assert evening(day=WEDNESDAY, step=step) == ()


def test_nothing_is_planned_before_the_wait_is_over() -> None:
    step = replace(OPEN, not_before=WEDNESDAY)
    assert evening(day=MONDAY, step=step) == ()
    assert evening(day=WEDNESDAY, step=step)
