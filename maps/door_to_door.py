"""Seconds from leaving one door until standing at the next, on foot where the next one is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maps.geometry import as_degrees, metric_epsg, to_metres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maps.geometry import Point
    from maps.region import Times

# Rows laid beside the walking times at once, so that these need little memory.
ROWS = 256


def door_to_door(
    travel: Times,
    foot: Times,
    sources: Sequence[Point],
    targets: Sequence[Point],
    *,
    at_hour: int | None = None,
) -> NDArray[np.float32]:
    """Return seconds from each source until at the door of each target, NaN without a way; shape (n, m).

    That is the trip and the profile's `stop_s`, for parking or locking and walking up. Where two doors lie
    within the profile's `walk_within_m` in a straight line, it is the walk there and back instead when that
    is shorter: the car or bicycle stays at the first door, and the way from the second one on starts there.
    So a time is never more than the trip with its stop, and a row of near doors never less than walked.
    """
    seconds = travel.matrix(sources, targets, at_hour=at_hour)
    seconds += np.float32(travel.profile.stop_s)
    within_m = travel.profile.walk_within_m
    if not within_m or not len(sources) or not len(targets):
        return seconds
    (from_x, from_y), (to_x, to_y) = _metres(sources, sources[0]), _metres(targets, sources[0])
    for first in range(0, len(sources), ROWS):
        rows = slice(first, min(first + ROWS, len(sources)))
        apart_m = np.hypot(from_x[rows, None] - to_x, from_y[rows, None] - to_y)
        near = apart_m <= within_m
        walkers, doors = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
        if not len(walkers):
            continue
        here, beyond = (
            [sources[first + row] for row in walkers.tolist()],
            [targets[d] for d in doors.tolist()],
        )
        there, back = foot.matrix(here, beyond), foot.matrix(beyond, here)
        walked = np.where(near[np.ix_(walkers, doors)], there + back.T, np.nan)
        cells = np.ix_(walkers + first, doors)
        seconds[cells] = np.fmin(seconds[cells], walked)
    return seconds


def _metres(points: Sequence[Point], centre: Point) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = to_metres(*as_degrees(points), metric_epsg(*centre))
    # Outside the metre grid a projection gives infinities; nothing is near there.
    placed = np.isfinite(x) & np.isfinite(y)
    return np.where(placed, x, np.nan), np.where(placed, y, np.nan)
