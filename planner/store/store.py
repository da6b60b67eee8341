"""Opening the record, and one transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from planner.domain.errors import StaleRecordError
from planner.store import tables
from planner.store.record import Record

BUSY_TIMEOUT_MS = 10_000


class Store:
    """The record in one SQLite file.

    A write takes the lock at once (``BEGIN IMMEDIATE``): a deferred transaction that reads first and writes
    later fails under load. ``synchronous=FULL``: what was acknowledged is on the disk.

    Parameters
    ----------
    path
        The file; it is made when it does not exist.

    Raises
    ------
    StaleRecordError
        When the file was made by another version of the tables.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        tables.create(self._engine)
        with self._engine.connect() as connection:
            found = connection.execute(tables.about.select()).scalar_one()
        if found != tables.SCHEMA_VERSION:
            self.close()
            raise StaleRecordError(
                f"Het bestand {path.name} is van versie {found}; dit programma leest versie "
                f"{tables.SCHEMA_VERSION}. Gebruik het programma waarmee het is gemaakt, of begin opnieuw."
            )

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """Return a view of the record that does not change while it is used."""
        with self._engine.connect() as connection, connection.begin():
            yield Record(connection)

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """Return the record for one change; an error inside undoes all of it."""
        with (
            self._engine.connect().execution_options(avondronde_write=True) as connection,
            connection.begin(),
        ):
            yield Record(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own object
    connection.isolation_level = None  # transactions are ours: see _begin
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("avondronde_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
