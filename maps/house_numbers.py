"""Where a house number lies along its street when no address list says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from maps.geometry import Point, to_degrees

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maps.network import StreetNetwork

# Width of a Dutch terraced plot with its share of gaps, and the distance from centre line to front door.
PLOT_M = 6.5
FRONT_M = 8.0
# Stretches of one name farther apart than this are two streets, in two villages.
SAME_STREET_M = 400.0


@dataclass(frozen=True)
class StreetLine:
    """One street from its first to its last house, as pieces in metres one after the other."""

    pieces: tuple[shapely.LineString, ...]
    epsg: int

    @property
    def length_m(self) -> float:
        """Length in metres of all pieces together."""
        return float(sum(piece.length for piece in self.pieces))

    def door(self, number: int) -> Point:
        """Return the likely place of a number: plots of one width, odd on the left, even on the right.

        Numbers beyond the end of the street fold back, so that two numbers seldom fall on one place. This
        is a guess: right street, wrong door.
        """
        length = max(self.length_m, 1.0)
        along = (PLOT_M * (number // 2 + 0.5)) % (2 * length)
        return self.place(min(along, 2 * length - along), -FRONT_M if number % 2 else FRONT_M)

    def middle(self) -> Point:
        """Return the place halfway the street, on its centre line."""
        return self.place(self.length_m / 2, 0.0)

    def place(self, along_m: float, right_m: float) -> Point:
        """Return the place so many metres along the street and to the right of it."""
        piece = self.pieces[-1]
        for candidate in self.pieces:
            if along_m <= candidate.length:
                piece = candidate
                break
            along_m -= candidate.length
        along_m = min(along_m, piece.length)
        before = piece.interpolate(max(along_m - 1.0, 0.0))
        after = piece.interpolate(min(along_m + 1.0, piece.length))
        here = piece.interpolate(along_m)
        dx, dy = after.x - before.x, after.y - before.y
        size = float(np.hypot(dx, dy)) or 1.0
        lat, lon = to_degrees(
            np.array([here.x + right_m * dy / size]), np.array([here.y - right_m * dx / size]), self.epsg
        )
        return Point(float(lat[0]), float(lon[0]))


def street_lines(network: StreetNetwork, streets: Iterable[int]) -> list[StreetLine]:
    """Return the streets that stretches of one name make: one, or several where they lie far apart.

    Low numbers start at the end nearest the middle of the region, as Dutch numbering usually does.
    """
    stretches = []
    for street in streets:
        where = network.vertices(street)
        stretches.append(shapely.LineString(np.column_stack((network.path_x[where], network.path_y[where]))))
    merged = shapely.line_merge(shapely.union_all(stretches))
    centre = (float(np.median(network.path_x)), float(np.median(network.path_y)))
    # A line without length holds no door.
    parts = [part for part in shapely.get_parts(merged) if part.length > 0]
    return [StreetLine(_in_order(group, centre), network.epsg) for group in _groups(parts)]


def _groups(parts: list[shapely.LineString]) -> list[list[shapely.LineString]]:
    """Parts that lie near each other, from west to east."""
    left = sorted(parts, key=lambda part: part.bounds)
    groups = []
    while left:
        group = [left.pop(0)]
        grown = True
        while grown:
            near = [p for p in left if any(p.distance(other) <= SAME_STREET_M for other in group)]
            left = [p for p in left if not any(p is other for other in near)]
            group.extend(near)
            grown = bool(near)
        groups.append(group)
    return groups


def _in_order(parts: list[shapely.LineString], centre: tuple[float, float]) -> tuple[shapely.LineString, ...]:
    """Parts one after the other along the main direction of the street, each turned that way."""
    points = np.concatenate([shapely.get_coordinates(part) for part in parts])
    mean = points.mean(axis=0)
    _, _, axes = np.linalg.svd(points - mean, full_matrices=False)
    axis = axes[0]
    ends = points[[int(((points - mean) @ axis).argmin()), int(((points - mean) @ axis).argmax())]]
    if np.hypot(*(ends[1] - centre)) < np.hypot(*(ends[0] - centre)):
        axis = -axis
    turned = []
    for part in parts:
        first, last = np.array(part.coords[0]), np.array(part.coords[-1])
        turned.append(part if (last - first) @ axis >= 0 else part.reverse())
    return tuple(sorted(turned, key=lambda part: float((shapely.get_coordinates(part) @ axis).mean())))
