"""May we visit? Cheaper ways first, several signals, and nobody who should be left alone."""

from collections.abc import Iterator
from datetime import date, datetime

from planner.domain.assessment import Blocked
from planner.domain.dossier import Channel, Dossier
from planner.policy.rules import Rules


def day_part(moment: datetime) -> str:
    """Return the part of the day as DDAS counts it: ochtend, middag, or avond from 18:00."""
    if moment.hour < 12:
        return "ochtend"
    return "middag" if moment.hour < 18 else "avond"


def no_response(dossier: Dossier) -> bool:
    """Return True when something was tried and nobody answered since."""
    if not dossier.attempts:
        return False
    last = max(attempt.at.date() for attempt in dossier.attempts)
    return dossier.reached_on is None or dossier.reached_on < last


def signal_groups(dossier: Dossier, today: date, rules: Rules) -> tuple[str, ...]:
    """Return the groups of signals that meet in a dossier; a visit needs at least two."""
    groups = {
        "lange achterstand": (today - dossier.arrears_since).days >= rules.gate.long_arrears_days,
        "geen reactie": no_response(dossier),
        "geen werkend nummer": not dossier.phone,
        "meer achterstanden": len(dossier.claims) >= 2,
        "kwetsbaar": bool(dossier.signals),
        "eerdere meldingen": dossier.earlier_signals > 0,
    }
    return tuple(name for name, present in groups.items() if present)


def gate(dossier: Dossier, today: date, rules: Rules) -> tuple[Blocked, ...]:
    """Return every rule that forbids a visit now; empty means that a coach may go.

    A dossier with a date in court, an eviction or a cut-off ahead, or with an appointment, always gets its
    personal attempt: only the rules of :func:`_leave_alone` stop it.
    """
    stops = tuple(_leave_alone(dossier))
    first = dossier.legal.first
    personal_attempt_due = (first is not None and first > today) or dossier.appointment is not None
    if stops or personal_attempt_due:
        return stops
    return tuple(_cheaper_first(dossier, today, rules))


def _leave_alone(dossier: Dossier) -> Iterator[Blocked]:
    if dossier.paid_on:
        yield Blocked(
            code="paid",
            sentence=f"De achterstand is betaald op {dossier.paid_on:%d-%m-%Y}.",
            instead="Sluit het dossier.",
        )
    if dossier.objection_on:
        yield Blocked(
            code="objection",
            sentence=f"De bewoner maakte bezwaar op {dossier.objection_on:%d-%m-%Y}.",
            instead="Wacht op het antwoord van de schuldeiser.",
        )
    if dossier.opted_out:
        yield Blocked(
            code="opted_out",
            sentence="De bewoner wil geen bezoek.",
            instead="Schrijf of bel.",
        )
    if dossier.unsafe:
        yield Blocked(
            code="unsafe",
            sentence="Op dit adres is bezoek niet veilig.",
            instead="De manager beslist hoe het verder gaat.",
        )


def _cheaper_first(dossier: Dossier, today: date, rules: Rules) -> Iterator[Blocked]:
    if dossier.amount_cents < rules.gate.min_amount_cents:
        yield Blocked(
            code="small_amount",
            sentence=f"De achterstand is minder dan {rules.gate.min_amount_cents // 100} euro.",
            instead="Stuur een brief.",
        )
    if dossier.reminder_sent_on is None:
        yield Blocked(
            code="no_reminder",
            sentence="Er is nog geen aanmaning gestuurd.",
            instead="Stuur eerst een aanmaning.",
        )
    calls = dossier.tried(Channel.CALL)
    parts = {day_part(at) for at in calls}
    if dossier.phone and (len(calls) < rules.gate.min_calls or len(parts) < rules.gate.min_call_day_parts):
        yield Blocked(
            code="call_first",
            sentence="Er is nog niet vaak genoeg gebeld, op verschillende dagdelen.",
            instead="Zet dit dossier op de belavond.",
        )
    if dossier.reached_on and not no_response(dossier):
        yield Blocked(
            code="in_contact",
            sentence=f"Er was contact op {dossier.reached_on:%d-%m-%Y}.",
            instead="Ga verder via dat contact.",
        )
    groups = signal_groups(dossier, today, rules)
    if len(groups) < rules.gate.min_signal_groups:
        known = f"alleen {groups[0]}" if groups else "geen signaal"
        yield Blocked(
            code="few_signals",
            sentence=f"Er is te weinig reden voor een bezoek ({known}).",
            instead="Probeer eerst brief, bericht en telefoon.",
        )
