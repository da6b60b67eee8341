"""What kind of visit it is: lengths are learned for each by itself."""

from enum import StrEnum

from planner.domain.dossier import Channel, Dossier
from planner.domain.outcome import NextStep


class VisitKind(StrEnum):
    """What kind of visit it is; the value is the word in the settings."""

    FIRST = "first"
    REVISIT = "revisit"
    APPOINTMENT = "appointment"


def visit_kind(dossier: Dossier, step: NextStep) -> VisitKind:
    """Return what kind of visit the next one is."""
    if step.appointment:
        return VisitKind.APPOINTMENT
    return VisitKind.REVISIT if step.visits or dossier.tried(Channel.VISIT) else VisitKind.FIRST
