"""Who takes part in a week, and who does not and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from planner.domain.assessment import Advice, Assessment
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.log import Event, at_this_address, by_dossier
from planner.domain.notice import Notice
from planner.domain.outcome import NextState, NextStep, Outcome
from planner.domain.override import Override, OverrideKind
from planner.domain.plan import Unplanned, UnplannedReason
from planner.domain.state import Bar
from planner.domain.week import Week
from planner.policy.followup import next_step, standing_of
from planner.policy.gate import Around
from planner.policy.household import households
from planner.policy.known import as_known
from planner.policy.priority import assess
from planner.policy.rules import Rules


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


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known beside the dossiers when a week is judged.

    ``planned_elsewhere`` are dossiers that wait for a visit in an earlier week, ``agreements`` those with
    creditors by id, ``directory`` the places to refer to, ``overrides`` the newest decision of a planner by
    dossier.
    """

    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[Notice, ...] = ()
    planned_elsewhere: Mapping[str, Week] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    directory: tuple[ReferralPlace, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)


def triage(dossiers: Iterable[Dossier], known: Known, week: Week, today: date, rules: Rules) -> Triage:
    """Return who may be visited in a week, judged today, and a reason for everybody else.

    Dossiers at one door that may be visited for themselves are one candidate: the most urgent leads. A door
    that is not safe for one dossier is not safe for the others.
    """
    everyone = tuple(dossiers)
    judge = _Judge(known, week, today, rules)
    barred = {one.address.door for one in everyone if judge.bars_door(one)}
    alone: dict[str, Candidate] = {}
    unplanned: list[Unplanned] = []
    for dossier in everyone:
        safe = dossier if dossier.address.door not in barred else replace(dossier, unsafe=True)
        found = judge(safe)
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
        together = judge(home) if home.joined else alone[home.dossier_id]
        if isinstance(together, Candidate):
            candidates.append(together)
            joined |= dict.fromkeys(home.joined, home.dossier_id)
        else:
            unplanned += [replace(together, dossier_id=one) for one in (home.dossier_id, *home.joined)]
    return Triage(candidates=tuple(candidates), unplanned=tuple(unplanned), joined=joined)


class _Judge:
    """Judges dossiers on one day for one week."""

    def __init__(self, known: Known, week: Week, today: date, rules: Rules) -> None:
        self._known, self._week, self._today, self._rules = known, week, today, rules
        log: tuple[Event, ...] = (*known.outcomes, *known.notices)
        self._history = by_dossier(log)

    def __call__(self, dossier: Dossier) -> Candidate | Unplanned:
        members = (dossier.dossier_id, *dossier.joined)
        history = [event for one in members for event in self._history.get(one, ())]
        step = next_step(dossier, history, self._rules, self._today)
        current = as_known(dossier, history, standing_of(dossier, history, self._rules), step)
        around = Around(
            visits=step.visits,
            bonus=step.bonus_points,
            bonuses=step.bonuses,
            agreements=self._known.agreements,
            override=self._override(members),
        )
        assessment = assess(current, self._today, self._rules, around, self._known.directory)
        left_out = (
            (_ended(dossier, step) if history else None)
            or _blocked(dossier, assessment)
            or _elsewhere(dossier, next(filter(None, map(self._known.planned_elsewhere.get, members)), None))
            or _waiting(dossier, step, self._week)
        )
        if left_out:
            return replace(left_out, score=assessment.score)
        return Candidate(
            dossier=current,
            history=at_this_address(history),
            step=step,
            assessment=assessment,
            tier=self._tier(step, assessment, around.override),
            last_day=assessment.must_by,
        )

    def bars_door(self, dossier: Dossier) -> bool:
        """Return True when nobody may go to a door because of this dossier, by its file or its log."""
        history = self._history.get(dossier.dossier_id, ())
        bars = standing_of(dossier, history, self._rules).bars
        return Bar.SAFETY in bars or Bar.EXCLUDED in bars

    def _override(self, members: tuple[str, ...]) -> Override | None:
        found = [self._known.overrides[one] for one in members if one in self._known.overrides]
        return max(found, key=lambda override: override.at) if found else None

    def _tier(self, step: NextStep, assessment: Assessment, override: Override | None) -> int:
        if step.appointment is not None and step.appointment.at.date() in self._week:
            return 2
        if override is not None and override.kind is OverrideKind.VISIT:
            return 1
        room = timedelta(days=self._rules.visit.revisit_room_days)
        return int(assessment.must_by is not None and assessment.must_by <= self._week.sunday + room)


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
