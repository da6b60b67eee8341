"""A record is brought to today's tables without loss, and what cannot be read is refused with what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from planner.domain.errors import RecordTroubleError, StaleRecordError
from planner.domain.notice import Notice
from planner.domain.week import AMSTERDAM
from planner.store import Store, append_only, migrate, tables
from planner.store.engine import url_of
from tests.factories import make_outcome
from tests.planner.store.conftest import Where, raw
from tests.planner.store.plans import WEEK

HERE = Path(__file__).parent
GUARDED = [table.name for table in tables.APPEND_ONLY]


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    path = tmp_path / "record.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / "version_1.sql").read_text())
    return path


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def bodies_of(path: Path, table: str) -> list[tuple[object, ...]]:
    return rows_of(path, f"SELECT body FROM {table} ORDER BY 1")  # noqa: S608 - names from this file


def test_the_tables_are_those_of_the_last_step(where: Where) -> None:
    assert ScriptDirectory(str(Path(migrate.__file__).with_name("migrations"))).get_heads() == [
        tables.REVISION
    ]
    Store(where).close()
    engine = create_engine(url_of(where))
    found = inspect(engine)
    assert set(found.get_table_names()) == {*tables.metadata.tables, "alembic_version"}
    for table in tables.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        indexed = {tuple(index["column_names"]) for index in found.get_indexes(table.name)}
        assert {tuple(index.columns.keys()) for index in table.indexes} <= indexed, table.name
    engine.dispose()


def test_the_log_is_protected_after_every_step_up_and_down(where: Where) -> None:
    store = Store(where)
    with store.writing() as record:
        record.add_outcome(make_outcome(), make_outcome().at)
    store.close()
    for target in ("0001", "head", "-1", "head"):
        with raw(where) as connection:
            migrate.walk(connection, target)
        with raw(where) as connection:
            assert append_only.missing(connection, append_only.present(connection, GUARDED)) == ()
        for change in ("UPDATE event SET kind = kind", "DELETE FROM event"):
            with pytest.raises(IntegrityError, match="append-only"), raw(where) as connection:
                connection.execute(text(change))
    store = Store(where)
    with store.reading() as record:
        assert record.outcomes() == (make_outcome(),)
    store.close()


def test_nothing_goes_back_to_before_the_first_step(where: Where) -> None:
    Store(where).close()
    with pytest.raises(RuntimeError, match="no record to go back to"), raw(where) as connection:
        migrate.walk(connection, "-2")
    with raw(where) as connection:
        assert migrate.revision(connection) == tables.REVISION
        assert append_only.missing(connection, GUARDED) == ()


def test_a_record_of_before_the_steps_is_taken_over_without_loss(version_1: Path) -> None:
    kept = ("dossier", "event", "plan", "decision", "coach", "shift", "import_batch")
    before = {name: bodies_of(version_1, name) for name in kept}
    store = Store(version_1)
    with store.reading() as record:
        assert [outcome.outcome_id for outcome in record.outcomes()] == [UUID(int=1)]
        assert record.plan_versions() == {WEEK: 2, WEEK.next: 1}
        assert record.states() == record.states_from_log()
        assert [state.dossier_id for state in record.states()] == ["D-001", "D-002", "D-003"]
        made = record.plan(WEEK)
        assert made is not None
        assert f"{made.made_at:%H:%M %z}" == "13:00 +0100"
    assert store.rebuild() == 0
    store.close()
    assert {name: bodies_of(version_1, name) for name in kept} == before
    Store(version_1).close()  # and once more


def test_an_event_of_the_night_with_two_half_past_twos_keeps_its_own(version_1: Path) -> None:
    store = Store(version_1)
    with store.reading() as record:
        paid = next(event for event in record.events() if isinstance(event, Notice))
    store.close()
    assert paid.at.utcoffset() == paid.at.replace(tzinfo=AMSTERDAM, fold=1).utcoffset()
    assert rows_of(version_1, "SELECT happened_at FROM event WHERE seq = 2") == [
        ("2026-10-25 01:30:00.000000",)
    ]


def test_a_newer_record_is_refused_with_what_to_do(where: Where) -> None:
    Store(where).close()
    with raw(where) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StaleRecordError, match=r"nieuwere versie \(9999\).*Gebruik het programma"):
        Store(where)


def test_a_database_of_something_else_is_left_alone(where: Where) -> None:
    with raw(where) as connection:
        connection.execute(text("CREATE TABLE customer (name TEXT)"))
    with pytest.raises(StaleRecordError, match="niet van Avondronde"):
        Store(where)
    with raw(where) as connection:
        assert inspect(connection).get_table_names() == ["customer"]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    path.write_text("Dit is een brief, en geen database. " * 100)
    with pytest.raises(RecordTroubleError, match=r"record\.sqlite is beschadigd of niet te lezen"):
        Store(path)
