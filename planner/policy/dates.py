"""Dates that the law and the post decide: when a letter is received, when a term ends, which days count."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY, SUNDAY, MONDAY = 5, 6, 0
DELIVERY_DAYS = 2
LETTER_DAYS = 14


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    """Return the days that article 3 of the Algemene termijnenwet names, Good Friday and 5 May included."""
    return frozenset(holidays.country_holidays("NL", years=year, categories=("public", "optional")))


def is_holiday(day: date) -> bool:
    """Return True on a public holiday of the Algemene termijnenwet (article 3)."""
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    """Return True on Monday to Friday, public holidays left out."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def is_visit_day(day: date) -> bool:
    """Return True on a day on which a coach may ring: not on a Sunday or a public holiday."""
    return day.weekday() != SUNDAY and not is_holiday(day)


def received_on(sent_on: date) -> date:
    """Return the day a letter counts as received: the second day of delivery after it was sent.

    There is no delivery on Sunday, Monday or a holiday (the usual reading of courts for the letter of article
    6:96 BW since HR 25-11-2016, ECLI:NL:HR:2016:2704).
    """
    day, left = sent_on, DELIVERY_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() not in (SUNDAY, MONDAY) and not is_holiday(day)
    return day


def fourteen_days_end(sent_on: date) -> date:
    """Return the last of the 14 full days that a resident has to pay; they begin the day after receipt.

    Article 6:96 lid 6 BW. A term that ends in a weekend is not made longer here: that would put our own
    deadline later, and the earliest day somebody may go to court is what counts for a visit.
    """
    return received_on(sent_on) + timedelta(days=LETTER_DAYS)


def working_days_before(day: date, count: int) -> date:
    """Return the day that lies ``count`` working days before a day (0 is the day itself)."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def last_visit_day_before(day: date) -> date:
    """Return the last day before a day on which a coach may ring."""
    day -= timedelta(days=1)
    while not is_visit_day(day):
        day -= timedelta(days=1)
    return day
