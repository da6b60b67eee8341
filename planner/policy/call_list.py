"""A call evening: who is called first, by whom, and why. Value and the chance of an answer decide."""

from collections.abc import Iterable, Sequence
from datetime import date

from planner.domain.assessment import Advice
from planner.domain.call_evening import Call, CallEvening, CallList, NoCall
from planner.domain.dossier import Channel, ContactAttempt, Dossier
from planner.domain.staff import BudgetCoach
from planner.domain.week import AMSTERDAM
from planner.domain.wording import Wording
from planner.policy.gate import day_part
from planner.policy.judge import Judge, Judged, Known
from planner.policy.rules import CallRules, Rules

NEAR_HOUR, FAR_HOUR = 0.5, 0.15
CALL_WORDS: dict[str, Wording] = {
    "opens": Wording(
        "Neemt niemand op, dan mag er daarna een bezoek komen.",
        "When nobody answers, a visit is allowed after that.",
    ),
    "part": Wording("Er is nog niet gebeld in de {part}.", "Nobody called in the {part} yet."),
    "waits": Wording("{state}: bel in de tussentijd.", "{state}: call in the meantime."),
    "first": Wording("Bel eerst, voor een bezoek.", "Call first, before a visit."),
}
NO_CALL_WORDS: dict[str, Wording] = {
    "no_number": Wording("Er is geen werkend nummer.", "There is no working number."),
    "tried": Wording(
        "Er is al {count} keer gebeld zonder gehoor. Stuur een brief.",
        "There were {count} calls without an answer already. Send a letter.",
    ),
    "today": Wording("Vandaag is er al gebeld.", "Somebody called today already."),
    "language": Wording(
        "Geen coach op deze belavond spreekt {language}.", "No coach calling speaks {language}."
    ),
    "full": Wording("De belavond is vol.", "The call evening is full."),
}


def call_list(
    evening: CallEvening,
    coaches: Iterable[BudgetCoach],
    dossiers: Iterable[Dossier],
    known: Known,
    today: date,
    rules: Rules,
) -> CallList:
    """Return who is called on an evening, most worth per minute first, until the time is full.

    On the list are dossiers for which the gate asks for a call, and those that wait for something a call may
    bring. The prize is the score, more when the call is the last that a visit waits for; it counts by the
    chance that somebody answers, and per expected minute.
    """
    judge = Judge(known, today, rules)
    callers = [coach for coach in coaches if coach.coach_id in evening.coach_ids]
    wanted = [judged for judged in map(judge, dossiers) if _wants_call(judged)]
    left_out: list[NoCall] = []
    worth: list[tuple[float, Judged]] = []
    for judged in wanted:
        reason = _not_now(judged, evening, callers, rules)
        if reason:
            left_out.append(NoCall(dossier_id=judged.dossier.dossier_id, sentence=reason))
        else:
            worth.append((_worth(judged, evening, rules), judged))
    worth.sort(key=lambda pair: (-pair[0], pair[1].dossier.dossier_id))
    calls, full = _hand_out(evening, callers, [judged for _, judged in worth], rules)
    return CallList(evening=evening, calls=tuple(calls), left_out=(*left_out, *full))


def answer_chance(dossier: Dossier, hour: int, rules: CallRules) -> float:
    """Return the chance (0-1) that a call at an hour is answered, from the table and earlier calls."""
    usual = rules.hour.get(hour, rules.other_hour)
    hits = tries = 0.0
    for attempt in _calls(dossier):
        apart = abs(attempt.at.astimezone(AMSTERDAM).hour - hour)
        weight = 1.0 if apart == 0 else NEAR_HOUR if apart == 1 else FAR_HOUR
        tries += weight
        hits += weight * attempt.reached
    return (rules.prior_calls * usual + hits) / (rules.prior_calls + tries)


def _calls(dossier: Dossier) -> list[ContactAttempt]:
    return [attempt for attempt in dossier.attempts if attempt.channel is Channel.CALL]


def _wants_call(judged: Judged) -> bool:
    if judged.step.rule.calls and judged.history:
        return True
    return judged.step.plannable and judged.assessment.advice is Advice.CALL


def _not_now(
    judged: Judged, evening: CallEvening, callers: Sequence[BudgetCoach], rules: Rules
) -> str | None:
    dossier = judged.dossier
    calls = _calls(dossier)
    if not dossier.phone:
        return NO_CALL_WORDS["no_number"].nl
    if any(attempt.at.astimezone(AMSTERDAM).date() == evening.date for attempt in calls):
        return NO_CALL_WORDS["today"].nl
    answered = max((attempt.at for attempt in calls if attempt.reached), default=None)
    silent = sum(1 for attempt in calls if answered is None or attempt.at > answered)
    if silent >= rules.calls.most_tries and not _opens(judged, evening, rules):
        return NO_CALL_WORDS["tried"].nl.format(count=silent)
    if not any(dossier.language in coach.languages for coach in callers):
        return NO_CALL_WORDS["language"].nl.format(language=dossier.language)
    return None


def _opens(judged: Judged, evening: CallEvening, rules: Rules) -> bool:
    """Return True when a visit only waits for this one call: the gate asks for no more after it."""
    codes = {stop.code for stop in judged.assessment.blocked_by}
    calls = _calls(judged.dossier)
    parts = {day_part(attempt.at) for attempt in calls} | {day_part(evening.ends_at)}
    enough = len(calls) + 1 >= rules.gate.min_calls and len(parts) >= rules.gate.min_call_day_parts
    return codes == {"call_first"} and enough


def _new_part(dossier: Dossier, evening: CallEvening) -> bool:
    parts = {day_part(attempt.at) for attempt in _calls(dossier)}
    return day_part(evening.ends_at) not in parts


def _worth(judged: Judged, evening: CallEvening, rules: Rules) -> float:
    chance = answer_chance(judged.dossier, _hour(evening), rules.calls)
    opens = rules.calls.opens_points * (1 - chance) if _opens(judged, evening, rules) else 0.0
    return (judged.assessment.score * chance + opens) / _expected_s(chance, rules.calls)


def _hour(evening: CallEvening) -> int:
    """Return the hour in the middle of the evening."""
    return (evening.starts_at + (evening.ends_at - evening.starts_at) / 2).hour


def _expected_s(chance: float, rules: CallRules) -> int:
    return round(chance * rules.talk_s + (1 - chance) * rules.no_answer_s)


def _hand_out(
    evening: CallEvening, callers: Sequence[BudgetCoach], ordered: Iterable[Judged], rules: Rules
) -> tuple[list[Call], list[NoCall]]:
    """Return the calls, each for the coach with most time left who speaks the language, and who is left."""
    each_s = evening.seconds / len(evening.coach_ids)
    left_s = {coach.coach_id: each_s for coach in callers}
    calls: list[Call] = []
    full: list[NoCall] = []
    for judged in ordered:
        dossier = judged.dossier
        chance = answer_chance(dossier, _hour(evening), rules.calls)
        expected_s = _expected_s(chance, rules.calls)
        able = [c for c in callers if dossier.language in c.languages and left_s[c.coach_id] >= expected_s]
        if not able:
            full.append(NoCall(dossier_id=dossier.dossier_id, sentence=NO_CALL_WORDS["full"].nl))
            continue
        coach = max(able, key=lambda one: left_s[one.coach_id])
        left_s[coach.coach_id] -= expected_s
        calls.append(
            Call(
                dossier_id=dossier.dossier_id,
                coach_id=coach.coach_id,
                score=judged.assessment.score,
                chance=round(chance, 3),
                expected_s=expected_s,
                why=_why(judged, evening, rules),
                opens=_opens(judged, evening, rules),
            )
        )
    return calls, full


def _why(judged: Judged, evening: CallEvening, rules: Rules) -> str:
    if judged.step.rule.calls and judged.history:
        return CALL_WORDS["waits"].nl.format(state=judged.step.rule.name.nl)
    part = day_part(evening.ends_at)
    words = CALL_WORDS["part"].nl.format(part=part) if _new_part(judged.dossier, evening) else ""
    ending = CALL_WORDS["opens"] if _opens(judged, evening, rules) else CALL_WORDS["first"]
    return f"{words} {ending.nl}".strip()
