"""A dossier as it is known today: its file, with what the log says since."""

from collections.abc import Iterable
from dataclasses import replace

from planner.domain.dossier import ContactAttempt, Dossier
from planner.domain.log import Event, in_order
from planner.domain.notice import Notice
from planner.domain.outcome import NextStep
from planner.domain.state import Bar
from planner.domain.week import AMSTERDAM
from planner.policy.standing import Standing


def as_shown(dossier: Dossier, history: Iterable[Event]) -> Dossier:
    """Return a dossier with where it is and how to get in, as its log says: what people look at.

    Its log can still be read against it: nothing of what the log decides is in it.
    """
    notices = [event for event in in_order(history) if isinstance(event, Notice)]
    return replace(
        dossier,
        address=next((one.address for one in reversed(notices) if one.address), dossier.address),
        access_note=next(
            (one.access_note for one in reversed(notices) if one.access_note), dossier.access_note
        ),
    )


def as_known(dossier: Dossier, history: Iterable[Event], standing: Standing, step: NextStep) -> Dossier:
    """Return a dossier with what its log says: the gate and the points judge this one.

    Visits stay in the log. Contact through another channel that the log has followed up on no longer counts
    as running contact.
    """
    events = in_order(history)
    notices = [event for event in events if isinstance(event, Notice)]
    calls = tuple(
        ContactAttempt(channel=channel, at=notice.at, reached=reached)
        for notice in notices
        for channel, reached in notice.rule.attempts
    )
    last = max((event.at.astimezone(AMSTERDAM).date() for event in events), default=None)
    answered = dossier.reached_on is not None and last is not None and dossier.reached_on <= last
    bars = standing.bars
    return replace(
        as_shown(dossier, events),
        phone=dossier.phone if standing.has_number else "",
        language=standing.language,
        attempts=dossier.attempts + calls,
        reached_on=None if answered else dossier.reached_on,
        paid_on=bars[Bar.PAID].since if Bar.PAID in bars else None,
        objection_on=bars[Bar.OBJECTION].since if Bar.OBJECTION in bars else None,
        opted_out=Bar.OPTED_OUT in bars,
        unsafe=Bar.SAFETY in bars,
        excluded=Bar.EXCLUDED in bars,
        needs_pair=standing.needs_pair,
        preferred=next((one.preferred for one in reversed(events) if one.preferred), dossier.preferred),
        hints=dossier.hints + tuple(hint for event in events for hint in event.hints),
        appointment=step.appointment,
    )
