"""Maps: the only module that imports folium.

One GeoJSON layer per kind of thing (a loop of folium objects is sixty times slower), Leaflet from this
machine, no tiles: nobody is told where residents live.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.template import Template
from folium.utilities import JsCode

from maps import assets
from maps.background import street_labels
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.background import BackgroundLine, StreetLabel
    from maps.features import Area, Feature, Line, Pin
    from maps.geometry import Bounds
    from maps.ground import GroundArea
    from maps.region import Region

ZOOM_START, ZOOM_MAX, ZOOM_NAMES = 14, 19, 16
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
    """A folium map that loads Leaflet from this machine and draws no tiles."""

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


class _Ground(MacroElement):
    """Colour of the ground and the attribution."""

    _template = Template("""
        {% macro header(this, kwargs) %}
        <style>.leaflet-container { background: {{ this.light.ground }}; }
        .leaflet-container.leaflet-container { font: 12px/1.5 system-ui, sans-serif; }
        .leaflet-tooltip { font: 13px/1.4 system-ui, sans-serif; }
        .leaflet-container .leaflet-control-attribution, .leaflet-control-scale-line,
        .leaflet-container .leaflet-bar a { background: {{ this.light.panel }}; color: {{ this.light.ink }}; }
        </style>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this.map_name() }}.getContainer().style.background = {{ this.light.ground|tojson }};
        L.control.scale({imperial: false}).addTo({{ this.map_name() }});
        {{ this.map_name() }}.attributionControl.setPrefix(false);
        {{ this.map_name() }}.attributionControl.addAttribution({{ this.attribution|tojson }});
        {% endmacro %}
    """)

    def __init__(self, light: Light, attribution: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ground"
        self.light = light
        self.attribution = map_text(attribution)

    def map_name(self) -> str:
        """Name of the map's variable in the page."""
        return _map_name(self)


class _View(MacroElement):
    """Brings a box into view, with room for the legend on a wide screen."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        {{ this.map_name() }}.fitBounds({{ this.corners|tojson }}, {
          paddingTopLeft: [45, 30], maxZoom: 17, animate: false,
          paddingBottomRight: [{{ this.map_name() }}.getSize().x < 600 ? 25 : {{ this.legend_px }}, 30]
        });
        {% endmacro %}
    """)

    def __init__(self, bounds: Bounds, *, legend_px: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "View"
        self.corners = [[bounds.south, bounds.west], [bounds.north, bounds.east]]
        self.legend_px = legend_px

    def map_name(self) -> str:
        """Name of the map's variable in the page."""
        return _map_name(self)


class _Names(MacroElement):
    """Street names along their streets, at high zoom only and only where they are in view."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        (function (map) {
          var names = {{ this.names|tojson }}, shown = L.layerGroup().addTo(map);
          function write() {
            shown.clearLayers();
            if (map.getZoom() < {{ this.zoom }}) { return; }
            var view = map.getBounds();
            var px = 256 * Math.pow(2, map.getZoom()) / 40075017;
            names.forEach(function (n) {
              if (!view.contains([n[0], n[1]])) { return; }
              if (n[3] * px / Math.cos(n[0] * Math.PI / 180) < n[5] * 6.2) { return; }
              var turn = 'transform:translate(-50%,-50%) rotate(' + n[2] + 'deg)';
              var text = '<div style="' + turn + '">' + n[4] + '</div>';
              L.marker([n[0], n[1]], {interactive: false, keyboard: false, zIndexOffset: -1000,
                icon: L.divIcon({html: text, className: 'street-name', iconSize: [0, 0]})}).addTo(shown);
            });
          }
          map.on('zoomend moveend', write);
          map.whenReady(write);
        })({{ this.map_name() }});
        {% endmacro %}
        {% macro header(this, kwargs) %}
        <style>.street-name div { position: absolute; white-space: nowrap; pointer-events: none;
          font: 11px/1 system-ui, sans-serif; color: {{ this.light.label }};
          text-shadow: 0 0 2px {{ this.light.ground }}, 0 0 2px {{ this.light.ground }},
            0 0 3px {{ this.light.ground }}; }</style>
        {% endmacro %}
    """)

    def __init__(self, labels: Sequence[StreetLabel], light: Light) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Names"
        self.light, self.zoom = light, ZOOM_NAMES
        self.names = [
            [
                round(label.point.lat, 5), round(label.point.lon, 5), round(label.tilt),
                round(label.length_m), map_text(label.text), len(label.text),
            ]
            for label in labels
        ]  # fmt: skip

    def map_name(self) -> str:
        """Name of the map's variable in the page."""
        return _map_name(self)


class _Legend(MacroElement):
    """The legend as a control of the map; a new one takes the place of the old."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        (function (map) {
          if (map.streetLegend) { map.streetLegend.remove(); }
          if (!{{ this.html|tojson }}) { return; }
          map.streetLegend = L.control({position: 'topright'});
          map.streetLegend.onAdd = function () {
            var box = L.DomUtil.create('div', 'map-legend');
            box.innerHTML = {{ this.html|tojson }};
            if (map.getSize().x < 720) { box.firstChild.removeAttribute('open'); }
            L.DomEvent.disableClickPropagation(box);
            L.DomEvent.disableScrollPropagation(box);
            return box;
          };
          map.streetLegend.addTo(map);
        })({{ this.map_name() }});
        {% endmacro %}
    """)

    def __init__(self, html: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Legend"
        self.html = html

    def map_name(self) -> str:
        """Name of the map's variable in the page."""
        return _map_name(self)


def _map_name(element: MacroElement) -> str:
    above: Any = element
    while not isinstance(above, folium.Map):
        above = above._parent
    return str(above.get_name())


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


def base_map(region: Region, light: Light = DESK, view: Bounds | None = None) -> StreetMap:
    """Return the ground alone: streets, names, colour, scale and attribution.

    `view` is what to show at first, the whole region unless given. In Streamlit this goes in `fig` with a
    constant `key`, so that the view stays where the user moved it.
    """
    bounds = view or region.bounds
    made = _empty_map(tuple(bounds.centre), light, region.attribution)
    if region.ground:
        _layer(_ground_features(region.ground, light)).add_to(made)
    _layer(_street_features(region.background, light)).add_to(made)
    _Names(street_labels(region.network), light).add_to(made)
    _View(bounds, legend_px=30 if view is None else 250).add_to(made)
    return made


def _empty_map(centre: tuple[float, ...], light: Light, attribution: str) -> StreetMap:
    made = StreetMap(
        location=list(centre), tiles=None, zoom_start=ZOOM_START, prefer_canvas=True,
        max_zoom=ZOOM_MAX, zoom_snap=0.5,
    )  # fmt: skip
    _Ground(light, attribution).add_to(made)
    return made


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
    _Legend(legend_html((words or LegendWords()).title, entries, light) if entries else "").add_to(group)
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
) -> StreetMap:
    """Return a whole map: the region's streets with a plan on them, and the plan in view."""
    places = [pin.point for pin in pins] + [point for line in lines for point in line.points]
    places += [point for area in areas for point in area.rings[0]]
    made = base_map(region, light, bounds_of(places) if places else None)
    layers(pins, lines, areas, legend=legend, words=words, light=light).add_to(made)
    return made


def standalone_html(made: StreetMap, title: str = "") -> str:
    """Return a map as one HTML page that opens from a file, without a network."""
    page = assets.inline(str(made.get_root().render()), made.url_prefix)
    return page.replace("<head>", f"<head>\n    <title>{map_text(title)}</title>", 1) if title else page
