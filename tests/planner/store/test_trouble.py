"""When the database cannot go on the user is told in a sentence, and nothing counts as stored."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from planner.domain.errors import PlannerError, RecordTroubleError
from planner.store import ImportBatch, Store
from tests.factories import make_dossier, make_outcome
from tests.planner.store.conftest import Where, raw

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def hasty(where: Where) -> Iterator[Store]:
    """A record that waits 50 ms for another writer."""
    opened = Store(where, busy_timeout_ms=50)
    yield opened
    opened.close()


def refused(store: Store, words: str) -> None:
    with pytest.raises(RecordTroubleError, match=words) as told, store.writing() as record:
        record.add_outcome(make_outcome(), NOW)
    assert "Er is niets opgeslagen." in str(told.value)
    with store.reading() as record:
        assert record.outcomes() == ()


def test_a_record_that_another_one_holds_is_busy(where: Where, hasty: Store) -> None:
    with raw(where):
        refused(hasty, "te lang bezet")
    with hasty.writing() as record:
        assert record.add_outcome(make_outcome(), NOW)


def test_a_disk_without_room_is_told_and_the_record_stays_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "record.sqlite")
    with store.reading():
        pass

    def limit(connection: object, *_: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # type: ignore[attr-defined] # as full as it is now

    store.engine.dispose()
    event.listen(store.engine, "connect", limit)
    many = [make_dossier(dossier_id=f"D-{number:04d}", note="x" * 500) for number in range(500)]
    with pytest.raises(RecordTroubleError, match="de schijf is vol"), store.writing() as record:
        record.add_import(ImportBatch(files=("a.csv",), read=500), many, NOW)
    with store.reading() as record:
        assert record.dossiers() == ()
        assert record.last_import() is None
    store.close()
    with raw(tmp_path / "record.sqlite") as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_record_that_may_only_be_read_is_told(where: Where) -> None:
    store = Store(where)
    if isinstance(where, Path):
        event.listen(store.engine, "connect", lambda one, _: one.execute("PRAGMA query_only=ON"))
    else:
        with raw(where) as connection:
            name = where.rpartition("/")[2]
            connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    store.engine.dispose()
    refused(store, "mag alleen gelezen worden")
    store.close()


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(RecordTroubleError, match="niet te bereiken") as told:
        Store("postgresql://user:geheim@127.0.0.1:1/avondronde")
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("url", ["mysql://u:geheim@h/d", "sqlite://", "postgresql://u:geheim@h", "geheim"])
def test_a_place_that_is_no_record_is_refused_without_the_password(url: str) -> None:
    with pytest.raises(PlannerError, match=re.escape("AVONDRONDE_DATABASE")) as told:
        Store(url)
    assert "geheim" not in str(told.value)


def test_a_file_can_be_given_as_a_url_too(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path / 'there.sqlite'}").close()
    assert (tmp_path / "there.sqlite").exists()
