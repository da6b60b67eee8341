"""The sheet that `plan` writes opens from its file on a phone without a network, map included."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.cli import main
from tests.browser import watch
from tests.journeys.desk import PICTURES
from tests.journeys.test_files_to_plan import ARGUMENTS, table

pytestmark = pytest.mark.browser

NOT_GROUND = """
canvas => {
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return colours.size;
}
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    assert main([*ARGUMENTS, "--out", str(folder), "--rounds", "2"]) == 0
    return folder


def picture(page: Page, name: str) -> None:
    if os.environ.get("AVONDRONDE_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def test_every_sheet_opens_without_a_network(out: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, offline=True)
    sheets = sorted((out / "routes").glob("*.html"))
    assert len(sheets) == len(table("shifts.csv", "shift_id"))
    for sheet in sheets:
        watched = watch(context.new_page())
        watched.page.goto(sheet.as_uri())
        expect(watched.page.get_by_role("navigation")).to_be_visible()
        assert watched.page.evaluate("document.documentElement.scrollWidth") == 390
        watched.page.click("[data-view=kaart]")
        assert watched.page.locator("canvas").evaluate(NOT_GROUND) > 5
        watched.assert_quiet()
        watched.page.close()
    context.close()


def test_a_coach_goes_through_the_evening_on_the_sheet(out: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, offline=True)
    watched = watch(context.new_page())
    page = watched.page
    page.goto(sorted((out / "routes").glob("*.html"))[0].as_uri())
    picture(page, "sheet")
    first = page.locator("#view-nu, [data-panel=nu], main").first.inner_text()
    page.get_by_role("button", name="Volgende").click()
    assert page.locator("#view-nu, [data-panel=nu], main").first.inner_text() != first
    page.click("[data-view=kaart]")
    picture(page, "sheet-map")
    page.click("[data-view=lijst]")
    expect(page.get_by_text("reserve", exact=False).first).to_be_visible()
    watched.assert_quiet()
    context.close()


def test_the_week_map_opens_from_its_file_and_draws_every_route(out: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    watched = watch(context.new_page())
    watched.page.goto((out / "plan.html").as_uri())
    expect(watched.page.locator(".map-legend")).to_be_visible()
    assert watched.page.locator(".map-sign").count() > 100
    watched.assert_quiet()
    context.close()
