"""Call evenings on a real record: planning one, working through its list, and what the calls bring."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from planner.domain.call_evening import CallEvening
from planner.domain.dossier import Channel, ContactAttempt, Dossier
from planner.domain.errors import PlannerError, UnknownIdError
from planner.domain.hint import Hint, HintSource
from planner.domain.notice import Notice, NoticeKind
from planner.domain.week import AMSTERDAM, Week
from planner.policy.call_list import NO_CALL_WORDS
from planner.policy.judge import Judge, Known
from planner.policy.rules_file import shipped_rules
from planner.services.call_view import CallView, call_view
from planner.services.calling import (
    CallMade,
    add_call_evening,
    call_evenings,
    first_call_evening,
    moment_on,
    record_call,
    take_back_call,
)
from planner.services.desk import record_notice
from planner.store import ImportBatch, Store
from tests.factories import MONDAY, TODAY, at, make_coach, make_dossier, make_shift
from tests.planner.histories import make_notice

RULES = shipped_rules()
TUESDAY = date(2026, 12, 1)
NOW = at(TUESDAY, 18, 40)
MORNING = ContactAttempt(channel=Channel.CALL, at=datetime(2026, 11, 10, 10, tzinfo=AMSTERDAM))


def uncalled(dossier_id: str, **changes: Any) -> Dossier:
    """A dossier whose visit waits for one more call, in the evening."""
    changes = {"attempts": (MORNING,), "phone": f"06-0000000{dossier_id[-1]}", **changes}
    return make_dossier(dossier_id=dossier_id, **changes)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "record.sqlite")
    coaches = [make_coach(), make_coach(coach_id="C2", name="Joost", languages=frozenset({"nl", "ar"}))]
    with opened.writing() as record:
        record.put_coaches(coaches)
    yield opened
    opened.close()


@pytest.fixture
def evening(store: Store) -> CallEvening:
    return add_call_evening(store, TUESDAY, time(17, 30), time(20, 30), ("C1",), TODAY)


def fill(store: Store, *dossiers: Dossier) -> None:
    with store.writing() as record:
        record.add_import(ImportBatch(files=(), read=len(dossiers)), dossiers, NOW)


def history(store: Store, dossier_id: str) -> list[NoticeKind]:
    with store.reading() as record:
        return [event.kind for event in record.history(dossier_id) if isinstance(event, Notice)]


def call(dossier_id: str = "D-1", kind: NoticeKind = NoticeKind.CALL_NO_ANSWER, **changes: Any) -> CallMade:
    made: dict[str, Any] = {"call_id": UUID(int=1), "evening_id": "B20261201-1", "coach_id": "C1"}
    return CallMade(**{**made, "dossier_id": dossier_id, "kind": kind, "at": NOW, **changes})


def ids(view: CallView) -> tuple[list[str], list[str]]:
    return (
        [line.dossier.dossier_id for line in view.open],
        [line.dossier.dossier_id for line in view.called],
    )


def advice(store: Store, dossier: Dossier) -> tuple[str, bool]:
    with store.reading() as record:
        known = Known(outcomes=record.outcomes(), notices=record.notices())
    assessment = Judge(known, TUESDAY, RULES)(dossier).assessment
    return str(assessment.advice), assessment.may_visit


def test_call_evenings_of_a_week_are_in_order_and_the_next_one_comes_first(store: Store) -> None:
    for day in (date(2026, 12, 3), TUESDAY, date(2026, 12, 8)):
        add_call_evening(store, day, time(17, 30), time(20), ("C1",), TODAY)
    week = call_evenings(store, Week(2026, 49))
    assert [one.date for one in week] == [TUESDAY, date(2026, 12, 3)]
    assert first_call_evening(call_evenings(store), date(2026, 12, 2)).date == date(2026, 12, 3)
    assert first_call_evening(week, date(2027, 1, 1)).date == date(2026, 12, 3)


def test_two_evenings_on_one_day_have_ids_of_their_own(store: Store, evening: CallEvening) -> None:
    other = add_call_evening(store, TUESDAY, time(17, 30), time(20), ("C2",), TODAY)
    assert other.evening_id != evening.evening_id
    assert len(call_evenings(store)) == 2


def test_a_coach_who_calls_or_visits_is_not_asked_to_call_at_that_time(
    store: Store, evening: CallEvening
) -> None:
    with store.writing() as record:
        record.put_shifts([make_shift(date=MONDAY, coach_ids=("C2",))])
    with pytest.raises(PlannerError, match="Samira belt die avond al, van 17:30 tot 20:30"):
        add_call_evening(store, TUESDAY, time(20), time(21), ("C1",), TODAY)
    with pytest.raises(PlannerError, match="Joost gaat die avond al op bezoek"):
        add_call_evening(store, MONDAY, time(18), time(20), ("C2",), TODAY)
    with pytest.raises(UnknownIdError, match="C9"):
        add_call_evening(store, MONDAY, time(18), time(20), ("C9",), TODAY)
    with pytest.raises(PlannerError, match="29-11-2026 is voorbij"):
        add_call_evening(store, TODAY, time(18), time(20), ("C1",), MONDAY)
    assert call_evenings(store) == (evening,)


def test_the_list_says_whom_to_call_and_who_is_left_out(store: Store, evening: CallEvening) -> None:
    fill(store, make_dossier(), uncalled("D-1"), uncalled("D-2", language="ar"))
    view = call_view(store, evening.evening_id, RULES)
    assert ids(view) == (["D-1"], [])
    assert view.open[0].coach == "Samira"
    assert view.open[0].tried == ("10-11-2026 10:00: gebeld",)
    assert [one.no_call.sentence for one in view.left_out] == [
        NO_CALL_WORDS["language"].nl.format(language="ar")
    ]
    with pytest.raises(UnknownIdError, match="B-NIET"):
        call_view(store, "B-NIET", RULES)


def test_nobody_answers_and_the_gate_opens(store: Store, evening: CallEvening) -> None:
    dossier = uncalled("D-1")
    fill(store, dossier, uncalled("D-2"))
    assert advice(store, dossier) == ("call", False)
    assert record_call(store, call(), NOW)
    assert advice(store, dossier) == ("visit", True)
    view = call_view(store, evening.evening_id, RULES)
    assert ids(view) == (["D-2"], ["D-1"])
    assert view.called[0].then.endswith("Ga op bezoek.")
    assert "01-12-2026 18:40: gebeld, geen gehoor" in view.called[0].tried
    assert view.left_out == ()


def test_only_the_call_after_which_the_gate_opens_says_so(store: Store, evening: CallEvening) -> None:
    never, once = uncalled("D-1", attempts=()), uncalled("D-2")
    fill(store, never, once)
    promised = {
        line.dossier.dossier_id: line.call is not None and line.call.opens
        for line in call_view(store, evening.evening_id, RULES).open
    }
    for number, dossier in enumerate((never, once), start=1):
        record_call(store, call(dossier.dossier_id, call_id=UUID(int=number)), NOW)
        assert advice(store, dossier)[1] is promised[dossier.dossier_id]
    assert promised == {"D-1": False, "D-2": True}


def test_what_one_call_brings_moves_no_other_row(store: Store, evening: CallEvening) -> None:
    fill(store, *(uncalled(f"D-{n}") for n in range(1, 8)))
    before, _ = ids(call_view(store, evening.evening_id, RULES))
    record_call(store, call(before[2]), NOW)
    after, called = ids(call_view(store, evening.evening_id, RULES))
    assert after == [one for one in before if one != before[2]]
    assert called == [before[2]]


def test_a_wrong_number_is_no_number_any_more(store: Store, evening: CallEvening) -> None:
    dossier = uncalled("D-1")
    fill(store, dossier)
    record_call(store, call(kind=NoticeKind.CALL_NUMBER_WRONG), NOW)
    with store.reading() as record:
        known = Known(notices=record.notices())
    judged = Judge(known, TUESDAY, RULES)(dossier)
    assert judged.dossier.phone == ""
    assert "call_first" not in {stop.code for stop in judged.assessment.blocked_by}


def test_a_talk_can_bring_an_appointment_and_a_hint_at_once(store: Store, evening: CallEvening) -> None:
    dossier = uncalled("D-1")
    fill(store, dossier)
    promised = at(date(2026, 12, 3), 19)
    tip = Hint(source=HintSource.RESIDENT, told_on=TUESDAY, weekdays=frozenset({3}), earliest=time(18))
    talk = call(
        kind=NoticeKind.CALL_REACHED,
        told=(NoticeKind.APPOINTMENT_MADE, NoticeKind.HINT_HEARD),
        appointment_at=promised,
        hint=tip,
    )
    assert record_call(store, talk, NOW)
    with store.reading() as record:
        judged = Judge(Known(notices=record.notices()), TUESDAY, RULES)(dossier)
    assert judged.step.appointment is not None
    assert judged.step.appointment.at == promised
    assert judged.dossier.hints == (tip,)
    (line,) = call_view(store, evening.evening_id, RULES).called
    assert [notice.kind for notice in line.result] == [NoticeKind.CALL_REACHED, *talk.told]


@pytest.mark.parametrize(
    ("told", "more"),
    [
        (NoticeKind.PAID, {}),
        (NoticeKind.OPTED_OUT, {}),
        (NoticeKind.RESIDENT_CALLED, {}),
        (NoticeKind.RESIDENT_WROTE, {"channel": Channel.EMAIL}),
    ],
)
def test_what_is_told_on_the_phone_is_in_the_log(
    store: Store, evening: CallEvening, told: NoticeKind, more: dict[str, Any]
) -> None:
    fill(store, uncalled("D-1"))
    record_call(store, call(kind=NoticeKind.CALL_REACHED, told=(told,), **more), NOW)
    assert history(store, "D-1") == [NoticeKind.CALL_REACHED, told]


def test_a_call_is_stored_whole_or_not_at_all(store: Store, evening: CallEvening) -> None:
    fill(store, uncalled("D-1"))
    half = call(
        kind=NoticeKind.CALL_REACHED,
        told=(NoticeKind.RESIDENT_CALLED, NoticeKind.APPOINTMENT_MADE),
        appointment_at=NOW,
    )
    with pytest.raises(PlannerError, match="ligt niet na het bericht"):
        record_call(store, half, NOW)
    assert history(store, "D-1") == []


def test_a_second_press_stores_nothing_and_a_second_caller_is_told(
    store: Store, evening: CallEvening
) -> None:
    fill(store, uncalled("D-1"))
    assert record_call(store, call(), NOW)
    assert not record_call(store, replace(call(), at=at(TUESDAY, 18, 41)), NOW)
    with pytest.raises(PlannerError, match="is vanavond al gebeld: Gebeld, geen gehoor"):
        record_call(store, call(call_id=UUID(int=2)), NOW)
    assert history(store, "D-1") == [NoticeKind.CALL_NO_ANSWER]


def test_a_call_that_was_taken_back_is_to_be_made_again(store: Store, evening: CallEvening) -> None:
    dossier = uncalled("D-1")
    fill(store, dossier)
    talk = call(kind=NoticeKind.CALL_REACHED, told=(NoticeKind.OPTED_OUT,))
    record_call(store, talk, NOW)
    assert take_back_call(store, evening.evening_id, "D-1", "C1", UUID(int=9), NOW)
    assert ids(call_view(store, evening.evening_id, RULES)) == (["D-1"], [])
    assert advice(store, dossier) == ("call", False)
    assert not take_back_call(store, evening.evening_id, "D-1", "C1", UUID(int=10), NOW)
    with pytest.raises(PlannerError, match="teruggenomen"):
        record_call(store, talk, NOW)
    assert record_call(store, call(call_id=UUID(int=3)), NOW)


def test_what_the_desk_heard_today_is_no_result_of_a_call(store: Store, evening: CallEvening) -> None:
    fill(store, uncalled("D-1"), uncalled("D-2"))
    record_notice(store, make_notice(NoticeKind.PAID, dossier_id="D-1", at=at(TUESDAY, 18)), NOW)
    assert ids(call_view(store, evening.evening_id, RULES)) == (["D-2"], [])


def test_calls_belong_to_the_evening_and_never_come_before_it(evening: CallEvening) -> None:
    assert moment_on(evening, at(TUESDAY, 18)) == at(TUESDAY, 18)
    assert moment_on(evening, at(TUESDAY, 9)) == evening.starts_at
    assert moment_on(evening, at(date(2026, 12, 2), 9)) == evening.ends_at
    with pytest.raises(PlannerError, match="Deze belavond is op 01-12-2026"):
        moment_on(evening, at(MONDAY, 19))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": NoticeKind.PAID}, "geen uitkomst van een telefoontje"),
        ({"told": (NoticeKind.PAID,)}, "niet gesproken"),
        ({"kind": NoticeKind.CALL_REACHED, "told": (NoticeKind.DECEASED,)}, "niet aan de telefoon"),
        (
            {"kind": NoticeKind.CALL_REACHED, "told": (NoticeKind.APPOINTMENT_MADE, NoticeKind.PAID)},
            "krijgt geen afspraak",
        ),
        ({"kind": NoticeKind.CALL_REACHED, "told": (NoticeKind.APPOINTMENT_MADE,)}, "de dag en de tijd"),
        ({"kind": NoticeKind.CALL_REACHED, "told": (NoticeKind.HINT_HEARD,)}, "zegt de tip niets"),
        ({"kind": NoticeKind.CALL_REACHED, "told": (NoticeKind.RESIDENT_WROTE,)}, "Kies hoe"),
    ],
)
def test_a_call_that_contradicts_itself_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PlannerError, match=words):
        call(**changes)


def test_an_unknown_dossier_is_named(store: Store, evening: CallEvening) -> None:
    with pytest.raises(UnknownIdError, match="D-9"):
        record_call(store, call("D-9"), NOW)
