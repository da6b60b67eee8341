"""The use cases of the desk, on a real record."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

import maps
import solver
from planner.domain.errors import PlannerError, UnknownIdError
from planner.domain.notice import NoticeKind
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import UnplannedReason
from planner.domain.week import AMSTERDAM, Week
from planner.policy.rules_file import shipped_rules
from planner.services.changes import changes
from planner.services.desk import (
    Files,
    copy_evenings,
    import_files,
    make_plan,
    outcome_at_stop,
    record_notice,
    record_outcome,
)
from planner.services.first_evening import live_through
from planner.store import Store
from tests.conftest import SAMPLE
from tests.factories import MONDAY, TODAY, make_outcome
from tests.planner.histories import make_notice

WEEK = Week(2026, 49)
NOW = datetime(2026, 11, 29, 12, tzinfo=AMSTERDAM)
STOP = solver.MaxRounds(1)
FILES = Files(dossiers=SAMPLE / "dossiers.csv", coaches=SAMPLE / "coaches.csv", shifts=SAMPLE / "shifts.csv")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "record.sqlite")
    import_files(opened, FILES, NOW)
    yield opened
    opened.close()


def test_loading_the_same_file_again_changes_nothing(store: Store) -> None:
    with store.reading() as record:
        before = record.dossiers()
    import_files(store, FILES, NOW)
    with store.reading() as record:
        assert record.dossiers() == before


def test_a_week_without_evenings_ahead_is_not_planned(store: Store, nootdorp: maps.Region) -> None:
    with pytest.raises(PlannerError, match="Week 50 heeft geen avonden"):
        make_plan(store, nootdorp, WEEK.next, TODAY, NOW, STOP)
    with pytest.raises(PlannerError, match="Week 49 heeft geen avonden die nog komen"):
        make_plan(store, nootdorp, WEEK, date(2026, 12, 4), NOW, STOP)


def test_evenings_are_taken_over_on_the_same_weekdays_and_only_once(store: Store) -> None:
    copies = copy_evenings(store, WEEK, WEEK.next)
    with store.reading() as record:
        originals = record.shifts(WEEK)
        assert record.shifts(WEEK.next) == tuple(sorted(copies, key=lambda s: (s.date, s.shift_id)))
    assert [s.date.weekday() for s in copies] == [s.date.weekday() for s in originals]
    with pytest.raises(PlannerError, match="heeft al avonden"):
        copy_evenings(store, WEEK, WEEK.next)
    with pytest.raises(PlannerError, match="Week 2 heeft geen avonden"):
        copy_evenings(store, Week(2027, 2), Week(2027, 3))


def test_an_outcome_for_an_unknown_dossier_is_refused_by_name(store: Store) -> None:
    with pytest.raises(UnknownIdError, match="NERGENS"):
        record_outcome(store, make_outcome(dossier_id="NERGENS"), NOW)


def test_an_outcome_of_a_stop_knows_its_evening_and_coaches(store: Store, nootdorp: maps.Region) -> None:
    plan = make_plan(store, nootdorp, WEEK, TODAY, NOW, STOP)
    route = plan.routes[0]
    stop = route.stops[0]
    outcome_id = uuid4()
    made = outcome_at_stop(store, WEEK, stop.dossier_id, OutcomeCode.NT_KAART, outcome_id, stop.start_service)
    assert (made.shift_id, made.coach_ids, made.outcome_id) == (route.shift_id, route.coach_ids, outcome_id)
    assert record_outcome(store, made, NOW)
    assert not record_outcome(store, made, NOW)
    blocked = next(one for one in plan.unplanned if one.reason is UnplannedReason.BLOCKED)
    with pytest.raises(UnknownIdError, match=blocked.dossier_id):
        outcome_at_stop(store, WEEK, blocked.dossier_id, OutcomeCode.NT_KAART, uuid4(), NOW)


def test_a_lived_evening_changes_the_next_week_and_says_why(store: Store, nootdorp: maps.Region) -> None:
    first = make_plan(store, nootdorp, WEEK, TODAY, NOW, STOP)
    outcomes = live_through(store, WEEK, MONDAY, seed=3)
    visited = {stop.dossier_id for route in first.routes if route.date == MONDAY for stop in route.stops}
    assert {outcome.dossier_id for outcome in outcomes} == visited
    copy_evenings(store, WEEK, WEEK.next)
    tuesday = MONDAY + timedelta(days=1)
    second = make_plan(store, nootdorp, WEEK.next, tuesday, NOW, STOP)
    reasons = {one.dossier_id: one.reason for one in second.unplanned}
    waiting = {s.dossier_id for route in first.routes if route.date > MONDAY for s in route.stops}
    assert {reasons[one] for one in waiting} == {UnplannedReason.ALREADY_PLANNED}
    for outcome in outcomes:
        found = second.find(outcome.dossier_id)
        if outcome.code is OutcomeCode.REGELING:
            assert reasons[outcome.dossier_id] is UnplannedReason.CLOSED
        if outcome.code is OutcomeCode.NT_KAART and found:
            start = found[1].start_service
            assert start.weekday() != 0
            assert start.hour != outcome.at.hour
            assert start.date() >= date(2026, 12, 7)
        if outcome.code is OutcomeCode.AFSPRAAK and found:
            assert outcome.appointment_at is not None
            assert timedelta(0) <= found[1].start_service - outcome.appointment_at <= timedelta(minutes=5)
            assert outcome.coach_ids[0] in found[0].coach_ids
    with store.reading() as record:
        dossiers = {one.dossier_id: one for one in record.dossiers()}
    told = changes(second, dossiers, outcomes, shipped_rules(), tuesday)
    assert {one.dossier_id for one in told} == visited
    assert all(one.why for one in told)


def test_a_notice_is_stored_once_and_only_for_a_dossier_that_is_known(store: Store) -> None:
    paid = make_notice(NoticeKind.PAID, dossier_id=known_id(store))
    assert record_notice(store, paid, NOW)
    assert not record_notice(store, paid, NOW)
    with pytest.raises(UnknownIdError, match="D-NIET"):
        record_notice(store, make_notice(dossier_id="D-NIET"), NOW)


def test_only_what_is_in_the_log_of_a_dossier_can_be_taken_back(store: Store) -> None:
    dossier_id = known_id(store)
    paid = make_notice(NoticeKind.PAID, dossier_id=dossier_id)
    record_notice(store, paid, NOW)
    undo = make_notice(NoticeKind.WITHDRAWN, 2, dossier_id=dossier_id, corrects=paid.notice_id)
    assert record_notice(store, undo, NOW)
    with pytest.raises(UnknownIdError, match="verbeteren"):
        record_notice(store, make_notice(NoticeKind.WITHDRAWN, 3, dossier_id=dossier_id), NOW)
    stray = make_outcome(dossier_id=dossier_id, corrects=UUID(int=998))
    with pytest.raises(UnknownIdError, match="verbeteren"):
        record_outcome(store, stray, NOW)


def known_id(store: Store) -> str:
    with store.reading() as record:
        return record.dossiers()[0].dossier_id


def test_a_paid_dossier_is_in_no_later_plan(store: Store, nootdorp: maps.Region) -> None:
    first = make_plan(store, nootdorp, WEEK, TODAY, NOW, STOP)
    dossier_id = first.routes[0].stops[0].dossier_id
    record_notice(store, make_notice(NoticeKind.PAID, dossier_id=dossier_id, at=NOW), NOW)
    second = make_plan(store, nootdorp, WEEK, TODAY, NOW, STOP)
    left = {one.dossier_id: one for one in second.unplanned}[dossier_id]
    assert (left.reason, left.sentence) == (UnplannedReason.CLOSED, "De achterstand is betaald.")


def test_the_same_seed_lives_the_same_evening(store: Store, nootdorp: maps.Region) -> None:
    make_plan(store, nootdorp, WEEK, TODAY, NOW, STOP)
    first = live_through(store, WEEK, MONDAY, seed=3)
    assert live_through(store, WEEK, MONDAY, seed=3) == first
    with store.reading() as record:
        assert len(record.outcomes()) == len(first)
    with pytest.raises(PlannerError, match="staat niets gepland"):
        live_through(store, WEEK, MONDAY + timedelta(days=5), seed=3)
