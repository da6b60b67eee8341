"""A whole record from one database into another one, such as from a file to a server."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, text

from planner.domain.errors import BackupError
from planner.store import tables
from planner.store.engine import WRITE
from planner.store.store import Store
from planner.store.trouble import told_plainly

_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Contents:
    """How many rows each table has."""

    rows: tuple[tuple[str, int], ...]

    def of(self, table: str) -> int:
        """Return the number of rows of one table."""
        return dict(self.rows)[table]


def contents(connection: Connection) -> Contents:
    """Return how many rows each table has."""
    counts = (
        (table.name, connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables.metadata.sorted_tables
    )
    return Contents(rows=tuple(sorted((name, int(count)) for name, count in counts)))


def copy_record(source: Store, target: Store) -> Contents:
    """Return what was copied from one record into another that is still empty; all of it or nothing.

    Raises
    ------
    BackupError
        When the target holds something already, or ends up with another number of rows.
    """
    with (
        told_plainly(target.name),
        source.engine.connect() as there,
        there.begin(),
        target.engine.connect().execution_options(**{WRITE: True}) as here,
        here.begin(),
    ):
        if any(count for name, count in contents(here).rows if name != "about"):
            raise BackupError(
                f"In {target.name} staan al gegevens. Kies een lege database; er is niets veranderd."
            )
        for table in tables.metadata.sorted_tables:
            if table is not tables.about:
                _copy(table, there, here)
        before, after = contents(there), contents(here)
        if before != after:
            raise BackupError(f"Niet alles kwam over naar {target.name}; er is niets veranderd.")
        return after


def _copy(table: Table, there: Connection, here: Connection) -> None:
    keys = tuple(table.primary_key.columns)
    rows = there.execution_options(yield_per=_AT_ONCE).execute(table.select().order_by(*keys))
    for part in rows.partitions():
        here.execute(insert(table), [_as_dict(row) for row in part])
    if here.dialect.name == "postgresql" and len(keys) == 1 and keys[0].autoincrement is not False:
        _go_on_counting(table, keys[0].name, here)


def _go_on_counting(table: Table, key: str, here: Connection) -> None:
    """Let the numbers of new rows go on where the copied ones end."""
    sequence = here.execute(
        text("SELECT pg_get_serial_sequence(:table, :key)"), {"table": table.name, "key": key}
    ).scalar()
    if sequence is not None:
        highest = here.execute(select(func.max(table.c[key]))).scalar()
        here.execute(
            text("SELECT setval(:sequence, :value, :used)"),
            {"sequence": sequence, "value": highest or 1, "used": highest is not None},
        )


def _as_dict(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)
