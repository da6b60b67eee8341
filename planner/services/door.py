"""What is said of one door in a line or two: why somebody goes there, and what was tried before."""

from collections.abc import Iterable, Sequence

from planner.domain.dossier import MESSAGES, Channel, CreditorKind, Dossier
from planner.domain.log import Event, in_order
from planner.domain.notice import NOTICE_RULES, NoticeKind
from planner.domain.outcome import Outcome
from planner.domain.week import AMSTERDAM
from planner.policy.gate import no_response
from planner.policy.priority import CREDITOR_NAMES
from planner.services.weekplan import WEEKDAYS

CHANNEL_NAMES = {
    Channel.LETTER: "brief",
    Channel.EMAIL: "mail",
    Channel.SMS: "sms",
    Channel.WHATSAPP: "WhatsApp",
    Channel.PORTAL: "bericht in het portaal",
    Channel.CALL: "gebeld",
    Channel.VISIT: "bezoek",
    Channel.CARD: "kaart in de bus",
}
SILENT_NAMES = (((Channel.LETTER,), "brief"), (MESSAGES, "bericht"), ((Channel.CALL,), "bellen"))
# A letter or message has a day, not an hour.
CLOCKED = (Channel.CALL, Channel.VISIT)
# What only takes something back is nothing that happened.
WITHDRAWN = NOTICE_RULES[NoticeKind.WITHDRAWN]


def why_go(dossier: Dossier) -> str:
    """Return why a coach goes there, in one line without amounts: what kind of cost, and what was tried."""
    parts = [f"Achterstand met {_listed(_kinds(dossier))}."]
    silent = _silent(dossier)
    if silent:
        parts.append(f"Geen reactie op {_listed(silent)}.")
    if not dossier.phone:
        parts.append("Geen werkend nummer.")
    return " ".join(parts)


def why_short(dossier: Dossier) -> str:
    """Return the same in a few words, for a narrow list."""
    silent = _silent(dossier)
    parts = [_listed(_kinds(dossier)).capitalize()]
    if silent:
        parts.append(f"geen reactie op {_listed(silent)}")
    if not dossier.phone:
        parts.append("geen werkend nummer")
    return " · ".join(parts)


def visits_before(dossier: Dossier, history: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the earlier visits to a door, newest first: day, time and what happened."""
    known = [(at.astimezone(AMSTERDAM), "bezoek") for at in dossier.tried(Channel.VISIT)]
    known += [(o.at.astimezone(AMSTERDAM), o.rule.label.nl.lower()) for o in history]
    return tuple(
        f"{WEEKDAYS[at.weekday()]} {at:%d-%m %H:%M}: {what}" for at, what in sorted(known, reverse=True)
    )


def contact_before(dossier: Dossier, history: Iterable[Event]) -> tuple[str, ...]:
    """Return all contact, newest first: letters, messages, calls and visits, and what was heard."""
    known = [(attempt.at.astimezone(AMSTERDAM), attempt.channel) for attempt in dossier.attempts]
    lines = [
        (at, f"{at:%d-%m-%Y %H:%M}: {CHANNEL_NAMES[channel]}")
        if channel in CLOCKED
        else (at, f"{at:%d-%m-%Y}: {CHANNEL_NAMES[channel]}")
        for at, channel in known
    ]
    for event in in_order(history):
        at = event.at.astimezone(AMSTERDAM)
        if event.rule is not WITHDRAWN:
            lines.append((at, f"{at:%d-%m-%Y %H:%M}: {event.rule.label.nl.lower()}"))
    return tuple(line for _, line in sorted(lines, reverse=True))


def _kinds(dossier: Dossier) -> list[str]:
    """Return what the arrears are for, the most urgent kind first."""
    present = {claim.creditor for claim in dossier.claims}
    return [CREDITOR_NAMES[kind] for kind in CreditorKind if kind in present]


def _silent(dossier: Dossier) -> list[str]:
    """Return what was tried without an answer."""
    if not no_response(dossier):
        return []
    return [name for channels, name in SILENT_NAMES if dossier.tried(*channels)]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " en " + words[-1]
