"""Letters, terms and working days; every expectation was counted on a calendar by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.policy.dates import (
    fourteen_days_end,
    is_holiday,
    is_visit_day,
    is_working_day,
    last_visit_day_before,
    received_on,
    working_days_before,
)

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday: Tuesday, Wednesday
        (date(2026, 11, 24), date(2026, 11, 26)),  # Tuesday: Wednesday, Thursday
        (date(2026, 11, 26), date(2026, 11, 28)),  # Thursday: Friday, Saturday
        (date(2026, 11, 27), date(2026, 12, 1)),  # Friday: Saturday, not Sunday and Monday, Tuesday
        (date(2026, 11, 28), date(2026, 12, 2)),  # Saturday: Tuesday, Wednesday
        (date(2026, 11, 29), date(2026, 12, 2)),  # Sunday: the same
        (date(2026, 12, 23), date(2026, 12, 29)),  # Thursday 24; Christmas on Friday and Saturday; Tuesday 29
        (date(2026, 12, 24), date(2026, 12, 30)),
        (date(2026, 12, 30), date(2027, 1, 2)),  # Thursday 31; New Year on Friday; Saturday 2
        (date(2027, 4, 24), date(2027, 4, 29)),  # Saturday; Tuesday 27 is King's Day: 28 and 29
        (date(2027, 5, 4), date(2027, 5, 8)),  # 5 and 6 May (Ascension) do not count: 7 and 8
    ],
)
def test_a_letter_is_received_on_the_second_day_of_delivery(sent: date, received: date) -> None:
    assert received_on(sent) == received


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        (date(2026, 11, 23), date(2026, 12, 9)),
        (date(2026, 12, 24), date(2027, 1, 13)),  # over the year's end
        (date(2026, 3, 16), date(2026, 4, 1)),  # over the change to summer time
        (date(2026, 10, 12), date(2026, 10, 28)),  # over the change to winter time
    ],
)
def test_fourteen_full_days_begin_the_day_after_receipt(sent: date, last: date) -> None:
    assert fourteen_days_end(sent) == last


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 12, 18), 5, date(2026, 12, 11)),
        (date(2026, 12, 31), 5, date(2026, 12, 23)),  # 30, 29, 28, 24, 23: Christmas Day was a Friday
        (date(2027, 1, 4), 1, date(2026, 12, 31)),
        (date(2026, 4, 7), 2, date(2026, 4, 1)),  # Easter Monday and Good Friday do not count
        (date(2026, 12, 20), 20, date(2026, 11, 23)),  # from a Sunday
        (date(2026, 12, 20), 0, date(2026, 12, 20)),
    ],
)
def test_working_days_are_counted_back_around_weekends_and_holidays(
    day: date, count: int, before: date
) -> None:
    assert working_days_before(day, count) == before


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 12, 9), date(2026, 12, 8)),
        (date(2026, 12, 7), date(2026, 12, 5)),  # a Monday: nobody rings on Sunday
        (date(2026, 12, 28), date(2026, 12, 24)),  # Christmas on Friday and Saturday, then Sunday
        (date(2027, 1, 2), date(2026, 12, 31)),
        (date(2027, 3, 30), date(2027, 3, 27)),  # after Easter: Saturday
    ],
)
def test_nobody_rings_on_a_sunday_or_a_holiday(day: date, last: date) -> None:
    assert last_visit_day_before(day) == last


def test_the_holidays_are_those_of_the_termijnenwet() -> None:
    named = (date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 5))
    named += (date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26))
    assert all(is_holiday(day) for day in named)
    assert not is_holiday(date(2026, 12, 5))


@given(DAYS)
def test_a_letter_takes_two_to_seven_days(sent: date) -> None:
    assert 2 <= (received_on(sent) - sent).days <= 7
    assert is_visit_day(received_on(sent))


@given(DAYS, st.integers(0, 30))
def test_as_many_working_days_lie_between(day: date, count: int) -> None:
    before = working_days_before(day, count)
    between = [date.fromordinal(n) for n in range(before.toordinal(), day.toordinal())]
    assert sum(map(is_working_day, between)) == count
