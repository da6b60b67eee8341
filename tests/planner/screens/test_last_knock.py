"""The screen of the week shows what another last knock would mean."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.planner.screens.conftest import TIMEOUT_S
from tests.planner.screens.seen import assert_calm


def _table() -> None:
    from planner.domain.week import Week
    from planner.screens import last_knock, opened
    from planner.services.views import week_view

    last_knock.draw(week_view(opened.store(), Week(2026, 49)))


def test_the_table_is_behind_a_line_that_nobody_waits_for(
    planned_path: Path, week_screen: Callable[[], AppTest]
) -> None:
    screen = week_screen()
    assert_calm(screen)
    assert "Tot hoe laat aanbellen?" in [one.label for one in screen.expander]
    assert not screen.table


def test_a_later_last_knock_shows_more_talks_and_a_greater_chance_to_run_over(planned_path: Path) -> None:
    screen = AppTest.from_function(_table, default_timeout=TIMEOUT_S).run()
    assert_calm(screen)
    table = screen.table[0].value
    assert list(table["Laatste keer aanbellen"]) == ["20:00", "20:15", "20:30 (nu)", "20:45"]
    talks = [float(text.replace(",", ".")) for text in table["Gesprekken"]]
    over = [int(text.removesuffix(" %")) for text in table["Kans op meer dan 15 min uitloop"]]
    assert talks == sorted(talks)
    assert talks[0] < talks[-1]
    assert over == sorted(over)
