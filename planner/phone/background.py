"""The map behind a route, small enough to travel inside the sheet.

Lines are merged per kind and name, clipped to the neighbourhood of the route, simplified, and written as
polylines. How much is kept depends on the room there is.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from planner.domain.plan import Point
from planner.phone.parts import LineKind, SheetLine
from planner.phone.polyline import polyline

METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km
SURFACES = frozenset({LineKind.WATER, LineKind.GREEN})
ROUTE_TOLERANCE_M = 15.0  # for the neighbourhood only: a rough band is cut out much faster
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


Merged = list[tuple[LineKind, str, shapely.Geometry]]


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


def _merged(lines: Iterable[SheetLine], plane: _Plane) -> Merged:
    """Return geometries per kind and name: a street given once per direction is there once."""
    groups: dict[tuple[LineKind, str], list[shapely.Geometry]] = defaultdict(list)
    for line in lines:
        groups[line.kind, line.name].append(plane.line(line.path))
    merged: Merged = []
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


def _clipped(merged: Merged, route: shapely.Geometry, detail: Detail) -> Iterator[tuple[LineKind, str, Any]]:
    """Yield what lies in the neighbourhood of a route at one level of detail."""
    wide = shapely.box(*shapely.bounds(route)).buffer(detail.wide_m, join_style="mitre")
    band = detail.narrow_m
    # Round corners of the band would cost more than they show.
    narrow = wide if band is None else route.buffer(max(band, 1), quad_segs=1)
    shapely.prepare(narrow)
    for kind, name, geometry in merged:
        if kind in WIDE or band is None:
            yield kind, name, shapely.clip_by_rect(geometry, *wide.bounds)
        elif band > 0 and shapely.intersects(narrow, geometry):
            yield kind, name, shapely.intersection(geometry, narrow)


def _encoded(
    merged: Merged, route: shapely.Geometry, detail: Detail, plane: _Plane, origin: Point
) -> dict[str, list[Any]]:
    names: dict[str, int] = {"": -1}
    lines = []
    for kind, name, clipped in _clipped(merged, route, detail):
        for piece in _pieces(clipped, detail.tolerance_m):
            number = names.setdefault(name, len(names) - 1)
            lines.append([list(LineKind).index(kind), number, polyline(plane.path(piece), origin)])
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
        ``names``: street names; ``lines``: ``[kind, name, polyline]`` with the place of the kind in
        `LineKind`, the place of the name (-1: none) and the line seen from the first point around.
    """
    encoded: dict[str, list[Any]] = {"names": [], "lines": []}
    if not lines or not around:
        return encoded
    plane = _Plane(around[0].lat)
    merged = _merged(lines, plane)
    # One point twice is still a line to shapely, so a route with one place needs no branch.
    route = shapely.simplify(plane.line([*around, around[-1]]), ROUTE_TOLERANCE_M)
    for detail in DETAILS:
        encoded = _encoded(merged, route, detail, plane, around[0])
        if len(json.dumps(encoded, ensure_ascii=False, separators=(",", ":")).encode()) <= budget_bytes:
            break
    return encoded
