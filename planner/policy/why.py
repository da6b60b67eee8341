"""Why a visit is at this time: one plain sentence, from one table in two languages.

Only what this very dossier knows, or a count over all dossiers, is ever said.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from planner.domain.hint import Hint, HintSource
from planner.domain.log import Event, at_this_address
from planner.domain.outcome import Door, NextStep, Slot
from planner.domain.week import AMSTERDAM
from planner.domain.wording import Wording
from planner.policy.chance import DoorChance, Estimate
from planner.policy.hints import DAY_ENDS, WEEKEND, KnownHint

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Why(StrEnum):
    """The reasons for a moment."""

    APPOINTMENT = "appointment"
    PREFERRED = "preferred"
    RESIDENT_SAID = "resident_said"
    NEIGHBOUR_SAID = "neighbour_said"
    COACH_SAW = "coach_saw"
    PHONE_ANSWERED = "phone_answered"
    CARD_ANSWERED = "card_answered"
    OTHER_SLOT = "other_slot"
    DEADLINE = "deadline"
    LEARNED = "learned"
    START = "start"


WHY = {
    Why.APPOINTMENT: Wording(
        "Afspraak met de bewoner op {day} {clock}.", "Appointment with the resident on {day} {clock}."
    ),
    Why.PREFERRED: Wording(
        "De bewoner heeft liever bezoek {moment} (gezegd op {told}).",
        "The resident prefers a visit {moment} (told on {told}).",
    ),
    Why.RESIDENT_SAID: Wording(
        "De bewoner zei op {told}: {home} {moment}.", "The resident said on {told}: {home} {moment}."
    ),
    Why.NEIGHBOUR_SAID: Wording(
        "Een buur zei op {told}: {home} {moment}.", "A neighbour said on {told}: {home} {moment}."
    ),
    Why.COACH_SAW: Wording(
        "Een coach schreef op {told}: {home} {moment}.", "A coach wrote on {told}: {home} {moment}."
    ),
    Why.PHONE_ANSWERED: Wording(
        "De telefoon is eerder opgenomen {moment} ({told}).",
        "The phone was answered before {moment} ({told}).",
    ),
    Why.CARD_ANSWERED: Wording(
        "Op een kaart kwam eerder antwoord {moment} ({told}).",
        "A card was answered before {moment} ({told}).",
    ),
    Why.OTHER_SLOT: Wording(
        "Een andere dag en een ander uur dan de vorige keer ({missed_day} {missed_clock}): nu {day} {clock}.",
        "Another day and another hour than last time ({missed_day} {missed_clock}): now {day} {clock}.",
    ),
    Why.DEADLINE: Wording("Voor de uiterste dag ({last}) uit.", "Before the last day ({last})."),
    Why.LEARNED: Wording(
        "Rond {clock} doet naar schatting {percent} % open (zelf geteld bij {n} eerste bezoeken).",
        "Around {clock} an estimated {percent} % opens (our own count of {n} first visits).",
    ),
    Why.START: Wording(
        "Rond {clock} doet naar schatting {percent} % open.", "Around {clock} an estimated {percent} % opens."
    ),
}
"""Every sentence that explains a moment, with the places to fill in."""

HOME = Wording("meestal thuis", "usually home")
AWAY = Wording("meestal weg", "usually away")
ALL_DAY = Wording("de hele dag", "all day")
IN_WEEKEND = Wording("in het weekend", "in the weekend")
HOURS = {
    (True, True): Wording("tussen {early} en {late}", "between {early} and {late}"),
    (True, False): Wording("na {early}", "after {early}"),
    (False, True): Wording("voor {late}", "before {late}"),
}
"""The hours of a hint, by whether it has a first and a last moment."""

SAID = {
    HintSource.RESIDENT: Why.RESIDENT_SAID,
    HintSource.NEIGHBOUR: Why.NEIGHBOUR_SAID,
    HintSource.COACH: Why.COACH_SAW,
    HintSource.PHONE: Why.PHONE_ANSWERED,
    HintSource.CARD: Why.CARD_ANSWERED,
}


def why_when(
    start: datetime,
    step: NextStep,
    history: Sequence[Event],
    door: DoorChance,
    deadline: date | None,
    first_tries: int,
) -> Wording:
    """Return why a visit is at this time.

    Parameters
    ----------
    start
        The planned start.
    step
        What the last outcome asks for.
    history
        The outcomes at this door.
    door
        The chances at this door.
    deadline
        The last day for the visit, when that is why it is in the week.
    first_tries
        How many first visits the chance in this hour was learned from.
    """
    local = start.astimezone(AMSTERDAM)
    if step.appointment:
        return _at(Why.APPOINTMENT, local)
    slot = Slot.of(local)
    missed = _missed(history) if step.last_miss else None
    hint = _best_hint(door, slot, missed)
    if hint:
        return hint_wording(hint)
    if missed:
        return _at(Why.OTHER_SLOT, local, missed)
    if deadline:
        return WHY[Why.DEADLINE].filled(last=f"{deadline:%d-%m-%Y}")
    return _by_chance(local, door.at(slot), first_tries)


def hint_wording(known: KnownHint) -> Wording:
    """Return a hint in words, with its source and the day it was told."""
    hint = known.hint
    words = WHY[Why.PREFERRED if known.preferred else SAID[hint.source]]
    home, moment, told = HOME if hint.home else AWAY, _moment(hint), f"{hint.told_on:%d-%m-%Y}"
    return Wording(
        nl=words.nl.format(told=told, home=home.nl, moment=moment.nl),
        en=words.en.format(told=told, home=home.en, moment=moment.en),
    )


def _by_chance(local: datetime, estimate: Estimate, first_tries: int) -> Wording:
    return WHY[Why.LEARNED if first_tries else Why.START].filled(
        clock=f"{local:%H:%M}", percent=round(100 * estimate.chance), n=first_tries
    )


def _at(why: Why, moment: datetime, missed: datetime | None = None) -> Wording:
    """Return a sentence with its day and time, and those of the last miss."""
    before = missed or moment
    clocks = {"clock": f"{moment:%H:%M}", "missed_clock": f"{before:%H:%M}"}
    nl, en = (
        words.format(day=days[moment.weekday()], missed_day=days[before.weekday()], **clocks)
        for words, days in ((WHY[why].nl, WEEKDAYS), (WHY[why].en, WEEKDAYS_EN))
    )
    return Wording(nl=nl, en=en)


def _missed(history: Sequence[Event]) -> datetime | None:
    """Return the moment of the last miss in local time."""
    misses = [outcome.at for outcome in at_this_address(history) if outcome.rule.door is Door.NOT_HOME]
    return misses[-1].astimezone(AMSTERDAM) if misses else None


def _best_hint(door: DoorChance, slot: Slot, missed: datetime | None) -> KnownHint | None:
    """Return the weightiest hint that speaks for a slot and was not overtaken by a later miss."""
    fresh = [
        known
        for known in door.hints
        if known.favours(slot) and (missed is None or known.hint.told_on >= missed.date())
    ]
    return max(fresh, key=lambda known: (known.visits, known.hint.told_on), default=None)


def _moment(hint: Hint) -> Wording:
    """Return the days and hours of a hint in words."""
    parts = [part for part in (_days(hint), _hours(hint)) if part] or [ALL_DAY]
    return Wording(nl=" ".join(part.nl for part in parts), en=" ".join(part.en for part in parts))


def _hours(hint: Hint) -> Wording | None:
    words = HOURS.get((hint.earliest > time(0), hint.latest < DAY_ENDS))
    return words.filled(early=f"{hint.earliest:%H:%M}", late=f"{hint.latest:%H:%M}") if words else None


def _days(hint: Hint) -> Wording | None:
    if not hint.weekdays:
        return None
    if hint.weekdays == WEEKEND:
        return IN_WEEKEND
    numbers = sorted(hint.weekdays)
    return Wording(
        nl="op " + _listed([WEEKDAYS[number] for number in numbers], " en "),
        en="on " + _listed([WEEKDAYS_EN[number] for number in numbers], " and "),
    )


def _listed(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]
