"""A call evening as the screen shows it: who is still to be called, who was, and who does not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.assessment import Reason
from planner.domain.call_evening import Call, CallEvening, NoCall
from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier, in_order
from planner.domain.notice import Notice, NoticeKind
from planner.domain.outcome import Outcome
from planner.domain.override import newest
from planner.domain.staff import BudgetCoach
from planner.policy.call_list import call_list
from planner.policy.gate_table import ADVICE
from planner.policy.judge import Judge, Judged, Known
from planner.policy.known import as_shown
from planner.policy.rules import Rules
from planner.services.door import contact_before
from planner.services.evening_calls import evening_of, results_of
from planner.store import Store


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """One dossier of a call evening; ``call`` is None for one that was called without being on the list.

    ``coach`` is the name of the caller, ``points`` say why this resident, ``tried`` is every attempt, newest
    first. ``result`` is what was recorded on the evening, the call itself first, ``then`` what follows.
    """

    dossier: Dossier
    call: Call | None
    coach_id: str
    coach: str
    points: tuple[Reason, ...] = ()
    tried: tuple[str, ...] = ()
    result: tuple[Notice, ...] = ()
    then: str = ""


@dataclass(frozen=True, kw_only=True)
class NoCallLine:
    """A dossier that asks for a call but gets none on this evening, with its address and the reason."""

    address: str
    no_call: NoCall


@dataclass(frozen=True, kw_only=True)
class CallView:
    """One call evening: who is still to be called, in order, who was called, and who does not fit."""

    evening: CallEvening
    coaches: tuple[BudgetCoach, ...]
    open: tuple[CallLine, ...]
    called: tuple[CallLine, ...]
    left_out: tuple[NoCallLine, ...]

    @property
    def reached(self) -> int:
        """The number of residents that were spoken."""
        return sum(line.result[0].kind is NoticeKind.CALL_REACHED for line in self.called)

    def line(self, dossier_id: str | None) -> CallLine | None:
        """Return the line of a dossier, called or not."""
        lines = {line.dossier.dossier_id: line for line in (*self.open, *self.called)}
        return lines.get(dossier_id or "")


def call_view(store: Store, evening_id: str, rules: Rules) -> CallView:
    """Return one call evening as the record has it now; dossiers are judged on the day of the evening.

    The list stays as it is while it is worked through: what the calls of the evening bring moves their own
    rows only.

    Raises
    ------
    UnknownIdError
        When there is no such evening.
    """
    with store.reading() as record:
        evening = evening_of(record, evening_id)
        dossiers = {one.dossier_id: one for one in record.dossiers()}
        staff = {one.coach_id: one for one in record.coaches()}
        events = record.events()
        known = Known(
            agreements=record.agreements(),
            directory=record.directory(),
            overrides=newest(record.overrides()),
        )
    results = {one: found for one, found in results_of(evening, events).items() if one in dossiers}
    before = _before(evening, events, frozenset(results))
    made = call_list(evening, staff.values(), dossiers.values(), _with(known, before), evening.date, rules)
    on_list = {call.dossier_id: call for call in made.calls}
    judge = Judge(_with(known, events), evening.date, rules)
    logs = by_dossier(events)

    def line(dossier_id: str) -> CallLine:
        dossier, call = dossiers[dossier_id], on_list.get(dossier_id)
        result, log = results.get(dossier_id, ()), logs.get(dossier_id, ())
        judged = judge(dossier)
        coach_id = result[0].recorded_by if result else call.coach_id if call else evening.coach_ids[0]
        return CallLine(
            dossier=as_shown(dossier, log),
            call=call,
            coach_id=coach_id,
            coach=staff[coach_id].name if coach_id in staff else coach_id,
            points=tuple(reason for reason in judged.assessment.reasons if reason.points),
            tried=contact_before(dossier, log),
            result=result,
            then=_then(judged),
        )

    return CallView(
        evening=evening,
        coaches=tuple(staff[one] for one in evening.coach_ids if one in staff),
        open=tuple(line(one) for one in on_list if one not in results),
        called=tuple(line(one) for one in results),
        left_out=tuple(
            NoCallLine(address=dossiers[one.dossier_id].address.line, no_call=one)
            for one in made.left_out
            if one.dossier_id not in results
        ),
    )


def _before(evening: CallEvening, events: Iterable[Event], called: frozenset[str]) -> tuple[Event, ...]:
    """Return the log without what was heard of the called dossiers since the evening began."""
    return tuple(
        event
        for event in in_order(events)
        if not (event.dossier_id in called and isinstance(event, Notice) and event.at >= evening.starts_at)
    )


def _with(known: Known, events: Sequence[Event]) -> Known:
    return replace(
        known,
        outcomes=tuple(event for event in events if isinstance(event, Outcome)),
        notices=tuple(event for event in events if isinstance(event, Notice)),
    )


def _then(judged: Judged) -> str:
    """Return what follows: where the dossier is now, and by which channel it goes on."""
    step = judged.step
    more = ADVICE[judged.assessment.advice] if step.plannable else step.rule.helps
    return f"{step.sentence} {more.nl}"
