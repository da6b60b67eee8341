"""Bringing a record to the tables of this program, or refusing it with what to do."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, inspect, text

from planner.domain.errors import StaleRecordError
from planner.store import append_only, tables
from planner.store.engine import WRITE

_STEPS = Path(__file__).with_name("migrations")
_one_at_a_time = Lock()  # Alembic keeps the connection it works on in a module


def bring_up_to_date(engine: Engine, name: str, after: Callable[[Connection], None]) -> None:
    """Make the tables of an empty database, or take an earlier record over; all of it or nothing.

    Parameters
    ----------
    after
        What is done in the same transaction once the tables have changed.

    Raises
    ------
    StaleRecordError
        When the record was made by a newer program, or is none of ours.
    """
    with engine.connect() as connection, connection.begin():
        check_known(connection, name)
        if revision(connection) == tables.REVISION:
            return
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        check_known(connection, name)
        if revision(connection) != tables.REVISION:
            walk(connection, "head")
            after(connection)


def revision(connection: Connection) -> str | None:
    """Return the step that a record is at; None before the first one."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def check_known(connection: Connection, name: str) -> None:
    """Refuse what this program cannot read.

    Raises
    ------
    StaleRecordError
        When the record was made by a newer program, or is none of ours.
    """
    there = set(inspect(connection).get_table_names())
    at = revision(connection)
    if at is not None and at > tables.REVISION:
        raise StaleRecordError(
            f"{_capital(name)} is van een nieuwere versie ({at}); dit programma leest tot en met versie "
            f"{tables.REVISION}. Gebruik het programma waarmee het is gemaakt."
        )
    if there and "about" not in there:
        raise StaleRecordError(
            f"{_capital(name)} is niet van Avondronde. Kies een andere plaats voor de gegevens."
        )
    if "about" not in there:
        return
    generation = connection.execute(text("SELECT schema_version FROM about")).scalar()
    if generation not in (None, 1, tables.GENERATION):
        raise StaleRecordError(
            f"{_capital(name)} is van versie {generation}; dit programma leest tot en met versie "
            f"{tables.GENERATION}. Gebruik het programma waarmee het is gemaakt, of begin opnieuw."
        )


def walk(connection: Connection, target: str) -> None:
    """Take the steps up or down to a revision, in the transaction of a connection.

    The triggers that protect the log are off meanwhile, and put back and asserted after it.

    Parameters
    ----------
    target
        A revision, ``head``, or a number of steps such as ``-1``.
    """
    from alembic import command  # here: an opened record has seldom a step to take
    from alembic.config import Config

    guarded = [table.name for table in tables.APPEND_ONLY]
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    append_only.lift(connection, append_only.present(connection, guarded))
    down = target.startswith("-") or (target != "head" and target < (revision(connection) or ""))
    with _one_at_a_time:
        (command.downgrade if down else command.upgrade)(config, target)
    append_only.install(connection, append_only.present(connection, guarded))


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
