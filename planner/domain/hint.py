"""What somebody told about when a household is home: first-class, with its source and date."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from planner.domain.errors import PlannerError


class HintSource(StrEnum):
    """Who or what told it; the weight of each source is in the settings."""

    RESIDENT = "resident"
    NEIGHBOUR = "neighbour"
    COACH = "coach"
    PHONE = "phone"
    CARD = "card"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A household is home (or away) on some days between two hours, as somebody told on a day.

    ``weekdays`` counts from Monday 0; empty means any day. It expires with the dossier.
    """

    source: HintSource
    told_on: date
    home: bool = True
    weekdays: frozenset[int] = frozenset()
    earliest: time = time(0)
    latest: time = time(23, 59)

    def __post_init__(self) -> None:
        if not self.earliest < self.latest:
            raise PlannerError(f"De tip {self.earliest:%H:%M}-{self.latest:%H:%M} is leeg.")
        if not self.weekdays <= frozenset(range(7)):
            raise PlannerError(
                f"De dagen {sorted(self.weekdays)} van de tip zijn geen weekdagen (0 tot en met 6)."
            )
