"""Dossiers at one door are one visit: what the household owes together, what was tried, what it asks for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.dossier import Dossier, LegalTrack


def households(
    dossiers: Iterable[Dossier], urgency: Callable[[Dossier], tuple[int, ...]]
) -> tuple[Dossier, ...]:
    """Return one dossier per door, in the order of the first of each; the others are in its ``joined``.

    Parameters
    ----------
    dossiers
        Those that may be visited for themselves.
    urgency
        What makes a dossier lead: the largest does, and of equals the lowest id.
    """
    doors: dict[tuple[str, int, str, str], list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        doors[dossier.address.door].append(dossier)
    return tuple(
        _joined(sorted(members, key=lambda one: (tuple(-n for n in urgency(one)), one.dossier_id)))
        if len(members) > 1
        else members[0]
        for members in doors.values()
    )


def _joined(members: Sequence[Dossier]) -> Dossier:
    lead = members[0]
    appointments = sorted((m.appointment for m in members if m.appointment), key=lambda a: a.at)
    return replace(
        lead,
        claims=tuple(claim for member in members for claim in member.claims),
        creditor_ids=tuple(dict.fromkeys(key for member in members for key in member.creditor_ids)),
        attempts=tuple(sorted({a for member in members for a in member.attempts}, key=lambda a: a.at)),
        signals=frozenset().union(*(member.signals for member in members)),
        hints=tuple(dict.fromkeys(hint for member in members for hint in member.hints)),
        arrears_since=min(member.arrears_since for member in members),
        registered_on=min(member.registered_on for member in members),
        reminder_sent_on=_first(member.reminder_sent_on for member in members),
        announced_on=_last(member.announced_on for member in members),
        reached_on=_last(member.reached_on for member in members),
        earlier_signals=max(member.earlier_signals for member in members),
        phone=next((member.phone for member in members if member.phone), ""),
        access_note=next((member.access_note for member in members if member.access_note), ""),
        preferred=next((member.preferred for member in members if member.preferred), None),
        needs_pair=any(member.needs_pair for member in members),
        short_track=any(member.short_track for member in members),
        appointment=appointments[0] if appointments else None,
        legal=_legal([member.legal for member in members]),
        joined=tuple(member.dossier_id for member in members[1:]),
    )


def _legal(tracks: Sequence[LegalTrack]) -> LegalTrack:
    return LegalTrack(
        fourteen_day_letter_on=_first(track.fourteen_day_letter_on for track in tracks),
        summons_on=_first(track.summons_on for track in tracks),
        eviction_on=_first(track.eviction_on for track in tracks),
        cutoff_on=_first(track.cutoff_on for track in tracks),
    )


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
