"""Which weeks and evenings there are to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.week import Week
from planner.store import Record, Store


@dataclass(frozen=True, kw_only=True)
class WeekChoice:
    """A week to choose, with whether it has evenings, and the version of its plan: 0 when it has none."""

    week: Week
    has_evenings: bool
    version: int

    @property
    def has_plan(self) -> bool:
        """Whether the week was planned."""
        return self.version > 0


@dataclass(frozen=True, kw_only=True)
class EveningChoice:
    """An evening with a planned stop, to choose on the screen of tonight."""

    week: Week
    day: date


def has_dossiers(store: Store) -> bool:
    """Return False for a record in which nothing was loaded yet."""
    with store.reading() as record:
        return record.last_import() is not None


def week_choices(store: Store, today: date) -> tuple[WeekChoice, ...]:
    """Return the weeks to choose from, oldest first: every known week, this week, and one more."""
    with store.reading() as record:
        with_evenings, versions = set(record.shift_weeks()), record.plan_versions()
    known = with_evenings | set(versions) | {Week.of(today)}
    return tuple(
        WeekChoice(week=week, has_evenings=week in with_evenings, version=versions.get(week, 0))
        for week in sorted(known | {max(known).next})
    )


def first_week(choices: Iterable[WeekChoice], today: date) -> Week:
    """Return the first week with evenings that is not over, else the week of today."""
    return next((c.week for c in choices if c.has_evenings and c.week.sunday >= today), Week.of(today))


def evening_choices(store: Store) -> tuple[EveningChoice, ...]:
    """Return the evenings with a planned stop, oldest first."""
    with store.reading() as record:
        found = [choice for week in record.plan_weeks() for choice in _evenings(record, week)]
    return tuple(sorted(found, key=lambda choice: choice.day))


def first_evening(choices: Sequence[EveningChoice], today: date) -> EveningChoice:
    """Return the first evening on or after today, else the last one."""
    return next((choice for choice in choices if choice.day >= today), choices[-1])


def _evenings(record: Record, week: Week) -> list[EveningChoice]:
    stored = record.plan(week)
    routes = stored.plan.routes if stored else ()
    return [EveningChoice(week=week, day=day) for day in {route.date for route in routes if route.stops}]
