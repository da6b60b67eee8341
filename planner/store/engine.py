"""Connections: one writer at a time and readers that see one moment, on SQLite and on PostgreSQL alike."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from planner.domain.errors import PlannerError

BUSY_TIMEOUT_MS = 10_000
WRITE = "avondronde_write"
_WRITER_LOCK = 0x41564F4E  # any number that no other program on the server uses


def url_of(where: Path | str) -> URL:
    """Return the address of a record: a file for SQLite, or the URL of a database.

    Raises
    ------
    PlannerError
        When it is neither SQLite nor PostgreSQL; the message never repeats a password.
    """
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except ArgumentError:
        raise PlannerError(
            "AVONDRONDE_DATABASE is niet te lezen. Schrijf postgresql://gebruiker:wachtwoord@server/naam."
        ) from None
    kind = url.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres") and url.database:
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(drivername="sqlite")
    raise PlannerError(
        f"AVONDRONDE_DATABASE wijst naar '{url.render_as_string()}'. Geef postgresql://... met de naam van "
        "een database, of sqlite:///pad/naar/bestand."
    )


def name_of(url: URL) -> str:
    """Return what a record is called in a message: its file or its database, without a password."""
    if url.drivername == "sqlite":
        return f"het bestand {Path(url.database or '').name}"
    return f"de database {url.database} op {url.host or 'deze machine'}"


def open_engine(url: URL, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """Return an engine whose transactions wait for the one writer before they write."""
    if url.drivername == "sqlite":
        Path(url.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare_sqlite(busy_timeout_ms))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_pre_ping=True)
    event.listen(engine, "connect", _prepare_postgresql(busy_timeout_ms))
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_sqlite(busy_timeout_ms: int) -> Any:  # noqa: ANN401 - a listener takes the driver's own object
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401
        connection.isolation_level = None  # transactions are ours: see _begin_sqlite
        for pragma in (
            f"busy_timeout={busy_timeout_ms}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return prepare


def _begin_sqlite(connection: Connection) -> None:
    """Take the lock at once for a write: one that reads first and writes later fails under load."""
    write = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _prepare_postgresql(busy_timeout_ms: int) -> Any:  # noqa: ANN401 - a listener takes the driver's own object
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {busy_timeout_ms}")
        connection.execute("SET synchronous_commit = on")
        connection.autocommit = False

    return prepare


def _begin_postgresql(connection: Connection) -> None:
    """Wait for the one writer, as SQLite does: nothing read before a write can have gone stale."""
    if connection.get_execution_options().get(WRITE, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
