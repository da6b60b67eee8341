"""What can be written to and read from the record inside one transaction."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, CursorResult, Row, Table
from sqlalchemy.dialects.sqlite import insert

from planner.domain.call_evening import CallEvening
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.errors import OutcomeConflictError
from planner.domain.log import Event
from planner.domain.notice import Notice
from planner.domain.outcome import Outcome
from planner.domain.override import Override
from planner.domain.plan import WeekPlan
from planner.domain.staff import BudgetCoach, EveningShift, Team
from planner.domain.week import Week
from planner.store import tables


@dataclass(frozen=True, kw_only=True)
class ImportBatch:
    """One import: which files, how many rows, and the dossiers whose row could not be used."""

    files: tuple[str, ...]
    read: int
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoredPlan:
    """A plan as it was made."""

    plan_id: int
    made_at: datetime
    plan: WeekPlan


_DOSSIER = TypeAdapter(Dossier)
_COACH = TypeAdapter(BudgetCoach)
_SHIFT = TypeAdapter(EveningShift)
_EVENTS: dict[str, TypeAdapter[Any]] = {"outcome": TypeAdapter(Outcome), "notice": TypeAdapter(Notice)}
_AGREEMENT = TypeAdapter(Agreement)
_CALL_EVENING = TypeAdapter(CallEvening)
_PLACE = TypeAdapter(ReferralPlace)
_OVERRIDE = TypeAdapter(Override)
_PLAN = TypeAdapter(WeekPlan)
_BATCH = TypeAdapter(ImportBatch)


class Record:
    """The record inside one transaction; :class:`planner.store.Store` hands it out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_import(self, batch: ImportBatch, dossiers: Iterable[Dossier], at: datetime) -> int:
        """Return the id of a stored import; a dossier that was known is replaced by its new row."""
        made = self._connection.execute(
            tables.import_batch.insert().values(imported_at=at, body=_json(_BATCH, batch))
        )
        batch_id = _new_id(made)
        for one in dossiers:
            self._put(
                tables.dossier, "dossier_id", one.dossier_id, batch_id=batch_id, body=_json(_DOSSIER, one)
            )
        return batch_id

    def last_import(self) -> ImportBatch | None:
        """Return the latest import, or None when nothing was imported yet."""
        table = tables.import_batch
        query = table.select().order_by(table.c.batch_id.desc()).limit(1)
        row = self._connection.execute(query).first()
        return _BATCH.validate_json(row.body) if row else None

    def put_coaches(self, coaches: Iterable[BudgetCoach]) -> None:
        """Store coaches; one that was known is replaced."""
        for coach in coaches:
            self._put(tables.coach, "coach_id", coach.coach_id, body=_json(_COACH, coach))

    def put_shifts(self, shifts: Iterable[EveningShift]) -> None:
        """Store evenings; one that was known is replaced."""
        for shift in shifts:
            week = str(Week.of(shift.date))
            self._put(tables.shift, "shift_id", shift.shift_id, week=week, body=_json(_SHIFT, shift))

    def put_agreements(self, agreements: Iterable[Agreement]) -> None:
        """Store agreements with creditors; one that was known is replaced."""
        for one in agreements:
            self._put(tables.creditor, "creditor_id", one.creditor_id, body=_json(_AGREEMENT, one))

    def agreements(self) -> dict[str, Agreement]:
        """Return the agreements with creditors by creditor id."""
        rows = self._connection.execute(tables.creditor.select().order_by(tables.creditor.c.creditor_id))
        return {row.creditor_id: _AGREEMENT.validate_json(row.body) for row in rows}

    def put_call_evenings(self, evenings: Iterable[CallEvening]) -> None:
        """Store call evenings; one that was known is replaced."""
        for one in evenings:
            day = one.date.isoformat()
            self._put(
                tables.call_evening, "evening_id", one.evening_id, date=day, body=_json(_CALL_EVENING, one)
            )

    def call_evenings(self) -> tuple[CallEvening, ...]:
        """Return all call evenings in order of date and id."""
        table = tables.call_evening
        rows = self._connection.execute(table.select().order_by(table.c.date, table.c.evening_id))
        return tuple(_CALL_EVENING.validate_json(row.body) for row in rows)

    def put_directory(self, places: Iterable[ReferralPlace]) -> None:
        """Store places to refer to; one that was known is replaced."""
        for one in places:
            self._put(tables.referral_place, "place_id", one.place_id, body=_json(_PLACE, one))

    def directory(self) -> tuple[ReferralPlace, ...]:
        """Return the places to refer to, by id."""
        table = tables.referral_place
        rows = self._connection.execute(table.select().order_by(table.c.place_id))
        return tuple(_PLACE.validate_json(row.body) for row in rows)

    def add_override(self, override: Override, recorded_at: datetime) -> bool:
        """Return True when a planner's decision is new, False when its id was stored before."""
        row = {
            "override_id": str(override.override_id),
            "dossier_id": override.dossier_id,
            "recorded_at": recorded_at,
            "body": _json(_OVERRIDE, override),
        }
        added = self._connection.execute(insert(tables.decision).values(row).on_conflict_do_nothing())
        return bool(added.rowcount)

    def overrides(self) -> tuple[Override, ...]:
        """Return every decision of a planner, oldest first: the log of who decided what and why."""
        rows = self._connection.execute(tables.decision.select().order_by(tables.decision.c.seq))
        return tuple(_OVERRIDE.validate_json(row.body) for row in rows)

    def dossiers(self) -> tuple[Dossier, ...]:
        """Return all dossiers, by id."""
        query = tables.dossier.select().order_by(tables.dossier.c.dossier_id)
        return tuple(_DOSSIER.validate_json(row.body) for row in self._connection.execute(query))

    def has_dossier(self, dossier_id: str) -> bool:
        """Return True when a dossier is in the record."""
        query = tables.dossier.select().where(tables.dossier.c.dossier_id == dossier_id)
        return self._connection.execute(query).first() is not None

    def coaches(self) -> tuple[BudgetCoach, ...]:
        """Return all coaches, by id."""
        query = tables.coach.select().order_by(tables.coach.c.coach_id)
        return tuple(_COACH.validate_json(row.body) for row in self._connection.execute(query))

    def shifts(self, week: Week) -> tuple[EveningShift, ...]:
        """Return the evenings of a week in order of date and id."""
        query = tables.shift.select().where(tables.shift.c.week == str(week))
        found = (_SHIFT.validate_json(row.body) for row in self._connection.execute(query))
        return tuple(sorted(found, key=lambda shift: (shift.date, shift.shift_id)))

    def team(self, week: Week) -> Team:
        """Return the coaches and the evenings of a week."""
        return Team(coaches=self.coaches(), shifts=self.shifts(week))

    def shift_weeks(self) -> tuple[Week, ...]:
        """Return the weeks that have evenings, oldest first."""
        rows = self._connection.execute(
            tables.shift.select().with_only_columns(tables.shift.c.week).distinct()
        )
        return tuple(sorted(Week.parse(row.week) for row in rows))

    def add_outcome(self, outcome: Outcome, recorded_at: datetime) -> bool:
        """Return True when the outcome is new, False when the very same one was stored before.

        Raises
        ------
        OutcomeConflictError
            When its id is known with another content; the first stays.
        """
        return self._add_event("outcome", outcome, recorded_at)

    def add_notice(self, notice: Notice, recorded_at: datetime) -> bool:
        """Return True when the notice is new, False when the very same one was stored before.

        Raises
        ------
        OutcomeConflictError
            When its id is known with another content; the first stays.
        """
        return self._add_event("notice", notice, recorded_at)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return all outcomes in the order in which they were recorded."""
        return tuple(event for event in self.events() if isinstance(event, Outcome))

    def notices(self) -> tuple[Notice, ...]:
        """Return all notices in the order in which they were recorded."""
        return tuple(event for event in self.events() if isinstance(event, Notice))

    def events(self) -> tuple[Event, ...]:
        """Return all outcomes and notices in the order in which they were recorded."""
        table = tables.event
        query = table.select().where(table.c.kind.in_(_EVENTS)).order_by(table.c.seq)
        return tuple(_event(row) for row in self._connection.execute(query))

    def history(self, dossier_id: str) -> tuple[Event, ...]:
        """Return the outcomes and notices of one dossier in the order in which they were recorded."""
        table = tables.event
        query = table.select().where(table.c.dossier_id == dossier_id, table.c.kind.in_(_EVENTS))
        return tuple(_event(row) for row in self._connection.execute(query.order_by(table.c.seq)))

    def add_plan(self, plan: WeekPlan, made_at: datetime) -> int:
        """Return the id of a stored plan; earlier plans of the week stay."""
        made = self._connection.execute(
            tables.plan.insert().values(week=str(plan.week), made_at=made_at, body=_json(_PLAN, plan))
        )
        return _new_id(made)

    def plan(self, week: Week) -> StoredPlan | None:
        """Return the latest plan of a week, or None."""
        table = tables.plan
        query = table.select().where(table.c.week == str(week)).order_by(table.c.plan_id.desc()).limit(1)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return StoredPlan(plan_id=row.plan_id, made_at=row.made_at, plan=_PLAN.validate_json(row.body))

    def plan_weeks(self) -> tuple[Week, ...]:
        """Return the weeks that have a plan, oldest first."""
        rows = self._connection.execute(tables.plan.select().with_only_columns(tables.plan.c.week).distinct())
        return tuple(sorted(Week.parse(row.week) for row in rows))

    def _add_event(self, kind: str, event: Event, recorded_at: datetime) -> bool:
        body = _json(_EVENTS[kind], event)
        row = {
            "event_id": str(event.event_id),
            "kind": kind,
            "dossier_id": event.dossier_id,
            "happened_at": event.at,
            "recorded_at": recorded_at,
            "body": body,
            "digest": hashlib.sha256(body.encode()).hexdigest(),
        }
        added = self._connection.execute(insert(tables.event).values(row).on_conflict_do_nothing())
        if added.rowcount:
            return True
        # Compared as they read today: an event stored before a field existed is still the same event.
        table = tables.event
        stored = self._connection.execute(table.select().where(table.c.event_id == str(event.event_id))).one()
        if stored.kind not in _EVENTS or _event(stored) != _EVENTS[kind].validate_json(body):
            raise OutcomeConflictError(
                f"Bericht of bezoekresultaat {event.event_id} is al opgeslagen met een andere inhoud. "
                "Maak voor een verbetering een nieuw resultaat."
            )
        return False

    def _put(self, table: Table, key: str, value: str, **columns: object) -> None:
        statement = insert(table).values({key: value, **columns})
        self._connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=columns))


def _new_id(made: CursorResult[Any]) -> int:
    key = made.inserted_primary_key
    if key is None:
        raise RuntimeError("The database gave no key for a new row.")
    return int(key[0])


def _event(row: Row[Any]) -> Event:
    event: Event = _EVENTS[row.kind].validate_json(row.body)
    return event


def _json(adapter: TypeAdapter[Any], value: object) -> str:
    return adapter.dump_json(value).decode()
