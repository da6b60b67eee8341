"""The dossier: one address, one or more claims, and what was tried before."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.hint import Hint
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
    EMAIL = "email"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    PORTAL = "portal"
    CALL = "call"
    VISIT = "visit"
    CARD = "card"


MESSAGES = (Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.PORTAL)
"""The channels that count as a written message."""


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
    reached: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"De contactpoging van {self.at} heeft geen tijdzone.")


@dataclass(frozen=True, kw_only=True)
class LegalTrack:
    """The steps that a creditor took or has planned; the deadlines are computed from them.

    ``fourteen_day_letter_on`` is the day the letter of article 6:96 BW was sent, ``cutoff_on`` the end of
    supply.
    """

    fourteen_day_letter_on: date | None = None
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
class PreferredMoment:
    """When the resident likes a visit: days (Monday is 0; empty is any) and the hours between."""

    weekdays: frozenset[int] = frozenset()
    earliest: time = time(0)
    latest: time = time(23, 59)

    def __post_init__(self) -> None:
        if not self.earliest < self.latest:
            raise PlannerError(f"Het voorkeursmoment {self.earliest:%H:%M}-{self.latest:%H:%M} is leeg.")
        if not self.weekdays <= frozenset(range(7)):
            raise PlannerError(
                f"De voorkeursdagen {sorted(self.weekdays)} zijn geen weekdagen (0 tot en met 6)."
            )


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that is known of one household at one address when the week is planned.

    ``creditor_ids`` name the creditors with whom there is an agreement. ``announced_on`` is the day the
    letter that announces the visit was sent; ``excluded`` means: on the exclusion list of the municipality;
    ``short_track``: the creditor asked for the short track of two weeks. ``joined`` are the other dossiers
    at the same door that are spoken of in the same visit.
    """

    dossier_id: str
    address: Address
    claims: tuple[Claim, ...]
    arrears_since: date
    registered_on: date
    creditor_ids: tuple[str, ...] = ()
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
    excluded: bool = False
    needs_pair: bool = False
    announced_on: date | None = None
    short_track: bool = False
    preferred: PreferredMoment | None = None
    hints: tuple[Hint, ...] = ()
    joined: tuple[str, ...] = ()
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

    def tried(self, *channels: Channel) -> tuple[datetime, ...]:
        """Return the moments at which any of the channels was tried, oldest first."""
        return tuple(sorted(attempt.at for attempt in self.attempts if attempt.channel in channels))
