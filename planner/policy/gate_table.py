"""Every rule that may forbid a visit, as data: its words, what to do instead, and by which channel."""

from dataclasses import dataclass

from planner.domain.assessment import Advice
from planner.domain.wording import Wording


@dataclass(frozen=True, kw_only=True)
class GateRule:
    """One rule: what it says, what to do instead, and the channel that advice stands for."""

    says: Wording
    instead: Wording
    advice: Advice


GATE: dict[str, GateRule] = {
    "paid": GateRule(
        says=Wording("De achterstand is betaald op {day}.", "The arrears were paid on {day}."),
        instead=Wording("Sluit het dossier.", "Close the dossier."),
        advice=Advice.CLOSE,
    ),
    "objection": GateRule(
        says=Wording("De bewoner maakte bezwaar op {day}.", "The resident objected on {day}."),
        instead=Wording("Wacht op het antwoord van de schuldeiser.", "Wait for the creditor's answer."),
        advice=Advice.HOLD,
    ),
    "opted_out": GateRule(
        says=Wording("De bewoner wil geen bezoek.", "The resident wants no visit."),
        instead=Wording("Schrijf of bel.", "Write or call."),
        advice=Advice.LETTER,
    ),
    "excluded": GateRule(
        says=Wording("Dit adres krijgt geen bezoek.", "This address is not visited."),
        instead=Wording("De manager weet hoe het verder gaat.", "The manager knows how to go on."),
        advice=Advice.HOLD,
    ),
    "unsafe": GateRule(
        says=Wording("Op dit adres is bezoek niet veilig.", "A visit to this address is not safe."),
        instead=Wording("De manager beslist hoe het verder gaat.", "The manager decides how to go on."),
        advice=Advice.HOLD,
    ),
    "small_amount": GateRule(
        says=Wording("De achterstand is minder dan {euros} euro.", "The arrears are below EUR {euros}."),
        instead=Wording("Stuur een brief.", "Send a letter."),
        advice=Advice.LETTER,
    ),
    "no_reminder": GateRule(
        says=Wording("Er is nog geen aanmaning gestuurd.", "No written reminder was sent yet."),
        instead=Wording("Stuur eerst een aanmaning.", "Send a reminder first."),
        advice=Advice.LETTER,
    ),
    "call_first": GateRule(
        says=Wording(
            "Er is nog niet vaak genoeg gebeld, op verschillende dagdelen.",
            "There were too few calls at different times of the day.",
        ),
        instead=Wording("Zet dit dossier op de belavond.", "Put this dossier on the call evening."),
        advice=Advice.CALL,
    ),
    "in_contact": GateRule(
        says=Wording("Er was contact op {day}.", "There was contact on {day}."),
        instead=Wording("Ga verder via dat contact.", "Go on through that contact."),
        advice=Advice.MESSAGE,
    ),
    "few_signals": GateRule(
        says=Wording(
            "Er is te weinig reden voor een bezoek ({known}).",
            "There is too little reason for a visit ({known}).",
        ),
        instead=Wording(
            "Probeer eerst brief, bericht en telefoon.", "Try letter, message and telephone first."
        ),
        advice=Advice.MESSAGE,
    ),
    "not_announced": GateRule(
        says=Wording("Dit bezoek is nog niet aangekondigd.", "This visit was not announced yet."),
        instead=Wording(
            "Stuur eerst een brief die het bezoek aankondigt.",
            "Send a letter that announces the visit first.",
        ),
        advice=Advice.LETTER,
    ),
    "announced_too_late": GateRule(
        says=Wording(
            "De aankondiging is te kort geleden. Een bezoek kan vanaf {day}.",
            "The announcement is too recent. A visit is possible from {day}.",
        ),
        instead=Wording("Plan dit bezoek op of na {day}.", "Plan this visit on or after {day}."),
        advice=Advice.HOLD,
    ),
    "planner_later": GateRule(
        says=Wording(
            "De planner wacht met dit bezoek tot {day}: {reason}",
            "The planner waits with this visit until {day}: {reason}",
        ),
        instead=Wording("Plan dit bezoek op of na {day}.", "Plan this visit on or after {day}."),
        advice=Advice.HOLD,
    ),
}
"""The rules of the gate by code."""

SIGNAL_GROUPS: dict[str, Wording] = {
    "long": Wording("lange achterstand", "long arrears"),
    "silent": Wording("geen reactie", "no response"),
    "no_number": Wording("geen werkend nummer", "no working number"),
    "several": Wording("meer achterstanden", "several arrears"),
    "vulnerable": Wording("kwetsbaar", "vulnerable"),
    "earlier": Wording("eerdere meldingen", "earlier signals"),
}
"""The groups of signals of which at least two must meet."""

ADVICE: dict[Advice, Wording] = {
    Advice.VISIT: Wording("Ga op bezoek.", "Visit."),
    Advice.REFER: Wording(
        "Ga op bezoek en bied eerst hulp aan.", "Visit, and offer help before anything else."
    ),
    Advice.CALL: Wording("Bel op een belavond.", "Call on a call evening."),
    Advice.MESSAGE: Wording("Stuur een bericht.", "Send a message."),
    Advice.LETTER: Wording("Stuur een brief.", "Send a letter."),
    Advice.HOLD: Wording("Doe nu niets.", "Do nothing now."),
    Advice.CLOSE: Wording("Sluit het dossier.", "Close the dossier."),
}
"""What to do with a dossier, in a few words."""
