"""How the desk says days, weeks and counts in Dutch; one place, so that all screens say the same."""

import re
from datetime import date, datetime

from planner.domain.week import AMSTERDAM, Week

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")


def day_long(day: date) -> str:
    """Return a day as ``maandag 30 november``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def day_short(day: date) -> str:
    """Return a day as ``ma 30 nov``."""
    return f"{DAYS[day.weekday()][:2]} {day.day} {month_short(day)}"


def month_short(day: date) -> str:
    """Return the month as ``nov``, ``mrt``."""
    name = MONTHS[day.month - 1]
    return "mrt" if name == "maart" else name[:3]


def week_words(week: Week) -> str:
    """Return a week as ``Week 49 · 30 nov - 6 dec``."""
    first, last = week.monday, week.sunday
    return f"Week {week.number} · {first.day} {month_short(first)} - {last.day} {month_short(last)}"


def clock(moment: datetime) -> str:
    """Return the wall-clock time as ``18:40``."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"


def count(number: int, one: str, more: str) -> str:
    """Return a number with its word: ``1 bezoek``, ``9 bezoeken``."""
    return f"{number} {one if number == 1 else more}"


def plain(text: str) -> str:
    """Return text that a label, which reads Markdown, shows as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
