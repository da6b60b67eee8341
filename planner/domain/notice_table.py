"""The notice table: what is heard outside a visit, and what it does to a dossier, as data."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.domain.ddas import EndResult
from planner.domain.dossier import Channel
from planner.domain.event_rule import EventRule
from planner.domain.outcome_table import ClosingCode
from planner.domain.state import QUEUE, Bar, Bonus, Check, NextState, Wait
from planner.domain.wording import Wording


class NoticeKind(StrEnum):
    """What can be heard of a dossier outside a visit."""

    RESIDENT_CALLED = "resident_called"
    RESIDENT_WROTE = "resident_wrote"
    APPOINTMENT_MADE = "appointment_made"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    CALL_REACHED = "call_reached"
    CALL_NO_ANSWER = "call_no_answer"
    CALL_NUMBER_WRONG = "call_number_wrong"
    HINT_HEARD = "hint_heard"
    OPTED_OUT = "opted_out"
    OPTED_IN = "opted_in"
    PAID = "paid"
    PAYMENT_SEEN = "payment_seen"
    PAYMENT_MISSED = "payment_missed"
    OBJECTION_MADE = "objection_made"
    OBJECTION_REJECTED = "objection_rejected"
    OBJECTION_UPHELD = "objection_upheld"
    CREDITOR_CONFIRMED = "creditor_confirmed"
    CREDITOR_WITHDREW = "creditor_withdrew"
    REFERRAL_STARTED = "referral_started"
    REFERRAL_NOT_STARTED = "referral_not_started"
    REFERRED_UNSEEN = "referred_unseen"
    HELPER_CONFIRMED = "helper_confirmed"
    HELPER_NOT_CONFIRMED = "helper_not_confirmed"
    NEW_ADDRESS = "new_address"
    ADDRESS_CONFIRMED = "address_confirmed"
    ADDRESS_NOT_FOUND = "address_not_found"
    ACCESS_SORTED = "access_sorted"
    SAFETY_PAIRS = "safety_pairs"
    SAFETY_OTHER_CHANNEL = "safety_other_channel"
    SAFETY_EXCLUDED = "safety_excluded"
    NEW_SIGNAL = "new_signal"
    REPEATED_SIGNAL = "repeated_signal"
    BELOW_THRESHOLD = "below_threshold"
    MOVED_AWAY = "moved_away"
    DECEASED = "deceased"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class NoticeRule(EventRule):
    """One row of the notice table; the other columns are those of :class:`EventRule`.

    ``needs`` are the fields of the notice that must be filled, ``may`` those that can be besides.
    ``closing`` is the code under which it closes the case.
    """

    kind: NoticeKind
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    closing: ClosingCode | None = None


# Who is settled elsewhere or has an appointment stays so; who is in the queue, refused, or fell silent is in
# touch again.
_IN_TOUCH: dict[str, Any] = {
    "contact": True,
    "carries": True,
    "state": NextState.CONTACT,
    "from_states": (QUEUE | {NextState.REFUSED}) - {NextState.APPOINTMENT},
    "answers": frozenset({Check.ANSWER}),
    "check": Check.ANSWER,
    "term": Wait.SILENCE,
}
_BACK: dict[str, Any] = {
    "state": NextState.REVISIT,
    "from_states": QUEUE,
    "wait": Wait.NONE,
    "carries": True,
}
_PAYMENT = frozenset({Check.PAYMENT, Check.SOLVED, Check.CREDITOR})

_ROWS = (
    NoticeRule(
        **_IN_TOUCH,
        kind=NoticeKind.RESIDENT_CALLED,
        label=Wording("De bewoner belde", "The resident called"),
        sentence=Wording("De bewoner belde zelf.", "The resident called."),
    ),
    NoticeRule(
        **_IN_TOUCH,
        kind=NoticeKind.RESIDENT_WROTE,
        label=Wording("De bewoner schreef", "The resident wrote"),
        sentence=Wording("De bewoner schreef zelf.", "The resident wrote."),
        needs=("channel",),
    ),
    NoticeRule(
        kind=NoticeKind.APPOINTMENT_MADE,
        label=Wording("Afspraak gemaakt", "Appointment made"),
        sentence=Wording("De bewoner maakte een afspraak.", "The resident made an appointment."),
        state=NextState.APPOINTMENT,
        from_states=QUEUE | {NextState.REFUSED, NextState.OUT_OF_QUEUE},
        answers=frozenset({Check.ANSWER}),
        wait=Wait.NONE,
        contact=True,
        needs=("appointment",),
    ),
    NoticeRule(
        kind=NoticeKind.APPOINTMENT_CANCELLED,
        label=Wording("Afspraak afgezegd", "Appointment cancelled"),
        sentence=Wording("De afspraak is afgezegd.", "The appointment was cancelled."),
        state=NextState.REVISIT,
        from_states=frozenset({NextState.APPOINTMENT}),
        wait=Wait.NONE,
        contact=True,
        carries=True,
    ),
    NoticeRule(
        **_IN_TOUCH,
        kind=NoticeKind.CALL_REACHED,
        label=Wording("Gebeld en gesproken", "Called and spoken"),
        sentence=Wording("De bewoner is aan de telefoon gesproken.", "The resident was spoken by phone."),
        attempts=((Channel.CALL, True),),
    ),
    NoticeRule(
        **_BACK | {"from_states": frozenset({NextState.CALL})},
        kind=NoticeKind.CALL_NO_ANSWER,
        label=Wording("Gebeld, geen gehoor", "Called, no answer"),
        sentence=Wording("De bewoner nam de telefoon niet op.", "The resident did not answer the phone."),
        attempts=((Channel.CALL, False),),
    ),
    NoticeRule(
        **_BACK | {"from_states": frozenset({NextState.CALL})},
        kind=NoticeKind.CALL_NUMBER_WRONG,
        label=Wording("Gebeld, nummer klopt niet", "Called, number wrong"),
        sentence=Wording("Het telefoonnummer klopt niet.", "The phone number is wrong."),
        attempts=((Channel.CALL, False),),
        needs=("phone",),
    ),
    NoticeRule(
        kind=NoticeKind.HINT_HEARD,
        label=Wording("Tip over thuis zijn", "Hint about being home"),
        sentence=Wording(
            "Iemand vertelde wanneer de bewoner thuis is.", "Somebody told when the resident is home."
        ),
        needs=("hints",),
    ),
    NoticeRule(
        kind=NoticeKind.OPTED_OUT,
        label=Wording("Wil geen bezoek", "Wants no visit"),
        sentence=Wording(
            "De bewoner wil geen bezoek. Schrijf of bel.", "The resident wants no visit. Write or call."
        ),
        result=EndResult.NO_HELP_NEEDED,
        raises=Bar.OPTED_OUT,
        contact=True,
    ),
    NoticeRule(
        **_BACK,
        kind=NoticeKind.OPTED_IN,
        label=Wording("Wil toch een bezoek", "Wants a visit after all"),
        sentence=Wording("De bewoner wil toch een bezoek.", "The resident wants a visit after all."),
        lifts=frozenset({Bar.OPTED_OUT}),
        contact=True,
    ),
    NoticeRule(
        kind=NoticeKind.PAID,
        label=Wording("Betaald", "Paid"),
        sentence=Wording("De achterstand is betaald.", "The arrears have been paid."),
        result=EndResult.PAID,
        raises=Bar.PAID,
        may=("amount_cents",),
    ),
    NoticeRule(
        kind=NoticeKind.PAYMENT_SEEN,
        label=Wording("Betaling gezien", "Payment seen"),
        sentence=Wording("De betaling is er. De afspraak loopt.", "The payment came. The arrangement runs."),
        state=NextState.OUT_OF_QUEUE,
        from_states=frozenset(),
        answers=_PAYMENT,
        carries=True,
        may=("amount_cents",),
    ),
    NoticeRule(
        **_BACK | {"from_states": frozenset({NextState.OUT_OF_QUEUE})},
        kind=NoticeKind.PAYMENT_MISSED,
        label=Wording("Betaling gemist", "Payment missed"),
        sentence=Wording(
            "De betaling kwam niet. Ga terug met dezelfde coach.",
            "The payment did not come. Go back with the same coach.",
        ),
        answers=_PAYMENT,
        lifts=frozenset({Bar.PAID}),
        same_coach=True,
        bonus=Bonus.PAYMENT_MISSED,
    ),
    NoticeRule(
        kind=NoticeKind.OBJECTION_MADE,
        label=Wording("Bezwaar gemaakt", "Objection made"),
        sentence=Wording(
            "De bewoner maakte bezwaar. Wacht op de schuldeiser.",
            "The resident objected. Wait for the creditor.",
        ),
        raises=Bar.OBJECTION,
        check=Check.CREDITOR,
        term=Wait.CREDITOR,
        contact=True,
    ),
    NoticeRule(
        **_BACK,
        kind=NoticeKind.OBJECTION_REJECTED,
        label=Wording("Bezwaar afgewezen", "Objection rejected"),
        sentence=Wording(
            "De schuldeiser blijft bij de achterstand. Leg het uit aan de deur.",
            "The creditor stands by the arrears. Explain it at the door.",
        ),
        lifts=frozenset({Bar.OBJECTION}),
    ),
    NoticeRule(
        kind=NoticeKind.OBJECTION_UPHELD,
        label=Wording("Bezwaar klopt", "Objection upheld"),
        sentence=Wording("Het bezwaar klopt. Er is geen achterstand.", "The objection is right. No arrears."),
        result=EndResult.UNJUSTIFIED,
        raises=Bar.CLOSED,
        lifts=frozenset({Bar.OBJECTION}),
    ),
    NoticeRule(
        **_BACK,
        kind=NoticeKind.CREDITOR_CONFIRMED,
        label=Wording("Schuldeiser: het klopt", "Creditor: it is right"),
        sentence=Wording(
            "De schuldeiser zegt dat de achterstand klopt.", "The creditor says that the arrears are right."
        ),
        answers=frozenset({Check.CREDITOR}),
        lifts=frozenset({Bar.OBJECTION}),
        same_coach=True,
    ),
    NoticeRule(
        kind=NoticeKind.CREDITOR_WITHDREW,
        label=Wording("Schuldeiser trekt melding in", "Creditor withdraws the signal"),
        sentence=Wording(
            "De schuldeiser trekt de melding in. Er is geen achterstand.",
            "The creditor withdraws the signal. There are no arrears.",
        ),
        result=EndResult.UNJUSTIFIED,
        raises=Bar.CLOSED,
        lifts=frozenset({Bar.OBJECTION}),
    ),
    NoticeRule(
        kind=NoticeKind.REFERRAL_STARTED,
        label=Wording("Hulp is gestart", "Help has started"),
        sentence=Wording("De hulp is gestart.", "The help has started."),
        state=NextState.CLOSED,
        from_states=frozenset({NextState.REFERRED, NextState.CALL}),
        answers=frozenset({Check.REFERRAL}),
        carries=True,
        may=("place_id",),
    ),
    NoticeRule(
        kind=NoticeKind.REFERRAL_NOT_STARTED,
        label=Wording("Hulp is niet gestart", "Help has not started"),
        sentence=Wording(
            "De hulp is niet gestart. Bel eerst, en ga daarna langs.",
            "The help has not started. Call first, then visit.",
        ),
        state=NextState.CALL,
        from_states=frozenset({NextState.REFERRED, NextState.CLOSED}),
        answers=frozenset({Check.REFERRAL}),
        check=Check.CALL,
        term=Wait.CALL,
        carries=True,
        same_coach=True,
        may=("place_id",),
    ),
    NoticeRule(
        kind=NoticeKind.REFERRED_UNSEEN,
        label=Wording("Doorverwezen zonder contact", "Referred without contact"),
        sentence=Wording(
            "De manager heeft de bewoner doorverwezen zonder contact.",
            "The manager referred the resident without contact.",
        ),
        result=EndResult.REFERRED_UNSEEN,
        raises=Bar.CLOSED,
        closing=ClosingCode.VERWEZEN_ZONDER_CONTACT,
        needs=("reason",),
        may=("place_id",),
    ),
    NoticeRule(
        kind=NoticeKind.HELPER_CONFIRMED,
        label=Wording("Hulpverlener bevestigt", "Helper confirms"),
        sentence=Wording("De hulpverlener is bezig met de schulden.", "The helper is working on the debts."),
        result=EndResult.OTHER_TRACK,
        raises=Bar.CLOSED,
        lifts=frozenset({Bar.HELPER}),
        carries=True,
    ),
    NoticeRule(
        **_BACK,
        kind=NoticeKind.HELPER_NOT_CONFIRMED,
        label=Wording("Hulpverlener kent bewoner niet", "Helper does not know the resident"),
        sentence=Wording(
            "De hulpverlener helpt niet met deze schulden. Ga terug en bied hulp aan.",
            "The helper does not help with these debts. Go back and offer help.",
        ),
        lifts=frozenset({Bar.HELPER}),
    ),
    NoticeRule(
        kind=NoticeKind.NEW_ADDRESS,
        label=Wording("Nieuw adres gevonden", "New address found"),
        sentence=Wording(
            "Het nieuwe adres is bekend. Daar is nog niemand geweest.",
            "The new address is known. Nobody has been there yet.",
        ),
        state=NextState.OPEN,
        from_states=QUEUE,
        wait=Wait.NONE,
        lifts=frozenset({Bar.ADDRESS, Bar.MOVED_AWAY}),
        starts_over=True,
        needs=("address",),
    ),
    NoticeRule(
        **_BACK,
        kind=NoticeKind.ADDRESS_CONFIRMED,
        label=Wording("Adres klopt toch", "Address is right after all"),
        sentence=Wording("Het adres klopt toch.", "The address is right after all."),
        lifts=frozenset({Bar.ADDRESS}),
    ),
    NoticeRule(
        kind=NoticeKind.ADDRESS_NOT_FOUND,
        label=Wording("Adres niet gevonden", "Address not found"),
        sentence=Wording("Het adres is niet te vinden.", "The address cannot be found."),
        result=EndResult.OTHER_REASON,
        raises=Bar.CLOSED,
    ),
    NoticeRule(
        **_BACK | {"from_states": frozenset()},
        kind=NoticeKind.ACCESS_SORTED,
        label=Wording("Toegang geregeld", "Access sorted out"),
        sentence=Wording("We weten nu hoe je binnenkomt.", "We now know how to get in."),
        answers=frozenset({Check.ACCESS}),
        needs=("access_note",),
    ),
    NoticeRule(
        **_BACK,
        kind=NoticeKind.SAFETY_PAIRS,
        label=Wording("Manager: alleen met twee", "Manager: only with two"),
        sentence=Wording(
            "De manager heeft beslist: ga alleen nog met twee coaches.",
            "The manager decided: go only with two coaches.",
        ),
        lifts=frozenset({Bar.SAFETY, Bar.OTHER_CHANNEL, Bar.EXCLUDED}),
        needs_pair=True,
    ),
    NoticeRule(
        kind=NoticeKind.SAFETY_OTHER_CHANNEL,
        label=Wording("Manager: niet aan de deur", "Manager: not at the door"),
        sentence=Wording(
            "De manager heeft beslist: niemand gaat aan de deur. Schrijf of bel.",
            "The manager decided: nobody goes to the door. Write or call.",
        ),
        raises=Bar.OTHER_CHANNEL,
        lifts=frozenset({Bar.SAFETY, Bar.EXCLUDED}),
    ),
    NoticeRule(
        kind=NoticeKind.SAFETY_EXCLUDED,
        label=Wording("Manager: uitsluitingslijst", "Manager: exclusion list"),
        sentence=Wording(
            "De manager heeft beslist dat niemand hier meer heen gaat.",
            "The manager decided that nobody goes here any more.",
        ),
        result=EndResult.OTHER_REASON,
        raises=Bar.EXCLUDED,
        lifts=frozenset({Bar.SAFETY, Bar.OTHER_CHANNEL}),
        closing=ClosingCode.UITGESLOTEN,
        needs=("reason",),
    ),
    NoticeRule(
        kind=NoticeKind.NEW_SIGNAL,
        label=Wording("Nieuwe melding, hoger bedrag", "New signal, higher amount"),
        sentence=Wording(
            "Er kwam een nieuwe melding met een hoger bedrag. Het dossier begint opnieuw.",
            "A new signal came with a higher amount. The dossier starts again.",
        ),
        state=NextState.OPEN,
        from_states=frozenset(
            {NextState.OUT_OF_QUEUE, NextState.REFERRED, NextState.REFUSED, NextState.CLOSED}
        ),
        answers=frozenset({Check.ANSWER}),
        wait=Wait.NONE,
        lifts=frozenset({Bar.CLOSED, Bar.PAID}),
        starts_over=True,
        needs=("amount_cents", "amount_before_cents"),
    ),
    NoticeRule(
        kind=NoticeKind.REPEATED_SIGNAL,
        label=Wording("Herhaalde melding", "Repeated signal"),
        sentence=Wording(
            "Dezelfde melding kwam nog een keer, zonder hoger bedrag.",
            "The same signal came again, without a higher amount.",
        ),
        from_states=frozenset({NextState.CLOSED, NextState.OUT_OF_QUEUE}),
        result=EndResult.REPEATED,
        raises=Bar.CLOSED,
        closing=ClosingCode.HERHAALD,
        needs=("amount_cents", "amount_before_cents"),
    ),
    NoticeRule(
        kind=NoticeKind.BELOW_THRESHOLD,
        label=Wording("Onder de drempel", "Below the threshold"),
        sentence=Wording(
            "De achterstand is te klein voor een melding.", "The arrears are too small for a signal."
        ),
        result=EndResult.UNJUSTIFIED,
        raises=Bar.CLOSED,
        closing=ClosingCode.ONDER_DREMPEL,
        may=("amount_cents",),
    ),
    NoticeRule(
        kind=NoticeKind.MOVED_AWAY,
        label=Wording("Woont in een andere gemeente", "Lives in another municipality"),
        sentence=Wording(
            "De bewoner woont in een andere gemeente. Draag het dossier veilig over.",
            "The resident lives in another municipality. Hand the dossier over in a safe way.",
        ),
        result=EndResult.NO_RESIDENT,
        raises=Bar.MOVED_AWAY,
    ),
    NoticeRule(
        kind=NoticeKind.DECEASED,
        label=Wording("Bewoner is overleden", "Resident has died"),
        sentence=Wording(
            "De bewoner is overleden. Stop alle brieven, en laat een collega dit nakijken.",
            "The resident has died. Stop all letters, and let a colleague confirm it.",
        ),
        result=EndResult.DECEASED,
        raises=Bar.DECEASED,
    ),
    NoticeRule(
        kind=NoticeKind.WITHDRAWN,
        label=Wording("Was een vergissing", "Was a mistake"),
        sentence=Wording("Wat eerder is vastgelegd, telt niet.", "What was recorded before does not count."),
        needs=("corrects",),
    ),
)

NOTICE_RULES = {rule.kind: rule for rule in _ROWS}
"""The notice table by kind."""
