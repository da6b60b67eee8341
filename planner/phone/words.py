"""How a sheet says things in Dutch; one place, so that screen and paper say the same."""

from datetime import date, datetime

from planner.domain.staff import TravelMode
from planner.domain.week import AMSTERDAM

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
TRAVEL_WORDS = {TravelMode.CAR: "rijden", TravelMode.BICYCLE: "fietsen", TravelMode.FOOT: "lopen"}


def day_words(day: date) -> str:
    """Return a day as ``maandag 30 november``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def clock(moment: datetime) -> str:
    """Return the wall-clock time in Europe/Amsterdam as ``18:40``."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"


def evening_words(day: date, start: datetime, end: datetime) -> str:
    """Return an evening as ``maandag 30 november, 17:00-21:00``."""
    return f"{day_words(day)}, {clock(start)}-{clock(end)}"


def travel_words(travel_s: int, mode: TravelMode) -> str:
    """Return a travel time as ``6 min fietsen``, in whole minutes; under half a minute is next door."""
    minutes = (travel_s + 30) // 60  # half a minute up, as the page on the phone rounds
    return f"{minutes} min {TRAVEL_WORDS[mode]}" if travel_s >= 30 else "direct ernaast"


def postcode_words(postcode: str) -> str:
    """Return a postcode with its space: ``2631 AB``."""
    return f"{postcode[:4]} {postcode[4:]}".strip()


def visits_words(count: int) -> str:
    """Return a number of visits as ``9 bezoeken``."""
    return f"{count} bezoek" if count == 1 else f"{count} bezoeken"


def chance_words(chance: float | None) -> str:
    """Return the chance (0-1) of a reserve in words, in steps that a plan can promise; empty when unknown."""
    if chance is None:
        return ""
    if chance >= 0.5:
        return "goede kans dat dit nog past"
    return "past misschien nog" if chance >= 0.2 else "alleen met veel tijd over"


def pair_words(names: tuple[str, ...]) -> str:
    """Return the names of one or two coaches in one line."""
    return " en ".join(names)
