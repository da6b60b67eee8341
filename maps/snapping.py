"""Points to streets: the nearest place along the nearest street, in metres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from maps.geometry import as_degrees, to_metres
from maps.profiles import ROAD_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maps.geometry import Point
    from maps.graph import StreetGraph
    from maps.network import StreetNetwork

# Farther from any street than this is not a door on that street (95 % of real addresses lie within 29 m).
SNAP_LIMIT_M = 300.0
# No door opens on a motorway or a ferry, however near it lies.
_WITHOUT_DOORS = [ROAD_CLASSES.index(name) for name in ("motorway", "motorway_link", "ferry")]


@dataclass(frozen=True)
class Snap:
    """Where a point meets the streets.

    `edge` is the street's index, `fraction` the share of its length from its start, `distance_m` how far
    the point lies from there. `moved_component` says that the nearest street can't be reached from the
    rest, so that another was taken. An `unreachable` point lies farther than the limit from every reachable
    street; its times are NaN.
    """

    edge: int
    fraction: float
    distance_m: float
    moved_component: bool
    unreachable: bool


@dataclass(frozen=True)
class Snaps:
    """Many snaps as arrays, each of shape (k,)."""

    edge: NDArray[np.intp]
    fraction: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    moved_component: NDArray[np.bool_]
    unreachable: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.edge)

    def listed(self) -> list[Snap]:
        """One object per point."""
        columns = (self.edge, self.fraction, self.distance_m, self.moved_component, self.unreachable)
        return [Snap(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


class Snapper:
    """Finds the nearest street of one profile."""

    def __init__(self, network: StreetNetwork, graph: StreetGraph, limit_m: float = SNAP_LIMIT_M) -> None:
        self._network = network
        self._limit_m = limit_m
        # Where every street is one-way nothing is connected, and each may still lead somewhere.
        connected = graph.connected if graph.connected.any() else graph.usable
        with_doors = connected & ~np.isin(network.road_class, _WITHOUT_DOORS)
        self._connected = np.flatnonzero(with_doors if with_doors.any() else connected)
        self._cut_off = np.flatnonzero(graph.usable & ~connected)

    @cached_property
    def _connected_lines(self) -> NDArray[np.object_]:
        return _lines(self._network, self._connected)

    @cached_property
    def _connected_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._connected_lines)

    @cached_property
    def _cut_off_tree(self) -> shapely.STRtree:
        return shapely.STRtree(_lines(self._network, self._cut_off))

    def snap(self, points: Iterable[Point]) -> Snaps:
        """Return where each point meets the nearest reachable street."""
        lat, lon = as_degrees(points)
        x, y = to_metres(lat, lon, self._network.epsg)
        # Outside the metre grid a projection gives infinities; such a point is far from every street.
        placed = np.isfinite(x) & np.isfinite(y)
        doors = shapely.points(np.where(placed, x, 0.0), np.where(placed, y, 0.0))
        found, distance_m = _nearest(self._connected_tree, doors)
        _, cut_off_m = _nearest(self._cut_off_tree, doors)
        fraction = np.asarray(
            shapely.line_locate_point(self._connected_lines[found], doors, normalized=True), np.float64
        )
        distance_m = np.where(placed, distance_m, np.inf)
        return Snaps(
            edge=self._connected[found],
            # A street of zero length has no share; its start will do.
            fraction=np.where(np.isfinite(fraction), np.clip(fraction, 0.0, 1.0), 0.0),
            distance_m=distance_m,
            moved_component=cut_off_m < distance_m - 1e-6,
            unreachable=distance_m > self._limit_m,
        )


def _lines(network: StreetNetwork, streets: NDArray[np.intp]) -> NDArray[np.object_]:
    """Streets as lines in metres."""
    size = np.diff(network.path_start)[streets]
    owner = np.repeat(np.arange(len(streets)), size)
    vertex = np.arange(len(owner)) + np.repeat(network.path_start[streets] - np.cumsum(size) + size, size)
    places = np.column_stack((network.path_x[vertex], network.path_y[vertex]))
    return np.asarray(shapely.linestrings(places, indices=owner), np.object_)


def _nearest(
    tree: shapely.STRtree, doors: NDArray[np.object_]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Position in the tree and distance in metres per door; infinitely far from an empty tree."""
    if len(doors) == 0 or len(tree) == 0:
        return np.zeros(len(doors), np.intp), np.full(len(doors), np.inf)
    (_, found), distance_m = tree.query_nearest(doors, return_distance=True, all_matches=False)
    return found, distance_m
