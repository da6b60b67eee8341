"""What follows from a log: where the dossier is, what the next plan respects, what the desk looks up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.ddas import EndResult
from planner.domain.dossier import Dossier
from planner.domain.log import Event, in_order
from planner.domain.outcome import NextState, NextStep
from planner.domain.outcome_table import CLOSING_RULES, ClosingCode
from planner.domain.state import BARS, CHECKS, QUEUE, STATES, Check
from planner.domain.wording import Wording
from planner.policy.rules import Rules
from planner.policy.standing import Standing, after, at_first, ripened


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a dossier is today, with the words for it."""

    state: NextState
    sentence: Wording
    not_before: date | None = None
    check: Check | None = None
    check_on: date | None = None
    result: EndResult | None = None
    closing: ClosingCode | None = None


def next_step(dossier: Dossier, history: Iterable[Event], rules: Rules, today: date) -> NextStep:
    """Return where a dossier is today and what the next plan must respect.

    Total: every code, every notice and every history gives exactly one state. The history holds outcomes and
    notices in the order in which they were recorded; what counts is when they happened.
    """
    standing = standing_of(dossier, history, rules)
    place = _place(standing, rules, today)
    rule = STATES[place.state]
    flow = standing.flow
    appointment = flow.appointment if place.state is NextState.APPOINTMENT else None
    refer = standing.verdict is not None and standing.verdict.refer
    words = _words(place, standing, refer)
    return NextStep(
        state=place.state,
        sentence=words.nl,
        sentence_en=words.en,
        not_before=place.not_before if rule.plannable else None,
        last_miss=standing.misses[-1] if rule.plannable and standing.tries.slots else None,
        misses=standing.misses,
        needs_pair=standing.needs_pair,
        languages=frozenset({standing.language}),
        appointment=appointment,
        coach_id=flow.coach_id if rule.plannable else None,
        bonus_points=sum(rules.followup.bonus_points[bonus] for bonus in flow.bonuses),
        bonuses=tuple(sorted(flow.bonuses)),
        visits=standing.visits,
        check=place.check,
        check_on=place.check_on,
        result=place.result if rule.reports else None,
        closing=place.closing,
        offer_referral=refer,
    )


def standing_of(dossier: Dossier, history: Iterable[Event], rules: Rules) -> Standing:
    """Return all that follows from the log of a dossier, up to its last event."""
    standing = at_first(dossier)
    for event in in_order(history):
        standing = after(standing, event, dossier, rules)
    return standing


def leaves_route_now(step: NextStep, evening: date) -> bool:
    """Return True when nobody should go there on an evening any more, whatever the plan says."""
    if step.appointment is not None:
        return step.appointment.at.date() != evening
    return not step.plannable or (step.not_before is not None and step.not_before > evening)


def _place(standing: Standing, rules: Rules, today: date) -> _Place:
    bar = standing.bar
    if bar is not None:
        held = standing.bars[bar]
        return _Place(
            state=BARS[bar].state,
            sentence=held.sentence,
            check=held.check,
            check_on=held.check_on,
            result=held.result,
            closing=held.closing,
        )
    worn = _worn_out(standing, rules, today)
    if worn is not None:
        return worn
    flow = ripened(standing.flow, today)
    return _Place(
        state=flow.state,
        sentence=flow.sentence,
        not_before=flow.not_before,
        check=flow.check,
        check_on=flow.check_on,
        result=flow.result,
        closing=flow.closing,
    )


def _worn_out(standing: Standing, rules: Rules, today: date) -> _Place | None:
    """Return where a dossier is after the last visit that makes sense; None while there is one left.

    Visits end without contact only when they were varied: slots, calls and a card. What lacks comes first.
    """
    limits, tries, flow = rules.followup, standing.tries, standing.flow
    if flow.state not in QUEUE or flow.state is NextState.APPOINTMENT or tries.visits < limits.max_visits:
        return None
    if len(tries.slots) < limits.min_slots or tries.cards < limits.min_cards:
        return _at(NextState.STOPPED) if tries.visits >= limits.most_visits else None
    if tries.calls < limits.min_calls and standing.has_number:
        return _at(NextState.CALL)
    if flow.not_before is not None and today < flow.not_before:
        return _at(NextState.LAST_WAIT, Check.ANSWER, flow.not_before)
    code = ClosingCode.STILTE if standing.contacted else ClosingCode.GEEN_CONTACT
    closing = CLOSING_RULES[code]
    return _Place(state=NextState.CLOSED, sentence=closing.sentence, result=closing.result, closing=code)


def _at(state: NextState, check: Check | None = None, check_on: date | None = None) -> _Place:
    rule = STATES[state]
    return _Place(state=state, sentence=rule.sentence or rule.name, check=check, check_on=check_on)


def _words(place: _Place, standing: Standing, refer: bool) -> Wording:
    words = place.sentence.filled(visits=standing.tries.visits)
    if place.check is not None and place.check_on is not None:
        words = words.then(CHECKS[place.check].filled(day=f"{place.check_on:%d-%m-%Y}"))
    if refer and standing.verdict is not None and place.state is not NextState.CLOSED:
        words = words.then(standing.verdict.sentence)
    return words
