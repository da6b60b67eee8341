"""Who takes part in a week, and who does not and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from planner.domain.assessment import Advice, Assessment
from planner.domain.dossier import Dossier
from planner.domain.log import at_this_address
from planner.domain.outcome import NextState, NextStep, Outcome
from planner.domain.override import OverrideKind
from planner.domain.plan import Unplanned, UnplannedReason
from planner.domain.week import Week
from planner.domain.wording import Wording
from planner.policy.household import households
from planner.policy.judge import Judge, Judged, Known
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class WaitRule:
    """What is said of a dossier that waits for another week, and what helps."""

    says: Wording
    helps: Wording


_FROM_DAY = Wording("Plan dit bezoek op of na {day}.", "Plan this visit on or after {day}.")
WAITING: dict[str, WaitRule] = {
    "planned": WaitRule(
        says=Wording(
            "Dit adres staat al in de planning van week {week}.",
            "This address is in the plan of week {week} already.",
        ),
        helps=Wording("Wacht op wat er bij dat bezoek gebeurt.", "Wait for what happens at that visit."),
    ),
    "appointment": WaitRule(
        says=Wording("De afspraak is op {day}.", "The appointment is on {day}."),
        helps=Wording("Plan dit bezoek in week {week}.", "Plan this visit in week {week}."),
    ),
    "appointment_over": WaitRule(
        says=Wording(
            "De afspraak van {day} is voorbij, zonder bezoekresultaat.",
            "The appointment of {day} is over, without an outcome.",
        ),
        helps=Wording(
            "Vul het bezoekresultaat in, of maak een nieuwe afspraak.",
            "Record the outcome, or make a new appointment.",
        ),
    ),
    "rest": WaitRule(
        says=Wording("Het wachten duurt tot {day}.", "The wait lasts until {day}."), helps=_FROM_DAY
    ),
}
"""What is said of those that wait for another week."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A dossier that may be visited this week, with all that the plan needs to know of it.

    ``tier`` is 0 for a visit by score, 1 when a deadline or the planner asks for it this week, 2 for an
    appointment. ``last_day`` is the last day on which the visit still comes before the deadline.
    """

    dossier: Dossier
    history: tuple[Outcome, ...]
    step: NextStep
    assessment: Assessment
    tier: int
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class Triage:
    """All dossiers of the desk: those that may be visited, and the others with a reason.

    ``joined`` are dossiers that go along in the visit of another at the same door: their id to its id.
    """

    candidates: tuple[Candidate, ...]
    unplanned: tuple[Unplanned, ...]
    joined: Mapping[str, str] = field(default_factory=dict)


def triage(dossiers: Iterable[Dossier], known: Known, week: Week, today: date, rules: Rules) -> Triage:
    """Return who may be visited in a week, judged today, and a reason for everybody else.

    Dossiers at one door that may be visited for themselves are one candidate: the most urgent leads. A door
    that is not safe for one dossier is not safe for the others.
    """
    everyone = tuple(dossiers)
    judge = Judge(known, today, rules)

    def sort(dossier: Dossier) -> Candidate | Unplanned:
        return _sort(judge(dossier), week, rules)

    barred = {one.address.door for one in everyone if judge.bars_door(one)}
    alone: dict[str, Candidate] = {}
    unplanned: list[Unplanned] = []
    for dossier in everyone:
        safe = dossier if dossier.address.door not in barred else replace(dossier, unsafe=True)
        found = sort(safe)
        if isinstance(found, Candidate):
            alone[dossier.dossier_id] = found
        else:
            unplanned.append(found)
    candidates: list[Candidate] = []
    joined: dict[str, str] = {}
    for home in households(
        (one for one in everyone if one.dossier_id in alone),
        lambda one: (alone[one.dossier_id].tier, alone[one.dossier_id].assessment.score),
    ):
        together = sort(home) if home.joined else alone[home.dossier_id]
        if isinstance(together, Candidate):
            candidates.append(together)
            joined |= dict.fromkeys(home.joined, home.dossier_id)
        else:
            unplanned += [replace(together, dossier_id=one) for one in (home.dossier_id, *home.joined)]
    return Triage(candidates=tuple(candidates), unplanned=tuple(unplanned), joined=joined)


def _sort(judged: Judged, week: Week, rules: Rules) -> Candidate | Unplanned:
    dossier, assessment = judged.dossier, judged.assessment
    free_from = assessment.free_from
    in_time = free_from is not None and free_from <= week.sunday
    step = _rested(judged.step, free_from) if in_time else judged.step
    left_out = (
        (_ended(dossier, step) if judged.history else None)
        or (None if in_time else _blocked(dossier, assessment))
        or _elsewhere(dossier, judged.planned_in)
        or _waiting(dossier, step, week)
    )
    if left_out:
        return replace(left_out, score=assessment.score)
    return Candidate(
        dossier=dossier,
        history=at_this_address(judged.history),
        step=step,
        assessment=assessment,
        tier=_tier(judged, week, rules),
        last_day=assessment.must_by,
    )


def _rested(step: NextStep, free_from: date | None) -> NextStep:
    """Return the step with a rest until the gate opens by itself."""
    days = [day for day in (step.not_before, free_from) if day is not None]
    return replace(step, not_before=max(days, default=None))


def _tier(judged: Judged, week: Week, rules: Rules) -> int:
    step, must_by = judged.step, judged.assessment.must_by
    if step.appointment is not None and step.appointment.at.date() in week:
        return 2
    if judged.override is not None and judged.override.kind is OverrideKind.VISIT:
        return 1
    room = timedelta(days=rules.visit.revisit_room_days)
    return int(must_by is not None and must_by <= week.sunday + room)


# What is over for this house, beside what somebody must find out or decide first.
OVER = (NextState.CLOSED, NextState.OUT_OF_QUEUE, NextState.REFERRED)
CALL = (NextState.CALL, NextState.CONTACT, NextState.LAST_WAIT, NextState.STOPPED)


def _ended(dossier: Dossier, step: NextStep) -> Unplanned | None:
    """Return why a dossier is in no route because of its log; what only its file says is for the gate."""
    if step.plannable:
        return None
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.CLOSED if step.state in OVER else UnplannedReason.BLOCKED,
        sentence=step.sentence,
        would_fit_if=step.rule.helps.nl,
        advice=_advice(step),
    )


def _advice(step: NextStep) -> Advice:
    if step.state is NextState.CLOSED:
        return Advice.CLOSE
    if step.state in CALL:
        return Advice.CALL
    return Advice.LETTER if step.rule.letter else Advice.HOLD


def _blocked(dossier: Dossier, assessment: Assessment) -> Unplanned | None:
    if assessment.may_visit:
        return None
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.BLOCKED,
        sentence=" ".join(rule.sentence for rule in assessment.blocked_by),
        would_fit_if=" ".join(dict.fromkeys(rule.instead for rule in assessment.blocked_by)),
        advice=assessment.advice,
    )


def _elsewhere(dossier: Dossier, planned_in: Week | None) -> Unplanned | None:
    if planned_in is None:
        return None
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.ALREADY_PLANNED,
        sentence=WAITING["planned"].says.nl.format(week=planned_in.number),
        would_fit_if=WAITING["planned"].helps.nl,
    )


def _waiting(dossier: Dossier, step: NextStep, week: Week) -> Unplanned | None:
    from_day, before = step.not_before, ""
    if step.appointment is not None:
        from_day = step.appointment.at.date()
        if from_day in week:
            return None
        code = "appointment_over" if from_day < week.monday else "appointment"
    elif from_day is None or from_day <= week.sunday:
        return None
    else:
        code, before = "rest", f"{step.sentence} "
    words, day = WAITING[code], f"{from_day:%d-%m-%Y}"
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.WAITING,
        sentence=before + words.says.nl.format(day=day),
        would_fit_if=words.helps.nl.format(day=day, week=Week.of(from_day).number),
    )
