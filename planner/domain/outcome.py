"""What happened at a door: the event, with the codes of the outcome table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from planner.domain.arrangement import Occupancy, OtherArrears, PaymentPlan, Safety
from planner.domain.dossier import PreferredMoment
from planner.domain.errors import PlannerError
from planner.domain.hint import Hint
from planner.domain.next_step import NextStep, Slot
from planner.domain.outcome_table import OUTCOME_RULES, Door, OutcomeCode, OutcomeRule
from planner.domain.state import NextState

__all__ = ["OUTCOME_RULES", "Door", "NextState", "NextStep", "Outcome", "OutcomeCode", "OutcomeRule", "Slot"]

LONGEST_VISIT = timedelta(hours=4)
MOST_SEEN = 2
HELP_CODES = (OutcomeCode.HULP_FIN, OutcomeCode.HULP_ANDERS)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened at one door; made once, on the device, and never changed afterwards.

    Parameters
    ----------
    outcome_id
        Made by the device, so that sending twice stores once.
    at, left_at
        When the coach rang, and when the coach left the door.
    language
        The language that was heard at the door.
    plan, room_cents
        The payment arrangement, and what the household can miss per month.
    other_creditors, other_arrears
        The arrears elsewhere that were found at the door.
    place_id, consent
        Where the resident was referred to, and whether the resident agreed: no referral without consent.
    seen
        What a shut door looked like, two things at most.
    corrects
        The outcome that this one replaces.
    """

    outcome_id: UUID
    dossier_id: str
    code: OutcomeCode
    at: datetime
    coach_ids: tuple[str, ...]
    shift_id: str | None = None
    appointment_at: datetime | None = None
    language: str | None = None
    left_at: datetime | None = None
    plan: PaymentPlan | None = None
    room_cents: int | None = None
    other_creditors: int | None = None
    other_arrears: OtherArrears | None = None
    place_id: str | None = None
    consent: bool | None = None
    preferred: PreferredMoment | None = None
    hints: tuple[Hint, ...] = ()
    seen: tuple[Occupancy, ...] = ()
    safety: Safety | None = None
    corrects: UUID | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"Het bezoek van {self.at} heeft geen tijdzone.")
        self._check_appointment()
        self._check_leaving()
        self._check_arrangement()
        self._check_referral()
        if len(self.seen) > MOST_SEEN or len(set(self.seen)) < len(self.seen):
            names = ", ".join(self.seen)
            raise PlannerError(f"Kies hooguit {MOST_SEEN} verschillende dingen aan de deur, niet: {names}.")
        if self.corrects == self.outcome_id:
            raise PlannerError(f"Bezoekresultaat {self.outcome_id} kan zichzelf niet verbeteren.")

    def _check_appointment(self) -> None:
        if (self.code is OutcomeCode.AFSPRAAK) != (self.appointment_at is not None):
            raise PlannerError(
                f"Bij {self.code} past geen afspraak van {self.appointment_at}: "
                "een afspraak heeft een moment, en alleen een afspraak."
            )
        if self.appointment_at is None:
            return
        if self.appointment_at.tzinfo is None:
            raise PlannerError(f"De afspraak van {self.appointment_at} heeft geen tijdzone.")
        if self.appointment_at <= self.at:
            raise PlannerError(
                f"De afspraak ({self.appointment_at:%d-%m-%Y %H:%M}) ligt niet na het bezoek "
                f"({self.at:%d-%m-%Y %H:%M})."
            )

    def _check_leaving(self) -> None:
        if self.left_at is None:
            return
        if self.left_at.tzinfo is None:
            raise PlannerError(f"Het vertrek van {self.left_at} heeft geen tijdzone.")
        if not self.at <= self.left_at <= self.at + LONGEST_VISIT:
            raise PlannerError(
                f"Het vertrek ({self.left_at:%d-%m-%Y %H:%M}) past niet bij het bezoek van "
                f"{self.at:%d-%m-%Y %H:%M}: het ligt erna, en hooguit vier uur later."
            )

    def _check_arrangement(self) -> None:
        if self.plan is not None and self.code is not OutcomeCode.REGELING:
            raise PlannerError(f"Bij {self.code} past geen betaalafspraak: alleen bij REGELING.")
        if self.plan is not None and self.plan.first_on < self.at.date():
            raise PlannerError(
                f"De eerste betaling ({self.plan.first_on:%d-%m-%Y}) ligt voor het bezoek "
                f"({self.at:%d-%m-%Y})."
            )
        for what, value in (("ruimte per maand", self.room_cents), ("schuldeisers", self.other_creditors)):
            if value is not None and value < 0:
                raise PlannerError(f"{value} {what} kan niet: minder dan nul bestaat niet.")

    def _check_referral(self) -> None:
        if self.place_id is not None and self.code not in HELP_CODES:
            raise PlannerError(f"Bij {self.code} past geen hulpplek ({self.place_id}).")
        if self.code in HELP_CODES and self.consent is False:
            raise PlannerError(f"Zonder toestemming van de bewoner kan {self.code} niet.")
        if self.place_id is not None and self.consent is None:
            raise PlannerError(f"Vraag eerst toestemming voor de aanmelding bij {self.place_id}.")

    @property
    def event_id(self) -> UUID:
        """The id under which it stands in the log."""
        return self.outcome_id

    @property
    def rule(self) -> OutcomeRule:
        """The row of the outcome table."""
        return OUTCOME_RULES[self.code]
