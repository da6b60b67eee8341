"""Water and green under the streets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from maps.geometry import Point, metric_epsg, to_degrees, to_metres

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

GroundKind = Literal["water", "green"]

# A pond or lawn smaller than this is not seen at town zoom.
LEAST_M2 = 400.0
SIMPLIFY_M = 4.0


@dataclass(frozen=True)
class GroundArea:
    """Water or green: an outer ring and its holes."""

    kind: GroundKind
    rings: tuple[tuple[Point, ...], ...]


def simplified_ground(areas: Iterable[GroundArea]) -> tuple[GroundArea, ...]:
    """Return the areas that can be seen, with fewer corners; green first, so that water is drawn over it."""
    kept = []
    for area in areas:
        lat, lon = np.array(area.rings[0]).T
        epsg = metric_epsg(float(lat.mean()), float(lon.mean()))
        rings = [_metres(ring, epsg) for ring in area.rings]
        shape = shapely.simplify(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])), SIMPLIFY_M)
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon" and part.area >= LEAST_M2:
                kept.append(GroundArea(area.kind, _rings(part, epsg)))
    return tuple(sorted(kept, key=lambda area: area.kind))


def _metres(ring: tuple[Point, ...], epsg: int) -> NDArray[np.float64]:
    lat, lon = np.array(ring, np.float64).T
    return np.column_stack(to_metres(lat, lon, epsg))


def _rings(shape: shapely.Polygon, epsg: int) -> tuple[tuple[Point, ...], ...]:
    rings = []
    for ring in (shape.exterior, *shape.interiors):
        x, y = shapely.get_coordinates(ring).T
        lat, lon = to_degrees(x, y, epsg)
        rings.append(tuple(map(Point, lat.round(5).tolist(), lon.round(5).tolist())))
    return tuple(rings)
