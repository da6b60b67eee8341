"""What every part of the record stands on: one connection, one way to store a row, one line of audit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, CursorResult, Table
from sqlalchemy.dialects import postgresql, sqlite

from planner.policy.rules import Rules
from planner.store import tables

# The two databases write "insert, unless it is there" alike; the library has it once for each.
_INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Rows:
    """One transaction on the record.

    Parameters
    ----------
    by
        Who makes the change, as an id.
    at
        When, by the clock of the machine; only the audit uses it.
    rules
        By which the state of a dossier follows from its log.
    """

    def __init__(self, connection: Connection, by: str, at: datetime, rules: Rules) -> None:
        self._connection = connection
        self._by = by
        self._at = at
        self._rules = rules

    def _audit(self, what: str, *subjects: object) -> None:
        """Write down who did what to which ids."""
        lines = [
            {"at": self._at, "who": self._by, "what": what, "subject": str(subject)} for subject in subjects
        ]
        if lines:
            self._connection.execute(tables.audit.insert(), lines)

    def _put(self, table: Table, key: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Store rows; one whose key was known is replaced."""
        if not rows:
            return
        statement = self._insert(table)
        others = {name: statement.excluded[name] for name in rows[0] if name != key}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[key], set_=others), [dict(row) for row in rows]
        )

    def _add_once(self, table: Table, row: Mapping[str, object]) -> bool:
        """Return True when a row is new, False when its key was there; decided by the database itself."""
        statement = self._insert(table).values(row).on_conflict_do_nothing().returning(table.c.seq)
        return self._connection.execute(statement).first() is not None

    def _insert(self, table: Table) -> Any:  # noqa: ANN401 - one of two classes without a common one
        return _INSERT[self._connection.dialect.name](table)


def new_id(made: CursorResult[Any]) -> int:
    """Return the key that the database gave to a new row."""
    key = made.inserted_primary_key
    if key is None:
        raise RuntimeError("The database gave no key for a new row.")
    return int(key[0])


def as_json(adapter: TypeAdapter[Any], value: object) -> str:
    """Return what is stored of a value."""
    return adapter.dump_json(value).decode()
