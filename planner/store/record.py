"""What can be written to and read from the record inside one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select

from planner.domain.call_evening import CallEvening
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.staff import BudgetCoach, EveningShift, Team
from planner.domain.week import Week
from planner.store import tables
from planner.store.event_rows import EventRows
from planner.store.plan_rows import PlanRows
from planner.store.rows import as_json, new_id


@dataclass(frozen=True, kw_only=True)
class ImportBatch:
    """One import: which files, how many rows, and the dossiers whose row could not be used.

    ``sha256`` is the digest of the bytes of all files, by which the same files are known again.
    """

    files: tuple[str, ...]
    read: int
    refused: tuple[tuple[str, str], ...] = ()
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """Who did what, when, to which id; never a name, an address or an amount."""

    at: datetime
    who: str
    what: str
    subject: str


_COACH = TypeAdapter(BudgetCoach)
_SHIFT = TypeAdapter(EveningShift)
_AGREEMENT = TypeAdapter(Agreement)
_CALL_EVENING = TypeAdapter(CallEvening)
_PLACE = TypeAdapter(ReferralPlace)
_BATCH = TypeAdapter(ImportBatch)


class Record(EventRows, PlanRows):
    """The record inside one transaction; :class:`planner.store.Store` hands it out."""

    def add_import(self, batch: ImportBatch, dossiers: Iterable[Dossier], at: datetime) -> int:
        """Return the id of a stored import; a dossier that was known is replaced by its new row."""
        made = self._connection.execute(
            tables.import_batch.insert().values(
                imported_at=at, body=as_json(_BATCH, batch), sha256=batch.sha256 or None
            )
        )
        batch_id = new_id(made)
        self._put_dossiers(tuple(dossiers), batch_id)
        self._audit("import", batch_id)
        return batch_id

    def last_import(self) -> ImportBatch | None:
        """Return the latest import, or None when nothing was imported yet."""
        table = tables.import_batch
        query = table.select().order_by(table.c.batch_id.desc()).limit(1)
        row = self._connection.execute(query).first()
        return _BATCH.validate_json(row.body) if row else None

    def is_last_import(self, sha256: str) -> bool:
        """Return True when files with this digest are what was imported last: to do it again changes nothing.

        An import that lies further back is not meant: who loads it again wants its rows back.
        """
        last = self.last_import()
        return last is not None and bool(sha256) and last.sha256 == sha256

    def put_coaches(self, coaches: Iterable[BudgetCoach]) -> None:
        """Store coaches; one that was known is replaced."""
        rows = [{"coach_id": one.coach_id, "body": as_json(_COACH, one)} for one in coaches]
        self._put(tables.coach, "coach_id", rows)
        self._audit("coach", *(row["coach_id"] for row in rows))

    def put_shifts(self, shifts: Iterable[EveningShift]) -> None:
        """Store evenings; one that was known is replaced."""
        rows = [
            {"shift_id": one.shift_id, "week": str(Week.of(one.date)), "body": as_json(_SHIFT, one)}
            for one in shifts
        ]
        self._put(tables.shift, "shift_id", rows)
        self._audit("shift", *(row["shift_id"] for row in rows))

    def put_agreements(self, agreements: Iterable[Agreement]) -> None:
        """Store agreements with creditors; one that was known is replaced."""
        rows = [{"creditor_id": one.creditor_id, "body": as_json(_AGREEMENT, one)} for one in agreements]
        self._put(tables.creditor, "creditor_id", rows)
        self._audit("agreement", *(row["creditor_id"] for row in rows))

    def agreements(self) -> dict[str, Agreement]:
        """Return the agreements with creditors by creditor id."""
        rows = self._connection.execute(tables.creditor.select())
        return {
            row.creditor_id: _AGREEMENT.validate_json(row.body)
            for row in sorted(rows, key=lambda row: row.creditor_id)
        }

    def put_call_evenings(self, evenings: Iterable[CallEvening]) -> None:
        """Store call evenings; one that was known is replaced."""
        rows = [
            {"evening_id": one.evening_id, "date": one.date.isoformat(), "body": as_json(_CALL_EVENING, one)}
            for one in evenings
        ]
        self._put(tables.call_evening, "evening_id", rows)
        self._audit("call evening", *(row["evening_id"] for row in rows))

    def call_evenings(self) -> tuple[CallEvening, ...]:
        """Return all call evenings in order of date and id."""
        found = (
            _CALL_EVENING.validate_json(row.body)
            for row in self._connection.execute(tables.call_evening.select())
        )
        return tuple(sorted(found, key=lambda one: (one.date, one.evening_id)))

    def put_directory(self, places: Iterable[ReferralPlace]) -> None:
        """Store places to refer to; one that was known is replaced."""
        rows = [{"place_id": one.place_id, "body": as_json(_PLACE, one)} for one in places]
        self._put(tables.referral_place, "place_id", rows)
        self._audit("referral place", *(row["place_id"] for row in rows))

    def directory(self) -> tuple[ReferralPlace, ...]:
        """Return the places to refer to, by id."""
        found = (
            _PLACE.validate_json(row.body) for row in self._connection.execute(tables.referral_place.select())
        )
        return tuple(sorted(found, key=lambda place: place.place_id))

    def coaches(self) -> tuple[BudgetCoach, ...]:
        """Return all coaches, by id."""
        found = (_COACH.validate_json(row.body) for row in self._connection.execute(tables.coach.select()))
        return tuple(sorted(found, key=lambda coach: coach.coach_id))

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
        rows = self._connection.execute(select(tables.shift.c.week).distinct())
        return tuple(sorted(Week.parse(row.week) for row in rows))

    def audit(self) -> tuple[AuditLine, ...]:
        """Return who changed what and when, oldest first."""
        rows = self._connection.execute(tables.audit.select().order_by(tables.audit.c.seq))
        return tuple(AuditLine(at=row.at, who=row.who, what=row.what, subject=row.subject) for row in rows)
