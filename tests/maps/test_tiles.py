from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maps import DESK, STREET, Light, Pin, Point, Region, Tiles, base_map, standalone_html, week_map

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import WatchedPage

URL = "https://tiles.example/street/{z}/{x}/{y}.png"
HERE = Point(52.045, 4.395)


def test_without_tiles_a_map_knows_of_no_tile_server(nootdorp: Region) -> None:
    for made in (base_map(nootdorp), week_map([Pin(HERE, "x")], [], nootdorp)):
        page = str(made.get_root().render())
        assert "tileLayer" not in page
        assert "leaflet-tile-pane {" not in page


def test_a_map_with_tiles_has_them_for_its_ground_and_credits_both_sources(nootdorp: Region) -> None:
    tiles = Tiles(URL, "© Gemeente <b>Dorp</b>")
    plain = str(week_map([Pin(HERE, "x")], [], nootdorp).get_root().render())
    page = str(week_map([Pin(HERE, "x")], [], nootdorp, tiles=tiles).get_root().render())
    assert URL in page
    assert "Gemeente" in page
    assert "<b>Dorp" not in page
    assert "OpenStreetMap contributors" in page
    assert len(page) < len(plain) / 2


@pytest.mark.parametrize("light", [DESK, STREET])
def test_tiles_step_back_behind_routes_by_day_and_by_night(nootdorp: Region, light: Light) -> None:
    page = str(base_map(nootdorp, light, tiles=Tiles(URL)).get_root().render())
    assert f".leaflet-tile-pane {{ filter: {light.tiles}; }}" in page
    assert ("invert(1)" in light.tiles) == (light is STREET)


def test_tiles_may_come_from_a_path_of_this_server() -> None:
    assert Tiles("/tiles/{z}/{x}/{y}.png").origin == ""
    assert Tiles(URL).origin == "https://tiles.example"


@pytest.mark.parametrize(
    "url",
    [
        "", "https://tiles.example/", "http://tiles.example/{z}/{x}/{y}.png",
        "//tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}/{y}/{y}.png", "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}/{y}.png'+alert(1)+'", "javascript:alert(1)//{z}{x}{y}",
        "https://tiles.example/{{7*7}}/{z}/{x}/{y}.png", "https:///{z}/{x}/{y}.png",
    ],
)  # fmt: skip
def test_an_address_that_is_no_template_of_tiles_is_refused_with_its_value(url: str) -> None:
    with pytest.raises(ValueError, match="tile address is") as caught:
        Tiles(url)
    assert repr(url) in str(caught.value)


def test_tiles_without_a_credit_are_refused() -> None:
    with pytest.raises(ValueError, match="credit"):
        Tiles(URL, " ")


@pytest.mark.browser
def test_a_browser_asks_for_tiles_only_where_the_map_was_given_them(
    watched_page: WatchedPage, nootdorp: Region, tmp_path: Path
) -> None:
    file, page = tmp_path / "map.html", watched_page.page
    file.write_text(standalone_html(week_map([Pin(HERE, "x")], [], nootdorp)), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_selector(".map-sign")
    watched_page.assert_quiet()
    drawn = week_map([Pin(HERE, "x")], [], nootdorp, light=STREET, tiles=Tiles(URL))
    file.write_text(standalone_html(drawn), encoding="utf-8")
    with page.expect_request("https://tiles.example/**"):
        page.goto(file.as_uri())
    assert {address.split("/street/")[0] for address in watched_page.outside} == {"https://tiles.example"}
    pane = page.locator(".leaflet-tile-pane")
    assert "invert(1)" in pane.evaluate("pane => getComputedStyle(pane).filter")
