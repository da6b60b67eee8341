"""Maps of streets, routes and signs, with folium.

One GeoJSON layer per kind of thing (a loop of folium objects is sixty times slower), Leaflet from this
machine, no tiles unless they are asked for (`maps.tiles` says what that tells whom): nobody is told where
residents live.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import folium
from folium.utilities import JsCode

from maps import assets
from maps.background import street_labels
from maps.controls import Ground, Legend, Names, TileFilter, View
from maps.features import (
    area_features,
    arrow_features,
    line_features,
    stop_features,
    unplanned_features,
)
from maps.geometry import bounds_of
from maps.legend import LegendEntry, LegendWords, legend_html, legend_of
from maps.styles import DESK, Light
from maps.text import map_text
from maps.tiles import ZOOM_TILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.background import BackgroundLine
    from maps.features import Area, Feature, Line, Pin
    from maps.geometry import Bounds
    from maps.ground import GroundArea
    from maps.region import Region
    from maps.tiles import Tiles

ZOOM_START, ZOOM_MAX = 14, 19
DEFAULT_PREFIX = "/assets/maps/"

# Gives a point its sign and every feature its caption; both were encoded by maps.text or made of numbers.
_DRESS = JsCode("""
function(feature, layer) {
  var p = feature.properties;
  if (p.icon && layer.setIcon) {
    layer.setIcon(L.divIcon({html: p.icon, className: 'map-sign', iconSize: [24, 24], iconAnchor: [12, 12]}));
  }
  if (p.caption) { layer.bindTooltip(p.caption, {sticky: true}); }
}
""")


def _links(files: Sequence[tuple[str, str]], prefix: str) -> list[tuple[str, str]]:
    return [(name, prefix + file) for name, file in files]


class StreetMap(folium.Map):
    """A folium map that loads Leaflet from this machine."""

    url_prefix = DEFAULT_PREFIX
    default_js: list[tuple[str, str]] = _links(assets.SCRIPTS, DEFAULT_PREFIX)
    default_css: list[tuple[str, str]] = _links(assets.STYLES, DEFAULT_PREFIX)


def use_local_assets(url_prefix: str) -> None:
    """Make every map load Leaflet from this address; serve `maps.asset_files()` there.

    Raises
    ------
    ValueError
        When the address is on another host.
    """
    if "//" in url_prefix or not url_prefix.endswith("/"):
        raise ValueError(f"asset address is {url_prefix!r}; expected a path on this server that ends in /")
    StreetMap.url_prefix = url_prefix
    StreetMap.default_js = _links(assets.SCRIPTS, url_prefix)
    StreetMap.default_css = _links(assets.STYLES, url_prefix)


def _layer(
    features: Sequence[Feature], marker: folium.Marker | folium.CircleMarker | None = None
) -> folium.GeoJson:
    """Return one layer; folium reads each feature's own style."""
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": list(features)}, marker=marker, on_each_feature=_DRESS
    )
    # Fail here, with the value, rather than in the browser with a blank page.
    json.dumps(layer.data, allow_nan=False)
    return layer


def base_map(
    region: Region, light: Light = DESK, view: Bounds | None = None, tiles: Tiles | None = None
) -> StreetMap:
    """Return the ground alone: streets, names, colour, scale and attribution.

    `view` is what to show at first, the whole region unless given. In Streamlit this goes in `fig` with a
    constant `key`, so that the view stays where the user moved it. With `tiles` the ground is their pictures,
    and whoever serves them is told which places are looked at; without, the page asks nothing of anybody.
    """
    bounds = view or region.bounds
    made = _empty_map(tuple(bounds.centre), light, region.attribution)
    if tiles is not None:
        _add_tiles(made, tiles, light)
    else:
        if region.ground:
            _layer(_ground_features(region.ground, light)).add_to(made)
        _layer(_street_features(region.background, light)).add_to(made)
        Names(street_labels(region.network), light).add_to(made)
    View(bounds, legend_px=30 if view is None else 250).add_to(made)
    return made


def _empty_map(centre: tuple[float, ...], light: Light, attribution: str) -> StreetMap:
    made = StreetMap(
        location=list(centre), tiles=None, zoom_start=ZOOM_START, prefer_canvas=True,
        max_zoom=ZOOM_MAX, zoom_snap=0.5,
    )  # fmt: skip
    Ground(light, attribution).add_to(made)
    return made


def _add_tiles(made: StreetMap, tiles: Tiles, light: Light) -> None:
    folium.TileLayer(
        tiles=tiles.url, attr=map_text(tiles.credit), name="tiles", control=False, max_zoom=ZOOM_TILES
    ).add_to(made)
    TileFilter(light).add_to(made)


def _ground_features(ground: Sequence[GroundArea], light: Light) -> list[Feature]:
    fills = {"water": light.water, "green": light.green}
    features = []
    for kind in ("green", "water"):
        rings = [area.rings for area in ground if area.kind == kind]
        polygons = [[[[p.lon, p.lat] for p in ring] for ring in shape] for shape in rings]
        style = {"fillColor": fills[kind], "fillOpacity": 1, "stroke": False, "interactive": False}
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
                "properties": {"style": style},
            }
        )
    return features


def _street_features(background: Sequence[BackgroundLine], light: Light) -> list[Feature]:
    styles = {kind: (colour, weight) for kind, colour, weight in light.streets}
    return [
        {
            "type": "Feature",
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [[[point.lon, point.lat] for point in line] for line in group.lines],
            },
            "properties": {
                "style": {
                    "color": styles[group.kind][0],
                    "weight": styles[group.kind][1],
                    "interactive": False,
                }
            },
        }
        for group in background
    ]


def layers(
    pins: Sequence[Pin] = (),
    lines: Sequence[Line] = (),
    areas: Sequence[Area] = (),
    *,
    legend: Sequence[LegendEntry] | None = None,
    words: LegendWords | None = None,
    light: Light = DESK,
) -> folium.FeatureGroup:
    """Return what changes on a map: areas, ways, signs and their legend.

    In Streamlit this goes in `feature_group_to_add`. A clicked sign comes back in `last_active_drawing`,
    whose `properties.key` is the pin's key. `legend` replaces the one made from the signs; an empty one
    leaves it out.
    """
    group = folium.FeatureGroup(name="plan", control=False)
    blank = folium.DivIcon(html="", class_name="map-sign")
    drawn = (
        (area_features(areas), None),
        (line_features(lines, light), None),
        (arrow_features(lines, light), folium.Marker(icon=blank, interactive=False)),
        (unplanned_features(pins), folium.CircleMarker(radius=5)),
        (stop_features(pins, light), folium.Marker(icon=blank)),
    )
    for features, marker in drawn:
        if features:
            _layer(features, marker).add_to(group)
    entries = legend_of(pins, lines, words, light) if legend is None else legend
    # An empty one still takes away the legend of what was drawn before.
    Legend(legend_html((words or LegendWords()).title, entries, light) if entries else "").add_to(group)
    return group


def week_map(
    pins: Sequence[Pin],
    lines: Sequence[Line],
    region: Region,
    areas: Sequence[Area] = (),
    *,
    legend: Sequence[LegendEntry] | None = None,
    words: LegendWords | None = None,
    light: Light = DESK,
    tiles: Tiles | None = None,
) -> StreetMap:
    """Return a whole map: the region's streets with a plan on them, and the plan in view.

    `tiles` as for `base_map`.
    """
    places = [pin.point for pin in pins] + [point for line in lines for point in line.points]
    places += [point for area in areas for point in area.rings[0]]
    made = base_map(region, light, bounds_of(places) if places else None, tiles)
    layers(pins, lines, areas, legend=legend, words=words, light=light).add_to(made)
    return made


def standalone_html(made: StreetMap, title: str = "") -> str:
    """Return a map as one HTML page that opens from a file, without a network."""
    page = assets.inline(str(made.get_root().render()), made.url_prefix)
    return page.replace("<head>", f"<head>\n    <title>{map_text(title)}</title>", 1) if title else page
