"""The judgement of one dossier on one day, with its reasons in words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Advice(StrEnum):
    """What to do with a dossier now: by which channel, or nothing."""

    VISIT = "visit"
    REFER = "refer"
    CALL = "call"
    MESSAGE = "message"
    LETTER = "letter"
    HOLD = "hold"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Points that a dossier gets for one thing, and the sentence that says so."""

    code: str
    points: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Blocked:
    """One rule that says no visit now, the sentence that says so, and what to do instead.

    ``until`` is the day from which it no longer holds, when only time is needed.
    """

    code: str
    sentence: str
    instead: str
    advice: Advice
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date after which a visit comes too late, and ``must_by``: the last day for a personal attempt."""

    code: str
    day: date
    must_by: date
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The answer to: may we visit, must we, and how urgent is it.

    A visit with a ``deadline`` stands above every score. ``offer_help`` names the places that are offered
    first, because several creditors wait at one address.
    """

    dossier_id: str
    score: int
    reasons: tuple[Reason, ...]
    blocked_by: tuple[Blocked, ...] = ()
    deadline: Deadline | None = None
    offer_help: tuple[str, ...] = ()

    @property
    def must_by(self) -> date | None:
        """The last day for a personal attempt, or None."""
        return self.deadline.must_by if self.deadline else None

    @property
    def may_visit(self) -> bool:
        """True when no rule forbids the visit."""
        return not self.blocked_by

    @property
    def free_from(self) -> date | None:
        """The day from which a visit is allowed, when nothing but time stands in the way; else None."""
        days = [rule.until for rule in self.blocked_by if rule.until is not None]
        return max(days) if days and len(days) == len(self.blocked_by) else None

    @property
    def advice(self) -> Advice:
        """What to do now; the first rule that forbids a visit decides."""
        if self.blocked_by:
            return self.blocked_by[0].advice
        return Advice.REFER if self.offer_help else Advice.VISIT

    @property
    def sentence(self) -> str:
        """The judgement in one line of plain Dutch."""
        if self.blocked_by:
            return " ".join(f"{b.sentence} {b.instead}" for b in self.blocked_by)
        parts = [f"{reason.sentence} ({reason.points:+d})" for reason in self.reasons]
        return f"{self.score} punten: " + ". ".join(parts) + "."
