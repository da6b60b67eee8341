"""A cell with household hints, and days of the week: text to value and back."""

import re
from datetime import time

from planner.domain.errors import PlannerError
from planner.domain.hint import Hint, HintSource
from planner.intake.cells import CellError, clock, day, shown

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
SOURCES = {
    "bewoner": HintSource.RESIDENT,
    "buur": HintSource.NEIGHBOUR,
    "coach": HintSource.COACH,
    "telefoon": HintSource.PHONE,
    "kaartje": HintSource.CARD,
}
_NAMES = {source: word for word, source in SOURCES.items()}
_HINT = re.compile(
    r"(?P<source>\w+) (?P<told>\S+) (?P<home>thuis|weg)(?: (?P<start>[0-9:]+)-(?P<end>[0-9:]*))?"
    r"(?: (?P<days>[a-z]{2}(?:\+[a-z]{2})*))?",
    re.IGNORECASE,
)


def weekday(value: str) -> int:
    """Return a day of the week (Monday is 0) from ``ma`` or ``maandag``."""
    word = value.casefold()
    for number, (short, name) in enumerate(zip(DAYS, DAY_NAMES, strict=True)):
        if word in (short, name):
            return number
    raise CellError(f"{shown(value)} is geen dag. Schrijf ma, di, wo, do, vr, za of zo.")


def household_hints(value: str) -> tuple[Hint, ...]:
    """Return the hints in a cell, joined by ``|``: *buur 20-11-2026 thuis 19:00-21:00 ma+wo*."""
    return tuple(_hint(part.strip()) for part in value.split("|") if part.strip())


def hint_text(hint: Hint) -> str:
    """Return a hint as :func:`household_hints` reads it."""
    hours = f"{hint.earliest.isoformat()}-{hint.latest.isoformat()}"
    days = "+".join(DAYS[number] for number in sorted(hint.weekdays))
    home = "thuis" if hint.home else "weg"
    return f"{_NAMES[hint.source]} {hint.told_on.isoformat()} {home} {hours} {days}".rstrip()


def _hint(text: str) -> Hint:
    found = _HINT.fullmatch(text)
    source = SOURCES.get(found["source"].casefold()) if found else None
    if found is None or source is None:
        raise CellError(
            f"De tip {shown(text)} is niet te lezen."
            " Schrijf bijvoorbeeld: buur 20-11-2026 thuis 19:00-21:00 ma+wo."
        )
    try:
        return Hint(
            source=source,
            told_on=day(found["told"]),
            home=found["home"].casefold() == "thuis",
            weekdays=frozenset(weekday(word) for word in (found["days"] or "").split("+") if word),
            earliest=clock(found["start"]) if found["start"] else time(0),
            latest=clock(found["end"]) if found["end"] else time(23, 59),
        )
    except PlannerError as error:
        raise CellError(str(error)) from error
