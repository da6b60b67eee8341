"""The triggers that refuse to change or remove what was recorded, on either database."""

from collections.abc import Sequence

from sqlalchemy import Connection, inspect, text

_REFUSE = "avondronde_refuse"


def install(connection: Connection, names: Sequence[str]) -> None:
    """Put the triggers on tables, and see that they are there.

    A migration that rebuilds a table on SQLite drops its triggers without a word: therefore they are put back
    and asserted after every one.

    Raises
    ------
    RuntimeError
        When one is missing all the same.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRESQL_FUNCTION))
    lift(connection, names)
    for name in names:
        for verb in _verbs(connection):
            connection.execute(text(_create(connection, name, verb)))
    absent = missing(connection, names)
    if absent:
        raise RuntimeError(f"The tables {absent} can be changed: their triggers are missing.")


def lift(connection: Connection, names: Sequence[str]) -> None:
    """Take the triggers off tables, inside the transaction of a migration that puts them back."""
    for name in names:
        on = f" ON {name}" if connection.dialect.name == "postgresql" else ""
        for verb in _verbs(connection):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}_no_{verb.lower()}{on}"))


def missing(connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
    """Return the triggers that should be on tables and are not, or are switched off."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(
            text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        )
    else:
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    there = set(found.scalars())
    wanted = [f"{name}_no_{verb.lower()}" for name in names for verb in _verbs(connection)]
    return tuple(name for name in wanted if name not in there)


def present(connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
    """Return those tables that exist."""
    there = set(inspect(connection).get_table_names())
    return tuple(name for name in names if name in there)


_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _verbs(connection: Connection) -> tuple[str, ...]:
    # SQLite has no TRUNCATE: a DELETE without WHERE is one.
    more = ("TRUNCATE",) if connection.dialect.name == "postgresql" else ()
    return ("UPDATE", "DELETE", *more)


def _create(connection: Connection, name: str, verb: str) -> str:
    head = f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name}"
    if connection.dialect.name == "postgresql":
        return f"{head} FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
