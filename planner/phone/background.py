"""The map behind a route, small enough to travel inside the sheet.

Lines are merged per kind and name, clipped to the neighbourhood of the route, simplified, and written as
whole steps of 1e-5 degree (at most 1.1 m), each point as its difference from the one before.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from planner.domain.plan import Point
from planner.phone.parts import LineKind, SheetLine

STEP = 1e-5  # degrees; a door is 1 m wide, so nothing finer can be seen
METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km
SURFACES = frozenset({LineKind.WATER, LineKind.GREEN})
WIDE = frozenset({LineKind.MAIN, LineKind.THROUGH}) | SURFACES


@dataclass(frozen=True)
class Detail:
    """How much of the surroundings is kept, in metres around the route.

    ``wide_m`` holds for through streets, water and green (a rectangle); ``narrow_m`` for small streets
    (a band along the route; None for the same rectangle).
    """

    wide_m: float
    narrow_m: float | None
    tolerance_m: float


# From rich to poor; the first that fits the budget is used.
DETAILS = (
    Detail(900, None, 1.0),
    Detail(600, None, 1.5),
    Detail(500, 400, 2.0),
    Detail(400, 250, 3.0),
    Detail(300, 150, 4.0),
    Detail(300, 80, 6.0),
    Detail(300, 40, 10.0),
    Detail(300, 0, 20.0),
)


def steps(point: Point) -> tuple[int, int]:
    """Return a point as whole steps of 1e-5 degree: latitude, longitude."""
    return round(point.lat / STEP), round(point.lon / STEP)


def deltas(path: Iterable[Point]) -> list[int]:
    """Return a path as ``[lat, lon, dlat, dlon, ...]`` in whole steps; standing still is left out."""
    encoded: list[int] = []
    lat = lon = 0
    for point in path:
        next_lat, next_lon = steps(point)
        if not encoded or (next_lat, next_lon) != (lat, lon):
            encoded += (next_lat - lat, next_lon - lon)
            lat, lon = next_lat, next_lon
    return encoded


class _Plane:
    """A flat piece of earth in metres around one latitude; good to a few decimetres over a city."""

    def __init__(self, lat: float) -> None:
        self.scale = np.array([METRES_PER_DEGREE * math.cos(math.radians(lat)), METRES_PER_DEGREE])

    def line(self, path: Sequence[Point]) -> shapely.Geometry:
        return shapely.LineString(np.array([(p.lon, p.lat) for p in path]) * self.scale)

    def path(self, geometry: shapely.Geometry) -> tuple[Point, ...]:
        return tuple(Point(lat, lon) for lon, lat in shapely.get_coordinates(geometry) / self.scale)


def simplified(path: Sequence[Point], tolerance_m: float) -> tuple[Point, ...]:
    """Return a path with fewer points that stays within a tolerance of the given one, in metres."""
    if len(path) < 3:
        return tuple(path)
    plane = _Plane(path[0].lat)
    return plane.path(shapely.simplify(plane.line(path), tolerance_m))


def _merged(lines: Iterable[SheetLine], plane: _Plane) -> list[tuple[LineKind, str, shapely.Geometry]]:
    """Return geometries per kind and name: a street given once per direction is there once."""
    groups: dict[tuple[LineKind, str], list[shapely.Geometry]] = defaultdict(list)
    for line in lines:
        groups[line.kind, line.name].append(plane.line(line.path))
    merged = []
    for (kind, name), geometries in groups.items():
        if kind in SURFACES:
            once = [shapely.Polygon(g) if g.is_ring else g for g in geometries]
            merged += [(kind, name, shapely.make_valid(geometry)) for geometry in once]
        else:
            distinct = {shapely.normalize(geometry).wkb: geometry for geometry in geometries}
            merged.append((kind, name, shapely.line_merge(shapely.MultiLineString(list(distinct.values())))))
    return merged


def _pieces(geometry: shapely.Geometry, tolerance_m: float) -> list[shapely.Geometry]:
    """Return the simple lines and rings of a clipped geometry."""
    found = []
    for part in shapely.get_parts(shapely.simplify(geometry, tolerance_m)):
        if part.geom_type == "GeometryCollection":
            found += _pieces(part, tolerance_m)
        elif part.geom_type == "Polygon" and not part.is_empty:
            found.append(part.exterior)
        elif part.geom_type == "LineString" and not part.is_empty:
            found.append(part)
    return found


def _encoded(
    merged: list[tuple[LineKind, str, shapely.Geometry]],
    route: shapely.Geometry,
    detail: Detail,
    plane: _Plane,
) -> dict[str, list[Any]]:
    wide = shapely.box(*shapely.bounds(route)).buffer(detail.wide_m, join_style="mitre")
    narrow = wide if detail.narrow_m is None else route.buffer(max(detail.narrow_m, 1))
    names: dict[str, int] = {"": -1}
    lines = []
    for kind, name, geometry in merged:
        if detail.narrow_m == 0 and kind not in WIDE:
            continue
        clipped = shapely.intersection(geometry, wide if kind in WIDE else narrow)
        for piece in _pieces(clipped, detail.tolerance_m):
            path = deltas(plane.path(piece))
            if len(path) > 2:
                number = names.setdefault(name, len(names) - 1)
                lines.append([list(LineKind).index(kind), number, *path])
    return {"names": list(names)[1:], "lines": lines}


def neighbourhood(
    lines: Sequence[SheetLine], around: Sequence[Point], budget_bytes: int
) -> dict[str, list[Any]]:
    """Return the lines near a route as numbers for the phone, within a number of bytes of JSON.

    Parameters
    ----------
    lines
        The streets, water and green of the whole working area.
    around
        Every point of the route: path, stops, start and end.
    budget_bytes
        The size to stay under; detail is given up from far to near until it fits. The poorest form
        (through streets, coarse) is returned even when it is larger.

    Returns
    -------
    dict
        ``names``: street names; ``lines``: ``[kind, name, lat, lon, dlat, dlon, ...]`` with the place of
        the kind in `LineKind`, the place of the name (-1: none) and whole steps of 1e-5 degree.
    """
    encoded: dict[str, list[Any]] = {"names": [], "lines": []}
    if not lines or not around:
        return encoded
    plane = _Plane(around[0].lat)
    merged = _merged(lines, plane)
    # One point twice is still a line to shapely, so a route with one place needs no branch.
    route = plane.line([*around, around[-1]])
    for detail in DETAILS:
        encoded = _encoded(merged, route, detail, plane)
        if len(json.dumps(encoded, ensure_ascii=False, separators=(",", ":")).encode()) <= budget_bytes:
            break
    return encoded
