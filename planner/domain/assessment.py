"""The judgement of one dossier on one day, with its reasons in words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Points that a dossier gets for one thing, and the sentence that says so."""

    code: str
    points: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Blocked:
    """One rule that says no visit now, the sentence that says so, and what to do instead."""

    code: str
    sentence: str
    instead: str


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The answer to: may we visit, must we, and how urgent is it.

    ``must_by`` is the last day for a personal attempt; such a visit stands above every score.
    """

    dossier_id: str
    score: int
    reasons: tuple[Reason, ...]
    blocked_by: tuple[Blocked, ...] = ()
    must_by: date | None = None

    @property
    def may_visit(self) -> bool:
        """True when no rule forbids the visit."""
        return not self.blocked_by

    @property
    def sentence(self) -> str:
        """The judgement in one line of plain Dutch."""
        if self.blocked_by:
            return " ".join(f"{b.sentence} {b.instead}" for b in self.blocked_by)
        parts = [f"{reason.sentence} (+{reason.points})" for reason in self.reasons]
        return f"{self.score} punten: " + ". ".join(parts) + "."
