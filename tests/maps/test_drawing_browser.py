from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maps import Line, Pin, Region, standalone_html, week_map
from tests.maps.test_text import PAYLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import WatchedPage

pytestmark = pytest.mark.browser


def _plan(nootdorp: Region) -> tuple[list[Pin], list[Line]]:
    doors = [nootdorp.geocode(name, 9).point for name in nootdorp.street_names[: len(PAYLOADS)]]
    pins = [
        Pin(door, payload, key=f"s{i}", number=i, label="`" if i == 0 else "", must=i % 3 == 0)
        for i, (door, payload) in enumerate(zip(doors, PAYLOADS, strict=True))
        if door
    ]
    legs = nootdorp.travel("car").route([pin.point for pin in pins])
    return pins, [Line(leg.points, PAYLOADS[i], route=i) for i, leg in enumerate(legs)]


def _open(watched: WatchedPage, folder: Path, page: str) -> None:
    file = folder / "plan.html"
    file.write_text(page, encoding="utf-8")
    watched.page.goto(file.as_uri())
    watched.page.wait_for_selector(".map-legend")


def test_payloads_are_shown_as_they_read_and_the_map_draws(
    watched_page: WatchedPage,
    nootdorp: Region,
    tmp_path: Path,
) -> None:
    pins, lines = _plan(nootdorp)
    _open(watched_page, tmp_path, standalone_html(week_map(pins, lines, nootdorp)))
    page = watched_page.page
    signs = page.locator(".map-sign.leaflet-interactive")
    assert signs.count() == len(PAYLOADS)
    legend = page.locator(".map-legend").inner_text()
    for payload in PAYLOADS[:-1]:
        assert payload in legend
    for index in range(len(PAYLOADS)):
        signs.nth(index).dispatch_event("mouseover")
        assert page.locator(".leaflet-tooltip").last.inner_text() == PAYLOADS[index]
        signs.nth(index).dispatch_event("mouseout")
    watched_page.assert_quiet()


def test_streets_are_painted_on_the_canvas(
    watched_page: WatchedPage,
    nootdorp: Region,
    tmp_path: Path,
) -> None:
    _open(watched_page, tmp_path, standalone_html(week_map(*_plan(nootdorp), nootdorp)))
    inked = watched_page.page.evaluate(
        """() => { const c = document.querySelector('canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) { if (d[i] > 0) n++; } return n; }"""
    )
    assert inked > 5000
    assert "OpenStreetMap" in watched_page.page.locator(".leaflet-control-attribution").inner_text()
    watched_page.assert_quiet()


def test_on_a_phone_the_legend_is_folded_and_nothing_sticks_out(
    watched_phone: WatchedPage,
    nootdorp: Region,
    tmp_path: Path,
) -> None:
    _open(watched_phone, tmp_path, standalone_html(week_map(*_plan(nootdorp), nootdorp)))
    page = watched_phone.page
    assert page.locator(".map-legend details").get_attribute("open") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    watched_phone.assert_quiet()


def test_street_names_appear_only_when_the_map_is_near(
    watched_page: WatchedPage,
    nootdorp: Region,
    tmp_path: Path,
) -> None:
    door = nootdorp.geocode("Dorpsstraat", 14).point
    assert door is not None
    made = week_map([Pin(door, "x", must=True)], [], nootdorp)
    _open(watched_page, tmp_path, standalone_html(made))
    page = watched_page.page
    page.wait_for_selector(".street-name", state="attached")
    assert "Dorpsstraat" in page.locator(".street-name").all_inner_texts()
    page.evaluate("name => window[name].setZoom(14)", made.get_name())
    page.wait_for_function("document.querySelectorAll('.street-name').length === 0")
    watched_page.assert_quiet()


def test_a_click_on_a_stop_can_tell_which_one_it_was(
    watched_page: WatchedPage,
    nootdorp: Region,
    tmp_path: Path,
) -> None:
    pins, lines = _plan(nootdorp)
    made = week_map(pins, lines, nootdorp)
    _open(watched_page, tmp_path, standalone_html(made))
    page = watched_page.page
    # What streamlit-folium does with a click: ask the clicked layer for its GeoJSON.
    page.evaluate(
        """(name) => window[name].eachLayer(l => l.on && l.on('click', e => {
        window.clicked = e.layer ? e.layer.toGeoJSON().properties.key : null; }))""",
        made.get_name(),
    )
    page.locator(".map-sign.leaflet-interactive").nth(2).dispatch_event("click")
    assert page.evaluate("window.clicked") == "s2"
    watched_page.assert_quiet()
