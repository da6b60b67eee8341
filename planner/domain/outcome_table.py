"""The outcome table: what can happen at a door and how a case can end, as data."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.domain.ddas import EndResult
from planner.domain.dossier import Channel
from planner.domain.event_rule import EventRule
from planner.domain.state import QUEUE, Bar, Bonus, Check, NextState, Wait
from planner.domain.wording import Wording


class OutcomeCode(StrEnum):
    """The Dutch codes under which a visit is recorded (DDAS end results are in the table)."""

    NT_KAART = "NT_KAART"
    NT_GEEN_KAART = "NT_GEEN_KAART"
    ANDER = "ANDER"
    AFSPRAAK = "AFSPRAAK"
    REGELING = "REGELING"
    ADVIES = "ADVIES"
    HULP_FIN = "HULP_FIN"
    HULP_ANDERS = "HULP_ANDERS"
    GEEN_HULP = "GEEN_HULP"
    WEIGERT = "WEIGERT"
    AL_BETAALD = "AL_BETAALD"
    AL_SHV = "AL_SHV"
    AL_HULP = "AL_HULP"
    BETWIST = "BETWIST"
    TAAL = "TAAL"
    VERHUISD_BINNEN = "VERHUISD_BINNEN"
    VERHUISD_BUITEN = "VERHUISD_BUITEN"
    ADRES_ONBEKEND = "ADRES_ONBEKEND"
    GEEN_TOEGANG = "GEEN_TOEGANG"
    ONVEILIG = "ONVEILIG"
    OVERLEDEN = "OVERLEDEN"
    OVERGESLAGEN = "OVERGESLAGEN"


class ClosingCode(StrEnum):
    """The Dutch codes under which a case is closed without a visit that closes it."""

    GEEN_CONTACT = "GEEN_CONTACT"
    STILTE = "STILTE"
    VERWEZEN_ZONDER_CONTACT = "VERWEZEN_ZONDER_CONTACT"
    HERHAALD = "HERHAALD"
    ONDER_DREMPEL = "ONDER_DREMPEL"
    UITGESLOTEN = "UITGESLOTEN"


class Door(StrEnum):
    """What the door did; the first tap on the screen."""

    NOT_HOME = "not_home"
    SPOKEN = "spoken"
    NOT_RUNG = "not_rung"


@dataclass(frozen=True, kw_only=True)
class OutcomeRule(EventRule):
    """One row of the outcome table; the other columns are those of :class:`EventRule`.

    ``door`` is None for a closing. ``other_slot`` asks for another weekday and another hour. ``is_try``
    counts towards the visits after which they stop, ``learns`` means that it tells when somebody is home: a
    locked porch is a try that says nothing about who was at home.
    """

    code: OutcomeCode | ClosingCode
    door: Door | None = None
    other_slot: bool = False
    is_try: bool = False
    learns: bool = False


_VISIT_MISSED = ((Channel.VISIT, False),)
_VISIT_AND_CARD = ((Channel.VISIT, False), (Channel.CARD, False))
_VISIT_REACHED = ((Channel.VISIT, True),)
# What the rows of one kind of door have in common.
_SHUT: dict[str, Any] = {
    "door": Door.NOT_HOME,
    "from_states": QUEUE,
    "carries": True,
    "other_slot": True,
    "is_try": True,
    "learns": True,
}
_SPOKEN: dict[str, Any] = {
    "door": Door.SPOKEN,
    "attempts": _VISIT_REACHED,
    "contact": True,
    "is_try": True,
    "learns": True,
}
_NOT_RUNG: dict[str, Any] = {"door": Door.NOT_RUNG, "attempts": _VISIT_MISSED}
_CLOSING: dict[str, Any] = {"state": NextState.CLOSED}

OUTCOME_TABLE = (
    OutcomeRule(
        **_SHUT,
        code=OutcomeCode.NT_KAART,
        label=Wording("Niemand thuis, kaart in de bus", "Nobody home, card left"),
        sentence=Wording(
            "Er was niemand thuis. De bewoner krijgt een week om op de kaart te reageren.",
            "Nobody was home. The resident has a week to answer the card.",
        ),
        attempts=_VISIT_AND_CARD,
        state=NextState.CARD_WAIT,
        wait=Wait.CARD,
    ),
    OutcomeRule(
        **_SHUT,
        code=OutcomeCode.NT_GEEN_KAART,
        label=Wording("Niemand thuis, geen kaart", "Nobody home, no card"),
        sentence=Wording("Er was niemand thuis.", "Nobody was home."),
        attempts=_VISIT_MISSED,
        state=NextState.REVISIT,
        wait=Wait.NO_CARD,
    ),
    OutcomeRule(
        **_SHUT,
        code=OutcomeCode.ANDER,
        label=Wording("Iemand anders deed open", "Somebody else opened"),
        sentence=Wording(
            "Iemand anders deed open. De bewoner krijgt een week om op de kaart te reageren.",
            "Somebody else opened. The resident has a week to answer the card.",
        ),
        attempts=_VISIT_AND_CARD,
        state=NextState.CARD_WAIT,
        wait=Wait.CARD,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.AFSPRAAK,
        label=Wording("Wil praten op een ander moment", "Wants to talk at another moment"),
        sentence=Wording(
            "De bewoner wil praten op een afgesproken moment, met dezelfde coach.",
            "The resident wants to talk at an agreed moment, with the same coach.",
        ),
        state=NextState.APPOINTMENT,
        wait=Wait.NONE,
        same_coach=True,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.REGELING,
        label=Wording("Betaalafspraak gemaakt", "Payment arrangement made"),
        sentence=Wording("Er is een betaalafspraak gemaakt.", "A payment arrangement was made."),
        result=EndResult.ADVICE,
        state=NextState.OUT_OF_QUEUE,
        check=Check.PAYMENT,
        term=Wait.PAYMENT,
        same_coach=True,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.ADVIES,
        label=Wording("Advies of snelle hulp gegeven", "Advice or quick help given"),
        sentence=Wording("De bewoner kreeg advies of snelle hulp.", "The resident got advice or quick help."),
        result=EndResult.ADVICE,
        state=NextState.OUT_OF_QUEUE,
        check=Check.SOLVED,
        term=Wait.SOLVED,
        same_coach=True,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.HULP_FIN,
        label=Wording("Aangemeld voor hulp bij geld", "Referred to financial help"),
        sentence=Wording(
            "De bewoner is aangemeld voor hulp bij geld.", "The resident was referred to financial help."
        ),
        result=EndResult.FINANCIAL_HELP,
        state=NextState.REFERRED,
        check=Check.REFERRAL,
        term=Wait.REFERRAL,
        same_coach=True,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.HULP_ANDERS,
        label=Wording("Aangemeld voor andere hulp", "Referred to other help"),
        sentence=Wording(
            "De bewoner is aangemeld voor andere hulp.", "The resident was referred to other help."
        ),
        result=EndResult.OTHER_HELP,
        state=NextState.REFERRED,
        check=Check.REFERRAL,
        term=Wait.REFERRAL,
        same_coach=True,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.GEEN_HULP,
        label=Wording("Lost het zelf op", "Will solve it alone"),
        sentence=Wording(
            "De bewoner lost het zelf op of wil geen hulp.",
            "The resident will solve it alone or wants no help.",
        ),
        result=EndResult.NO_HELP_NEEDED,
        state=NextState.OUT_OF_QUEUE,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.WEIGERT,
        label=Wording("Wil niet praten", "Does not want to talk"),
        sentence=Wording(
            "De bewoner wil nu niet praten. Stuur een brief met een aanbod.",
            "The resident does not want to talk now. Send a letter with an offer.",
        ),
        result=EndResult.NO_HELP_NEEDED,
        state=NextState.REFUSED,
        wait=Wait.REFUSED,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.AL_BETAALD,
        label=Wording("Heeft betaald of al een regeling", "Has paid or already has an arrangement"),
        sentence=Wording(
            "De bewoner zegt dat er betaald is of al een regeling loopt.",
            "The resident says that it was paid or that an arrangement runs.",
        ),
        result=EndResult.PAID,
        state=NextState.OUT_OF_QUEUE,
        check=Check.CREDITOR,
        term=Wait.CREDITOR,
        same_coach=True,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.AL_SHV,
        label=Wording("Al bij schuldhulp", "Already with debt help"),
        sentence=Wording(
            "De bewoner is al bij schuldhulp. Vraag het na.", "The resident already has debt help. Check it."
        ),
        result=EndResult.KNOWN_TO_DEBT_HELP,
        raises=Bar.HELPER,
        check=Check.HELPER,
        term=Wait.HELPER,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.AL_HULP,
        label=Wording("Heeft al een andere hulpverlener", "Already has another helper"),
        sentence=Wording(
            "De bewoner heeft al een hulpverlener. Vraag het na.",
            "The resident already has a helper. Check it.",
        ),
        result=EndResult.OTHER_TRACK,
        raises=Bar.HELPER,
        check=Check.HELPER,
        term=Wait.HELPER,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.BETWIST,
        label=Wording("Klopt niet, zegt de bewoner", "Not right, says the resident"),
        sentence=Wording(
            "De bewoner zegt dat de achterstand niet klopt. Wacht op de schuldeiser.",
            "The resident says that the arrears are not right. Wait for the creditor.",
        ),
        raises=Bar.OBJECTION,
        check=Check.CREDITOR,
        term=Wait.CREDITOR,
    ),
    OutcomeRule(
        **_SPOKEN,
        code=OutcomeCode.TAAL,
        label=Wording("Gesprek lukt niet door taal", "No talk because of the language"),
        sentence=Wording(
            "Het gesprek lukte niet door de taal. Ga terug met een coach die de taal spreekt.",
            "There was no talk because of the language. Go back with a coach who speaks it.",
        ),
        state=NextState.LANGUAGE,
        wait=Wait.NONE,
    ),
    OutcomeRule(
        **_NOT_RUNG,
        code=OutcomeCode.VERHUISD_BINNEN,
        label=Wording("Verhuisd binnen de gemeente", "Moved within the municipality"),
        sentence=Wording(
            "De bewoner is verhuisd. Zoek eerst het nieuwe adres op.",
            "The resident has moved. Look the new address up first.",
        ),
        raises=Bar.ADDRESS,
        check=Check.ADDRESS,
        term=Wait.ADDRESS,
    ),
    OutcomeRule(
        **_NOT_RUNG,
        code=OutcomeCode.VERHUISD_BUITEN,
        label=Wording("Woont in een andere gemeente", "Lives in another municipality"),
        sentence=Wording(
            "De bewoner woont in een andere gemeente. Draag het dossier veilig over.",
            "The resident lives in another municipality. Hand the dossier over in a safe way.",
        ),
        result=EndResult.NO_RESIDENT,
        raises=Bar.MOVED_AWAY,
    ),
    OutcomeRule(
        **_NOT_RUNG,
        code=OutcomeCode.ADRES_ONBEKEND,
        label=Wording("Woont hier niet, adres onbekend", "Does not live here, address unknown"),
        sentence=Wording(
            "De bewoner woont hier niet. Zoek eerst het adres op.",
            "The resident does not live here. Look the address up first.",
        ),
        result=EndResult.OTHER_REASON,
        raises=Bar.ADDRESS,
        check=Check.ADDRESS,
        term=Wait.ADDRESS,
    ),
    OutcomeRule(
        **_NOT_RUNG,
        code=OutcomeCode.GEEN_TOEGANG,
        label=Wording("Kan niet bij de deur komen", "Could not get to the door"),
        sentence=Wording(
            "De coach kon niet bij de deur komen. Zoek uit hoe je binnenkomt.",
            "The coach could not get to the door. Find out how to get in.",
        ),
        state=NextState.REVISIT,
        from_states=QUEUE,
        wait=Wait.ACCESS,
        check=Check.ACCESS,
        term=Wait.ACCESS,
        carries=True,
        is_try=True,
    ),
    OutcomeRule(
        **_NOT_RUNG,
        code=OutcomeCode.ONVEILIG,
        label=Wording("Onveilig, gestopt of niet aangebeld", "Not safe, stopped or did not ring"),
        sentence=Wording(
            "Het was niet veilig. Niemand gaat tot de manager beslist.",
            "It was not safe. Nobody goes until the manager decides.",
        ),
        raises=Bar.SAFETY,
        check=Check.SAFETY,
        term=Wait.SAFETY,
        needs_pair=True,
    ),
    OutcomeRule(
        **_NOT_RUNG,
        code=OutcomeCode.OVERLEDEN,
        label=Wording("Bewoner is overleden", "Resident has died"),
        sentence=Wording(
            "De bewoner is overleden. Stop alle brieven, en laat een collega dit nakijken.",
            "The resident has died. Stop all letters, and let a colleague confirm it.",
        ),
        result=EndResult.DECEASED,
        raises=Bar.DECEASED,
    ),
    OutcomeRule(
        code=OutcomeCode.OVERGESLAGEN,
        door=Door.NOT_RUNG,
        label=Wording("Niet geweest, tijd op", "Not visited, out of time"),
        sentence=Wording(
            "De coach kwam er niet aan toe. Het dossier gaat direct terug in de rij.",
            "The coach did not get round to it. The dossier goes straight back in the queue.",
        ),
        state=NextState.OPEN,
        from_states=QUEUE,
        wait=Wait.NONE,
        carries=True,
        bonus=Bonus.SKIPPED,
    ),
    OutcomeRule(
        **_CLOSING,
        code=ClosingCode.GEEN_CONTACT,
        label=Wording("Geen contact gekregen", "No contact made"),
        sentence=Wording(
            "Na {visits} keer aan de deur, bellen en een kaart kwam er geen contact. Stuur een brief.",
            "After {visits} visits, calls and a card there was no contact. Send a letter.",
        ),
        result=EndResult.NO_CONTACT,
    ),
    OutcomeRule(
        **_CLOSING,
        code=ClosingCode.STILTE,
        label=Wording("Geen reactie na eerder contact", "No answer after earlier contact"),
        sentence=Wording(
            "Er was contact, maar daarna kwam er geen reactie meer. Stuur een brief.",
            "There was contact, but no answer after that. Send a letter.",
        ),
        result=EndResult.NO_ANSWER_AFTER_CONTACT,
    ),
    OutcomeRule(
        **_CLOSING,
        code=ClosingCode.VERWEZEN_ZONDER_CONTACT,
        label=Wording("Verwezen zonder contact", "Referred without contact"),
        sentence=Wording(
            "De manager heeft de bewoner doorverwezen zonder contact.",
            "The manager referred the resident without contact.",
        ),
        result=EndResult.REFERRED_UNSEEN,
    ),
    OutcomeRule(
        **_CLOSING,
        code=ClosingCode.HERHAALD,
        label=Wording("Herhaalde melding", "Repeated signal"),
        sentence=Wording(
            "Dezelfde melding kwam nog een keer, zonder hoger bedrag. Het dossier blijft gesloten.",
            "The same signal came again, without a higher amount. The dossier stays closed.",
        ),
        result=EndResult.REPEATED,
    ),
    OutcomeRule(
        **_CLOSING,
        code=ClosingCode.ONDER_DREMPEL,
        label=Wording("Onder de drempel", "Below the threshold"),
        sentence=Wording(
            "De achterstand is te klein voor een melding.", "The arrears are too small for a signal."
        ),
        result=EndResult.UNJUSTIFIED,
    ),
    OutcomeRule(
        **_CLOSING,
        code=ClosingCode.UITGESLOTEN,
        label=Wording("Op de uitsluitingslijst", "On the exclusion list"),
        sentence=Wording(
            "De manager heeft beslist dat niemand hier meer heen gaat.",
            "The manager decided that nobody goes here any more.",
        ),
        result=EndResult.OTHER_REASON,
        raises=Bar.EXCLUDED,
    ),
)
"""Every way in which a visit or a case can end: the 22 codes of the door, then the 6 closings."""

OUTCOME_RULES = {rule.code: rule for rule in OUTCOME_TABLE if isinstance(rule.code, OutcomeCode)}
"""The rows of the door by code."""

CLOSING_RULES = {rule.code: rule for rule in OUTCOME_TABLE if isinstance(rule.code, ClosingCode)}
"""The closings by code."""
