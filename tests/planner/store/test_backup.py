"""A backup made under load is whole, comes back as it was, and a broken one is never put back."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest

from planner.cli import main
from planner.domain.errors import BackupError
from planner.store import ImportBatch, Store, back_up, restore
from tests.factories import make_dossier, make_outcome
from tests.planner.store.conftest import Where
from tests.planner.store.plans import WEEK, make_plan

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as record:
        record.add_import(ImportBatch(files=("a.csv",), read=1), [make_dossier()], NOW)
        record.add_plan(make_plan("D-001"), NOW)
        record.add_outcome(make_outcome(), NOW)
    return store


def test_a_backup_under_load_is_of_one_moment_and_comes_back(
    filled: Store, where: Where, tmp_path: Path
) -> None:
    enough, done = Event(), Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with filled.writing() as record:
                record.add_outcome(make_outcome(outcome_id=UUID(int=number)), NOW)
            if number == 20:
                enough.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert enough.wait(60)
        found = back_up(filled, tmp_path / "copy")
    finally:
        done.set()
        writer.join()
    with filled.reading() as record:
        events, states, plan = record.events(), record.states(), record.plan(WEEK)
    assert 21 <= found.of("event") <= len(events)
    restored = restore(where, tmp_path / "copy", NOW)
    assert restored.contents.of("event") == found.of("event")
    with filled.reading() as record:  # whoever has it open sees what was put back
        assert record.events() == events[: found.of("event")]
        assert record.states() == record.states_from_log()
        assert record.plan(WEEK) == plan
    with filled.writing() as record:
        assert record.add_outcome(make_outcome(outcome_id=UUID(int=999_999)), NOW)
    assert restored.kept is not None
    restore(where, restored.kept, NOW.replace(hour=13))
    with filled.reading() as record:
        assert record.events() == events
        assert record.states() == states


def test_a_backup_never_overwrites_a_file(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.write_text("een ander bestand")
    with pytest.raises(BackupError, match="bestaat al"):
        back_up(filled, target)
    assert target.read_text() == "een ander bestand"


def test_a_broken_backup_is_not_put_back(filled: Store, where: Where, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(filled, target)
    target.write_bytes(target.read_bytes()[: target.stat().st_size // 2])
    with pytest.raises(BackupError):
        restore(where, target, NOW)
    with filled.reading() as record:
        assert record.outcomes() == (make_outcome(),)


def test_a_backup_in_which_somebody_changed_an_event_is_not_put_back(
    tmp_path_store: Store, tmp_path: Path
) -> None:
    with tmp_path_store.writing() as record:
        record.add_outcome(make_outcome(), NOW)
    target = tmp_path / "copy"
    back_up(tmp_path_store, target)
    with closing(sqlite3.connect(target)) as copy:
        trigger = copy.execute("SELECT sql FROM sqlite_master WHERE name = 'event_no_update'").fetchone()[0]
        copy.execute("DROP TRIGGER event_no_update")
        copy.execute("UPDATE event SET body = replace(body, 'D-001', 'D-002')")
        copy.execute(trigger)
        copy.commit()
    with pytest.raises(BackupError, match="1 gebeurtenissen zijn beschadigd"):
        restore(tmp_path / "record.sqlite", target, NOW)


def test_the_restore_drill_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record, copy = tmp_path / "record.sqlite", tmp_path / "copy.sqlite"
    monkeypatch.setenv("AVONDRONDE_STORE", str(record))
    monkeypatch.delenv("AVONDRONDE_DATABASE", raising=False)
    store = Store(record)
    with store.writing() as writing:
        writing.add_import(ImportBatch(files=("a.csv",), read=1), [make_dossier()], NOW)
        writing.add_outcome(make_outcome(), NOW)
    store.close()
    assert main(["backup", str(copy)]) == 0
    record.unlink()
    assert main(["rebuild"]) == 2
    assert main(["restore", str(copy)]) == 0
    assert main(["rebuild", "--check"]) == 0
    said = capsys.readouterr().out
    assert "1 dossiers, 1 gebeurtenissen, 0 plannen" in said
    assert "Alles klopt met het logboek" in said
    assert main(["copy", f"sqlite:///{tmp_path / 'other.sqlite'}"]) == 0
    assert main(["copy", f"sqlite:///{tmp_path / 'other.sqlite'}"]) == 2
