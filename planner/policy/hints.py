"""What is known of when a household is home: what people told, and traces such as an answered phone.

A told hint speaks of its hours and, less, of the rest of the same days. A trace (the phone was answered at
noon) says a little about its own hour and the hours and days around it. Tries at the door that contradict a
told hint take its weight away: two misses inside its hours outweigh it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from planner.domain.dossier import Channel, ContactAttempt, Dossier
from planner.domain.hint import Hint, HintSource
from planner.domain.log import Event, in_order
from planner.domain.notice import Notice
from planner.domain.outcome import Slot
from planner.domain.week import AMSTERDAM
from planner.policy.rules import Rules
from planner.policy.tries import DoorTry

TRACES = (HintSource.PHONE, HintSource.CARD)
SATURDAY = 5
WEEKEND = frozenset({5, 6})
DAY_ENDS = time(23, 59)
MINUTES_PER_DAY = 24 * 60


class Evidence(NamedTuple):
    """What something says about a slot: so many visits' worth, of which this share (0 or 1) was home."""

    visits: float
    home: bool


@dataclass(frozen=True, kw_only=True)
class KnownHint:
    """A hint with what it is worth in visits, after the tries since it was told."""

    hint: Hint
    visits: float
    preferred: bool = False

    def evidence(self, slot: Slot, rules: Rules) -> Iterator[Evidence]:
        """Yield what the hint says about a slot."""
        if self.hint.source in TRACES:
            yield Evidence(self.visits * _nearness(self.hint, slot, rules), self.hint.home)
        elif not self.hint.weekdays or slot.weekday in self.hint.weekdays:
            inside = _share_inside(self.hint, slot.hour)
            outside = (1 - inside) * rules.hints.outside_share
            yield Evidence(self.visits * inside, self.hint.home)
            yield Evidence(self.visits * outside, not self.hint.home)

    def favours(self, slot: Slot) -> bool:
        """Return True when somebody should be home in a slot by what was told."""
        on_day = not self.hint.weekdays or slot.weekday in self.hint.weekdays
        return on_day and (_share_inside(self.hint, slot.hour) > 0) is self.hint.home


def known_hints(
    dossier: Dossier, history: Iterable[Event], tries: Sequence[DoorTry], rules: Rules
) -> tuple[KnownHint, ...]:
    """Return all hints of a dossier with their weight, the oldest first, each once.

    Hints stand in the dossier, were heard at the door or later, follow from an answered call or card, or are
    the moment that the resident prefers. They go when the dossier goes.
    """
    events = in_order(history)
    heard = [hint for event in events for hint in event.hints]
    told = sorted({*dossier.hints, *heard, *derived_hints(dossier, events)}, key=_order)
    known = [_known(hint, rules.hints.source[hint.source], tries, rules) for hint in told]
    wish = _wish(dossier, events)
    if wish:
        known.append(_known(wish, rules.hints.preferred, tries, rules, preferred=True))
    return tuple(known)


def _wish(dossier: Dossier, events: Sequence[Event]) -> Hint | None:
    """Return the moment that the resident prefers as a hint; what was said last beats the file."""
    said = [(one.preferred, one.at.astimezone(AMSTERDAM).date()) for one in events if one.preferred]
    if dossier.preferred:
        said.insert(0, (dossier.preferred, dossier.registered_on))
    if not said:
        return None
    moment, told_on = said[-1]
    return Hint(
        source=HintSource.RESIDENT,
        told_on=told_on,
        weekdays=moment.weekdays,
        earliest=moment.earliest,
        latest=moment.latest,
    )


def derived_hints(dossier: Dossier, events: Iterable[Event] = ()) -> tuple[Hint, ...]:
    """Return what follows from answered calls and cards.

    A call that was answered is a hint for its hour. A card that was answered in the weekend (by the day of
    contact in the file, else the day of the card) is one for the weekend; on a weekday it says nothing, for
    then people answer at any hour. Unanswered calls are no sign of an empty house.
    """
    hints = []
    for attempt in (*dossier.attempts, *_heard_attempts(events)):
        at = attempt.at.astimezone(AMSTERDAM)
        if not attempt.reached:
            continue
        if attempt.channel is Channel.CALL and at.time() != time():
            hints.append(_answered_call(at))
        elif attempt.channel is Channel.CARD:
            day = _answered_on(at.date(), dossier.reached_on)
            if day.weekday() >= SATURDAY:
                hints.append(Hint(source=HintSource.CARD, told_on=day, weekdays=WEEKEND))
    return tuple(sorted(set(hints), key=_order))


def _heard_attempts(events: Iterable[Event]) -> Iterator[ContactAttempt]:
    """Yield the calls and answers that were recorded outside a visit."""
    for event in events:
        if isinstance(event, Notice):
            for channel, reached in event.rule.attempts:
                yield ContactAttempt(channel=channel, at=event.at, reached=reached)


def _answered_call(at: datetime) -> Hint:
    latest = time(at.hour + 1) if at.hour < DAY_ENDS.hour else DAY_ENDS
    return Hint(
        source=HintSource.PHONE,
        told_on=at.date(),
        weekdays=frozenset({at.weekday()}),
        earliest=time(at.hour),
        latest=latest,
    )


def _answered_on(card_on: date, reached_on: date | None) -> date:
    in_time = reached_on is not None and card_on <= reached_on <= card_on + timedelta(days=14)
    return reached_on if in_time and reached_on else card_on


def _known(
    hint: Hint, visits: float, tries: Sequence[DoorTry], rules: Rules, preferred: bool = False
) -> KnownHint:
    contradicted = 0 if hint.source in TRACES else sum(_contradicts(one, hint) for one in tries)
    return KnownHint(hint=hint, visits=visits * rules.hints.fade**contradicted, preferred=preferred)


def _contradicts(tried: DoorTry, hint: Hint) -> bool:
    """Return True when a try after the day of the hint, inside its hours, found the opposite."""
    on_day = not hint.weekdays or tried.at.weekday() in hint.weekdays
    inside = on_day and hint.earliest <= tried.at.time() <= hint.latest
    return inside and tried.at.date() > hint.told_on and tried.home is not hint.home


def _minutes(hint: Hint) -> tuple[int, int]:
    """Return the first and the last minute of the day that a hint speaks of."""
    start = hint.earliest.hour * 60 + hint.earliest.minute
    ends = hint.latest.hour * 60 + hint.latest.minute
    return start, MINUTES_PER_DAY if hint.latest >= DAY_ENDS else max(ends, start + 1)


def _share_inside(hint: Hint, hour: int) -> float:
    start, end = _minutes(hint)
    return max(0, min(end, (hour + 1) * 60) - max(start, hour * 60)) / 60


def _nearness(hint: Hint, slot: Slot, rules: Rules) -> float:
    start, end = _minutes(hint)
    apart = max(start // 60 - slot.hour, slot.hour - (end - 1) // 60, 0)
    on_day = not hint.weekdays or slot.weekday in hint.weekdays
    return rules.chance.kernel.weight(apart, on_day)


def _order(hint: Hint) -> tuple[date, str, bool, list[int], time, time]:
    return (hint.told_on, hint.source, hint.home, sorted(hint.weekdays), hint.earliest, hint.latest)
