"""What is put on a map, and its translation to GeoJSON."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely

from maps.geometry import Point
from maps.styles import DESK, INK, MUST, MUTED, PAPER, ink_on, reason_style, route_style
from maps.text import map_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.styles import Light

Feature = dict[str, Any]

PinKind = Literal["stop", "unplanned", "place"]
# A leg shorter than this gets no arrow: its stop numbers say enough.
ARROW_LEG_M = 80.0
# About a metre and a half: less than the width of a line at the nearest zoom.
SEEN_DEGREES = 1.5e-5


@dataclass(frozen=True)
class Pin:
    """A sign at one place.

    `kind` is "stop" (a round number in the colour of its `route`), "unplanned" (a small open circle styled
    by its `reason`) or "place" (a square, where an evening starts or ends). `key` comes back when the pin
    is clicked; make it opaque, the browser sees it. `label` is a few letters that replace the number.
    """

    point: Point
    caption: str
    kind: PinKind = "stop"
    key: str = ""
    route: int = 0
    number: int | None = None
    label: str = ""
    must: bool = False
    reason: str = ""
    colour: str = ""

    def __post_init__(self) -> None:
        _check_points([self.point], "pin")
        if self.kind not in ("stop", "unplanned", "place"):
            raise ValueError(f"pin kind is {self.kind!r}; expected stop, unplanned or place")
        if self.number is not None and not 0 <= self.number <= 999:
            raise ValueError(f"stop number is {self.number!r}; expected 0-999")
        _check_colour(self.colour)


@dataclass(frozen=True)
class Line:
    """A way over the map: the street path of one leg of a route.

    Halfway it gets an arrow. `colour` and `dash` come from the route unless given. The legend names each
    route by the caption of its first line.
    """

    points: tuple[Point, ...]
    caption: str = ""
    route: int = 0
    key: str = ""
    arrow: bool = True
    colour: str = ""
    dash: str = ""

    def __post_init__(self) -> None:
        _check_points(self.points, "line")
        if len(self.points) < 2:
            raise ValueError(f"line {self.key!r} has {len(self.points)} point(s); expected 2 or more")
        _check_colour(self.colour)


@dataclass(frozen=True)
class Area:
    """A filled area: outer rings with their holes, each ring closed or not.

    `hatched` draws lines instead of a fill, for an area whose value is not shown.
    """

    rings: tuple[tuple[Point, ...], ...]
    caption: str = ""
    fill: str = "#9db8d9"
    key: str = ""
    hatched: bool = False
    opacity: float = 0.6

    def __post_init__(self) -> None:
        if not self.rings or any(len(ring) < 3 for ring in self.rings):
            raise ValueError(f"area {self.key!r} needs rings of 3 or more points")
        _check_points([point for ring in self.rings for point in ring], "area")
        _check_colour(self.fill)
        if not 0 <= self.opacity <= 1:
            raise ValueError(f"opacity is {self.opacity!r}; expected 0-1")


def _check_points(points: Iterable[Point], what: str) -> None:
    for point in points:
        lat, lon = point
        if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
            raise ValueError(f"{what} at {tuple(point)!r}; expected (lat, lon) in degrees")


def _check_colour(colour: str) -> None:
    good = len(colour) == 7 and colour[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in colour[1:])
    if colour and not good:
        raise ValueError(f"colour is {colour!r}; expected #rrggbb")


def _place(point: Point) -> list[float]:
    return [round(point.lon, 6), round(point.lat, 6)]


def _feature(kind: str, coordinates: object, **properties: object) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": {name: value for name, value in properties.items() if value != ""},
    }


def stop_features(pins: Sequence[Pin], light: Light = DESK) -> list[Feature]:
    """Return the round numbers, flags and squares."""
    return [
        _feature(
            "Point",
            _place(pin.point),
            key=map_text(pin.key),
            caption=map_text(pin.caption),
            icon=_icon(pin, light),
        )
        for pin in pins
        if pin.kind != "unplanned"
    ]


def _icon(pin: Pin, light: Light) -> str:
    """HTML of a stop's sign; its only outside text is a label, encoded."""
    fill = pin.colour or (INK if pin.kind == "place" else route_style(pin.route, light).colour)
    text = map_text(pin.label[:3]) or ("" if pin.number is None else str(pin.number))
    corner = "50%" if pin.kind == "stop" else "5px"
    flag = (
        '<svg width="14" height="16" viewBox="0 0 14 16" style="position:absolute;left:17px;top:-9px">'
        f'<path d="M2 15V1" stroke="{INK}" stroke-width="2"/><path d="M3 1h10l-3 3.5 3 3.5H3z" fill="{MUST}" '
        f'stroke="{PAPER}" stroke-width="0.8"/></svg>'
        if pin.must
        else ""
    )
    return (
        '<div style="position:relative;width:24px;height:24px;box-sizing:border-box;'
        f"border-radius:{corner};background:{fill};color:{ink_on(fill)};border:2px solid {PAPER};"
        "box-shadow:0 0 2px rgba(0,0,0,.6);font:700 11px/20px system-ui,sans-serif;text-align:center;"
        f'font-variant-numeric:tabular-nums">{text}{flag}</div>'
    )


def unplanned_features(pins: Sequence[Pin]) -> list[Feature]:
    """Return the small open circles, one style per reason."""
    reasons = reasons_of(pins)
    features = []
    for pin in pins:
        if pin.kind != "unplanned":
            continue
        style = reason_style(reasons.index(pin.reason))
        features.append(
            _feature(
                "Point",
                _place(pin.point),
                key=map_text(pin.key),
                caption=map_text(pin.caption),
                style={
                    "color": pin.colour or style.colour,
                    "weight": 3 if pin.must else 2,
                    "dashArray": style.dash or None,
                    "fillColor": PAPER,
                    "fillOpacity": 0.85,
                },
            )
        )
    return features


def reasons_of(pins: Sequence[Pin]) -> list[str]:
    """Return the reasons among the unplanned, most frequent first."""
    counts: dict[str, int] = {}
    for pin in pins:
        if pin.kind == "unplanned":
            counts[pin.reason] = counts.get(pin.reason, 0) + 1
    return sorted(counts, key=lambda reason: (-counts[reason], reason))


def line_features(lines: Sequence[Line], light: Light = DESK) -> list[Feature]:
    """Return the ways, each on a light casing so that it stands off the streets."""
    casings, strokes = [], []
    for line in lines:
        style = route_style(line.route, light)
        path = _drawn_path(line.points)
        casings.append(
            _feature("LineString", path, style={"color": light.panel, "weight": 7, "opacity": 0.7})
        )
        strokes.append(
            _feature(
                "LineString",
                path,
                key=map_text(line.key),
                caption=map_text(line.caption),
                style={
                    "color": line.colour or style.colour,
                    "weight": 4,
                    "opacity": 0.9,
                    "dashArray": line.dash or style.dash or None,
                },
            )
        )
    return casings + strokes


def _drawn_path(points: Sequence[Point]) -> list[list[float]]:
    """Return a way with the corners one can see; a week's routes are then a fifth of the size."""
    line = shapely.simplify(shapely.LineString([(p.lon, p.lat) for p in points]), SEEN_DEGREES)
    return [[round(x, 5), round(y, 5)] for x, y in line.coords]


def arrow_features(lines: Sequence[Line], light: Light = DESK) -> list[Feature]:
    """Return an arrow halfway each way that is long enough to need one."""
    features = []
    for line in lines:
        middle = _middle(line.points) if line.arrow else None
        if middle is None:
            continue
        point, bearing = middle
        colour = line.colour or route_style(line.route, light).colour
        icon = (
            f'<svg width="16" height="16" viewBox="0 0 16 16" style="transform:rotate({bearing:.0f}deg)">'
            f'<path d="M8 1l6 13-6-4-6 4z" fill="{colour}" stroke="{light.panel}" stroke-width="1.4"/></svg>'
        )
        features.append(_feature("Point", _place(point), icon=icon))
    return features


def _middle(points: Sequence[Point]) -> tuple[Point, float] | None:
    """Return the point halfway and the bearing there in degrees from north; nothing for a short way."""
    scale = math.cos(math.radians(points[0].lat))
    steps = [
        (111_320 * (b.lon - a.lon) * scale, 111_320 * (b.lat - a.lat)) for a, b in itertools.pairwise(points)
    ]
    lengths = [math.hypot(*step) for step in steps]
    total = sum(lengths)
    if total < ARROW_LEG_M:
        return None
    run = 0.0
    for (a, b), (east, north), length in zip(itertools.pairwise(points), steps, lengths, strict=True):
        if length > 0 and run + length >= total / 2:
            share = (total / 2 - run) / length
            point = Point(a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon))
            return point, math.degrees(math.atan2(east, north)) % 360
        run += length
    return None


def area_features(areas: Sequence[Area]) -> list[Feature]:
    """Return the areas and, over hatched ones, their lines."""
    features = []
    for area in areas:
        rings = [[_place(point) for point in (*ring, ring[0])] for ring in area.rings]
        features.append(
            _feature(
                "Polygon",
                rings,
                key=map_text(area.key),
                caption=map_text(area.caption),
                style={
                    "color": MUTED,
                    "weight": 1,
                    "fillColor": area.fill,
                    "fillOpacity": 0.0 if area.hatched else area.opacity,
                    "dashArray": "4 3" if area.hatched else None,
                },
            )
        )
        if area.hatched:
            style = {"color": MUTED, "weight": 1, "opacity": 0.7, "interactive": False}
            features.append(_feature("MultiLineString", _hatch(area), style=style))
    return features


def _hatch(area: Area) -> list[list[list[float]]]:
    """Return slanted lines over an area, about twelve whatever its size."""
    shape = shapely.make_valid(
        shapely.Polygon(
            [(p.lon, p.lat) for p in area.rings[0]],
            [[(p.lon, p.lat) for p in ring] for ring in area.rings[1:]],
        )
    )
    west, south, east, north = shape.bounds
    width = (east - west) + (north - south)
    starts = np.linspace(west - (north - south), east, 14)[1:-1]
    strokes = shapely.MultiLineString([[(x, south), (x + width, south + width)] for x in starts])
    pieces = shapely.get_parts(shapely.intersection(strokes, shape))
    return [
        [[round(x, 6), round(y, 6)] for x, y in piece.coords]
        for piece in pieces
        if piece.geom_type == "LineString"
    ]
