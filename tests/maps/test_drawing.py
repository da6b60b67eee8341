from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps import (
    Area,
    Line,
    Pin,
    Point,
    Region,
    base_map,
    layers,
    route_style,
    standalone_html,
    use_local_assets,
    week_map,
)
from maps.assets import asset_files
from maps.drawing import DEFAULT_PREFIX, StreetMap
from maps.features import area_features, arrow_features, line_features, stop_features, unplanned_features
from maps.legend import legend_of
from maps.styles import HUES, contrast, ink_on
from tests.maps.test_text import PAYLOADS

HERE, THERE = Point(52.045, 4.39), Point(52.048, 4.40)
_LOADS = re.compile(
    r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)|url\(([^)]+)\)|fetch\(["']([^"']+)|import\(["']([^"']+)"""
)


def _loaded(page: str) -> list[str]:
    """Addresses a page would ask for; links that a reader must click don't count."""
    without_anchors = re.sub(r"<a\b[^>]*>", "", page)
    found = ["".join(groups) for groups in _LOADS.findall(without_anchors)]
    return [address for address in found if not address.startswith(("data:", "#"))]


def test_a_map_loads_nothing_from_another_host(nootdorp: Region) -> None:
    page = week_map([Pin(HERE, "stop 1")], [Line((HERE, THERE))], nootdorp).get_root().render()
    assert sorted(_loaded(page)) == sorted(DEFAULT_PREFIX + name for name in asset_files())


def test_a_standalone_page_links_to_nothing_at_all(nootdorp: Region) -> None:
    page = standalone_html(week_map([Pin(HERE, "stop 1")], [], nootdorp), "Week 49")
    markup = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert _loaded(markup) == []
    assert "url(images" not in page
    assert "sourceMappingURL" not in page
    assert "<title>Week 49</title>" in page


def test_assets_can_be_served_from_another_path_of_this_server(nootdorp: Region) -> None:
    try:
        use_local_assets("/statisch/")
        page = base_map(nootdorp).get_root().render()
        assert sorted(_loaded(page)) == sorted("/statisch/" + name for name in asset_files())
    finally:
        use_local_assets(DEFAULT_PREFIX)


@pytest.mark.parametrize("address", ["https://cdn.example/", "//cdn.example/", "/no-slash"])
def test_assets_on_another_host_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="asset address"):
        use_local_assets(address)
    assert StreetMap.url_prefix == DEFAULT_PREFIX


def test_every_asset_is_a_file_on_this_machine() -> None:
    assert all(path.is_file() for path in asset_files().values())


def test_the_attribution_is_on_every_map(nootdorp: Region) -> None:
    assert "OpenStreetMap contributors" in base_map(nootdorp).get_root().render()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_any_text_of_a_map_is_not_run_on_the_server(nootdorp: Region, payload: str) -> None:
    pins = [
        Pin(HERE, payload, key=payload, label=payload),
        Pin(THERE, payload, kind="unplanned", reason=payload),
        Pin(THERE, payload, kind="place", must=True),
    ]
    lines = [Line((HERE, THERE), payload, key=payload)]
    areas = [Area(((HERE, THERE, Point(52.05, 4.39)),), payload, key=payload)]
    page = standalone_html(week_map(pins, lines, nootdorp, areas), payload)
    assert payload not in page.replace("leaflet", "")


def test_one_layer_per_kind_of_thing_whatever_their_number(nootdorp: Region) -> None:
    del nootdorp
    many = [Pin(HERE, f"stop {i}", number=i, key=str(i)) for i in range(200)]
    many += [Pin(THERE, "x", kind="unplanned", reason="te ver") for _ in range(200)]
    group = layers(many, [Line((HERE, THERE), route=i) for i in range(30)])
    kinds = [type(child).__name__ for child in group._children.values()]
    assert kinds.count("GeoJson") == 4
    assert len(kinds) == 5


def test_a_stop_carries_its_key_and_number_and_flag() -> None:
    (feature,) = stop_features([Pin(HERE, "stop 4", key="r1-4", number=4, must=True)])
    assert feature["properties"]["key"] == "r1-4"
    assert ">4<" in feature["properties"]["icon"]
    assert "<svg" in feature["properties"]["icon"]
    assert feature["geometry"]["coordinates"] == [4.39, 52.045]


def test_reasons_differ_in_more_than_one_way_when_there_are_many() -> None:
    pins = [Pin(HERE, "x", kind="unplanned", reason=f"reden {i:02}") for i in range(18)]
    styles = {
        (f["properties"]["style"]["color"], f["properties"]["style"]["dashArray"])
        for f in unplanned_features(pins)
    }
    assert len(styles) == 18


def test_the_legend_names_routes_flag_places_and_reasons_with_their_number() -> None:
    pins = [
        Pin(HERE, "a", must=True),
        Pin(HERE, "b", kind="place"),
        Pin(HERE, "c", kind="unplanned", reason="te ver"),
        Pin(HERE, "d", kind="unplanned", reason="te ver"),
    ]
    entries = legend_of(pins, [Line((HERE, THERE), "ma Samira", route=1), Line((HERE, THERE), "x", route=1)])
    assert [entry.text for entry in entries] == [
        "ma Samira",
        "Moet deze week",
        "Begin of einde",
        "te ver (2)",
    ]
    assert entries[0].colour == route_style(1).colour


def test_a_long_way_gets_one_arrow_that_points_along_it() -> None:
    north = Line((Point(52.0, 4.0), Point(52.01, 4.0)))
    east = Line((Point(52.0, 4.0), Point(52.0, 4.01)))
    icons = [feature["properties"]["icon"] for feature in arrow_features([north, east])]
    assert "rotate(0deg)" in icons[0]
    assert "rotate(90deg)" in icons[1]
    assert arrow_features([Line((HERE, Point(52.0451, 4.39)))]) == []


def test_a_hatched_area_is_drawn_in_lines_inside_it() -> None:
    ring = (Point(52.0, 4.0), Point(52.0, 4.1), Point(52.1, 4.1), Point(52.1, 4.0))
    outline, hatch = area_features([Area((ring,), hatched=True)])
    assert outline["properties"]["style"]["fillOpacity"] == 0
    xs = [x for line in hatch["geometry"]["coordinates"] for x, _ in line]
    assert len(hatch["geometry"]["coordinates"]) > 5
    assert min(xs) >= 4.0
    assert max(xs) <= 4.1


@given(st.integers(0, 500))
def test_neighbouring_routes_never_look_alike(index: int) -> None:
    assert route_style(index) != route_style(index + 1)


def test_the_first_32_routes_all_look_different() -> None:
    assert len({route_style(index) for index in range(32)}) == 32


@pytest.mark.parametrize("hue", HUES)
def test_stop_numbers_can_be_read_on_every_colour(hue: str) -> None:
    assert contrast(ink_on(hue), hue) >= 4.5


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda: Pin(Point(152.0, 4.0), "x"), "152.0"),
        (lambda: Pin(HERE, "x", colour="red"), "'red'"),
        (lambda: Pin(HERE, "x", number=-1), "-1"),
        (lambda: Pin(HERE, "x", kind="dot"), "'dot'"),  # type: ignore[arg-type]
        (lambda: Line((HERE,)), "1 point"),
        (lambda: Line((HERE, Point(float("nan"), 4.0))), "nan"),
        (lambda: Area(((HERE, THERE),)), "3 or more"),
        (lambda: Area(((HERE, THERE, HERE),), opacity=2), "2"),
        (lambda: route_style(-1), "-1"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_value(build: object, value: str) -> None:
    with pytest.raises(ValueError, match=re.escape(value)):
        build()  # type: ignore[operator]


def test_features_are_plain_json() -> None:
    json.dumps(stop_features([Pin(HERE, "é")]) + arrow_features([Line((HERE, THERE))]), allow_nan=False)


def test_a_way_is_drawn_with_the_corners_one_can_see() -> None:
    straight = tuple(Point(52.0 + i * 1e-4, 4.0) for i in range(50))
    casing, stroke = line_features([Line((*straight, Point(52.0049, 4.001)))])
    assert stroke["geometry"]["coordinates"] == [[4.0, 52.0], [4.0, 52.0049], [4.001, 52.0049]]
    assert casing["geometry"] == stroke["geometry"]


def test_a_way_that_goes_nowhere_is_still_a_line() -> None:
    (_, stroke) = line_features([Line((HERE, HERE))])
    assert len(stroke["geometry"]["coordinates"]) == 2
