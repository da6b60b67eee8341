"""What follows an outcome: wait, another day and hour, a pair, an appointment, or out of the queue."""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.domain.dossier import Appointment, Dossier
from planner.domain.outcome import Door, NextState, NextStep, Outcome, OutcomeCode, Slot
from planner.domain.week import AMSTERDAM
from planner.policy.rules import Rules


def next_step(dossier: Dossier, history: Sequence[Outcome], rules: Rules) -> NextStep:
    """Return what the next plan must respect, from all outcomes of one dossier in order of time.

    Total: every code and every history gives a step.
    """
    ordered = sorted(history, key=lambda outcome: (outcome.at, str(outcome.outcome_id)))
    if not ordered:
        return NextStep(
            state=NextState.APPOINTMENT if dossier.appointment else NextState.OPEN,
            sentence="Dit adres is nog niet bezocht.",
            needs_pair=dossier.needs_pair,
            languages=frozenset({dossier.language}),
            appointment=dossier.appointment,
        )
    last = ordered[-1]
    missed = [o for o in ordered if o.rule.other_slot]
    misses = tuple(Slot.of(o.at.astimezone(AMSTERDAM)) for o in missed)
    visits = sum(1 for o in ordered if o.rule.attempts)
    worn_out = last.rule.door is Door.NOT_HOME and len(missed) >= rules.followup.max_visits
    return NextStep(
        state=NextState.OUT if worn_out else last.rule.state,
        sentence=_sentence(last, len(missed), worn_out),
        not_before=_not_before(last),
        last_miss=misses[-1] if misses and last.rule.state in (NextState.RETRY, NextState.OPEN) else None,
        misses=misses,
        needs_pair=dossier.needs_pair or any(o.rule.needs_pair for o in ordered),
        languages=_languages(dossier, ordered),
        appointment=_appointment(last),
        bonus_points=last.rule.bonus_points,
        visits=visits,
    )


def _sentence(last: Outcome, misses: int, worn_out: bool) -> str:
    if worn_out:
        return f"Na {misses} keer niemand thuis stoppen de bezoeken. Stuur een brief."
    return last.rule.sentence


def _not_before(last: Outcome) -> date | None:
    if last.rule.wait_days is None:
        return None
    return last.at.astimezone(AMSTERDAM).date() + timedelta(days=last.rule.wait_days)


def _languages(dossier: Dossier, ordered: Sequence[Outcome]) -> frozenset[str]:
    """Return the languages any of which will do; what was heard at the door beats what the file says."""
    heard = [o.language for o in ordered if o.code is OutcomeCode.TAAL and o.language]
    return frozenset({heard[-1] if heard else dossier.language})


def _appointment(last: Outcome) -> Appointment | None:
    if last.appointment_at is None:
        return None
    return Appointment(at=last.appointment_at, coach_id=last.coach_ids[0] if last.coach_ids else None)
