"""Who takes part in a week, and who does not and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.domain.assessment import Assessment
from planner.domain.dossier import Dossier
from planner.domain.outcome import NextState, NextStep, Outcome
from planner.domain.plan import Unplanned, UnplannedReason
from planner.domain.week import Week
from planner.policy.followup import next_step
from planner.policy.priority import assess
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A dossier that may be visited this week, with all that the plan needs to know of it.

    ``tier`` is 0 for a visit by score, 1 when a deadline asks for it this week, 2 for an appointment.
    ``last_day`` is the last day on which the visit still comes before the deadline.
    """

    dossier: Dossier
    history: tuple[Outcome, ...]
    step: NextStep
    assessment: Assessment
    tier: int
    last_day: date | None
    deadline_near: bool


@dataclass(frozen=True, kw_only=True)
class Triage:
    """All dossiers of the desk: those that may be visited, and the others with a reason."""

    candidates: tuple[Candidate, ...]
    unplanned: tuple[Unplanned, ...]


def triage(
    dossiers: Iterable[Dossier],
    outcomes: Iterable[Outcome],
    week: Week,
    today: date,
    rules: Rules,
    planned_elsewhere: Mapping[str, Week] | None = None,
) -> Triage:
    """Return who may be visited in a week, judged today, and a reason for everybody else."""
    by_dossier: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_dossier[outcome.dossier_id].append(outcome)
    candidates: list[Candidate] = []
    unplanned: list[Unplanned] = []
    for dossier in dossiers:
        found = _judge(
            dossier,
            by_dossier[dossier.dossier_id],
            week,
            today,
            rules,
            (planned_elsewhere or {}).get(dossier.dossier_id),
        )
        if isinstance(found, Candidate):
            candidates.append(found)
        else:
            unplanned.append(found)
    return Triage(candidates=tuple(candidates), unplanned=tuple(unplanned))


def _judge(
    dossier: Dossier,
    history: Sequence[Outcome],
    week: Week,
    today: date,
    rules: Rules,
    planned_in: Week | None,
) -> Candidate | Unplanned:
    step = next_step(dossier, history, rules)
    current = replace(dossier, appointment=step.appointment)
    assessment = assess(current, today, rules, bonus=step.bonus_points, visits=step.visits)
    left_out = (
        _ended(dossier, step)
        or _blocked(dossier, assessment)
        or _elsewhere(dossier, planned_in)
        or _waiting(dossier, step, week)
    )
    if left_out:
        return replace(left_out, score=assessment.score)
    return Candidate(
        dossier=current,
        history=tuple(history),
        step=step,
        assessment=assessment,
        tier=_tier(step, assessment, week, rules),
        last_day=assessment.must_by,
        deadline_near=assessment.must_by is not None,
    )


def _tier(step: NextStep, assessment: Assessment, week: Week, rules: Rules) -> int:
    if step.appointment is not None and step.appointment.at.date() in week:
        return 2
    room = timedelta(days=rules.visit.revisit_room_days)
    return int(assessment.must_by is not None and assessment.must_by <= week.sunday + room)


def _ended(dossier: Dossier, step: NextStep) -> Unplanned | None:
    if step.state is NextState.OUT:
        return Unplanned(
            dossier_id=dossier.dossier_id,
            reason=UnplannedReason.CLOSED,
            sentence=step.sentence,
            would_fit_if="Alleen een nieuwe melding brengt dit dossier terug.",
        )
    if step.state is NextState.HOLD:
        return Unplanned(
            dossier_id=dossier.dossier_id,
            reason=UnplannedReason.BLOCKED,
            sentence=step.sentence,
            would_fit_if="Zodra dit is uitgezocht.",
        )
    return None


def _blocked(dossier: Dossier, assessment: Assessment) -> Unplanned | None:
    if assessment.may_visit:
        return None
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.BLOCKED,
        sentence=" ".join(rule.sentence for rule in assessment.blocked_by),
        would_fit_if=" ".join(dict.fromkeys(rule.instead for rule in assessment.blocked_by)),
    )


def _elsewhere(dossier: Dossier, planned_in: Week | None) -> Unplanned | None:
    if planned_in is None:
        return None
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.ALREADY_PLANNED,
        sentence=f"Dit adres staat al in de planning van week {planned_in.number}.",
        would_fit_if="Wacht op wat er bij dat bezoek gebeurt.",
    )


def _waiting(dossier: Dossier, step: NextStep, week: Week) -> Unplanned | None:
    from_day = step.not_before
    if step.appointment is not None:
        from_day = step.appointment.at.date()
        if from_day in week:
            return None
        sentence = f"De afspraak is op {from_day:%d-%m-%Y}."
        helps = f"Plan dit bezoek in week {Week.of(from_day).number}."
        if from_day < week.monday:
            sentence = f"De afspraak van {from_day:%d-%m-%Y} is voorbij, zonder bezoekresultaat."
            helps = "Vul het bezoekresultaat in, of maak een nieuwe afspraak."
    elif from_day is None or from_day <= week.sunday:
        return None
    else:
        sentence = f"{step.sentence} Het wachten duurt tot {from_day:%d-%m-%Y}."
        helps = f"Plan dit bezoek op of na {from_day:%d-%m-%Y}."
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.WAITING,
        sentence=sentence,
        would_fit_if=helps,
    )
