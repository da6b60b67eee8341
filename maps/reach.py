"""How far one gets: the area that can be reached from a place within so many minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from maps.features import Area
from maps.geometry import Point, to_degrees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.network import StreetNetwork
    from maps.travel import TravelTimes

# A street makes a strip this wide on both sides: about a block of houses.
BESIDE_M = 60.0
SIMPLIFY_M = 10.0
# A yard without a street is reached from the streets around it.
LEAST_HOLE_M2 = 40_000.0
# From light (far) to dark (near), one hue.
FILLS = ("#08519c", "#3182bd", "#6baed6", "#9ecae1", "#c6dbef")


def reach(travel: TravelTimes, start: Point, minutes: Sequence[int] = (10, 20, 30)) -> tuple[Area, ...]:
    """Return the area that can be reached from a place within each number of minutes, the largest first.

    Streets reached only in part count in part. An area that no street is in is left out.

    Raises
    ------
    ValueError
        When a number of minutes is not above 0.
    UnreachableError
        When the start itself is far from any street.
    """
    if not minutes or min(minutes) <= 0:
        raise ValueError(f"minutes are {list(minutes)}; expected numbers above 0")
    areas: list[Area] = []
    network = travel.network
    # What was reached before stays reached: only what is new is added.
    shape: shapely.Geometry = shapely.Polygon()
    done = np.zeros(network.street_count, np.bool_)
    for position, limit in enumerate(sorted(set(minutes))):
        whole, parts = travel.reached(start, limit * 60.0)
        new = whole[~done[whole]]
        done[new] = True
        lines = [shapely.LineString(line) for line in parts] + [
            _line(network, street) for street in new.tolist()
        ]
        strips = shapely.buffer(shapely.simplify(lines, SIMPLIFY_M), BESIDE_M, quad_segs=2)
        shape = shapely.union_all([shape, *strips])
        fill = FILLS[min(position, len(FILLS) - 1)]
        areas = _areas(shapely.simplify(shape, SIMPLIFY_M), network, f"{limit} min", fill) + areas
    return tuple(areas)


def _line(network: StreetNetwork, street: int) -> shapely.LineString:
    where = network.vertices(street)
    return shapely.LineString(np.column_stack((network.path_x[where], network.path_y[where])))


def _areas(shape: shapely.Geometry, network: StreetNetwork, caption: str, fill: str) -> list[Area]:
    areas = []
    for part in shapely.get_parts(shape):
        if part.is_empty:
            continue
        rings = []
        holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= LEAST_HOLE_M2]
        for ring in (part.exterior, *holes):
            x, y = shapely.get_coordinates(ring).T
            lat, lon = to_degrees(x, y, network.epsg)
            rings.append(tuple(map(Point, np.round(lat, 6).tolist(), np.round(lon, 6).tolist())))
        areas.append(Area(tuple(rings), caption, fill, key=caption, opacity=0.35))
    return areas
