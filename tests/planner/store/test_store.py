"""The record keeps what it was given, once, and refuses to change the past."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from planner.domain.errors import OutcomeConflictError, StaleRecordError
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import WeekPlan
from planner.domain.week import Week
from planner.store import ImportBatch, Store
from tests.factories import make_coach, make_dossier, make_outcome, make_shift

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
BATCH = ImportBatch(files=("dossiers.csv",), read=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "record.sqlite")
    yield opened
    opened.close()


def test_what_is_stored_comes_back_equal(store: Store) -> None:
    dossier, coach, shift, outcome = make_dossier(), make_coach(), make_shift(), make_outcome()
    with store.writing() as record:
        record.add_import(BATCH, [dossier], NOW)
        record.put_coaches([coach])
        record.put_shifts([shift])
        record.add_outcome(outcome, NOW)
    with store.reading() as record:
        assert record.dossiers() == (dossier,)
        assert record.coaches() == (coach,)
        assert record.shifts(Week.parse("2026-W49")) == (shift,)
        assert record.shifts(Week.parse("2026-W50")) == ()
        assert record.outcomes() == (outcome,)
        assert record.last_import() == BATCH


def test_an_outcome_sent_twice_is_stored_once(store: Store) -> None:
    with store.writing() as record:
        assert record.add_outcome(make_outcome(), NOW)
        assert not record.add_outcome(make_outcome(), NOW)
    with store.reading() as record:
        assert len(record.outcomes()) == 1


def test_an_outcome_id_with_another_content_is_refused_and_the_first_stays(store: Store) -> None:
    first = make_outcome()
    with store.writing() as record:
        record.add_outcome(first, NOW)
    other = make_outcome(OutcomeCode.REGELING, outcome_id=first.outcome_id)
    with store.writing() as record, pytest.raises(OutcomeConflictError, match=str(first.outcome_id)):
        record.add_outcome(other, NOW)
    with store.reading() as record:
        assert record.outcomes() == (first,)


def test_an_error_undoes_the_whole_change(store: Store) -> None:

    def fail_halfway() -> None:
        with store.writing() as record:
            record.add_outcome(make_outcome(), NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with store.reading() as record:
        assert record.outcomes() == ()


@pytest.mark.parametrize("change", ["UPDATE event SET body = ''", "DELETE FROM event", "DELETE FROM plan"])
def test_events_and_plans_cannot_be_changed_or_removed(tmp_path: Path, change: str) -> None:
    path = tmp_path / "record.sqlite"
    store = Store(path)
    with store.writing() as record:
        record.add_outcome(make_outcome(), NOW)
        record.add_plan(
            WeekPlan(week=Week.parse("2026-W49"), routes=(), unplanned=(), settings_version="1"), NOW
        )
    store.close()
    engine = create_engine(f"sqlite:///{path}")
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()


def test_the_latest_plan_of_a_week_is_shown_and_older_ones_stay(store: Store) -> None:
    week = Week.parse("2026-W49")
    for version in ("1", "2"):
        with store.writing() as record:
            record.add_plan(WeekPlan(week=week, routes=(), unplanned=(), settings_version=version), NOW)
    with store.reading() as record:
        found = record.plan(week)
        assert found is not None
        assert found.plan.settings_version == "2"
        assert found.plan_id == 2
        assert record.plan(Week.parse("2026-W50")) is None
        assert record.plan_weeks() == (week,)


def test_eight_writers_each_sending_twice_lose_nothing(store: Store) -> None:
    outcomes = [make_outcome(dossier_id=f"D-{number:03d}") for number in range(80)]

    def send(one: int) -> int:
        new = 0
        for _ in range(2):
            with store.writing() as record:
                new += record.add_outcome(outcomes[one], NOW)
        return new

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(80))) == 80
    with store.reading() as record:
        assert len(record.outcomes()) == 80


def test_a_record_of_another_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    Store(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE about SET schema_version = 99"))
    engine.dispose()
    with pytest.raises(StaleRecordError, match="versie 99"):
        Store(path)
