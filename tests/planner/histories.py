"""Notices that are valid by default, and random logs of one dossier for properties."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from planner.domain.arrangement import OtherArrears, PaymentPlan, Safety
from planner.domain.dossier import Appointment, Channel
from planner.domain.hint import Hint, HintSource
from planner.domain.log import Event
from planner.domain.notice import NOTICE_RULES, Notice, NoticeKind
from planner.domain.outcome import OutcomeCode
from tests.factories import MONDAY, at, make_address, make_outcome

FILLED: dict[str, Any] = {
    "channel": Channel.EMAIL,
    "phone": "06-00000001",
    "address": make_address(number=99),
    "access_note": "Bel bij nummer 12",
    "hints": (Hint(source=HintSource.NEIGHBOUR, told_on=date(2026, 12, 1)),),
    "reason": "Zo besloten in het overleg",
    "amount_cents": 90_000,
    "amount_before_cents": 80_000,
    "corrects": UUID(int=999),
}


def make_notice(kind: NoticeKind = NoticeKind.RESIDENT_CALLED, number: int = 1000, **changes: Any) -> Notice:
    """A notice with everything that its kind asks for."""
    moment = changes.pop("at", at(MONDAY, 12))
    needs = {name: FILLED[name] for name in NOTICE_RULES[kind].needs if name in FILLED}
    if kind is NoticeKind.APPOINTMENT_MADE:
        needs["appointment"] = Appointment(at=moment + timedelta(days=3), coach_id="C2")
    if kind is NoticeKind.REPEATED_SIGNAL:
        needs["amount_before_cents"] = needs["amount_cents"]
    given = {"notice_id": UUID(int=number), "dossier_id": "D-001", "kind": kind, "recorded_by": "P1"}
    return Notice(**{**given, **needs, "at": moment, **changes})


def make_event(what: OutcomeCode | NoticeKind, moment: datetime, number: int, **extra: Any) -> Event:
    """An outcome or a notice at a moment."""
    if isinstance(what, NoticeKind):
        return make_notice(what, number, at=moment, **extra)
    promised = moment + timedelta(days=3) if what is OutcomeCode.AFSPRAAK else None
    return make_outcome(what, at=moment, appointment_at=promised, outcome_id=UUID(int=number), **extra)


@st.composite
def histories(draw: st.DrawFn, most: int = 9) -> tuple[Event, ...]:
    """Logs of outcomes and notices, some at the same moment, some taken back, with what came along."""
    events: list[Event] = []
    day = MONDAY
    for number in range(1, draw(st.integers(0, most)) + 1):
        day += timedelta(days=draw(st.sampled_from([0, 0, 1, 3, 8, 40])))
        moment = at(day, draw(st.integers(17, 20)), draw(st.sampled_from([0, 30])))
        what = draw(st.sampled_from([*OutcomeCode, *NoticeKind]))
        extra: dict[str, Any] = {}
        if isinstance(what, OutcomeCode):
            extra["safety"] = draw(st.sampled_from([None, None, None, *Safety]))
            extra["other_arrears"] = draw(st.sampled_from([None, None, *OtherArrears]))
        if what is OutcomeCode.REGELING and draw(st.booleans()):
            extra["plan"] = PaymentPlan(amount_cents=5_000, first_on=day + timedelta(days=9), terms=10)
        if what is NoticeKind.WITHDRAWN or (events and draw(st.integers(0, 9)) == 0):
            extra["corrects"] = draw(st.sampled_from(events)).event_id if events else UUID(int=999)
        events.append(make_event(what, moment, number, **extra))
    return tuple(events)
