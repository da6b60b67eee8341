"""What is heard of a dossier outside a visit: the event that stands beside an outcome in the log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.domain.dossier import Appointment, Channel, PreferredMoment
from planner.domain.errors import PlannerError
from planner.domain.hint import Hint
from planner.domain.notice_table import NOTICE_RULES, NoticeKind, NoticeRule
from planner.domain.place import Address

__all__ = ["NOTICE_RULES", "Notice", "NoticeKind", "NoticeRule", "signal_kind"]

MOST_REASON = 200
# What belongs to some kinds only; the other fields can go with each.
OWN_FIELDS = (
    "channel",
    "appointment",
    "phone",
    "address",
    "access_note",
    "amount_cents",
    "amount_before_cents",
    "place_id",
)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What was heard of one dossier; made once, where it was heard, and never changed afterwards.

    Parameters
    ----------
    notice_id
        Made by whoever records it, so that sending twice stores once.
    at
        When it happened.
    recorded_by
        The id of the coach, planner or manager who recorded it.
    channel
        Through which channel a resident wrote.
    phone
        The number that turned out to be wrong.
    amount_cents, amount_before_cents
        What is owed now and what was owed at the signal before, or what was paid.
    reason
        Why a manager decided so, or a word of explanation; nothing about health or third persons.
    corrects
        The event that this one takes back.
    """

    notice_id: UUID
    dossier_id: str
    kind: NoticeKind
    at: datetime
    recorded_by: str
    channel: Channel | None = None
    appointment: Appointment | None = None
    phone: str = ""
    address: Address | None = None
    access_note: str = ""
    language: str | None = None
    preferred: PreferredMoment | None = None
    hints: tuple[Hint, ...] = ()
    amount_cents: int | None = None
    amount_before_cents: int | None = None
    place_id: str | None = None
    reason: str = ""
    corrects: UUID | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"Het bericht van {self.at} heeft geen tijdzone.")
        if not self.recorded_by.strip():
            raise PlannerError(f"Bericht {self.notice_id} zegt niet wie het vastlegde.")
        if len(self.reason) > MOST_REASON:
            raise PlannerError(f"De reden telt {len(self.reason)} tekens, hooguit {MOST_REASON}.")
        if self.corrects == self.notice_id:
            raise PlannerError(f"Bericht {self.notice_id} kan zichzelf niet terugnemen.")
        self._check_fields()
        self._check_amounts()
        if self.appointment is not None and self.appointment.at <= self.at:
            raise PlannerError(
                f"De afspraak ({self.appointment.at:%d-%m-%Y %H:%M}) ligt niet na het bericht "
                f"({self.at:%d-%m-%Y %H:%M})."
            )

    def _check_fields(self) -> None:
        for name in self.rule.needs:
            if not self._filled(name):
                raise PlannerError(f"Bij het bericht '{self.rule.label.nl}' ontbreekt {name}.")
        for name in OWN_FIELDS:
            if self._filled(name) and name not in (*self.rule.needs, *self.rule.may):
                value = getattr(self, name)
                raise PlannerError(f"Bij het bericht '{self.rule.label.nl}' past geen {name} ({value}).")

    def _check_amounts(self) -> None:
        for amount in (self.amount_cents, self.amount_before_cents):
            if amount is not None and amount < 0:
                raise PlannerError(f"Een bedrag van {amount} cent kan niet: minder dan nul bestaat niet.")
        if self.amount_cents is None or self.amount_before_cents is None:
            return
        if self.kind is not signal_kind(self.amount_cents, self.amount_before_cents):
            raise PlannerError(
                f"Van {self.amount_before_cents} naar {self.amount_cents} cent is geen "
                f"'{self.rule.label.nl}': een hoger bedrag is een nieuwe melding, een ander een herhaalde."
            )

    def _filled(self, name: str) -> bool:
        return getattr(self, name) not in (None, "", ())

    @property
    def event_id(self) -> UUID:
        """The id under which it stands in the log."""
        return self.notice_id

    @property
    def rule(self) -> NoticeRule:
        """The row of the notice table."""
        return NOTICE_RULES[self.kind]


def signal_kind(amount_cents: int, amount_before_cents: int) -> NoticeKind:
    """Return what a further signal of a creditor is: a new one when more is owed, else a repeated one."""
    more = amount_cents > amount_before_cents
    return NoticeKind.NEW_SIGNAL if more else NoticeKind.REPEATED_SIGNAL
