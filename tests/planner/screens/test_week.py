"""The screen of the week."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.domain.outcome import OutcomeCode
from planner.domain.week import Week
from planner.screens.plan_job import plan_jobs
from planner.services.first_evening import live_through
from planner.store import Store
from tests.planner.screens.conftest import WEEK
from tests.planner.screens.seen import assert_calm, choose, groups, rows, text

Screen = Callable[[], AppTest]


def plan(screen: AppTest, week: Week) -> AppTest:
    """Press the button, wait for the plan, and let the page look again."""
    screen.button(key="plan").click().run()
    job = plan_jobs().of(week)
    if job:
        assert job.done.wait(timeout=120)
    return screen.run()


def test_an_empty_record_teaches_and_loads_the_sample(record_path: Path, week_screen: Screen) -> None:
    screen = week_screen()
    assert_calm(screen)
    assert "Hier komen uw avonden te staan" in text(screen)
    screen.button(key="load-sample").click().run()
    assert_calm(screen)
    said = " ".join(one.value for one in screen.markdown)
    assert "240 dossiers gelezen, 1 niet gelukt" in said
    assert "dossiers.csv, rij 84" in said.replace("\\", "")
    screen.button(key="close-loaded").click().run()
    assert not any("gelezen" in one.value for one in screen.markdown)


def test_planning_runs_beside_the_page_and_shows_its_plan(record_path: Path, week_screen: Screen) -> None:
    screen = week_screen()
    screen.button(key="load-sample").click().run()
    plan(screen, WEEK)
    assert_calm(screen)
    assert "bezoeken gepland" in text(screen)
    store = Store(record_path)
    with store.reading() as record:
        stored = record.plan(WEEK)
    store.close()
    assert stored is not None
    monday = [route for route in stored.plan.routes if route.date == WEEK.monday]
    assert [row["key"] for row in rows(screen)] == [s.dossier_id for r in monday for s in r.stops]


def test_the_routes_of_an_evening_are_shown_with_times_and_reasons(
    planned_path: Path, week_screen: Screen
) -> None:
    screen = week_screen()
    assert_calm(screen)
    first = groups(screen)[0]
    assert first["swatch"]
    times = [row["time"] for row in first["rows"]]
    assert times == sorted(times)
    assert all(row["lines"] and row["title"] for row in first["rows"])
    everyone = len(rows(screen))
    screen.button_group(key="evening-2026-W49").set_value("week").run()
    assert len(rows(screen)) > everyone


def test_choosing_a_stop_says_who_when_and_why(planned_path: Path, week_screen: Screen) -> None:
    screen = week_screen()
    row = rows(screen)[0]
    choose(screen, row["key"])
    assert_calm(screen)
    said = text(screen)
    assert f"Maandag 30 november {row['time']}" in said
    assert "Waarom dit adres" in said
    assert "Wat al geprobeerd is" in said
    assert f"{row['score']} punten" in said


def test_who_is_left_out_says_why_and_what_would_help(planned_path: Path, week_screen: Screen) -> None:
    screen = week_screen()
    screen.button_group(key="shown").set_value("left_out").run()
    assert_calm(screen)
    found = rows(screen)
    assert all(row["lines"][0] for row in found)
    assert all(row["lines"][1].startswith("Wat helpt: ") for row in found)
    screen.button_group(key="reason").set_value("Nu niet bezoeken").run()
    assert {group["title"] for group in groups(screen)} == {"Nu niet bezoeken"}
    unsafe = next(row for row in found if "niet veilig" in row["lines"][0])
    choose(screen, unsafe["key"])
    assert "De manager beslist" in text(screen)


def test_a_refused_row_has_a_card_without_an_address(planned_path: Path, week_screen: Screen) -> None:
    screen = choose(week_screen(), "D-0083")
    assert_calm(screen)
    assert "De rij in het bestand klopt niet" in text(screen)


def test_a_week_without_evenings_takes_over_those_of_the_week_before(
    planned_path: Path, week_screen: Screen
) -> None:
    screen = week_screen()
    screen.selectbox(key="week").set_value("2026-W50").run()
    assert screen.button(key="copy").label == "Neem de avonden van week 49 over"
    screen.button(key="copy").click().run()
    assert_calm(screen)
    store = Store(planned_path)
    with store.reading() as record:
        assert len(record.shifts(WEEK.next)) == len(record.shifts(WEEK))
    store.close()


def test_the_next_plan_says_what_changed_and_why(planned_path: Path, week_screen: Screen) -> None:
    store = Store(planned_path)
    outcomes = live_through(store, WEEK, date(2026, 11, 30), seed=1)
    store.close()
    screen = week_screen()
    screen.selectbox(key="week").set_value("2026-W50").run()
    screen.button(key="copy").click().run()
    plan(screen, WEEK.next)
    screen.button_group(key="shown").set_value("changed").run()
    assert_calm(screen)
    shown = {row["key"]: row for row in rows(screen)}
    assert set(shown) == {outcome.dossier_id for outcome in outcomes}
    arranged = [one.dossier_id for one in outcomes if one.code is OutcomeCode.REGELING]
    assert arranged
    for dossier_id in arranged:
        assert shown[dossier_id]["marks"][0]["text"] == "niet ingepland"
        assert shown[dossier_id]["lines"][1].startswith("Er is een betaalafspraak gemaakt.")


def test_a_week_that_is_over_cannot_be_planned_and_says_so(
    planned_path: Path, week_screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVONDRONDE_TODAY", "2026-12-05")
    screen = week_screen()
    screen.selectbox(key="week").set_value("2026-W49").run()
    plan(screen, WEEK)
    assert [one.value for one in screen.error] == [
        "Week 49 heeft geen avonden die nog komen. Zet eerst avonden klaar."
    ]
