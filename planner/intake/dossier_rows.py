"""The model of a row of dossiers.csv, and what its cells must have to do with each other."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator

from planner.domain.dossier import (
    Appointment,
    Channel,
    Claim,
    ContactAttempt,
    Dossier,
    LegalTrack,
    PreferredMoment,
    Signal,
)
from planner.domain.hint import Hint
from planner.domain.place import Address
from planner.intake import cells
from planner.intake.columns import ARREARS_COLUMNS
from planner.intake.hint_cells import household_hints, weekday
from planner.intake.rows import Fault, addition_twice

Day = Annotated[date | None, PlainValidator(cells.day)]
RequiredDay = Annotated[date, PlainValidator(cells.day)]
Moments = Annotated[tuple[datetime, ...], PlainValidator(cells.each(cells.moment))]
MomentsOrDays = Annotated[tuple[datetime, ...], PlainValidator(cells.each(cells.moment_or_day))]
Cents = Annotated[int, PlainValidator(cells.cents)]
Line = Annotated[str, PlainValidator(cells.line)]
Note = Annotated[str, PlainValidator(cells.note)]
Identifier = Annotated[str, PlainValidator(cells.identifier)]
YesNo = Annotated[bool, PlainValidator(cells.yes_no)]
Clock = Annotated[time | None, PlainValidator(cells.clock)]

CHANNEL_ORDER = tuple(Channel)

SIGNAL_WORDS = {
    "crisis": Signal.CRISIS,
    "children": Signal.CHILDREN,
    "kinderen": Signal.CHILDREN,
    "young_or_pension": Signal.YOUNG_OR_PENSION,
    "jong_of_aow": Signal.YOUNG_OR_PENSION,
}
ATTEMPT_COLUMNS = {
    Channel.LETTER: "letters_on",
    Channel.EMAIL: "emails_on",
    Channel.SMS: "messages_on",
    Channel.WHATSAPP: "whatsapp_on",
    Channel.PORTAL: "portal_on",
    Channel.CALL: "calls_at",
    Channel.VISIT: "visits_at",
    Channel.CARD: "cards_at",
}
# The columns in which a day without a time is enough.
DAY_COLUMNS = frozenset({"letters_on", "emails_on", "messages_on", "whatsapp_on", "portal_on"})
_signals = cells.each(cells.word_of(SIGNAL_WORDS, "crisis, kinderen en jong_of_aow"))


class DossierRow(BaseModel):
    """The filled cells of one row by column name; an empty cell keeps the default."""

    model_config = ConfigDict(extra="forbid")

    dossier_id: Identifier
    resident: Line = ""
    street: Line
    house_number: Annotated[cells.HouseNumber, PlainValidator(cells.house_number)]
    addition: Annotated[str, PlainValidator(cells.addition)] = ""
    postcode: Annotated[str, PlainValidator(cells.postcode)] = ""
    city: Line = ""
    phone: Annotated[str, PlainValidator(cells.phone)] = ""
    language: Annotated[str, PlainValidator(cells.language)] = "nl"
    arrears_housing: Cents = 0
    arrears_energy: Cents = 0
    arrears_water: Cents = 0
    arrears_health: Cents = 0
    arrears_municipality: Cents = 0
    arrears_other: Cents = 0
    arrears_since: RequiredDay
    registered_on: RequiredDay
    reminder_sent_on: Day = None
    letters_on: MomentsOrDays = ()
    emails_on: MomentsOrDays = ()
    messages_on: MomentsOrDays = ()
    whatsapp_on: MomentsOrDays = ()
    portal_on: MomentsOrDays = ()
    calls_at: Moments = ()
    answered_calls_at: Moments = ()
    visits_at: Moments = ()
    cards_at: Moments = ()
    reached_on: Day = None
    earlier_signals: Annotated[int, PlainValidator(cells.count)] = 0
    signals: Annotated[tuple[Signal, ...], PlainValidator(_signals)] = ()
    summons_on: Day = None
    eviction_on: Day = None
    cutoff_on: Day = None
    fourteen_day_letter_on: Day = None
    creditors: Annotated[tuple[str, ...], PlainValidator(cells.each(cells.identifier))] = ()
    short_track: YesNo = False
    paid_on: Day = None
    objection_on: Day = None
    opted_out: YesNo = False
    unsafe: YesNo = False
    excluded: YesNo = False
    needs_pair: YesNo = False
    appointment_at: Annotated[datetime | None, PlainValidator(cells.moment)] = None
    appointment_coach: Annotated[str | None, PlainValidator(cells.identifier)] = None
    announced_on: Day = None
    preferred_days: Annotated[tuple[int, ...], PlainValidator(cells.each(weekday))] = ()
    preferred_from: Clock = None
    preferred_until: Clock = None
    hints: Annotated[tuple[Hint, ...], PlainValidator(household_hints)] = ()
    access_note: Note = ""
    note: Note = ""

    def dossier(self) -> Dossier:
        """Return the dossier that the row describes."""
        number, split = self.house_number
        appointment = None
        if self.appointment_at:
            appointment = Appointment(at=self.appointment_at, coach_id=self.appointment_coach)
        return Dossier(
            dossier_id=self.dossier_id,
            address=Address(self.street, number, self.addition or split, self.postcode, self.city),
            claims=self._claims(),
            arrears_since=self.arrears_since,
            registered_on=self.registered_on,
            resident=self.resident,
            phone=self.phone,
            language=self.language,
            reminder_sent_on=self.reminder_sent_on,
            attempts=self._attempts(),
            reached_on=self.reached_on,
            earlier_signals=self.earlier_signals,
            signals=frozenset(self.signals),
            legal=LegalTrack(
                fourteen_day_letter_on=self.fourteen_day_letter_on,
                summons_on=self.summons_on,
                eviction_on=self.eviction_on,
                cutoff_on=self.cutoff_on,
            ),
            creditor_ids=self.creditors,
            paid_on=self.paid_on,
            objection_on=self.objection_on,
            opted_out=self.opted_out,
            unsafe=self.unsafe,
            excluded=self.excluded,
            needs_pair=self.needs_pair,
            announced_on=self.announced_on,
            short_track=self.short_track,
            preferred=self._preferred(),
            hints=self.hints,
            appointment=appointment,
            access_note=self.access_note,
            note=self.note,
        )

    def _claims(self) -> tuple[Claim, ...]:
        owed = ((creditor, getattr(self, column)) for creditor, column in ARREARS_COLUMNS.items())
        return tuple(Claim(creditor=creditor, amount_cents=amount) for creditor, amount in owed if amount)

    def _preferred(self) -> PreferredMoment | None:
        if not (self.preferred_days or self.preferred_from or self.preferred_until):
            return None
        whole = PreferredMoment()
        return PreferredMoment(
            weekdays=frozenset(self.preferred_days),
            earliest=self.preferred_from or whole.earliest,
            latest=self.preferred_until or whole.latest,
        )

    def _attempts(self) -> tuple[ContactAttempt, ...]:
        """Return all attempts, oldest first; a letter before a message before a call at the same moment."""
        made = [
            ContactAttempt(channel=channel, at=at)
            for channel, column in ATTEMPT_COLUMNS.items()
            for at in getattr(self, column)
            if channel is not Channel.CALL or at not in self.answered_calls_at
        ]
        made += [ContactAttempt(channel=Channel.CALL, at=at, reached=True) for at in self.answered_calls_at]
        made.sort(key=lambda attempt: CHANNEL_ORDER.index(attempt.channel))
        return tuple(sorted(made, key=lambda attempt: attempt.at))


def faults_of_dossier(filled: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong between the cells of a row."""
    arrears = tuple(ARREARS_COLUMNS.values())
    if not any(_owes(filled[column]) for column in arrears if column in filled):
        yield Fault(arrears, "Er is geen achterstand ingevuld. Vul minstens een bedrag in.")
    if "appointment_coach" in filled and "appointment_at" not in filled:
        yield Fault(
            ("appointment_coach",),
            "Er staat wel een coach voor een afspraak, maar geen moment. Vul het moment in.",
        )
    yield from addition_twice(filled, "house_number", "addition")


def _owes(cell: str) -> bool:
    """Return False for an amount of zero; a cell that is no amount is told by its own problem."""
    try:
        return cells.cents(cell) > 0
    except cells.CellError:
        return True
