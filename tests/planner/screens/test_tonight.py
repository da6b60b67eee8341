"""The screen of tonight: the routes of an evening and what happened at each door."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.domain.outcome import Outcome, OutcomeCode
from planner.domain.week import local
from planner.store import Store
from tests.planner.screens.conftest import TIMEOUT_S
from tests.planner.screens.seen import assert_calm, choose, groups, rows, text

Screen = Callable[[], AppTest]
SHIFT = "A01"


def stored(path: Path) -> tuple[Outcome, ...]:
    store = Store(path)
    with store.reading() as record:
        outcomes = record.outcomes()
    store.close()
    return outcomes


def fill(screen: AppTest, dossier_id: str, door: str, code: OutcomeCode) -> AppTest:
    form = f"{SHIFT}-{dossier_id}"
    choose(screen, dossier_id)
    screen.button_group(key=f"door-{form}").set_value(door).run()
    return screen.button_group(key=f"code-{door}-{form}").set_value(code.value).run()


def save(screen: AppTest, dossier_id: str) -> AppTest:
    return screen.button(key=f"save-{SHIFT}-{dossier_id}").click().run()


def test_without_a_plan_it_says_where_to_begin(record_path: Path, tonight_screen: Screen) -> None:
    screen = tonight_screen()
    assert_calm(screen)
    assert "Ga naar Week" in screen.info[0].value


def test_the_first_evening_of_the_plan_is_open_at_its_first_door(
    planned_path: Path, tonight_screen: Screen
) -> None:
    screen = tonight_screen()
    assert_calm(screen)
    assert screen.selectbox(key="evening").value == "2026-11-30"
    first = rows(screen)[0]
    assert first["title"] in text(screen)
    assert f"{first['time']} · stop 1 van {len(rows(screen))}" in text(screen)


def test_nothing_is_chosen_beforehand(planned_path: Path, tonight_screen: Screen) -> None:
    screen = tonight_screen()
    form = f"{SHIFT}-{rows(screen)[0]['key']}"
    assert not screen.button_group(key=f"door-{form}").value
    assert screen.button(key=f"save-{form}").disabled
    screen.button_group(key=f"door-{form}").set_value("spoken").run()
    assert not screen.button_group(key=f"code-spoken-{form}").value
    assert screen.button(key=f"save-{form}").disabled


def test_a_saved_outcome_is_stored_with_its_evening_and_says_what_follows(
    planned_path: Path, tonight_screen: Screen
) -> None:
    screen = tonight_screen()
    first = rows(screen)[0]
    fill(screen, first["key"], "not_home", OutcomeCode.NT_KAART)
    save(screen, first["key"])
    assert_calm(screen)
    (outcome,) = stored(planned_path)
    assert (outcome.dossier_id, outcome.code, outcome.shift_id) == (first["key"], OutcomeCode.NT_KAART, SHIFT)
    assert f"{outcome.at:%H:%M}" == first["time"]
    assert "Opgeslagen: Niemand thuis, kaart in de bus" in text(screen)
    assert "De bewoner krijgt een week om op de kaart te reageren." in text(screen)
    assert groups(screen)[0]["sub"].startswith(f"1 van {len(rows(screen))} ingevuld")
    assert rows(screen)[0]["done"] == "✓ Niemand thuis, kaart in de bus"
    screen.button(key="next").click().run()
    assert rows(screen)[1]["title"] in text(screen)


def _form_of_a_page_that_lags_behind() -> None:
    """The form of Monday's first stop, as a page shows it that has not heard of any outcome."""
    from dataclasses import replace

    from planner.domain.week import Week
    from planner.screens import opened
    from planner.screens.outcome_form import outcome_form
    from planner.services.views import week_view

    view = week_view(opened.store(), Week(2026, 49))
    route = next(one for one in view.routes if one.route.shift_id == "A01")
    outcome_form(view.week, "A01", replace(route.stops[0], outcome=None))


def test_two_pages_at_one_door_store_one_outcome(planned_path: Path, tonight_screen: Screen) -> None:
    here = tonight_screen()
    first = rows(here)[0]["key"]
    fill(here, first, "spoken", OutcomeCode.REGELING)
    save(here, first)
    there = AppTest.from_function(_form_of_a_page_that_lags_behind, default_timeout=TIMEOUT_S).run()
    fill(there, first, "not_home", OutcomeCode.NT_KAART)
    save(there, first)
    assert [outcome.code for outcome in stored(planned_path)] == [OutcomeCode.REGELING]
    assert there.warning[0].value == (
        "Dit adres is al ingevuld: Betaalafspraak gemaakt. Er is niets veranderd."
    )


def test_a_second_press_of_the_same_form_stores_nothing_new(
    planned_path: Path, tonight_screen: Screen
) -> None:
    screen = AppTest.from_function(_form_of_a_page_that_lags_behind, default_timeout=TIMEOUT_S).run()
    first = rows(tonight_screen())[0]["key"]
    fill(screen, first, "spoken", OutcomeCode.REGELING)
    save(screen, first)
    save(screen, first)
    assert_calm(screen)
    assert not screen.warning
    assert len(stored(planned_path)) == 1


def test_an_appointment_needs_its_moment(planned_path: Path, tonight_screen: Screen) -> None:
    screen = tonight_screen()
    first = rows(screen)[0]["key"]
    form = f"{SHIFT}-{first}"
    fill(screen, first, "spoken", OutcomeCode.AFSPRAAK)
    assert screen.button(key=f"save-{form}").disabled
    screen.date_input(key=f"appointment-day-{form}").set_value(date(2026, 12, 7)).run()
    assert screen.button(key=f"save-{form}").disabled
    screen.time_input(key=f"appointment-time-{form}").set_value(time(19)).run()
    save(screen, first)
    assert_calm(screen)
    (outcome,) = stored(planned_path)
    assert outcome.appointment_at == local(date(2026, 12, 7), time(19))
    assert "maandag 7 december 19:00" in text(screen)


def test_an_appointment_before_the_visit_is_refused_in_words(
    planned_path: Path, tonight_screen: Screen
) -> None:
    screen = tonight_screen()
    first = rows(screen)[0]["key"]
    form = f"{SHIFT}-{first}"
    fill(screen, first, "spoken", OutcomeCode.AFSPRAAK)
    screen.date_input(key=f"appointment-day-{form}").set_value(date(2026, 11, 30)).run()
    screen.time_input(key=f"appointment-time-{form}").set_value(time(9)).run()
    save(screen, first)
    assert "ligt niet na het bezoek" in screen.warning[0].value
    assert stored(planned_path) == ()


def test_the_time_can_be_another_than_planned(planned_path: Path, tonight_screen: Screen) -> None:
    screen = tonight_screen()
    first = rows(screen)[0]["key"]
    fill(screen, first, "not_home", OutcomeCode.NT_GEEN_KAART)
    screen.time_input(key=f"at-{SHIFT}-{first}").set_value(time(19, 25))
    save(screen, first)
    (outcome,) = stored(planned_path)
    assert outcome.at == local(date(2026, 11, 30), time(19, 25))


def test_a_language_is_asked_and_kept(planned_path: Path, tonight_screen: Screen) -> None:
    screen = tonight_screen()
    first = rows(screen)[0]["key"]
    form = f"{SHIFT}-{first}"
    fill(screen, first, "spoken", OutcomeCode.TAAL)
    assert screen.button(key=f"save-{form}").disabled
    screen.selectbox(key=f"language-{form}").set_value("pl").run()
    save(screen, first)
    (outcome,) = stored(planned_path)
    assert outcome.language == "pl"


def test_another_route_shows_its_own_doors(planned_path: Path, tonight_screen: Screen) -> None:
    screen = tonight_screen()
    before = {row["key"] for row in rows(screen)}
    screen.button_group(key="route-2026-11-30").set_value("A02").run()
    assert_calm(screen)
    assert not before & {row["key"] for row in rows(screen)}


def test_it_says_what_still_fits_and_follows_what_is_recorded(
    planned_path: Path, tonight_screen: Screen
) -> None:
    screen = tonight_screen()
    count = len(rows(screen))
    fits = screen.expander[0]
    assert fits.label.startswith(f"Alle {count} adressen passen nog")
    told = [line.value for line in fits.markdown]
    assert len([line for line in told if not line.startswith(("Reserve", "Loopt"))]) == count
    assert any(line.startswith("Reserve: ") for line in told)
    first = rows(screen)[0]["key"]
    fill(screen, first, "spoken", OutcomeCode.REGELING)
    save(screen, first)
    assert_calm(screen)
    assert f"{count - 1} adressen" in screen.expander[0].label
