"""Nobody saves over what he did not see; what follows from the log stays equal to it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from planner.domain.errors import OutcomeConflictError, StalePlanError
from planner.domain.notice import NoticeKind
from planner.domain.outcome import OutcomeCode
from planner.domain.state import NextState
from planner.domain.week import AMSTERDAM
from planner.policy.rules_file import shipped_rules
from planner.store import Flag, ImportBatch, Store, tables
from planner.store.copying import copy_record
from tests.factories import MONDAY, at, make_dossier, make_outcome
from tests.planner.histories import make_notice
from tests.planner.store.conftest import Where, raw
from tests.planner.store.plans import WEEK, make_plan

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
BATCH = ImportBatch(files=("dossiers.csv",), read=1, sha256="a" * 64)


def test_of_two_planners_with_the_same_version_one_wins_and_the_other_is_told(store: Store) -> None:
    with store.writing() as record:
        record.add_plan(make_plan("A", "B"), NOW, on_top_of=0)
    with store.writing("P1") as record:
        record.add_plan(make_plan("A", "C"), NOW, on_top_of=1)
    stale = r"u zag versie 1, nu is er versie 2\. Anders zijn: B, C\. Er is niets overschreven"
    with pytest.raises(StalePlanError, match=stale), store.writing("P2") as record:
        record.add_plan(make_plan("B"), NOW, on_top_of=1)
    with store.reading() as record:
        latest = record.plan(WEEK)
        assert latest is not None
        assert (latest.version, latest.plan) == (2, make_plan("A", "C"))
        assert [line.who for line in record.audit() if line.what == "plan"] == ["desk", "P1"]


def test_a_first_plan_that_somebody_else_made_meanwhile_is_not_overwritten(store: Store) -> None:
    with store.writing() as record:
        record.add_plan(make_plan("A"), NOW, on_top_of=0)
    with pytest.raises(StalePlanError, match="u zag versie 0"), store.writing() as record:
        record.add_plan(make_plan("B"), NOW, on_top_of=0)


def test_an_outcome_at_a_stop_that_was_replanned_away_is_stored_and_flagged(store: Store) -> None:
    planned, moved, reserve, never = (
        make_outcome(dossier_id=one, outcome_id=UUID(int=number), shift_id="A01", at=at(MONDAY, 18))
        for number, one in enumerate(("PLANNED", "MOVED", "RESERVE", "NEVER"), start=1)
    )
    with store.writing() as record:
        record.add_plan(make_plan("PLANNED", "MOVED"), NOW)
        record.add_plan(make_plan("PLANNED", reserve=("RESERVE",)), NOW)
    with store.writing() as record:
        assert all(record.add_outcome(one, NOW) for one in (planned, moved, reserve, never))
        assert not record.add_outcome(moved, NOW)
    with store.reading() as record:
        assert record.outcomes() == (planned, moved, reserve, never)
        assert [(one.dossier_id, one.flag) for one in record.flagged(WEEK)] == [
            ("MOVED", Flag.REPLANNED),
            ("NEVER", Flag.UNPLANNED),
        ]
        assert record.flagged(WEEK.next) == ()


def test_the_state_of_a_dossier_is_kept_with_its_log(store: Store) -> None:
    door = make_outcome(OutcomeCode.NT_KAART, at=at(MONDAY, 18))
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier(), make_dossier(dossier_id="D-002")], NOW)
        record.add_outcome(door, NOW)
    with store.reading() as record:
        first, second = record.states()
        assert (first.state, first.last_event) == (NextState.CARD_WAIT, str(door.outcome_id))
        assert first.not_before is not None
        assert first.not_before > MONDAY
        assert (second.state, second.last_event) == (NextState.OPEN, None)
    paid = make_notice(NoticeKind.PAID, at=at(MONDAY, 20))
    undo = make_notice(NoticeKind.WITHDRAWN, 2, at=at(MONDAY, 20), corrects=paid.notice_id)
    for event, state in ((paid, NextState.CLOSED), (undo, NextState.CARD_WAIT)):
        with store.writing() as record:
            record.add_notice(event, NOW)
            assert record.states()[0].state is state
            assert record.states() == record.states_from_log()


def test_what_an_import_says_of_a_dossier_changes_its_state_too(store: Store) -> None:
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier()], NOW)
        record.add_import(BATCH, [make_dossier(paid_on=date(2026, 11, 28))], NOW)
        assert [state.state for state in record.states()] == [NextState.CLOSED]
        assert record.states() == record.states_from_log()


def test_what_follows_from_the_log_is_made_anew_when_it_was_damaged(where: Where) -> None:
    store = Store(where)
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier(dossier_id=one) for one in ("D-001", "D-002", "D-003")], NOW)
        record.add_outcome(make_outcome(), NOW)
        record.add_plan(make_plan("D-001", "D-002"), NOW)
    with store.reading() as record:
        right = record.states()
    with raw(where) as connection:
        connection.execute(tables.dossier_state.delete().where(tables.dossier_state.c.dossier_id == "D-002"))
        connection.execute(
            tables.dossier_state.update()
            .where(tables.dossier_state.c.dossier_id == "D-001")
            .values(state="closed")
        )
        connection.execute(tables.planned_stop.delete())
    assert store.rebuild() == 4
    assert store.rebuild() == 0
    with store.reading() as record:
        assert record.states() == right
    store.close()


def test_other_rules_give_other_states_without_a_command(where: Where) -> None:
    store = Store(where)
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier()], NOW)
    store.close()
    with raw(where) as connection:
        connection.execute(tables.dossier_state.update().values(rules="other", state="closed"))
    store = Store(where)
    with store.reading() as record:
        assert {state.rules for state in record.states()} == {shipped_rules().stamp}
        assert record.states() == record.states_from_log()
    store.close()


def test_a_correction_is_a_new_event_and_the_first_stays(store: Store) -> None:
    first = make_outcome(OutcomeCode.NT_KAART, at=at(MONDAY, 18))
    better = make_outcome(
        OutcomeCode.WEIGERT, outcome_id=UUID(int=5), at=at(MONDAY, 18), corrects=first.outcome_id
    )
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier()], NOW)
        record.add_outcome(first, NOW)
        record.add_outcome(better, NOW)
    with store.reading() as record:
        assert record.outcomes() == (first, better)
        assert [state.state for state in record.states()] == [NextState.REFUSED]


def test_a_conflict_changes_nothing_at_all(store: Store) -> None:
    first = make_outcome(OutcomeCode.NT_KAART)
    with store.writing() as record:
        record.add_import(BATCH, [make_dossier()], NOW)
        record.add_outcome(first, NOW)
    with store.reading() as record:
        before = (record.events(), record.states(), record.audit())
    other = make_outcome(OutcomeCode.WEIGERT, outcome_id=first.outcome_id)
    with pytest.raises(OutcomeConflictError), store.writing() as record:
        record.add_outcome(other, NOW)
    with store.reading() as record:
        assert (record.events(), record.states(), record.audit()) == before


def test_a_clock_that_is_set_back_keeps_the_recorded_order(store: Store) -> None:
    outcomes = [make_outcome(outcome_id=UUID(int=number)) for number in (3, 1, 2)]
    with store.writing() as record:
        for late, outcome in enumerate(outcomes):
            record.add_outcome(outcome, NOW - timedelta(hours=late))
    with store.reading() as record:
        assert record.outcomes() == tuple(outcomes)


def test_half_past_two_twice_in_one_night_keeps_its_order(where: Where) -> None:
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    winter = summer.replace(fold=1)
    store = Store(where)
    with store.writing() as record:
        for number, moment in enumerate((summer, winter), start=1):
            record.add_notice(make_notice(NoticeKind.PAID, number, at=moment), moment)
    with store.reading() as record:
        first, second = record.events()
        assert (second.at - first.at) == timedelta(hours=1)
    store.close()
    with raw(where) as connection:
        happened = connection.execute(tables.event.select().order_by(tables.event.c.happened_at)).all()
        assert [row.seq for row in happened] == [1, 2]
        assert [row.happened_at.fold for row in happened] == [0, 1]


def test_the_audit_knows_who_and_what_and_holds_ids_only(store: Store) -> None:
    secret = make_dossier(resident="K. Anarie", phone="0612345678")
    with store.writing("P1") as record:
        record.add_import(BATCH, [secret], NOW)
    with store.writing("C1") as record:
        record.add_outcome(make_outcome(), NOW)
    with store.reading() as record:
        lines = record.audit()
    assert [(line.who, line.what, line.subject) for line in lines] == [
        ("P1", "import", "1"),
        ("C1", "outcome", str(make_outcome().outcome_id)),
    ]
    assert "Anarie" not in repr(lines)
    assert all(line.at.tzinfo for line in lines)


def test_the_same_files_are_known_when_they_were_loaded_last(store: Store) -> None:
    with store.writing() as record:
        assert not record.is_last_import("a" * 64)
        record.add_import(BATCH, [], NOW)
        assert record.is_last_import("a" * 64)
        record.add_import(ImportBatch(files=("b.csv",), read=1, sha256="b" * 64), [], NOW)
        assert not record.is_last_import("a" * 64)
        assert not record.is_last_import("")


def test_a_record_moves_to_a_server_whole(tmp_path_store: Store, other_store: Store) -> None:
    with tmp_path_store.writing() as record:
        record.add_import(BATCH, [make_dossier()], NOW)
        record.add_outcome(make_outcome(), NOW)
        record.add_plan(make_plan("D-001"), NOW)
    copied = copy_record(tmp_path_store, other_store)
    assert (copied.of("event"), copied.of("plan"), copied.of("dossier")) == (1, 1, 1)
    with tmp_path_store.reading() as here, other_store.reading() as there:
        assert here.events() == there.events()
        assert here.states() == there.states()
        assert here.plan(WEEK) == there.plan(WEEK)
        assert here.audit() == there.audit()
    with other_store.writing() as record:  # new rows are numbered after the copied ones
        assert record.add_plan(make_plan("D-001"), NOW, on_top_of=1) == 2
        assert record.add_outcome(make_outcome(outcome_id=UUID(int=9)), NOW)
