"""The last day for a personal attempt, computed from the creditor's steps and the agreements."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from planner.domain.assessment import Deadline
from planner.domain.creditor import Agreement
from planner.domain.dossier import Channel, Dossier
from planner.domain.wording import Wording
from planner.policy.dates import fourteen_days_end, last_visit_day_before, working_days_before
from planner.policy.rules import DeadlineRules

SHORT_TRACK_DAYS = 14
DEADLINES: dict[str, Wording] = {
    "summons": Wording("Op {day} volgt een dagvaarding.", "A summons follows on {day}."),
    "fourteen_days": Wording(
        "De 14 dagen van de brief zijn voorbij op {day}. Daarna kan een dagvaarding volgen.",
        "The 14 days of the letter end on {day}. A summons may follow after that.",
    ),
    "eviction": Wording("Op {day} is de ontruiming.", "The eviction is on {day}."),
    "cutoff": Wording("Op {day} stopt de levering.", "Supply ends on {day}."),
    "track": Wording(
        "Het traject bij de schuldeiser loopt tot {day}.", "The creditor's track runs until {day}."
    ),
}
"""What each deadline says."""


def deadline(
    dossier: Dossier,
    today: date,
    rules: DeadlineRules,
    agreements: Mapping[str, Agreement] | None = None,
    visits: int = 0,
) -> Deadline | None:
    """Return the first deadline for a personal attempt, or None: no date ahead, or an attempt was made.

    Parameters
    ----------
    dossier
        Its legal track, the day it came in, and the visits made elsewhere.
    today
        The day on which is judged; a date that has passed asks for nothing any more.
    rules
        How many days before each date the attempt must be made.
    agreements
        By creditor id; a creditor may give up the attempt before a summons, and may have a longest track.
    visits
        Visits made by this house; after the first the personal attempt has been made.
    """
    if visits > 0 or dossier.tried(Channel.VISIT):
        return None
    known = [a for key in dossier.creditor_ids if (a := (agreements or {}).get(key))]
    ahead = [one for one in _deadlines(dossier, today, rules, known) if one.must_by >= today]
    return min(ahead, key=lambda one: one.must_by) if ahead else None


def must_by(
    dossier: Dossier,
    today: date,
    rules: DeadlineRules,
    agreements: Mapping[str, Agreement] | None = None,
    visits: int = 0,
) -> date | None:
    """Return the last day for a personal attempt, or None."""
    first = deadline(dossier, today, rules, agreements, visits)
    return first.must_by if first else None


def _deadlines(
    dossier: Dossier, today: date, rules: DeadlineRules, agreements: list[Agreement]
) -> Iterator[Deadline]:
    legal = dossier.legal
    if _attempt_before_summons(agreements):
        if legal.summons_on:
            yield _before("summons", legal.summons_on, legal.summons_on, today)
        elif legal.fourteen_day_letter_on:
            yield _letter(legal.fourteen_day_letter_on, today, rules)
    if legal.eviction_on:
        aim = legal.eviction_on - timedelta(days=rules.eviction_days)
        yield _before("eviction", legal.eviction_on, aim, today)
    if legal.cutoff_on:
        aim = working_days_before(legal.cutoff_on, rules.cutoff_working_days)
        yield _before("cutoff", legal.cutoff_on, aim, today)
    for agreement in agreements:
        ends = _track_end(dossier, agreement)
        if ends is not None:
            yield _before("track", ends, ends + timedelta(days=1), today)


def _attempt_before_summons(agreements: list[Agreement]) -> bool:
    """Return True unless every creditor we know of gave it up; the default is a personal attempt."""
    return not agreements or any(agreement.personal_attempt_before_summons for agreement in agreements)


def _before(code: str, day: date, aim: date, today: date) -> Deadline:
    """Return the deadline of a date: the last visit day before ``aim``, or before the day when late."""
    wished = last_visit_day_before(aim)
    return Deadline(
        code=code,
        day=day,
        must_by=wished if wished >= today else last_visit_day_before(day),
        sentence=DEADLINES[code].nl.format(day=f"{day:%d-%m-%Y}"),
    )


def _letter(sent_on: date, today: date, rules: DeadlineRules) -> Deadline:
    """Return the deadline of a 14-day letter: the last visit day of the term, or soon when it is over."""
    ends = fourteen_days_end(sent_on)
    wished = last_visit_day_before(ends + timedelta(days=1))
    overdue = last_visit_day_before(today + timedelta(days=rules.overdue_days + 1))
    return Deadline(
        code="fourteen_days",
        day=ends,
        must_by=wished if wished >= today else overdue,
        sentence=DEADLINES["fourteen_days"].nl.format(day=f"{ends:%d-%m-%Y}"),
    )


def _track_end(dossier: Dossier, agreement: Agreement) -> date | None:
    """Return the last day of the amicable track, or None when the agreement names no length."""
    if dossier.short_track and agreement.short_track_allowed:
        return dossier.registered_on + timedelta(days=SHORT_TRACK_DAYS)
    if agreement.longest_track_days is None:
        return None
    return dossier.registered_on + timedelta(days=agreement.longest_track_days)
