"""Straight-line times: for an emergency only, and always to be shown as an estimate."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from maps.geometry import as_degrees
from maps.snapping import Snap
from maps.travel import Leg, at_that_hour, slowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from maps.geometry import Point
    from maps.profiles import Profile

EARTH_RADIUS_M = 6_371_009.0
# Speed as the crow flies in km/h. Car: fit on OSRM times of 1,000 addresses in one city, median error 19 %.
# Bicycle and foot: their own speed over a detour of 1.3 and 1.25 times the straight line.
CROW_SPEED_KMH = {"car": 24.7, "bicycle": 12.3, "foot": 3.8}


class StraightLine:
    """Times over the straight line at one speed; knows no water, motorway or one-way street.

    Off by 19 % in the middle and by 62 % for one pair in twenty, so `estimated` tells a screen to say so.
    """

    estimated = True

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._metres_per_s = CROW_SPEED_KMH[profile.name] / 3.6

    def snap(self, points: Iterable[Point]) -> list[Snap]:
        """Return every point as its own place: there are no streets to meet."""
        lat, _ = as_degrees(points)
        return [Snap(-1, 0.0, 0.0, moved_component=False, unreachable=False) for _ in lat]

    def matrix(
        self, sources: Iterable[Point], targets: Iterable[Point], *, at_hour: int | None = None
    ) -> NDArray[np.float32]:
        """Return seconds from each source to each target at that hour of the day; shape (n, m)."""
        lat, lon = (np.radians(each)[:, None] for each in as_degrees(sources))
        to_lat, to_lon = (np.radians(each)[None, :] for each in as_degrees(targets))
        half = (
            np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
        )
        metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
        seconds = np.asarray(metres / self._metres_per_s, np.float32)
        return at_that_hour(seconds, self.profile, at_hour)

    def route(self, points: Sequence[Point], *, at_hour: int | None = None) -> list[Leg]:
        """Return straight legs between consecutive points."""
        legs = []
        for one, other in itertools.pairwise(points):
            seconds = float(self.matrix([one], [other])[0, 0])
            legs.append(Leg((one, other), seconds, seconds * self._metres_per_s))
        factor = 1.0 if at_hour is None else self.profile.hour_factor(at_hour)
        return [slowed(leg, factor) for leg in legs]

    def routes(self, tours: Sequence[Sequence[Point]], *, at_hour: int | None = None) -> list[list[Leg]]:
        """Return the legs of many tours."""
        return [self.route(tour, at_hour=at_hour) for tour in tours]
