"""Domain objects that are valid by default; a test names only what matters to it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from planner.domain.dossier import Channel, Claim, ContactAttempt, CreditorKind, Dossier
from planner.domain.outcome import Outcome, OutcomeCode
from planner.domain.place import Address
from planner.domain.staff import BudgetCoach, EveningShift, TravelMode
from planner.domain.week import AMSTERDAM, local

TODAY = date(2026, 11, 29)
MONDAY = date(2026, 11, 30)
NAMESPACE = UUID("6f9f7f1e-0000-4000-8000-000000000000")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return local(day, time(hour, minute))


def make_address(**changes: Any) -> Address:
    return Address(**{"street": "Dorpsstraat", "number": 14, "city": "Nootdorp", **changes})


def make_dossier(**changes: Any) -> Dossier:
    """A dossier that may be visited: rent, three months, reminder, called on two day parts, no answer."""
    defaults: dict[str, Any] = {
        "dossier_id": "D-001",
        "address": make_address(),
        "claims": (Claim(creditor=CreditorKind.HOUSING, amount_cents=120_000),),
        "arrears_since": date(2026, 8, 20),
        "registered_on": date(2026, 11, 9),
        "phone": "06-00000001",
        "reminder_sent_on": date(2026, 10, 1),
        "attempts": (
            ContactAttempt(channel=Channel.LETTER, at=datetime(2026, 10, 1, tzinfo=AMSTERDAM)),
            ContactAttempt(channel=Channel.CALL, at=datetime(2026, 11, 10, 10, 30, tzinfo=AMSTERDAM)),
            ContactAttempt(channel=Channel.CALL, at=datetime(2026, 11, 12, 18, 30, tzinfo=AMSTERDAM)),
        ),
    }
    return Dossier(**{**defaults, **changes})


def make_coach(**changes: Any) -> BudgetCoach:
    return BudgetCoach(**{"coach_id": "C1", "name": "Samira", "travel_mode": TravelMode.CAR, **changes})


def make_shift(**changes: Any) -> EveningShift:
    defaults: dict[str, Any] = {
        "shift_id": "S1",
        "date": MONDAY,
        "start": time(17),
        "end": time(21),
        "coach_ids": ("C1",),
        "start_place": make_address(number=1),
        "end_place": make_address(number=1),
    }
    return EveningShift(**{**defaults, **changes})


def make_outcome(code: OutcomeCode = OutcomeCode.NT_KAART, **changes: Any) -> Outcome:
    defaults: dict[str, Any] = {
        "dossier_id": "D-001",
        "code": code,
        "at": at(MONDAY, 18, 10),
        "coach_ids": ("C1",),
        "shift_id": "S1",
        "appointment_at": at(date(2026, 12, 8), 19) if code is OutcomeCode.AFSPRAAK else None,
    }
    merged = {**defaults, **changes}
    merged.setdefault("outcome_id", uuid5(NAMESPACE, repr(sorted(merged.items(), key=lambda item: item[0]))))
    return Outcome(**merged)
