"""Fitting a profile's level and stop time to what trips really took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.stats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.profiles import Profile

# With fewer trips a lucky evening would decide the settings.
LEAST_TRIPS = 20
# A fit outside this band tells of wrong input (lunch breaks, minutes for seconds) rather than of slow
# streets.
LEVEL_BAND = (0.5, 2.5)


@dataclass(frozen=True)
class Trip:
    """One trip made: seconds by the map without stop time, and seconds by the clock, door to door."""

    planned_s: float
    taken_s: float

    def __post_init__(self) -> None:
        if not (0 < self.planned_s < 86_400 and 0 < self.taken_s < 86_400):
            raise ValueError(
                f"trip of {self.planned_s!r} s planned, {self.taken_s!r} s taken; expected 0-86400"
            )


@dataclass(frozen=True)
class Calibration:
    """A profile fitted to trips, with the median error in seconds before and after, on those same trips."""

    profile: Profile
    level: float
    trips: int
    error_before_s: float
    error_after_s: float


def calibrate(profile: Profile, trips: Sequence[Trip]) -> Calibration:
    """Return the profile whose times fit these trips best: taken = level x planned + stop time.

    The slope is that of Theil and Sen (1968), the median over all pairs of trips, which a few talks
    forgotten on the clock don't move.

    Raises
    ------
    ValueError
        When there are too few trips, all equally long, or when the fit is out of any reasonable band.
    """
    if len(trips) < LEAST_TRIPS:
        raise ValueError(f"{len(trips)} trips; at least {LEAST_TRIPS} are needed to fit travel times")
    planned = np.array([trip.planned_s for trip in trips])
    taken = np.array([trip.taken_s for trip in trips])
    if np.ptp(planned) < 60:
        raise ValueError(
            "all trips are equally long within a minute; the level can't be told from the stop time"
        )
    level = float(scipy.stats.theilslopes(taken, planned).slope)
    if not LEVEL_BAND[0] <= level <= LEVEL_BAND[1]:
        raise ValueError(
            f"fitted level is {level:.2f}, expected {LEVEL_BAND[0]}-{LEVEL_BAND[1]}; check the times"
        )
    stop_s = max(0.0, float(np.median(taken - level * planned)))
    fitted = profile.changed(
        speed_factor=profile.speed_factor / level,
        junction_s=profile.junction_s * level,
        stop_s=round(stop_s, 1),
    )
    before = np.abs(taken - planned - profile.stop_s)
    after = np.abs(taken - level * planned - stop_s)
    return Calibration(fitted, level, len(trips), float(np.median(before)), float(np.median(after)))
