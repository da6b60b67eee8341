"""The words of the national data model for early signalling (DDAS, VNG Realisatie, schema v0.9)."""

from enum import StrEnum

from planner.domain.dossier import Channel


class EndResult(StrEnum):
    """How a case of early signalling ends; the value is the word of the model."""

    REPEATED = "Niet opgepakt: herhaalde melding"
    UNJUSTIFIED = "Niet opgepakt: onterecht signaal"
    DECEASED = "Inwoner is overleden"
    NO_RESIDENT = "Persoon is geen inwoner (meer) in de gemeente"
    OTHER_REASON = "Niet opgepakt: andere reden"
    KNOWN_TO_DEBT_HELP = "Inwoner al bekend bij schuldhulpverlening"
    OTHER_TRACK = "Inwoner heeft al een ander lopend traject"
    NO_CONTACT = "Definitief geen contact kunnen krijgen"
    NO_ANSWER_AFTER_CONTACT = "Geen reactie na eerder contact"
    NO_HELP_NEEDED = "Inwoner hoeft geen hulp vanuit vroegsignalering"
    PAID = "Inwoner heeft zelf al betaald/betalingsregeling getroffen"
    ADVICE = "(Budget)advies en/of quick fix"
    FINANCIAL_HELP = "Vervolghulp en/of verwijzing financieel"
    REFERRED_UNSEEN = "Verwijzing zonder contact"
    OTHER_HELP = "Vervolghulp en/of verwijzing niet financieel"


CONTACT_KINDS = {
    Channel.LETTER: "Brief",
    Channel.EMAIL: "Mail",
    Channel.SMS: "SMS/Whatsapp",
    Channel.WHATSAPP: "SMS/Whatsapp",
    Channel.PORTAL: "Overige",
    Channel.CALL: "Telefoon",
    Channel.VISIT: "Huisbezoek",
    Channel.CARD: "Kaartje",
}
"""The kind of contact of the model (contactsoort) by channel."""
