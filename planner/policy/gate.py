"""May we visit? Cheaper ways first, several signals, and nobody who should be left alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from planner.domain.assessment import Blocked
from planner.domain.creditor import Agreement
from planner.domain.dossier import Channel, Dossier
from planner.domain.override import Override, OverrideKind
from planner.domain.state import Bonus
from planner.policy.dates import received_on
from planner.policy.deadline import deadline
from planner.policy.gate_table import GATE, SIGNAL_GROUPS
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is known around a dossier when it is judged.

    ``visits`` are those made by this house, ``bonus`` the points of earlier outcomes and ``bonuses`` why,
    ``agreements`` those with creditors by id, ``override`` the newest decision of a planner.
    """

    visits: int = 0
    bonus: int = 0
    bonuses: tuple[Bonus, ...] = ()
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    override: Override | None = None

    def of(self, dossier: Dossier) -> tuple[Agreement, ...]:
        """Return the agreements with the creditors of a dossier."""
        return tuple(self.agreements[key] for key in dossier.creditor_ids if key in self.agreements)


ALONE = Around()
"""Nothing is known around the dossier."""


def day_part(moment: datetime) -> str:
    """Return the part of the day as DDAS counts it: ochtend, middag, or avond from 18:00."""
    if moment.hour < 12:
        return "ochtend"
    return "middag" if moment.hour < 18 else "avond"


def no_response(dossier: Dossier) -> bool:
    """Return True when something was tried and nobody answered since."""
    if not dossier.attempts:
        return False
    last = max(attempt.at for attempt in dossier.attempts)
    answered = [attempt.at for attempt in dossier.attempts if attempt.reached]
    if answered and max(answered) >= last:
        return False
    return dossier.reached_on is None or dossier.reached_on < last.date()


def signal_groups(dossier: Dossier, today: date, rules: Rules) -> tuple[str, ...]:
    """Return the groups of signals that meet in a dossier; a visit needs at least two."""
    present = {
        "long": (today - dossier.arrears_since).days >= rules.gate.long_arrears_days,
        "silent": no_response(dossier),
        "no_number": not dossier.phone,
        "several": len(dossier.claims) >= 2,
        "vulnerable": bool(dossier.signals & rules.gate.lawful_signals),
        "earlier": dossier.earlier_signals > 0,
    }
    return tuple(code for code in SIGNAL_GROUPS if present[code])


def may_visit(dossier: Dossier, today: date, rules: Rules, around: Around = ALONE) -> tuple[Blocked, ...]:
    """Return every rule that forbids a visit now; empty means that a coach may go.

    A dossier with a deadline ahead, an appointment, or a planner's own decision gets its personal attempt:
    then only the rules that leave people alone stop it, and the announcement where time allows.

    Parameters
    ----------
    dossier
        What is known of the household.
    today
        The day on which is judged.
    rules
        The limits.
    around
        Agreements with creditors, earlier visits, and the planner's decision.
    """
    stops = tuple(_leave_alone(dossier))
    if stops:
        return stops
    first = deadline(dossier, today, rules.deadline, around.agreements, around.visits)
    legal = dossier.legal.first
    due = first is not None or (legal is not None and legal > today) or dossier.appointment is not None
    wanted = around.override is not None and around.override.kind is OverrideKind.VISIT
    if not due and not wanted:
        stops = tuple(_cheaper_first(dossier, today, rules))
    stops = (*_later(around.override, today), *stops)
    return (*stops, *_announced(dossier, today, rules, around, first.must_by if first else None))


def _stop(code: str, until: date | None = None, **values: object) -> Blocked:
    rule = GATE[code]
    return Blocked(
        code=code,
        sentence=rule.says.nl.format(**values),
        instead=rule.instead.nl.format(**values),
        advice=rule.advice,
        until=until,
    )


def _leave_alone(dossier: Dossier) -> Iterator[Blocked]:
    if dossier.paid_on:
        yield _stop("paid", day=_text(dossier.paid_on))
    if dossier.objection_on:
        yield _stop("objection", day=_text(dossier.objection_on))
    if dossier.opted_out:
        yield _stop("opted_out")
    if dossier.excluded:
        yield _stop("excluded")
    if dossier.unsafe:
        yield _stop("unsafe")


def _later(override: Override | None, today: date) -> Iterator[Blocked]:
    if override and override.until and override.until > today:
        yield _stop(
            "planner_later", override.until, day=_text(override.until), reason=override.reason.strip()
        )


def _cheaper_first(dossier: Dossier, today: date, rules: Rules) -> Iterator[Blocked]:
    limits = rules.gate
    if dossier.amount_cents < limits.min_amount_cents:
        yield _stop("small_amount", euros=limits.min_amount_cents // 100)
    if dossier.reminder_sent_on is None:
        yield _stop("no_reminder")
    calls = [attempt.at for attempt in dossier.attempts if attempt.channel is Channel.CALL]
    parts = {day_part(at) for at in calls}
    if dossier.phone and (len(calls) < limits.min_calls or len(parts) < limits.min_call_day_parts):
        yield _stop("call_first")
    answered = _last_contact(dossier)
    if answered is not None and not no_response(dossier):
        yield _stop("in_contact", day=_text(answered))
    groups = signal_groups(dossier, today, rules)
    if len(groups) < limits.min_signal_groups:
        known = f"alleen {SIGNAL_GROUPS[groups[0]].nl}" if groups else "geen signaal"
        yield _stop("few_signals", known=known)


def _announced(
    dossier: Dossier, today: date, rules: Rules, around: Around, must_by: date | None
) -> Iterator[Blocked]:
    """Yield a stop while an announcement is missing or fresh; a deadline that cannot wait goes first."""
    asked = [a.announce_days for a in around.of(dossier) if a.announce_days is not None]
    days = max([rules.gate.announce_days, *asked])
    if not days or dossier.appointment is not None:
        return
    sent_on = dossier.announced_on
    free_from = received_on(sent_on or today) + timedelta(days=days)
    if must_by is not None and free_from > must_by:
        return
    if sent_on is None:
        yield _stop("not_announced")
    elif free_from > today:
        yield _stop("announced_too_late", free_from, day=_text(free_from))


def _last_contact(dossier: Dossier) -> date | None:
    answered = [attempt.at.date() for attempt in dossier.attempts if attempt.reached]
    return max([*answered, *([dossier.reached_on] if dossier.reached_on else [])], default=None)


def _text(day: date) -> str:
    return f"{day:%d-%m-%Y}"
