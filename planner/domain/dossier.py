"""The dossier: one address, one or more claims, and what was tried before."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.place import Address


class CreditorKind(StrEnum):
    """Who is owed; the value is the word used in files."""

    HOUSING = "housing"
    ENERGY = "energy"
    WATER = "water"
    HEALTH = "health"
    MUNICIPALITY = "municipality"
    OTHER = "other"


class Channel(StrEnum):
    """A way to reach the resident, as in the national data model for early signalling (DDAS)."""

    LETTER = "letter"
    MESSAGE = "message"
    CALL = "call"
    VISIT = "visit"
    CARD = "card"


class Signal(StrEnum):
    """A sign that a household is vulnerable: a closed list, never health or origin."""

    CRISIS = "crisis"
    CHILDREN = "children"
    YOUNG_OR_PENSION = "young_or_pension"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One arrear with one creditor."""

    creditor: CreditorKind
    amount_cents: int

    def __post_init__(self) -> None:
        if self.amount_cents <= 0:
            raise PlannerError(f"Een achterstand van {self.amount_cents} cent is geen achterstand.")


@dataclass(frozen=True, kw_only=True)
class ContactAttempt:
    """One try to reach the resident before or outside the visits of this house."""

    channel: Channel
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"De contactpoging van {self.at} heeft geen tijdzone.")


@dataclass(frozen=True, kw_only=True)
class LegalTrack:
    """The dates by which a personal attempt must have been made."""

    summons_on: date | None = None
    eviction_on: date | None = None
    cutoff_on: date | None = None

    @property
    def first(self) -> date | None:
        """The earliest of the dates, or None."""
        days = [day for day in (self.summons_on, self.eviction_on, self.cutoff_on) if day]
        return min(days) if days else None


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A moment promised to the resident; the visit starts then, by the same coach when one is named."""

    at: datetime
    coach_id: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"De afspraak van {self.at} heeft geen tijdzone.")


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that is known of one household at one address when the week is planned."""

    dossier_id: str
    address: Address
    claims: tuple[Claim, ...]
    arrears_since: date
    registered_on: date
    resident: str = ""
    phone: str = ""
    language: str = "nl"
    reminder_sent_on: date | None = None
    attempts: tuple[ContactAttempt, ...] = ()
    reached_on: date | None = None
    earlier_signals: int = 0
    signals: frozenset[Signal] = field(default_factory=frozenset)
    legal: LegalTrack = LegalTrack()
    paid_on: date | None = None
    objection_on: date | None = None
    opted_out: bool = False
    unsafe: bool = False
    needs_pair: bool = False
    appointment: Appointment | None = None
    access_note: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.dossier_id.strip():
            raise PlannerError("Een dossier heeft een dossiernummer nodig.")
        if not self.claims:
            raise PlannerError(f"Dossier {self.dossier_id} heeft geen achterstand.")
        if self.earlier_signals < 0:
            raise PlannerError(
                f"Dossier {self.dossier_id}: {self.earlier_signals} eerdere meldingen kan niet."
            )

    @property
    def amount_cents(self) -> int:
        """All arrears together, in cents."""
        return sum(claim.amount_cents for claim in self.claims)

    def tried(self, channel: Channel) -> tuple[datetime, ...]:
        """Return the moments at which a channel was tried, oldest first."""
        return tuple(sorted(attempt.at for attempt in self.attempts if attempt.channel is channel))
