"""ISO weeks and Dutch local time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.domain.errors import PlannerError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(day: date, at: time) -> datetime:
    """Return the aware moment of a wall-clock time in Europe/Amsterdam."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM)


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week; its seconds count from Monday 00:00 local time.

    Examples
    --------
    >>> Week.parse("2026-W49").monday
    datetime.date(2026, 11, 30)
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 1)
        except ValueError:
            raise PlannerError(f"Week {self.year}-W{self.number:02d} bestaat niet.") from None

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Return the week written as ``2026-W49``.

        Raises
        ------
        PlannerError
            When the text has another form or the year has no such week.
        """
        found = re.fullmatch(r"(\d{4})-W(\d{1,2})", text.strip())
        if not found:
            raise PlannerError(f"De week '{text}' is niet te lezen. Schrijf hem als 2026-W49.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that a day lies in."""
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    @property
    def next(self) -> "Week":
        """The week after."""
        return Week.of(self.monday + timedelta(days=7))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.monday <= day <= self.sunday

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    def seconds(self, moment: datetime) -> int:
        """Return the wall-clock seconds from Monday 00:00 to a moment.

        Wall clock, not elapsed: 17:00-21:00 keeps its numbers in the weeks when the clock changes.
        """
        wall = moment.astimezone(AMSTERDAM).replace(tzinfo=None)
        return int((wall - datetime.combine(self.monday, time())).total_seconds())

    def moment(self, seconds: int) -> datetime:
        """Return the aware moment that lies some wall-clock seconds after Monday 00:00."""
        wall = datetime.combine(self.monday, time()) + timedelta(seconds=seconds)
        return wall.replace(tzinfo=AMSTERDAM)
