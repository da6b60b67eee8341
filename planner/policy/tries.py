"""The tries at one door: who rang when, and whether the resident was there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from planner.domain.dossier import Channel, Dossier
from planner.domain.log import Event, at_this_address
from planner.domain.outcome import Door, Outcome, Slot
from planner.domain.week import AMSTERDAM

# A visit that starts so near the moment of an appointment was the appointment.
PROMISED = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class DoorTry:
    """One time that somebody rang, in local time.

    ``outcome`` is None for a visit from before this house, which came along in the file. ``promised`` means
    that the resident had agreed to be there.
    """

    at: datetime
    home: bool
    outcome: Outcome | None
    promised: bool = False

    @property
    def slot(self) -> Slot:
        """The weekday and hour."""
        return Slot.of(self.at)


def door_tries(dossier: Dossier | None, history: Iterable[Event]) -> tuple[DoorTry, ...]:
    """Return the tries at a door, oldest first, whatever the order of the history.

    A door that was not rung (no access, unsafe, skipped) is no try, and an outcome that was corrected never
    was. Tries at an earlier address say nothing. A visit in the file counts when its hour is known and it is
    not one of the house's own, told again.
    """
    ordered = at_this_address(history)
    own = list(_own(dossier, ordered))
    days = {outcome.at.astimezone(AMSTERDAM).date() for outcome in ordered}
    told = [
        DoorTry(at=at, home=attempt.reached, outcome=None)
        for attempt in (dossier.attempts if dossier else ())
        if attempt.channel is Channel.VISIT
        and (at := attempt.at.astimezone(AMSTERDAM)).time() != time()
        and at.date() not in days
    ]
    return tuple(sorted([*told, *own], key=lambda one: (one.at, one.home)))


def _own(dossier: Dossier | None, ordered: Iterable[Outcome]) -> Iterator[DoorTry]:
    promised_at = dossier.appointment.at if dossier and dossier.appointment else None
    for outcome in ordered:
        if outcome.rule.learns:
            yield DoorTry(
                at=outcome.at.astimezone(AMSTERDAM),
                home=outcome.rule.door is Door.SPOKEN,
                outcome=outcome,
                promised=promised_at is not None and abs(outcome.at - promised_at) <= PROMISED,
            )
        if outcome.rule.attempts:
            promised_at = outcome.appointment_at


def first_try(dossier: Dossier | None, history: Iterable[Event]) -> DoorTry | None:
    """Return the first try of all at a door, or None when there is none to learn from.

    Later tries are at doors that stayed shut before: hard cases, that would make every hour look worse than
    it is. A door that was visited before this house came is such a case too; a promise is no chance.
    """
    if dossier and any(attempt.channel is Channel.VISIT for attempt in dossier.attempts):
        days = {outcome.at.astimezone(AMSTERDAM).date() for outcome in history}
        visits = {a.at.astimezone(AMSTERDAM).date() for a in dossier.attempts if a.channel is Channel.VISIT}
        if not visits <= days:
            return None
    first = next(iter(door_tries(dossier, history)), None)
    return None if first is None or first.promised else first
