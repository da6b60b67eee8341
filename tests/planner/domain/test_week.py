"""Weeks count wall-clock seconds from Monday 00:00, also when the clock changes."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import PlannerError
from planner.domain.week import AMSTERDAM, Week
from tests.factories import at

WEEKS = st.dates(date(2000, 1, 1), date(2090, 1, 1)).map(Week.of)


@given(WEEKS)
def test_a_week_reads_back_what_it_writes(week: Week) -> None:
    assert Week.parse(str(week)) == week
    assert week.monday in week
    assert week.sunday in week
    assert week.next.monday == week.sunday + timedelta(days=1)
    assert week.monday not in week.next


@pytest.mark.parametrize("text", ["2026-49", "2026W49", "week 49", "", "2026-W00", "2026-W54", "2025-W53"])
def test_a_week_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(PlannerError, match=r"[Ww]eek"):
        Week.parse(text)


@given(WEEKS, st.integers(0, 6), st.integers(17, 21), st.integers(0, 59))
def test_an_evening_keeps_its_seconds_in_every_week(week: Week, day: int, hour: int, minute: int) -> None:
    moment = at(week.monday + timedelta(days=day), hour, minute)
    seconds = week.seconds(moment)
    assert seconds == day * 86400 + hour * 3600 + minute * 60
    assert week.moment(seconds) == moment


def test_the_evening_before_and_after_the_clock_changes_have_their_own_offset() -> None:
    week = Week.of(date(2026, 10, 25))
    saturday, sunday = week.moment(5 * 86400 + 19 * 3600), week.moment(6 * 86400 + 19 * 3600)
    assert (saturday.utcoffset(), sunday.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))
    assert saturday.hour == sunday.hour == 19


def test_a_moment_from_another_zone_is_read_in_local_time() -> None:
    week = Week(2026, 49)
    there = datetime.fromisoformat("2026-11-30T17:00:00+00:00")
    assert week.seconds(there) == 18 * 3600
    assert week.moment(18 * 3600).tzinfo is AMSTERDAM
