"""Parts of a map page that folium doesn't have: ground, view, street names, legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.template import Template

from maps.text import map_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.background import StreetLabel
    from maps.geometry import Bounds
    from maps.styles import Light

# Names are written from this zoom on.
ZOOM_NAMES = 16


def _map_name(element: MacroElement) -> str:
    above: Any = element
    while not isinstance(above, folium.Map):
        above = above._parent
    return str(above.get_name())


class Ground(MacroElement):
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


class TileFilter(MacroElement):
    """Takes the glare out of tiles, so that routes and signs keep their contrast by day and by night."""

    _template = Template("""
        {% macro header(this, kwargs) %}
        <style>.leaflet-tile-pane { filter: {{ this.light.tiles }}; }</style>
        {% endmacro %}
    """)

    def __init__(self, light: Light) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TileFilter"
        self.light = light


class View(MacroElement):
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


class Names(MacroElement):
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


class Legend(MacroElement):
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
