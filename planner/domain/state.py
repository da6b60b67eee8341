"""Where a dossier is: one state, derived from its log; what may hold it, and what is looked up when."""

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.ddas import EndResult
from planner.domain.wording import Wording


class NextState(StrEnum):
    """The states; every dossier is in exactly one."""

    OPEN = "open"
    REVISIT = "revisit"
    CARD_WAIT = "card_wait"
    LAST_WAIT = "last_wait"
    APPOINTMENT = "appointment"
    LANGUAGE = "language"
    CALL = "call"
    CONTACT = "contact"
    REFUSED = "refused"
    OUT_OF_QUEUE = "out_of_queue"
    REFERRED = "referred"
    HELPER_CHECK = "helper_check"
    HOLD = "hold"
    ADDRESS_CHECK = "address_check"
    SAFETY = "safety"
    OPTED_OUT = "opted_out"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class StateRule:
    """One row of the state table.

    ``plannable`` means that a visit may be planned, from the day the rest is over. ``in_queue`` means that a
    shut door moves the dossier on; a settled dossier is moved only by a talk or a message. ``reports`` means
    that the end result of the case can be reported, ``calls`` that the dossier is on the call list,
    ``letter`` that a letter is due. ``helps`` says what brings the dossier on. When its rest is over a state
    goes on to ``then``, with the sentence ``after``. ``sentence`` is said when no event brought it there.
    """

    state: NextState
    name: Wording
    helps: Wording
    sentence: Wording | None = None
    plannable: bool = False
    in_queue: bool = False
    reports: bool = False
    calls: bool = False
    letter: bool = False
    then: NextState | None = None
    after: Wording | None = None


_STATES = (
    StateRule(
        state=NextState.OPEN,
        name=Wording("In de rij", "In the queue"),
        sentence=Wording(
            "Dit adres is nog niet bezocht.",
            "Nobody has been at this address yet.",
        ),
        helps=Wording("Plan een bezoek.", "Plan a visit."),
        plannable=True,
        in_queue=True,
    ),
    StateRule(
        state=NextState.REVISIT,
        name=Wording("Opnieuw bezoeken", "Visit again"),
        helps=Wording("Plan een nieuw bezoek.", "Plan another visit."),
        plannable=True,
        in_queue=True,
    ),
    StateRule(
        state=NextState.CARD_WAIT,
        name=Wording("Wacht op reactie op de kaart", "Waiting for an answer to the card"),
        helps=Wording("Bel in de tussentijd.", "Call in the meantime."),
        plannable=True,
        in_queue=True,
        calls=True,
        then=NextState.REVISIT,
        after=Wording(
            "Er kwam geen reactie op de kaart. Ga opnieuw, op een andere dag en een ander uur.",
            "Nobody answered the card. Go again, on another day and at another hour.",
        ),
    ),
    StateRule(
        state=NextState.LAST_WAIT,
        name=Wording("Laatste kans om te reageren", "Last chance to answer"),
        sentence=Wording(
            "Er is {visits} keer aangebeld. De bewoner kan nog reageren op de laatste kaart.",
            "The bell was rung {visits} times. The resident can still answer the last card.",
        ),
        helps=Wording("Wacht of de bewoner nog reageert.", "Wait whether the resident still answers."),
        in_queue=True,
        calls=True,
    ),
    StateRule(
        state=NextState.APPOINTMENT,
        name=Wording("Afspraak", "Appointment"),
        sentence=Wording(
            "Er is een afspraak met de bewoner.",
            "There is an appointment with the resident.",
        ),
        helps=Wording("Plan het bezoek op de afspraak.", "Plan the visit at the appointment."),
        plannable=True,
        in_queue=True,
    ),
    StateRule(
        state=NextState.LANGUAGE,
        name=Wording("Terug met een andere taal", "Back with another language"),
        helps=Wording(
            "Plan een coach die de taal spreekt, of een tolk.",
            "Plan a coach who speaks the language, or an interpreter.",
        ),
        plannable=True,
        in_queue=True,
    ),
    StateRule(
        state=NextState.CALL,
        name=Wording("Eerst bellen", "Call first"),
        sentence=Wording(
            "Er is {visits} keer aangebeld en nog niet genoeg gebeld. Bel eerst.",
            "The bell was rung {visits} times, and not called often enough. Call first.",
        ),
        helps=Wording("Zet dit dossier op de belavond.", "Put this dossier on the call evening."),
        in_queue=True,
        calls=True,
    ),
    StateRule(
        state=NextState.CONTACT,
        name=Wording("In gesprek", "In touch"),
        helps=Wording("Ga verder via dat contact.", "Go on through that contact."),
        in_queue=True,
        calls=True,
    ),
    StateRule(
        state=NextState.REFUSED,
        name=Wording("Wil nu niet praten", "Does not want to talk now"),
        helps=Wording("Stuur een brief met een aanbod.", "Send a letter with an offer."),
        plannable=True,
        reports=True,
        letter=True,
        then=NextState.REVISIT,
        after=Wording(
            "De bewoner wilde toen niet praten. Dat is lang genoeg geleden om het opnieuw te vragen.",
            "The resident did not want to talk then. That is long enough ago to ask again.",
        ),
    ),
    StateRule(
        state=NextState.OUT_OF_QUEUE,
        name=Wording("Uit de rij", "Out of the queue"),
        helps=Wording(
            "Alleen een nieuw bericht brengt dit dossier terug.",
            "Only a new message brings this dossier back.",
        ),
        reports=True,
    ),
    StateRule(
        state=NextState.REFERRED,
        name=Wording("Doorverwezen", "Referred"),
        helps=Wording(
            "Vraag bij de hulpplek na of de hulp is gestart.",
            "Ask the place of help whether help has started.",
        ),
        reports=True,
    ),
    StateRule(
        state=NextState.HELPER_CHECK,
        name=Wording("Hulpverlener navragen", "Check with the helper"),
        helps=Wording("Vraag het na bij de hulpverlener.", "Ask the helper."),
    ),
    StateRule(
        state=NextState.HOLD,
        name=Wording("Wacht op de schuldeiser", "Waiting for the creditor"),
        helps=Wording("Vraag de schuldeiser om een antwoord.", "Ask the creditor for an answer."),
    ),
    StateRule(
        state=NextState.ADDRESS_CHECK,
        name=Wording("Adres uitzoeken", "Find the address"),
        helps=Wording("Zoek het goede adres op.", "Look the right address up."),
    ),
    StateRule(
        state=NextState.SAFETY,
        name=Wording("Niet veilig", "Not safe"),
        helps=Wording("De manager beslist hoe het verder gaat.", "The manager decides how to go on."),
    ),
    StateRule(
        state=NextState.OPTED_OUT,
        name=Wording("Wil geen bezoek", "Wants no visit"),
        helps=Wording("Schrijf of bel.", "Write or call."),
        reports=True,
        letter=True,
    ),
    StateRule(
        state=NextState.STOPPED,
        name=Wording("Geen bezoeken meer", "No more visits"),
        sentence=Wording(
            "Na {visits} keer aanbellen stoppen de bezoeken. De planner kiest een andere weg.",
            "After {visits} visits the visits stop. The planner chooses another way.",
        ),
        helps=Wording("Schrijf of bel de bewoner.", "Write to the resident or call."),
        in_queue=True,
        calls=True,
        letter=True,
    ),
    StateRule(
        state=NextState.CLOSED,
        name=Wording("Gesloten", "Closed"),
        helps=Wording(
            "Alleen een nieuwe melding brengt dit dossier terug.",
            "Only a new signal brings this dossier back.",
        ),
        reports=True,
    ),
)

STATES = {rule.state: rule for rule in _STATES}
"""The state table by state."""

QUEUE = frozenset(rule.state for rule in _STATES if rule.in_queue)
"""The states from which a shut door moves a dossier on."""


class Bar(StrEnum):
    """What stands between a dossier and a visit until something lifts it, in order of weight."""

    DECEASED = "deceased"
    EXCLUDED = "excluded"
    MOVED_AWAY = "moved_away"
    CLOSED = "closed"
    PAID = "paid"
    OPTED_OUT = "opted_out"
    SAFETY = "safety"
    OTHER_CHANNEL = "other_channel"
    OBJECTION = "objection"
    ADDRESS = "address"
    HELPER = "helper"


@dataclass(frozen=True, kw_only=True)
class BarRule:
    """One row of the table of bars: the state it means, and its words when the file says so."""

    bar: Bar
    state: NextState
    sentence: Wording
    result: EndResult | None = None


_BARS = (
    BarRule(
        bar=Bar.DECEASED,
        state=NextState.CLOSED,
        result=EndResult.DECEASED,
        sentence=Wording("De bewoner is overleden.", "The resident has died."),
    ),
    BarRule(
        bar=Bar.EXCLUDED,
        state=NextState.CLOSED,
        result=EndResult.OTHER_REASON,
        sentence=Wording("Op dit adres komen we niet meer.", "We no longer come to this address."),
    ),
    BarRule(
        bar=Bar.MOVED_AWAY,
        state=NextState.CLOSED,
        result=EndResult.NO_RESIDENT,
        sentence=Wording(
            "De bewoner woont in een andere gemeente.", "The resident lives in another municipality."
        ),
    ),
    BarRule(
        bar=Bar.CLOSED,
        state=NextState.CLOSED,
        sentence=Wording("Dit dossier is gesloten.", "This dossier is closed."),
    ),
    BarRule(
        bar=Bar.PAID,
        state=NextState.CLOSED,
        result=EndResult.PAID,
        sentence=Wording("De achterstand is betaald.", "The arrears have been paid."),
    ),
    BarRule(
        bar=Bar.OPTED_OUT,
        state=NextState.OPTED_OUT,
        result=EndResult.NO_HELP_NEEDED,
        sentence=Wording("De bewoner wil geen bezoek.", "The resident wants no visit."),
    ),
    BarRule(
        bar=Bar.SAFETY,
        state=NextState.SAFETY,
        sentence=Wording("Op dit adres is bezoek niet veilig.", "A visit to this address is not safe."),
    ),
    BarRule(
        bar=Bar.OTHER_CHANNEL,
        state=NextState.STOPPED,
        sentence=Wording("Hier gaat niemand aan de deur.", "Nobody goes to this door."),
    ),
    BarRule(
        bar=Bar.OBJECTION,
        state=NextState.HOLD,
        sentence=Wording("De bewoner maakte bezwaar.", "The resident objected."),
    ),
    BarRule(
        bar=Bar.ADDRESS,
        state=NextState.ADDRESS_CHECK,
        sentence=Wording("Het adres klopt niet.", "The address is not right."),
    ),
    BarRule(
        bar=Bar.HELPER,
        state=NextState.HELPER_CHECK,
        sentence=Wording("De bewoner heeft al hulp.", "The resident already has help."),
    ),
)

BARS = {rule.bar: rule for rule in _BARS}
"""The table of bars, heaviest first."""


class Wait(StrEnum):
    """A rest or a term in days; the number of each is a setting of the team."""

    NONE = "none"
    CARD = "card"
    NO_CARD = "no_card"
    ACCESS = "access"
    REFUSED = "refused"
    PAYMENT = "payment"
    SOLVED = "solved"
    REFERRAL = "referral"
    HELPER = "helper"
    CREDITOR = "creditor"
    ADDRESS = "address"
    SAFETY = "safety"
    CALL = "call"
    SILENCE = "silence"


class Bonus(StrEnum):
    """Why a dossier gets points from its log; the number of each is a setting of the team."""

    SKIPPED = "skipped"
    PAYMENT_MISSED = "payment_missed"


BONUSES = {
    Bonus.SKIPPED: Wording("De vorige keer was er geen tijd meer", "Last time there was no time left"),
    Bonus.PAYMENT_MISSED: Wording(
        "De betaalafspraak is niet nagekomen", "The payment arrangement was not kept"
    ),
}
"""The words of each bonus, without a full stop: the points stand behind it."""


class Check(StrEnum):
    """What the desk looks up on a day."""

    PAYMENT = "payment"
    SOLVED = "solved"
    CREDITOR = "creditor"
    REFERRAL = "referral"
    HELPER = "helper"
    ADDRESS = "address"
    ACCESS = "access"
    SAFETY = "safety"
    CALL = "call"
    ANSWER = "answer"


CHECKS = {
    Check.PAYMENT: Wording(
        "Kijk op {day} of de eerste betaling er is.", "On {day}, see whether the first payment came."
    ),
    Check.SOLVED: Wording(
        "Kijk op {day} of de achterstand is opgelost.", "On {day}, see whether the arrears are solved."
    ),
    Check.CREDITOR: Wording(
        "Vraag het op {day} na bij de schuldeiser.", "On {day}, ask the creditor how it stands."
    ),
    Check.REFERRAL: Wording(
        "Vraag op {day} of de hulp is gestart.", "On {day}, ask whether the help has started."
    ),
    Check.HELPER: Wording("Bel de hulpverlener voor {day}.", "Call the helper before {day}."),
    Check.ADDRESS: Wording("Zoek het adres op voor {day}.", "Look the address up before {day}."),
    Check.ACCESS: Wording("Zoek voor {day} uit hoe je binnenkomt.", "Find out before {day} how to get in."),
    Check.SAFETY: Wording("De manager beslist voor {day}.", "The manager decides before {day}."),
    Check.CALL: Wording("Bel voor {day}.", "Call before {day}."),
    Check.ANSWER: Wording(
        "Reageert de bewoner niet voor {day}, dan sluit het dossier.",
        "When the resident does not answer before {day}, the dossier closes.",
    ),
}
"""The sentence of each check; ``{day}`` is filled in."""
