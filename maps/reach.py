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
    limits = sorted(set(minutes))
    areas = []
    for position, limit in enumerate(limits):
        lines = travel.reached(start, limit * 60.0)
        shape = shapely.simplify(shapely.union_all(shapely.buffer(lines, BESIDE_M, quad_segs=4)), SIMPLIFY_M)
        fill = FILLS[min(position, len(FILLS) - 1)]
        areas.extend(_areas(shape, travel.network, f"{limit} min", fill))
    return tuple(reversed(areas))


def _areas(shape: shapely.Geometry, network: StreetNetwork, caption: str, fill: str) -> list[Area]:
    areas = []
    for part in shapely.get_parts(shape):
        if part.is_empty:
            continue
        rings = []
        for ring in (part.exterior, *part.interiors):
            x, y = shapely.get_coordinates(ring).T
            lat, lon = to_degrees(x, y, network.epsg)
            rings.append(tuple(map(Point, np.round(lat, 6).tolist(), np.round(lon, 6).tolist())))
        areas.append(Area(tuple(rings), caption, fill, key=caption, opacity=0.35))
    return areas
