"""A planner's own judgement of one dossier: with a reason, logged, and never against a rule that protects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from planner.domain.errors import PlannerError


class OverrideKind(StrEnum):
    """What the planner wants."""

    VISIT = "visit"
    LATER = "later"
    POINTS = "points"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Override:
    """One decision of a planner on a dossier; the newest counts, and ``NONE`` takes the earlier ones back.

    ``VISIT`` puts it above every score and passes the rules that ask for cheaper ways first, ``LATER`` leaves
    it out until a day, ``POINTS`` adds or takes off points.
    """

    override_id: UUID
    dossier_id: str
    kind: OverrideKind
    reason: str
    by: str
    at: datetime
    points: int = 0
    until: date | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"Het besluit van {self.at} heeft geen tijdzone.")
        if len(self.reason.strip()) < 5:
            raise PlannerError(f"Geef een reden van minstens vijf letters, niet '{self.reason}'.")
        if (self.kind is OverrideKind.LATER) != (self.until is not None):
            raise PlannerError(f"Bij '{self.kind}' past geen dag {self.until}: alleen wachten heeft een dag.")
        if (self.kind is OverrideKind.POINTS) != (self.points != 0):
            raise PlannerError(f"Bij '{self.kind}' passen geen {self.points} punten.")
        if not -100 <= self.points <= 100:
            raise PlannerError(f"{self.points} punten kan niet: van -100 tot en met 100.")


def newest(overrides: Iterable[Override]) -> dict[str, Override]:
    """Return the last decision on each dossier, given oldest first; one that takes them back leaves none."""
    last = {override.dossier_id: override for override in overrides}
    return {key: one for key, one in last.items() if one.kind is not OverrideKind.NONE}
