"""Travel in a world without a map: a straight line, longer by a detour, at one speed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.domain.plan import Point
from planner.simulation.world import Area

CENTRE = Point(52.0, 4.4)
"""Where the invented city lies; any place at this latitude would do."""
_METRES_PER_DEGREE = 111_320.0
_EAST = float(np.cos(np.radians(CENTRE.lat)))


@dataclass(frozen=True)
class StraightProfile:
    """What the translation asks of a way of travelling."""

    stop_s: float

    def slowest_hour(self, first: int, last: int) -> int | None:
        """Return None: travel takes as long at every hour."""
        return None


class StraightStreets:
    """Travel times of an area; stands where the product has the streets of a region."""

    def __init__(self, area: Area) -> None:
        self.profile_of_all = StraightProfile(area.stop_s)
        self._seconds_per_metre = area.detour / (area.speed_kmh / 3.6)

    def profile(self, name: str) -> StraightProfile:
        """Return the profile: the same for every way of travelling."""
        return self.profile_of_all

    def travel(self, by: str = "car") -> "StraightTravel":
        """Return the travel times: the same for every way of travelling."""
        return StraightTravel(self.profile_of_all, self._seconds_per_metre)


@dataclass(frozen=True)
class StraightTravel:
    """Seconds between points."""

    profile: StraightProfile
    seconds_per_metre: float

    def matrix(
        self,
        sources: Sequence[tuple[float, float]],
        targets: Sequence[tuple[float, float]],
        *,
        at_hour: int | None = None,
    ) -> NDArray[np.float32]:
        """Return the seconds from every source to every target, shape (n, m)."""
        there, here = metres(targets), metres(sources)
        apart = np.hypot(here[:, None, 0] - there[None, :, 0], here[:, None, 1] - there[None, :, 1])
        return (apart * self.seconds_per_metre).astype(np.float32)


def at_metres(east_m: float, north_m: float) -> Point:
    """Return the point so many metres from the centre."""
    return Point(
        CENTRE.lat + north_m / _METRES_PER_DEGREE, CENTRE.lon + east_m / (_METRES_PER_DEGREE * _EAST)
    )


def metres(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Return points as metres north and east of the centre, shape (n, 2)."""
    degrees = np.array(points, dtype=np.float64).reshape(-1, 2) - np.array(CENTRE)
    north_east: NDArray[np.float64] = degrees * np.array([_METRES_PER_DEGREE, _METRES_PER_DEGREE * _EAST])
    return north_east
