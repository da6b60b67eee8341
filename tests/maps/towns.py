"""Small towns drawn by hand, so that a test can say what every time must be."""

from __future__ import annotations

import numpy as np

from maps.access import BOTH, FORWARD
from maps.geometry import Point, to_degrees
from maps.network import Street, StreetNetwork, build_network

EPSG = 28992
# A corner near Nootdorp, in RD metres.
ORIGIN = (86_000.0, 451_000.0)


def at(x: float, y: float) -> Point:
    """Place so many metres east and north of the town's corner."""
    lat, lon = to_degrees(np.array([ORIGIN[0] + x]), np.array([ORIGIN[1] + y]), EPSG)
    return Point(float(lat[0]), float(lon[0]))


def street(
    tail: int,
    head: int,
    corners: list[tuple[float, float]],
    *,
    oneway: bool = False,
    road_class: str = "residential",
    names: tuple[str, ...] = (),
    access: tuple[int, int, int] | None = None,
) -> Street:
    points = [at(*corner) for corner in corners]
    return Street(
        tail=tail,
        head=head,
        road_class=road_class,
        access=access or ((FORWARD, BOTH, BOTH) if oneway else (BOTH, BOTH, BOTH)),
        lat=[p.lat for p in points],
        lon=[p.lon for p in points],
        names=names,
    )


def town(nodes: list[tuple[float, float]], streets: list[Street]) -> StreetNetwork:
    places = [at(*node) for node in nodes]
    return build_network("town", [p.lat for p in places], [p.lon for p in places], streets)


def square() -> StreetNetwork:
    """Four streets of 300 m round a block; the south side is one-way from west to east for cars."""
    corners = [(0.0, 0.0), (300.0, 0.0), (300.0, 300.0), (0.0, 300.0)]
    return town(
        corners,
        [
            street(0, 1, [corners[0], corners[1]], oneway=True, names=("Zuidstraat",)),
            street(1, 2, [corners[1], corners[2]], names=("Ooststraat",)),
            street(2, 3, [corners[2], corners[3]], names=("Noordstraat",)),
            street(3, 0, [corners[3], corners[0]], names=("Weststraat",)),
        ],
    )
