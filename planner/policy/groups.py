"""Groups of households that may open more or less often than others; by default none is used.

Only what the household itself did on the phone or by card: never where it lives, who lives there, or where
people come from. A team names the groups it wants in the settings, and answers for that.
"""

from datetime import datetime, time
from enum import StrEnum

from planner.domain.dossier import Channel, Dossier
from planner.domain.week import AMSTERDAM

EVENING_FROM = time(17)


class HouseholdGroup(StrEnum):
    """What a household did; the value is the word in the settings."""

    CALL_ANSWERED_BY_DAY = "call_answered_by_day"
    CALL_ANSWERED_IN_EVENING = "call_answered_in_evening"
    CARD_ANSWERED = "card_answered"


def groups_of(dossier: Dossier, before: datetime | None = None) -> tuple[HouseholdGroup, ...]:
    """Return the groups of a household, by what it did before a moment (None: ever)."""
    found = set()
    for attempt in dossier.attempts:
        if not attempt.reached or (before is not None and attempt.at >= before):
            continue
        if attempt.channel is Channel.CARD:
            found.add(HouseholdGroup.CARD_ANSWERED)
        elif attempt.channel is Channel.CALL:
            evening = attempt.at.astimezone(AMSTERDAM).time() >= EVENING_FROM
            found.add(
                HouseholdGroup.CALL_ANSWERED_IN_EVENING if evening else HouseholdGroup.CALL_ANSWERED_BY_DAY
            )
    return tuple(sorted(found))
