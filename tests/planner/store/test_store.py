"""The record keeps what it was given, once, and refuses to change the past."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Table, text
from sqlalchemy.exc import IntegrityError

from planner.domain.arrangement import Occupancy, OtherArrears, PaymentPlan, Safety
from planner.domain.dossier import PreferredMoment
from planner.domain.errors import OutcomeConflictError, StaleRecordError
from planner.domain.hint import Hint, HintSource
from planner.domain.notice import NoticeKind
from planner.domain.outcome import Outcome, OutcomeCode
from planner.domain.override import Override, OverrideKind
from planner.domain.plan import WeekPlan
from planner.domain.week import Week
from planner.store import ImportBatch, Store, tables
from tests.factories import MONDAY, at, make_coach, make_dossier, make_outcome, make_shift
from tests.planner.histories import make_notice
from tests.planner.store.conftest import Where, raw

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
BATCH = ImportBatch(files=("dossiers.csv",), read=1)


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


def test_notices_and_outcomes_stand_in_one_log_in_recorded_order(store: Store) -> None:
    door, paid = make_outcome(), make_notice(NoticeKind.PAID)
    with store.writing() as record:
        assert record.add_notice(paid, NOW)
        assert record.add_outcome(door, NOW)
        assert not record.add_notice(paid, NOW)
    with store.reading() as record:
        assert record.events() == record.history("D-001") == (paid, door)
        assert (record.outcomes(), record.notices()) == ((door,), (paid,))
        assert record.history("D-002") == ()


def test_a_notice_under_the_id_of_an_outcome_is_refused(store: Store) -> None:
    door = make_outcome()
    with store.writing() as record:
        record.add_outcome(door, NOW)
    with store.writing() as record, pytest.raises(OutcomeConflictError, match=str(door.outcome_id)):
        record.add_notice(make_notice(NoticeKind.PAID, notice_id=door.outcome_id), NOW)


def test_every_kind_of_notice_and_a_full_outcome_come_back_equal(store: Store) -> None:
    full = make_outcome(
        OutcomeCode.REGELING,
        left_at=at(MONDAY, 19, 5),
        plan=PaymentPlan(amount_cents=5_000, first_on=date(2026, 12, 20), terms=6),
        room_cents=7_500,
        other_creditors=1,
        other_arrears=OtherArrears.UNDER_500,
        hints=(Hint(source=HintSource.NEIGHBOUR, told_on=MONDAY, earliest=time(19)),),
        preferred=PreferredMoment(weekdays=frozenset({1, 3}), earliest=time(18)),
        seen=(Occupancy.POST_FULL, Occupancy.LIGHT_OR_SOUND),
        safety=Safety.PAIR,
    )
    notices = tuple(make_notice(kind, number + 1) for number, kind in enumerate(NoticeKind))
    with store.writing() as record:
        record.add_outcome(full, NOW)
        for notice in notices:
            record.add_notice(notice, NOW)
    with store.reading() as record:
        assert record.events() == (full, *notices)


def test_an_outcome_stored_before_a_field_existed_loads_and_is_known_when_sent_again(where: Where) -> None:
    Store(where).close()
    outcome = make_outcome(OutcomeCode.HULP_FIN)
    old = ("outcome_id", "dossier_id", "code", "at", "coach_ids", "shift_id", "appointment_at", "language")
    whole = TypeAdapter(Outcome).dump_python(outcome, mode="json")
    body = json.dumps({name: whole[name] for name in old})
    with raw(where) as connection:
        connection.execute(
            text(
                "INSERT INTO event (event_id, kind, dossier_id, happened_at, recorded_at, body, digest) "
                "VALUES (:id, 'outcome', 'D-001', '2026-11-30', '2026-11-30', :body, 'x')"
            ),
            {"id": str(outcome.outcome_id), "body": body},
        )
    store = Store(where)
    with store.writing() as record:
        assert record.outcomes() == (outcome,)
        assert not record.add_outcome(outcome, NOW)
    store.close()


def make_override(**changes: Any) -> Override:
    given = {
        "override_id": UUID(int=7),
        "dossier_id": "D-001",
        "kind": OverrideKind.VISIT,
        "reason": "Gezin met kinderen",
        "by": "P1",
        "at": NOW,
    }
    return Override(**{**given, **changes})


def test_a_decision_sent_twice_is_stored_once_and_another_one_under_its_id_is_refused(store: Store) -> None:
    with store.writing() as record:
        assert record.add_override(make_override(), NOW)
        assert not record.add_override(make_override(), NOW)
    with store.writing() as record, pytest.raises(OutcomeConflictError, match="andere inhoud"):
        record.add_override(make_override(reason="Iets heel anders"), NOW)
    with store.reading() as record:
        assert record.overrides() == (make_override(),)


def test_an_error_undoes_the_whole_change(store: Store) -> None:

    def fail_halfway() -> None:
        with store.writing() as record:
            record.add_outcome(make_outcome(), NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with store.reading() as record:
        assert record.outcomes() == ()


@pytest.mark.parametrize("table", tables.APPEND_ONLY, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_what_was_recorded_cannot_be_changed_or_removed(where: Where, table: Table, verb: str) -> None:
    if verb.startswith("TRUNCATE") and isinstance(where, Path):
        verb = "DELETE FROM {0} WHERE true"  # SQLite has no other way to empty a table
    store = Store(where)
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier()], NOW)
        record.add_outcome(make_outcome(), NOW)
        record.add_plan(
            WeekPlan(week=Week.parse("2026-W49"), routes=(), unplanned=(), settings_version="1"), NOW
        )
        record.add_override(make_override(), NOW)
    store.close()
    with raw(where) as connection:
        before = connection.execute(table.select()).all()
    change = verb.format(table.name, next(iter(table.columns)).name)
    with pytest.raises(IntegrityError, match="append-only"), raw(where) as connection:
        connection.execute(text(change))
    with raw(where) as connection:
        assert connection.execute(table.select()).all() == before != []


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


def test_a_record_of_another_version_is_refused_with_what_to_do(where: Where) -> None:
    Store(where).close()
    with raw(where) as connection:
        connection.execute(text("UPDATE about SET schema_version = 99"))
    with pytest.raises(StaleRecordError, match="versie 99"):
        Store(where)
