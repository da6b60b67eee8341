"""Why a dossier is not in the week, and the cheapest change that would help, in plain Dutch."""

from collections.abc import Sequence

import solver
from planner.domain.plan import Unplanned, UnplannedReason
from planner.intake.languages import DUTCH_NAMES
from planner.policy.triage import Candidate
from planner.services.translation import Desk
from planner.services.weekplan import WEEKDAYS

LANGUAGES = {code: name.capitalize() for name, code in reversed(DUTCH_NAMES.items())}
REASONS = {
    solver.Reason.NO_ALLOWED_SHIFT: UnplannedReason.NO_SHIFT_FITS,
    solver.Reason.UNREACHABLE: UnplannedReason.UNREACHABLE,
    solver.Reason.OUTSIDE_WINDOWS: UnplannedReason.OUTSIDE_WINDOWS,
    solver.Reason.GROUP: UnplannedReason.SAME_DOOR,
    solver.Reason.NOT_WORTH_ITS_TIME: UnplannedReason.NOT_WORTH_TRAVEL,
    solver.Reason.NO_ROOM: UnplannedReason.NO_ROOM,
}


def left_out(desk: Desk, problem: solver.Problem, solution: solver.Solution) -> tuple[Unplanned, ...]:
    """Return every candidate that is in no route, with a checked reason and what would make it fit."""
    return tuple(_unplanned(desk, each) for each in solver.explain_all(problem, solution))


def _unplanned(desk: Desk, explanation: solver.Explanation) -> Unplanned:
    candidate = desk.candidates[explanation.task]
    reason = REASONS[explanation.reason]
    return Unplanned(
        dossier_id=candidate.dossier.dossier_id,
        reason=reason,
        sentence=_sentence(candidate, reason, desk),
        would_fit_if=_change(explanation, candidate, reason, desk),
        point=desk.points[candidate.dossier.dossier_id],
        score=candidate.assessment.score,
        must=candidate.tier > 0,
    )


def _sentence(candidate: Candidate, reason: UnplannedReason, desk: Desk) -> str:
    if reason is UnplannedReason.NO_ROOM and candidate.step.appointment:
        return "De coach heeft op het moment van de afspraak al iets anders dat moet."
    if reason is UnplannedReason.NO_ROOM and candidate.tier:
        return "De avonden zijn vol met bezoeken die ook moeten."
    if reason is UnplannedReason.NO_SHIFT_FITS:
        return _no_shift(candidate, desk)
    if reason is UnplannedReason.OUTSIDE_WINDOWS:
        return _outside(candidate)
    return {
        UnplannedReason.UNREACHABLE: "Geen coach kan dit adres over de weg bereiken.",
        UnplannedReason.SAME_DOOR: "Op dit adres is deze week al een bezoek, voor een ander dossier.",
        UnplannedReason.NOT_WORTH_TRAVEL: "De reis kost meer tijd dan het bezoek nu waard is.",
        UnplannedReason.NO_ROOM: "De avonden zijn vol met adressen die dringender zijn.",
    }[reason]


def _no_shift(candidate: Candidate, desk: Desk) -> str:
    step = candidate.step
    if not desk.shifts:
        return "Er zijn deze week geen avonden."
    if step.needs_pair and not any(shift.is_pair for shift in desk.shifts):
        return "Hier gaan we alleen met twee coaches heen, en er is deze week geen duo."
    spoken = frozenset().union(*(desk.team.languages(shift) for shift in desk.shifts))
    if not step.languages & spoken:
        return f"Geen coach spreekt deze week {_language(step.languages)}."
    if step.appointment and step.appointment.coach_id:
        return "De coach van de afspraak werkt deze week niet."
    return "Geen avond past bij wat dit bezoek vraagt: het duo, de taal en de dagen samen."


def _outside(candidate: Candidate) -> str:
    step = candidate.step
    if step.appointment:
        return f"De afspraak ({step.appointment.at:%d-%m %H:%M}) past in geen enkele avond."
    if step.last_miss:
        return "Er is geen avond op een andere dag en een ander uur dan de vorige keer."
    if candidate.tier:
        return "Er is geen avond voor de uiterste dag."
    return "Geen coach kan er binnen de bezoektijden zijn en op tijd terug."


def _change(
    explanation: solver.Explanation, candidate: Candidate, reason: UnplannedReason, desk: Desk
) -> str:
    change = explanation.would_fit_if
    if change is None:
        return _no_single_change(candidate, reason)
    shift = desk.shifts[change.shift]
    names = " en ".join(coach.name for coach in desk.team.of(shift))
    evening = f"{WEEKDAYS[shift.date.weekday()]} bij {names}"
    match change.kind:
        case solver.ChangeKind.OTHER_WINDOW if change.start_s is not None:
            return f"Het past {evening} om {desk.week.moment(change.start_s):%H:%M}, als die tijd mag."
        case solver.ChangeKind.LATER_END if change.extra_s is not None:
            return f"Het past {evening}, als de avond {-(-change.extra_s // 60)} minuten langer duurt."
        case solver.ChangeKind.EXTRA_SHIFT:
            return f"Het past met een extra avond, zoals die van {evening.replace(' bij ', ' van ')}."
        case solver.ChangeKind.DROP:
            return f"Het past {evening}, in plaats van {_dropped(change.tasks, desk)}."
        case _:
            return f"Het past {evening}, als die avond dit bezoek mag doen."


def _no_single_change(candidate: Candidate, reason: UnplannedReason) -> str:
    step = candidate.step
    if reason is UnplannedReason.NO_SHIFT_FITS and step.needs_pair:
        return "Plan een avond met een duo" + (
            "." if step.languages <= {"nl"} else f" dat {_language(step.languages)} spreekt."
        )
    if reason is UnplannedReason.NO_SHIFT_FITS:
        return f"Plan een avond met een coach die {_language(step.languages)} spreekt."
    if reason is UnplannedReason.UNREACHABLE:
        return "Controleer het adres op de kaart."
    return "Probeer het volgende week opnieuw."


def _dropped(tasks: Sequence[int], desk: Desk) -> str:
    ids = [desk.candidates[task].dossier.dossier_id for task in tasks]
    return f"dossier {ids[0]}" if len(ids) == 1 else f"dossiers {', '.join(ids[:-1])} en {ids[-1]}"


def _language(codes: frozenset[str]) -> str:
    return " of ".join(sorted(LANGUAGES.get(code, code) for code in codes))
