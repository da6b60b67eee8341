"""The log: outcomes, notices and decisions, each stored exactly once and never changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select

from planner.domain.errors import OutcomeConflictError
from planner.domain.log import Event
from planner.domain.notice import Notice
from planner.domain.outcome import Outcome
from planner.domain.override import Override
from planner.domain.week import AMSTERDAM, Week
from planner.store import tables
from planner.store.rows import as_json
from planner.store.state_rows import StateRows

_EVENTS: dict[str, TypeAdapter[Any]] = {"outcome": TypeAdapter(Outcome), "notice": TypeAdapter(Notice)}
_OVERRIDE = TypeAdapter(Override)


class Flag(StrEnum):
    """What the desk should know of an outcome that was stored all the same."""

    REPLANNED = "replanned"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """An outcome at a door that the latest plan has not on that evening.

    ``REPLANNED``: an earlier plan had it, and the coach went by that one. ``UNPLANNED``: no plan had it.
    """

    event_id: UUID
    dossier_id: str
    flag: Flag


class EventRows(StateRows):
    """The log inside one transaction."""

    def add_outcome(self, outcome: Outcome, recorded_at: datetime) -> bool:
        """Return True when the outcome is new, False when the very same one was stored before.

        One at a stop that was replanned away is stored as any other, and flagged: see :meth:`flagged`.

        Raises
        ------
        OutcomeConflictError
            When its id is known with another content; the first stays.
        """
        return self._add_event("outcome", outcome, recorded_at, self._flag_of(outcome))

    def add_notice(self, notice: Notice, recorded_at: datetime) -> bool:
        """Return True when the notice is new, False when the very same one was stored before.

        Raises
        ------
        OutcomeConflictError
            When its id is known with another content; the first stays.
        """
        return self._add_event("notice", notice, recorded_at, None)

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

    def flagged(self, week: Week | None = None) -> tuple[Flagged, ...]:
        """Return the outcomes that the latest plan had not at that door, of a week or of all, in order."""
        table = tables.event
        rows = self._connection.execute(table.select().where(table.c.flag.is_not(None)).order_by(table.c.seq))
        return tuple(
            Flagged(event_id=UUID(row.event_id), dossier_id=row.dossier_id, flag=Flag(row.flag))
            for row in rows
            if week is None or row.happened_at.date() in week
        )

    def add_override(self, override: Override, recorded_at: datetime) -> bool:
        """Return True when a planner's decision is new, False when the very same one was stored before.

        Raises
        ------
        OutcomeConflictError
            When its id is known with another content; the first stays.
        """
        table = tables.decision
        row = {
            "override_id": str(override.override_id),
            "dossier_id": override.dossier_id,
            "recorded_at": recorded_at,
            "body": as_json(_OVERRIDE, override),
        }
        if self._add_once(table, row):
            self._audit("decision", override.override_id)
            return True
        query = table.select().where(table.c.override_id == row["override_id"])
        stored = _OVERRIDE.validate_json(self._connection.execute(query).one().body)
        if stored != _OVERRIDE.validate_json(as_json(_OVERRIDE, override)):
            raise OutcomeConflictError(
                f"Besluit {override.override_id} is al opgeslagen met een andere inhoud. "
                "Maak een nieuw besluit."
            )
        return False

    def overrides(self) -> tuple[Override, ...]:
        """Return every decision of a planner, oldest first: the log of who decided what and why."""
        rows = self._connection.execute(tables.decision.select().order_by(tables.decision.c.seq))
        return tuple(_OVERRIDE.validate_json(row.body) for row in rows)

    def _history_of(self, dossier_id: str) -> Iterable[Event]:
        return self.history(dossier_id)

    def _all_events(self) -> Iterable[Event]:
        return self.events()

    def _add_event(self, kind: str, event: Event, recorded_at: datetime, flag: Flag | None) -> bool:
        body = as_json(_EVENTS[kind], event)
        row = {
            "event_id": str(event.event_id),
            "kind": kind,
            "dossier_id": event.dossier_id,
            "happened_at": event.at,
            "recorded_at": recorded_at,
            "body": body,
            "digest": _digest(body),
            "flag": flag,
        }
        if self._add_once(tables.event, row):
            self._audit(kind, event.event_id)
            self._follow(event.dossier_id)
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

    def _flag_of(self, outcome: Outcome) -> Flag | None:
        """Return what is odd about where an outcome was recorded: the latest plan has no such stop."""
        if outcome.shift_id is None:
            return None
        plan, stop = tables.plan, tables.planned_stop
        week = str(Week.of(outcome.at.astimezone(AMSTERDAM).date()))
        latest = select(plan.c.plan_id).where(plan.c.week == week).order_by(plan.c.version.desc()).limit(1)
        newest = self._connection.execute(latest).scalar()
        if newest is None:
            return None
        here = (stop.c.shift_id == outcome.shift_id, stop.c.dossier_id == outcome.dossier_id)
        plans = set(self._connection.execute(select(stop.c.plan_id).where(*here)).scalars())
        if newest in plans:
            return None
        return Flag.REPLANNED if plans else Flag.UNPLANNED


def damaged_events(connection: Connection) -> tuple[str, ...]:
    """Return the ids of events whose content is not what was stored: the digest says otherwise."""
    table = tables.event
    rows = connection.execute(select(table.c.event_id, table.c.body, table.c.digest).order_by(table.c.seq))
    return tuple(row.event_id for row in rows if row.digest != _digest(row.body))


def _event(row: Row[Any]) -> Event:
    event: Event = _EVENTS[row.kind].validate_json(row.body)
    return event


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
