"""A call evening: who calls when, and the list in the order in which it is worth most."""

from dataclasses import dataclass
from datetime import date, datetime, time

from planner.domain.errors import PlannerError
from planner.domain.week import local


@dataclass(frozen=True, kw_only=True)
class CallEvening:
    """One evening on which coaches call; nobody travels."""

    evening_id: str
    date: date
    start: time
    end: time
    coach_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.evening_id.strip():
            raise PlannerError("Een belavond heeft een nummer nodig.")
        if not self.start < self.end:
            raise PlannerError(
                f"Belavond {self.evening_id} eindigt ({self.end:%H:%M}) voor hij begint ({self.start:%H:%M})."
            )
        if not self.coach_ids or len(set(self.coach_ids)) != len(self.coach_ids):
            raise PlannerError(
                f"Belavond {self.evening_id} heeft coaches {self.coach_ids}: noem ze elk een keer."
            )

    @property
    def starts_at(self) -> datetime:
        """The first minute of calling."""
        return local(self.date, self.start)

    @property
    def ends_at(self) -> datetime:
        """The end of calling."""
        return local(self.date, self.end)

    @property
    def seconds(self) -> int:
        """The time there is to call, of all coaches together, in seconds."""
        return round((self.ends_at - self.starts_at).total_seconds()) * len(self.coach_ids)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call on the list.

    ``chance`` (0-1) is that somebody answers, ``expected_s`` what it takes on average in seconds. ``opens``
    says that a visit is allowed when nobody answers: the gate then asks for no more calls.
    """

    dossier_id: str
    coach_id: str
    score: int
    chance: float
    expected_s: int
    why: str
    opens: bool = False


@dataclass(frozen=True, kw_only=True)
class NoCall:
    """A dossier that should be called but is not on the list, and why."""

    dossier_id: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class CallList:
    """The calls of an evening in the order in which they are made, and who does not fit."""

    evening: CallEvening
    calls: tuple[Call, ...]
    left_out: tuple[NoCall, ...] = ()

    def of(self, coach_id: str) -> tuple[Call, ...]:
        """Return the calls of one coach, in order."""
        return tuple(call for call in self.calls if call.coach_id == coach_id)
