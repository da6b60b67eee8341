"""The log of one dossier, folded event by event into where it stands; every rule comes from the tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from planner.domain.arrangement import Safety
from planner.domain.ddas import EndResult
from planner.domain.dossier import Appointment, Channel, Dossier
from planner.domain.event_rule import EventRule
from planner.domain.log import Event
from planner.domain.notice import Notice
from planner.domain.outcome import OUTCOME_RULES, Outcome, OutcomeCode, Slot
from planner.domain.outcome_table import CLOSING_RULES, ClosingCode
from planner.domain.state import BARS, STATES, Bar, Bonus, Check, NextState, Wait
from planner.domain.week import AMSTERDAM
from planner.domain.wording import Wording
from planner.policy.arrangement import VerdictRule, arrangement_check
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Where a dossier would be when nothing stood in the way."""

    state: NextState
    sentence: Wording
    not_before: date | None = None
    check: Check | None = None
    check_on: date | None = None
    appointment: Appointment | None = None
    coach_id: str | None = None
    bonuses: frozenset[Bonus] = frozenset()
    result: EndResult | None = None
    closing: ClosingCode | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """One thing that stands in the way of a visit, since a day."""

    since: date
    sentence: Wording
    check: Check | None = None
    check_on: date | None = None
    result: EndResult | None = None
    closing: ClosingCode | None = None


@dataclass(frozen=True, kw_only=True)
class Tries:
    """The visits since the last contact, and the calls and cards without an answer."""

    visits: int = 0
    slots: frozenset[Slot] = frozenset()
    calls: int = 0
    cards: int = 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that follows from the log up to some event.

    ``visits`` counts every visit at this address and for this signal, ``misses`` are the slots in which
    nobody was home; ``contacted`` means that the resident was reached at least once.
    """

    flow: Flow
    bars: Mapping[Bar, Held] = field(default_factory=dict)
    tries: Tries = Tries()
    visits: int = 0
    misses: tuple[Slot, ...] = ()
    contacted: bool = False
    needs_pair: bool = False
    language: str = "nl"
    verdict: VerdictRule | None = None
    has_number: bool = True

    @property
    def bar(self) -> Bar | None:
        """The heaviest thing in the way."""
        return next((bar for bar in Bar if bar in self.bars), None)


def at_first(dossier: Dossier) -> Standing:
    """Return where a dossier stands before its first event: what its file says."""
    state = NextState.APPOINTMENT if dossier.appointment else NextState.OPEN
    said = (
        (Bar.EXCLUDED, dossier.excluded, date.min),
        (Bar.PAID, dossier.paid_on is not None, dossier.paid_on),
        (Bar.OPTED_OUT, dossier.opted_out, date.min),
        (Bar.SAFETY, dossier.unsafe, date.min),
        (Bar.OBJECTION, dossier.objection_on is not None, dossier.objection_on),
    )
    return Standing(
        flow=Flow(
            state=state,
            sentence=STATES[state].sentence or STATES[state].name,
            appointment=dossier.appointment,
            coach_id=dossier.appointment.coach_id if dossier.appointment else None,
        ),
        bars={
            bar: Held(since=since or date.min, sentence=BARS[bar].sentence, result=BARS[bar].result)
            for bar, holds, since in said
            if holds
        },
        tries=Tries(calls=len(dossier.tried(Channel.CALL)), cards=len(dossier.tried(Channel.CARD))),
        contacted=dossier.reached_on is not None,
        needs_pair=dossier.needs_pair,
        language=dossier.language,
        has_number=bool(dossier.phone),
    )


def after(standing: Standing, event: Event, dossier: Dossier, rules: Rules) -> Standing:
    """Return where a dossier stands after one more event."""
    day = day_of(event)
    now = replace(standing, flow=ripened(standing.flow, day))
    bars = _bars_after(now, event, rules)
    return replace(
        _counted(now, event),
        flow=_flow_after(now.flow, event, rules),
        bars=bars,
        needs_pair=now.needs_pair or event.rule.needs_pair or _felt(event) is Safety.PAIR,
        language=event.language or now.language,
        verdict=_verdict_after(now, event, rules),
        has_number=now.has_number and not (isinstance(event, Notice) and event.phone == dossier.phone != ""),
    )


def day_of(event: Event) -> date:
    """Return the local day of an event."""
    return event.at.astimezone(AMSTERDAM).date()


def ripened(flow: Flow, day: date) -> Flow:
    """Return where a dossier is when only time goes by: a rest ends, a contact falls silent."""
    rule = STATES[flow.state]
    if rule.then is not None and flow.not_before is not None and day >= flow.not_before:
        return replace(
            flow,
            state=rule.then,
            sentence=rule.after or flow.sentence,
            check=None,
            check_on=None,
            result=None,
        )
    if flow.state is NextState.CONTACT and flow.check_on is not None and day >= flow.check_on:
        silent = CLOSING_RULES[ClosingCode.STILTE]
        return replace(
            flow,
            state=NextState.CLOSED,
            sentence=silent.sentence,
            result=silent.result,
            closing=ClosingCode.STILTE,
            check_on=None,
        )
    return flow


def _flow_after(flow: Flow, event: Event, rules: Rules) -> Flow:
    rule = event.rule
    moves = rule.from_states is None or flow.state in rule.from_states or flow.check in rule.answers
    if rule.state is None or not moves:
        return flow
    day = day_of(event)
    coach_id = flow.coach_id if rule.carries else None
    if isinstance(event, Outcome) and rule.same_coach and event.coach_ids:
        coach_id = event.coach_ids[0]
    appointment = _appointment(event, coach_id)
    return Flow(
        state=rule.state,
        sentence=rule.sentence,
        not_before=None if rule.wait is None else day + timedelta(days=rules.followup.days(rule.wait)),
        check=rule.check,
        check_on=_due(event, rules),
        appointment=appointment,
        coach_id=appointment.coach_id if appointment else coach_id,
        bonuses=_bonuses(flow, rule),
        result=rule.result or (flow.result if rule.carries else None),
    )


def _appointment(event: Event, coach_id: str | None) -> Appointment | None:
    if isinstance(event, Notice):
        return event.appointment
    return Appointment(at=event.appointment_at, coach_id=coach_id) if event.appointment_at else None


def _bonuses(flow: Flow, rule: EventRule) -> frozenset[Bonus]:
    """Return the points a dossier keeps and gets; those of a skipped door last until the next event."""
    kept = flow.bonuses - {Bonus.SKIPPED} if rule.carries else frozenset()
    return kept | ({rule.bonus} if rule.bonus else frozenset())


def _due(event: Event, rules: Rules) -> date | None:
    """Return the day of a check; a payment is looked for some days after it was promised."""
    rule = event.rule
    if rule.check is None or rule.term is None:
        return None
    if isinstance(event, Outcome) and event.plan is not None:
        return event.plan.first_on + timedelta(days=rules.followup.days(rule.term))
    # An arrangement without a first day is looked at as any advice is.
    term = Wait.SOLVED if rule.term is Wait.PAYMENT else rule.term
    return day_of(event) + timedelta(days=rules.followup.days(term))


def _bars_after(now: Standing, event: Event, rules: Rules) -> dict[Bar, Held]:
    rule, day = event.rule, day_of(event)
    lifted = {bar for bar in rule.lifts if bar in now.bars and now.bars[bar].since <= day}
    bars = {bar: held for bar, held in now.bars.items() if bar not in lifted}
    if rule.raises is not None and _may_raise(now, rule):
        carried = [now.bars[bar].result for bar in Bar if bar in lifted and rule.carries]
        bars[rule.raises] = _held(event, rule, rules, next(filter(None, carried), rule.result))
    if _felt(event) is Safety.NEVER:
        unsafe = OUTCOME_RULES[OutcomeCode.ONVEILIG]
        bars[Bar.SAFETY] = _held(event, unsafe, rules, None)
    return bars


def _may_raise(now: Standing, rule: EventRule) -> bool:
    """Return False when a rule is for ended dossiers and this one is not: a running check is not an end."""
    if rule.from_states is None:
        return True
    if now.bar is not None:
        return BARS[now.bar].state in rule.from_states
    return now.flow.state in rule.from_states and (now.flow.check_on is None)


def _held(event: Event, rule: EventRule, rules: Rules, result: EndResult | None) -> Held:
    closing = event.rule.closing if isinstance(event, Notice) else None
    due = None if rule.term is None else day_of(event) + timedelta(days=rules.followup.days(rule.term))
    return Held(
        since=day_of(event),
        sentence=CLOSING_RULES[closing].sentence if closing else rule.sentence,
        check=rule.check,
        check_on=due,
        result=result,
        closing=closing,
    )


def _counted(now: Standing, event: Event) -> Standing:
    """Return the standing with its counts one event further."""
    rule = event.rule
    moved = isinstance(event, Notice) and event.address is not None
    visits, misses, tries = now.visits, now.misses, now.tries
    if rule.starts_over:
        visits, misses, tries = 0, () if moved else misses, Tries(calls=tries.calls)
    if rule.contact:
        tries = Tries(calls=tries.calls)
    tries = replace(
        tries,
        calls=tries.calls + ((Channel.CALL, False) in rule.attempts),
        cards=tries.cards + ((Channel.CARD, False) in rule.attempts),
    )
    if isinstance(event, Outcome):
        visits += any(channel is Channel.VISIT for channel, _ in rule.attempts)
        tries = _tried(tries, event)
        misses = (*misses, _slot(event)) if event.rule.other_slot else misses
    return replace(
        now,
        visits=visits,
        misses=misses,
        tries=tries,
        contacted=rule.contact or (now.contacted and (moved or not rule.starts_over)),
    )


def _tried(tries: Tries, event: Outcome) -> Tries:
    rule = event.rule
    if not rule.is_try or rule.contact:
        return tries
    return replace(
        tries,
        visits=tries.visits + 1,
        slots=tries.slots | {_slot(event)} if rule.other_slot else tries.slots,
    )


def _slot(event: Event) -> Slot:
    return Slot.of(event.at.astimezone(AMSTERDAM))


def _felt(event: Event) -> Safety | None:
    return event.safety if isinstance(event, Outcome) else None


def _verdict_after(now: Standing, event: Event, rules: Rules) -> VerdictRule | None:
    """Return the latest verdict; help that was arranged, or a new start, settles it."""
    if event.rule.starts_over or event.rule.state is NextState.REFERRED:
        return None
    if not isinstance(event, Outcome):
        return now.verdict
    told = (event.plan, event.room_cents, event.other_creditors, event.other_arrears)
    return now.verdict if all(one is None for one in told) else arrangement_check(event, rules)
