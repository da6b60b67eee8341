from __future__ import annotations

import numpy as np
import pytest

from maps import profile
from maps.calibration import Trip, calibrate


def _trips(level: float, stop_s: float, count: int = 60, outliers: int = 0) -> list[Trip]:
    rng = np.random.default_rng(4)
    planned = rng.uniform(60, 900, count)
    taken = level * planned + stop_s + rng.normal(0, 10, count)
    taken[:outliers] += 3000
    return [Trip(float(p), float(t)) for p, t in zip(planned, taken, strict=True)]


def test_level_and_stop_time_are_found_again() -> None:
    fit = calibrate(profile("car"), _trips(1.2, 150))
    assert fit.level == pytest.approx(1.2, abs=0.03)
    assert fit.profile.stop_s == pytest.approx(150, abs=12)
    assert fit.profile.speed_factor == pytest.approx(0.8 / fit.level)
    assert fit.error_after_s < fit.error_before_s


def test_a_few_forgotten_clocks_do_not_move_the_fit() -> None:
    assert calibrate(profile("car"), _trips(1.2, 150, outliers=6)).level == pytest.approx(1.2, abs=0.06)


def test_too_few_trips_are_refused_with_their_number() -> None:
    with pytest.raises(ValueError, match="5 trips"):
        calibrate(profile("car"), _trips(1.2, 150, count=5))


def test_minutes_given_for_seconds_are_noticed() -> None:
    trips = [Trip(trip.planned_s, trip.taken_s / 60) for trip in _trips(1.2, 150)]
    with pytest.raises(ValueError, match="check the times"):
        calibrate(profile("car"), trips)


def test_trips_of_one_length_cannot_tell_level_from_stop_time() -> None:
    with pytest.raises(ValueError, match="equally long"):
        calibrate(profile("car"), [Trip(300.0 + i, 400.0) for i in range(30)])


def test_a_trip_of_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.0"):
        Trip(0.0, 10.0)
