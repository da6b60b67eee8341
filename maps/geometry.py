"""Points, metres and pieces of lines."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyproj

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EPSG_RD_NEW = 28992
# Where RD New is meant to be used: the Netherlands with some margin (EPSG registry, area of use).
NETHERLANDS = (50.70, 3.20, 53.70, 7.30)


class Point(NamedTuple):
    """A place on earth in degrees, WGS 84."""

    lat: float
    lon: float


class Bounds(NamedTuple):
    """A box in degrees, WGS 84."""

    south: float
    west: float
    north: float
    east: float

    @property
    def centre(self) -> Point:
        """Middle of the box."""
        return Point((self.south + self.north) / 2, (self.west + self.east) / 2)


def bounds_of(points: Sequence[Point]) -> Bounds:
    """Return the box around one or more points."""
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Bounds(min(lats), min(lons), max(lats), max(lons))


def metric_epsg(lat: float, lon: float) -> int:
    """Return the EPSG code of a place's metre grid: RD New in the Netherlands, else its UTM zone."""
    south, west, north, east = NETHERLANDS
    if south <= lat <= north and west <= lon <= east:
        return EPSG_RD_NEW
    zone = int((lon + 180) // 6) % 60 + 1
    return (32600 if lat >= 0 else 32700) + zone


@functools.lru_cache(maxsize=8)
def _transformer(epsg: int, *, to_metres: bool) -> pyproj.Transformer:
    codes = (4326, epsg) if to_metres else (epsg, 4326)
    return pyproj.Transformer.from_crs(*codes, always_xy=True)


def to_metres(lat: Floats, lon: Floats, epsg: int) -> tuple[Floats, Floats]:
    """Return x and y in metres of places in degrees; a place outside the grid gives infinities."""
    x, y = _transformer(epsg, to_metres=True).transform(lon, lat)
    return np.asarray(x, np.float64), np.asarray(y, np.float64)


def to_degrees(x: Floats, y: Floats, epsg: int) -> tuple[Floats, Floats]:
    """Return latitude and longitude in degrees of places in metres."""
    lon, lat = _transformer(epsg, to_metres=False).transform(x, y)
    return np.asarray(lat, np.float64), np.asarray(lon, np.float64)


def as_degrees(points: Iterable[Point]) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes of points, checked.

    Raises
    ------
    ValueError
        When a point is not a pair of finite degrees; the message names its position and value.
    """
    listed = list(points)
    table = np.array(listed, np.float64).reshape(len(listed), 2)
    bad = ~np.isfinite(table).all(axis=1) | (np.abs(table[:, 0]) > 90) | (np.abs(table[:, 1]) > 180)
    if bad.any():
        first = int(np.flatnonzero(bad)[0])
        raise ValueError(
            f"point {first} is {tuple(listed[first])!r}; expected (lat, lon) in degrees, "
            "latitude within -90..90 and longitude within -180..180"
        )
    return table[:, 0], table[:, 1]


def cut_line(along_m: Floats, from_m: float, to_m: float) -> tuple[NDArray[np.intp], Floats]:
    """Return how to cut a line between two distances, in the direction from the first to the second.

    Parameters
    ----------
    along_m
        Distance of each vertex from the start of the line, rising; shape (k,).
    from_m, to_m
        Where the piece starts and ends; `from_m` > `to_m` gives the piece backwards.

    Returns
    -------
    tuple
        For each vertex of the piece the index i of a stretch and the share s within it: the vertex lies at
        `line[i] + s * (line[i + 1] - line[i])`.
    """
    low, high = min(from_m, to_m), max(from_m, to_m)
    inside = along_m[(along_m > low) & (along_m < high)]
    stops = np.concatenate(([low], inside, [high]))
    index = np.clip(np.searchsorted(along_m, stops, side="right") - 1, 0, len(along_m) - 2)
    width = along_m[index + 1] - along_m[index]
    share = np.divide(stops - along_m[index], width, out=np.zeros_like(stops), where=width > 0)
    share = np.clip(share, 0.0, 1.0)
    return (index[::-1], share[::-1]) if from_m > to_m else (index, share)
