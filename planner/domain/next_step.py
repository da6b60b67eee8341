"""What happens next with a dossier, and what the next plan must respect."""

from dataclasses import dataclass
from datetime import date, datetime

from planner.domain.ddas import EndResult
from planner.domain.dossier import Appointment
from planner.domain.outcome_table import ClosingCode
from planner.domain.state import STATES, Bonus, Check, NextState, StateRule


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A weekday (Monday is 0) and an hour of the day; 18 means 18:00-19:00."""

    weekday: int
    hour: int

    @classmethod
    def of(cls, moment: datetime) -> "Slot":
        """Return the slot that a local moment lies in."""
        return cls(weekday=moment.weekday(), hour=moment.hour)


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What happens next with a dossier, and what the next plan must respect.

    ``sentence`` is in Dutch, ``sentence_en`` the same in English. ``last_miss`` asks for another weekday
    *and* another hour; ``misses`` are never repeated exactly. ``coach_id`` is the coach who comes back, also
    without an appointment. ``check`` is what the desk looks up, on ``check_on``. ``result`` is the end result
    of the case once it can be reported, ``closing`` the code when the case closed by itself.
    ``offer_referral`` means that what was found at the door asks for help before a payment arrangement.
    """

    state: NextState
    sentence: str
    sentence_en: str = ""
    not_before: date | None = None
    last_miss: Slot | None = None
    misses: tuple[Slot, ...] = ()
    needs_pair: bool = False
    languages: frozenset[str] = frozenset()
    appointment: Appointment | None = None
    coach_id: str | None = None
    bonus_points: int = 0
    bonuses: tuple[Bonus, ...] = ()
    visits: int = 0
    check: Check | None = None
    check_on: date | None = None
    result: EndResult | None = None
    closing: ClosingCode | None = None
    offer_referral: bool = False

    @property
    def rule(self) -> StateRule:
        """The row of the state table."""
        return STATES[self.state]

    @property
    def plannable(self) -> bool:
        """True when a visit may be planned, from ``not_before``."""
        return self.rule.plannable
