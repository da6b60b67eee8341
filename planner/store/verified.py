"""Whether a copy of a record is whole: known tables, sound digests, nothing that can be changed."""

from sqlalchemy import Engine, inspect, text

from planner.domain.errors import BackupError
from planner.store import append_only, migrate, tables
from planner.store.copying import Contents
from planner.store.event_rows import damaged_events

_GUARDED = tuple(table.name for table in tables.APPEND_ONLY)
_GUARDED_AT_FIRST = ("event", "plan", "decision")


def verified(engine: Engine) -> Contents:
    """Return how many rows each table of a copy has, after checking every event against its digest.

    Raises
    ------
    BackupError
        When something is missing or not as it was stored.
    StaleRecordError
        When it was made by a newer program, or is none of ours.
    """
    with engine.connect() as connection, connection.begin():
        migrate.check_known(connection, "de reservekopie")
        there = set(inspect(connection).get_table_names())
        if "about" not in there:
            raise BackupError("Dit is geen reservekopie van Avondronde: er staat niets in.")
        wanted = _GUARDED if migrate.revision(connection) else _GUARDED_AT_FIRST
        if absent := append_only.missing(connection, append_only.present(connection, wanted)):
            raise BackupError(f"De reservekopie is niet beschermd tegen wijzigen: {', '.join(absent)}.")
        damaged = damaged_events(connection)
        if damaged:
            raise BackupError(f"{len(damaged)} gebeurtenissen zijn beschadigd, de eerste is {damaged[0]}.")
        names = sorted(table.name for table in tables.metadata.sorted_tables if table.name in there)
        counts = (
            (name, connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one())  # noqa: S608
            for name in names
        )
        return Contents(rows=tuple((name, int(count)) for name, count in counts))
