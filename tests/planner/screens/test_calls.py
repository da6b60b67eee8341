"""The screen of a call evening: whom to call, three buttons, and what a talk brought."""

import shutil
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.domain.notice import Notice, NoticeKind
from planner.domain.week import local
from planner.services.calling import add_call_evening
from planner.services.desk import Files, import_files
from planner.store import Store
from tests.conftest import SAMPLE
from tests.planner.screens.conftest import NOW, TIMEOUT_S
from tests.planner.screens.seen import assert_calm, choose, groups, rows, text

Screen = Callable[[], AppTest]
EVENING, CALLER = "B01", "C5"
ALL_FILES = ("dossiers", "coaches", "shifts", "creditors", "referrals", "call_evenings")


@pytest.fixture(scope="module")
def loaded_once(desk_folder: Path) -> Path:
    """The record of the sample with its two call evenings."""
    path = desk_folder / "calls.sqlite"
    store = Store(path)
    import_files(store, Files(**{name: SAMPLE / f"{name}.csv" for name in ALL_FILES}), NOW)
    store.close()
    return path


@pytest.fixture
def calls_path(record_path: Path, loaded_once: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for one test, on the day of the first call evening."""
    shutil.copy(loaded_once, record_path)
    monkeypatch.setenv("AVONDRONDE_TODAY", "2026-12-01")
    return record_path


def _calls() -> None:
    from planner.screens import calls

    calls.show()


@pytest.fixture
def calls_screen() -> Screen:
    return lambda: AppTest.from_function(_calls, default_timeout=TIMEOUT_S).run()


def notices(path: Path) -> list[Notice]:
    store = Store(path)
    with store.reading() as record:
        found = record.notices()
    store.close()
    return list(found)


def press(screen: AppTest, kind: NoticeKind, dossier_id: str) -> AppTest:
    return screen.button(key=f"{kind}-{EVENING}-{dossier_id}").click().run()


def talk(screen: AppTest, dossier_id: str, *told: NoticeKind) -> AppTest:
    press(screen, NoticeKind.CALL_REACHED, dossier_id)
    return (
        screen.button_group(key=f"told-{EVENING}-{dossier_id}").set_value([one.value for one in told]).run()
    )


def save(screen: AppTest, dossier_id: str) -> AppTest:
    return screen.button(key=f"save-{EVENING}-{dossier_id}").click().run()


def test_without_coaches_it_says_where_to_begin(record_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    assert_calm(screen)
    words = " ".join(one.value for one in screen.markdown)
    assert "Er is nog geen belavond" in words
    assert "Dat kan op de pagina Week" in words
    assert not screen.button


def test_without_a_call_evening_a_form_adds_one(planned_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    assert screen.button(key="new-call-save").disabled
    screen.date_input(key="new-call-day").set_value(date(2026, 11, 29)).run()
    screen.button_group(key="new-call-coaches").set_value(["C1"]).run()
    screen.button(key="new-call-save").click().run()
    assert_calm(screen)
    assert screen.selectbox(key="call-evening").value == "B20261129-1"
    assert groups(screen)[0]["title"] == "Nog te bellen"


def test_a_coach_who_visits_that_evening_is_refused_in_words(
    planned_path: Path, calls_screen: Screen
) -> None:
    screen = calls_screen()
    screen.date_input(key="new-call-day").set_value(date(2026, 11, 30)).run()
    screen.button_group(key="new-call-coaches").set_value(["C1"]).run()
    screen.button(key="new-call-save").click().run()
    assert "Samira gaat die avond al op bezoek" in screen.warning[0].value.replace("\\", "")


def test_the_list_has_reasons_and_no_names_or_numbers(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    assert_calm(screen)
    assert screen.selectbox(key="call-evening").value == EVENING
    first, second = rows(screen)[:2]
    assert all(line for row in rows(screen) for line in row["lines"])
    assert first["score"] is not None
    assert "kans op gehoor" in first["lines"][1]
    store = Store(calls_path)
    with store.reading() as record:
        dossiers = {one.dossier_id: one for one in record.dossiers()}
    store.close()
    shown = str(groups(screen))
    for row in rows(screen):
        assert dossiers[row["key"]].phone not in shown
        assert dossiers[row["key"]].resident not in shown
    assert dossiers[first["key"]].phone in text(screen)
    assert dossiers[second["key"]].phone not in text(screen)


def test_no_answer_moves_the_row_and_opens_the_next(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    first, second = rows(screen)[:2]
    press(screen, NoticeKind.CALL_NO_ANSWER, first["key"])
    assert_calm(screen)
    (notice,) = notices(calls_path)
    assert (notice.dossier_id, notice.kind, notice.recorded_by) == (
        first["key"],
        NoticeKind.CALL_NO_ANSWER,
        CALLER,
    )
    todo, called = groups(screen)
    assert called["title"] == "Gebeld"
    assert [row["key"] for row in called["rows"]] == [first["key"]]
    assert todo["rows"][0]["key"] == second["key"]
    assert f"{second['title']}" in text(screen)
    choose(screen, first["key"])
    assert "Gebeld, geen gehoor" in text(screen)


def test_a_wrong_number_is_kept_with_the_number(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    first = rows(screen)[0]["key"]
    press(screen, NoticeKind.CALL_NUMBER_WRONG, first)
    assert_calm(screen)
    (notice,) = notices(calls_path)
    assert notice.phone.startswith("06")


def test_a_talk_may_bring_nothing_else(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    first = rows(screen)[0]["key"]
    press(screen, NoticeKind.CALL_REACHED, first)
    save(screen, first)
    assert_calm(screen)
    assert [one.kind for one in notices(calls_path)] == [NoticeKind.CALL_REACHED]
    assert "1 gesproken" in groups(screen)[1]["sub"]


def test_an_appointment_and_a_hint_are_stored_with_the_talk(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    first = rows(screen)[0]["key"]
    form = f"{EVENING}-{first}"
    talk(screen, first, NoticeKind.APPOINTMENT_MADE, NoticeKind.HINT_HEARD)
    screen.date_input(key=f"day-{form}").set_value(date(2026, 12, 3)).run()
    screen.time_input(key=f"time-{form}").set_value(time(19)).run()
    screen.button_group(key=f"hint-days-{form}").set_value([3]).run()
    screen.time_input(key=f"hint-from-{form}").set_value(time(18)).run()
    save(screen, first)
    assert_calm(screen)
    assert not screen.warning
    _, appointment, tip = notices(calls_path)
    assert appointment.appointment is not None
    assert appointment.appointment.at == local(date(2026, 12, 3), time(19))
    assert (tip.hints[0].weekdays, tip.hints[0].earliest) == (frozenset({3}), time(18))
    choose(screen, first)
    assert "donderdag 3 december 19:00" in text(screen)


def test_an_appointment_without_its_moment_is_refused_in_words(
    calls_path: Path, calls_screen: Screen
) -> None:
    screen = calls_screen()
    first = rows(screen)[0]["key"]
    talk(screen, first, NoticeKind.APPOINTMENT_MADE)
    save(screen, first)
    assert "ontbreekt appointment" not in screen.warning[0].value
    assert "Vul de dag en de tijd van de afspraak in" in screen.warning[0].value
    assert notices(calls_path) == []


def test_a_call_can_be_taken_back(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    first = rows(screen)[0]["key"]
    press(screen, NoticeKind.CALL_NO_ANSWER, first)
    choose(screen, first)
    screen.button(key=f"undo-{EVENING}-{first}").click().run()
    assert_calm(screen)
    assert rows(screen)[0]["key"] == first
    assert len(groups(screen)) == 1
    press(screen, NoticeKind.CALL_NO_ANSWER, first)
    assert not screen.warning
    assert [row["key"] for row in groups(screen)[1]["rows"]] == [first]


def test_an_evening_to_come_shows_its_list_without_buttons(calls_path: Path, calls_screen: Screen) -> None:
    screen = calls_screen()
    screen.selectbox(key="call-evening").set_value("B02").run()
    assert_calm(screen)
    assert rows(screen)
    assert "Deze belavond is op donderdag 3 december" in screen.info[0].value
    assert not [one for one in screen.button if str(one.key).startswith("call_")]


def test_with_two_callers_each_sees_an_own_list(calls_path: Path, calls_screen: Screen) -> None:
    store = Store(calls_path)
    friday, today = date(2026, 12, 4), date(2026, 12, 1)
    made = add_call_evening(store, friday, time(17, 30), time(18, 30), ("C1", "C5"), today)
    store.close()
    screen = calls_screen()
    screen.selectbox(key="call-evening").set_value(made.evening_id).run()
    everybody = {row["key"] for row in rows(screen)}
    own = []
    for coach_id in made.coach_ids:
        screen.button_group(key=f"caller-{made.evening_id}").set_value(coach_id).run()
        own.append({row["key"] for row in rows(screen)})
    assert own[0] | own[1] == everybody
    assert not own[0] & own[1]
    assert own[0]
    assert own[1]
