"""Budget coaches and the evenings they work."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.place import Address
from planner.domain.week import local


class TravelMode(StrEnum):
    """How a coach gets around; also the name of the travel profile in the maps room."""

    CAR = "car"
    BICYCLE = "bicycle"
    FOOT = "foot"


@dataclass(frozen=True, kw_only=True)
class BudgetCoach:
    """One coach with the languages they hold a talk in (ISO 639-1 codes)."""

    coach_id: str
    name: str
    travel_mode: TravelMode
    languages: frozenset[str] = frozenset({"nl"})

    def __post_init__(self) -> None:
        if not self.coach_id.strip() or not self.name.strip():
            raise PlannerError(
                f"Een budgetcoach heeft nummer en naam nodig, niet '{self.coach_id}' en '{self.name}'."
            )


@dataclass(frozen=True, kw_only=True)
class EveningShift:
    """One evening of one coach, or of two who go together as a fixed pair."""

    shift_id: str
    date: date
    start: time
    end: time
    coach_ids: tuple[str, ...]
    start_place: Address
    end_place: Address

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise PlannerError(
                f"Avond {self.shift_id} eindigt ({self.end:%H:%M}) voor hij begint ({self.start:%H:%M})."
            )
        if not 1 <= len(self.coach_ids) <= 2 or len(set(self.coach_ids)) != len(self.coach_ids):
            raise PlannerError(
                f"Avond {self.shift_id} heeft coaches {self.coach_ids}: een of twee verschillende."
            )

    @property
    def is_pair(self) -> bool:
        """True when two coaches go together."""
        return len(self.coach_ids) == 2

    @property
    def starts_at(self) -> datetime:
        """The aware start of the evening."""
        return local(self.date, self.start)

    @property
    def ends_at(self) -> datetime:
        """The aware moment by which the coach is back."""
        return local(self.date, self.end)


@dataclass(frozen=True)
class Team:
    """The coaches and evenings of one week, each known by its id."""

    coaches: tuple[BudgetCoach, ...]
    shifts: tuple[EveningShift, ...]

    def __post_init__(self) -> None:
        known = {coach.coach_id for coach in self.coaches}
        for shift in self.shifts:
            for coach_id in shift.coach_ids:
                if coach_id not in known:
                    raise PlannerError(
                        f"Avond {shift.shift_id} noemt coach {coach_id}, en die staat niet in de lijst."
                    )

    def coach(self, coach_id: str) -> BudgetCoach:
        """Return the coach with an id (KeyError when there is none)."""
        return {coach.coach_id: coach for coach in self.coaches}[coach_id]

    def of(self, shift: EveningShift) -> tuple[BudgetCoach, ...]:
        """Return the one or two coaches of a shift."""
        return tuple(self.coach(coach_id) for coach_id in shift.coach_ids)

    def languages(self, shift: EveningShift) -> frozenset[str]:
        """Return the languages that a talk can be held in on a shift."""
        return frozenset().union(*(coach.languages for coach in self.of(shift)))
