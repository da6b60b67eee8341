"""The one table of columns: what a file may hold, by which names, and what each column is."""

import re
from dataclasses import dataclass
from typing import Literal

from planner.domain.dossier import CreditorKind

Kind = Literal["dossiers", "coaches", "shifts", "creditors", "referrals", "call_evenings"]


@dataclass(frozen=True)
class Column:
    """One column: its name, its Dutch name, what it is, an example, and whether a file needs it."""

    name: str
    dutch: str
    what: str
    example: str
    required: bool = False
    one_of: bool = False

    @property
    def need(self) -> str:
        """Whether the file needs the column, as the README says it."""
        if self.required:
            return "yes"
        return "at least one" if self.one_of else ""


_WHO_AND_WHERE = (
    Column("dossier_id", "dossier", "number of the dossier, once in the file", "D-0001", required=True),
    Column("resident", "bewoner", "name of the resident", "A. de Vries"),
    Column("street", "straat", "street", "Dorpsstraat", required=True),
    Column(
        "house_number", "huisnummer", "house number; `14-B`, `14B` and `14 B` are split", "14", required=True
    ),
    Column("addition", "toevoeging", "house letter or addition", "B"),
    Column("postcode", "postcode", "postcode, with or without a space", "2631 AB"),
    Column("city", "plaats", "town", "Nootdorp"),
    Column("phone", "telefoon", "telephone number; empty means there is none", "06-00001234"),
    Column("language", "taal", "language: ISO 639-1 code or Dutch name; empty is `nl`", "Arabisch"),
)
_OWED = (
    Column("arrears_housing", "achterstand_huur", "rent or mortgage owed, euro", "1.250,50", one_of=True),
    Column("arrears_energy", "achterstand_energie", "energy owed, euro", "310,00", one_of=True),
    Column("arrears_water", "achterstand_water", "water owed, euro", "86,40", one_of=True),
    Column("arrears_health", "achterstand_zorg", "health insurance owed, euro", "412,75", one_of=True),
    Column(
        "arrears_municipality", "achterstand_gemeente", "owed to the municipality, euro", "99", one_of=True
    ),
    Column("arrears_other", "achterstand_overig", "other arrears, euro", "150,00", one_of=True),
    Column("arrears_since", "achterstand_sinds", "first day of the arrears", "01-08-2026", required=True),
    Column("registered_on", "aangemeld_op", "day the dossier came in", "05-10-2026", required=True),
)
_TRIED = (
    Column("reminder_sent_on", "aanmaning_op", "day of the written reminder", "12-10-2026"),
    Column("letters_on", "brieven_op", "days of letters", "12-10-2026|26-10-2026"),
    Column("emails_on", "mails_op", "days of e-mails", "28-10-2026"),
    Column("messages_on", "berichten_op", "days of text messages", "28-10-2026"),
    Column("whatsapp_on", "whatsapp_op", "days of WhatsApp messages", "29-10-2026"),
    Column("portal_on", "portaal_op", "days of messages in the portal", "29-10-2026"),
    Column("calls_at", "gebeld_op", "moments of calls", "03-11-2026 10:15|05-11-2026 18:30"),
    Column("answered_calls_at", "opgenomen_op", "moments of calls that were answered", "05-11-2026 12:10"),
    Column("visits_at", "bezocht_op", "moments of visits", "10-11-2026 18:45"),
    Column("cards_at", "kaartje_op", "moments a card was left", "10-11-2026 18:45"),
    Column("reached_on", "bereikt_op", "last day there was contact", "16-11-2026"),
)
_SIGNS = (
    Column("earlier_signals", "eerdere_meldingen", "number of earlier signals", "1"),
    Column(
        "signals", "signalen", "`crisis`, `children` (kinderen), `young_or_pension` (jong_of_aow)", "kinderen"
    ),
    Column("summons_on", "dagvaarding_op", "day of the summons", "09-12-2026"),
    Column("eviction_on", "ontruiming_op", "day of the eviction", "15-01-2027"),
    Column("cutoff_on", "afsluiting_op", "end of supply", "20-12-2026"),
    Column("fourteen_day_letter_on", "14_dagenbrief_op", "day the 14-day letter was sent", "02-11-2026"),
    Column("creditors", "schuldeisers", "ids of creditors with an agreement", "WB|EN"),
    Column("short_track", "kort_traject", "creditor asked for two weeks: ja or nee", "nee"),
    Column("paid_on", "betaald_op", "day all was paid", "25-11-2026"),
    Column("objection_on", "bezwaar_op", "day of an objection", "20-11-2026"),
)
_AGREED = (
    Column("opted_out", "geen_bezoek", "resident wants no visit: ja or nee", "nee"),
    Column("unsafe", "onveilig", "known as unsafe: ja or nee", "nee"),
    Column("excluded", "uitsluitingslijst", "on the exclusion list: ja or nee", "nee"),
    Column("needs_pair", "duo", "only by two coaches: ja or nee", "nee"),
    Column("appointment_at", "afspraak_op", "moment promised to the resident", "02-12-2026 18:30"),
    Column("appointment_coach", "afspraak_coach", "id of the coach of the appointment", "C2"),
    Column(
        "announced_on", "aangekondigd_op", "day the letter that announces the visit was sent", "24-11-2026"
    ),
    Column("preferred_days", "voorkeur_dagen", "days the resident likes a visit", "ma|wo"),
    Column("preferred_from", "voorkeur_van", "from this hour", "19:00"),
    Column("preferred_until", "voorkeur_tot", "until this hour", "20:30"),
    Column(
        "hints",
        "tips_thuis",
        "who told when, home (thuis) or away (weg), hours, days",
        "buur 20-11-2026 thuis 19:00-21:00 ma+wo",
    ),
    Column("access_note", "toegang", "how to get to the door", "Bel bij de zijdeur."),
    Column("note", "notitie", "what the coach should know", "Belt liever eerst."),
)
_COACHES = (
    Column("coach_id", "coach", "id of the coach, once in the file", "C1", required=True),
    Column("name", "naam", "name of the coach", "Sanne", required=True),
    Column(
        "travel_mode", "vervoer", "`car` (auto), `bicycle` (fiets) or `foot` (lopend)", "fiets", required=True
    ),
    Column("languages", "talen", "languages of the talk; empty is `nl`", "nl|ar"),
)


def _place(name: str, dutch: str, what: str) -> tuple[Column, ...]:
    return (
        Column(
            f"{name}_street",
            f"{dutch}_straat",
            f"street where the evening {what}",
            "Dorpsstraat",
            required=True,
        ),
        Column(f"{name}_number", f"{dutch}_nummer", "its house number", "14", required=True),
        Column(f"{name}_addition", f"{dutch}_toevoeging", "its house letter or addition", "B"),
        Column(f"{name}_postcode", f"{dutch}_postcode", "its postcode", "2631 AB"),
        Column(f"{name}_city", f"{dutch}_plaats", "its town", "Nootdorp"),
    )


_SHIFTS = (
    Column("shift_id", "avond", "id of the evening, once in the file", "A01", required=True),
    Column("date", "datum", "day", "30-11-2026", required=True),
    Column("start", "begin", "start of the evening", "17:00", required=True),
    Column("end", "einde", "end: the coach is back by then", "21:00", required=True),
    Column("coach_ids", "coaches", "one coach, or two who go as a fixed pair", "C1|C4", required=True),
    *_place("start", "begin", "starts"),
    *_place("end", "eind", "ends"),
)

_CREDITORS = (
    Column("creditor_id", "schuldeiser", "id of the creditor, once in the file", "WB", required=True),
    Column("name", "naam", "name of the creditor", "Woonbedrijf", required=True),
    Column(
        "kind",
        "soort",
        "`housing` (huur), `energy` (energie), `water`, `health` (zorg), `municipality` (gemeente), `other`",
        "huur",
        required=True,
    ),
    Column("longest_track_days", "langste_traject", "days the amicable track may last", "90"),
    Column("short_track_allowed", "kort_traject_mag", "two weeks per dossier: ja or nee", "nee"),
    Column(
        "attempt_before_summons",
        "poging_voor_dagvaarding",
        "personal attempt first: ja or nee; empty is ja",
        "ja",
    ),
    Column("announce_days", "aankondigen_dagen", "days a letter comes before a visit; empty: none", "5"),
    Column("no_seizure", "geen_beslag", "nothing is seized meanwhile: ja or nee", "ja"),
)
_REFERRALS = (
    Column("place_id", "hulpplek", "id of the place, once in the file", "SHV", required=True),
    Column("name", "naam", "name of the place", "Schuldhulp", required=True),
    Column(
        "takes",
        "neemt_aan",
        "`debt` (schulden), `budget`, `energy` (energie), `housing` (wonen), `social` (sociaal),"
        " `first_advice` (advies)",
        "schulden|budget",
        required=True,
    ),
    Column("municipality", "gemeente", "only here; empty is everywhere", "Nootdorp"),
    Column("phone", "telefoon", "telephone number", "070-0000000"),
    Column("how", "hoe", "how to refer", "Bel samen met de bewoner."),
)

_CALL_EVENINGS = (
    Column("evening_id", "belavond", "id of the call evening, once in the file", "B01", required=True),
    Column("date", "datum", "day", "01-12-2026", required=True),
    Column("start", "begin", "first minute of calling", "17:30", required=True),
    Column("end", "einde", "end of calling", "20:00", required=True),
    Column("coach_ids", "coaches", "who calls, one or more", "C1|C4", required=True),
)

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "dossiers": _WHO_AND_WHERE + _OWED + _TRIED + _SIGNS + _AGREED,
    "coaches": _COACHES,
    "shifts": _SHIFTS,
    "creditors": _CREDITORS,
    "referrals": _REFERRALS,
    "call_evenings": _CALL_EVENINGS,
}


ARREARS_COLUMNS = {creditor: f"arrears_{creditor.value}" for creditor in CreditorKind}


def fold(header: str) -> str:
    """Return a header as it is compared: without case, spaces, underscores and hyphens."""
    return re.sub(r"[\s_\-]+", "", header).casefold()


def by_header(kind: Kind) -> dict[str, Column]:
    """Return the columns of a kind of file by each of their folded headers, English and Dutch."""
    return {fold(header): column for column in COLUMNS[kind] for header in (column.name, column.dutch)}


def columns_markdown(kind: Kind) -> str:
    """Return the columns of one kind of file as a Markdown table, for the README."""

    def cell(text: str) -> str:
        return text.replace("|", r"\|")

    lines = ["| column | Dutch | required | what it is | example |", "| --- | --- | --- | --- | --- |"]
    for column in COLUMNS[kind]:
        example = cell(column.example)
        lines.append(
            f"| `{column.name}` | `{column.dutch}` | {column.need} | {cell(column.what)} | {example} |"
        )
    return "\n".join(lines) + "\n"
