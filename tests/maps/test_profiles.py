from __future__ import annotations

import pytest

from maps import PROFILE_NAMES, SETTINGS, HourFactor, profile


def test_every_setting_names_its_unit_and_source() -> None:
    for setting in SETTINGS:
        assert setting.unit
        assert len(setting.source) > 5


def test_no_setting_is_there_twice() -> None:
    keys = [(setting.profile, setting.name) for setting in SETTINGS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_every_profile_has_a_speed_for_any_road(name: str) -> None:
    assert profile(name).speed_kmh("anything") > 0  # type: ignore[arg-type]


def test_a_car_is_fastest_and_a_walker_slowest_in_a_living_area() -> None:
    speeds = [profile(name).speed_kmh("residential") for name in ("car", "bicycle", "foot")]
    assert speeds == [30, 16, 4.8]


def test_an_hour_factor_holds_in_its_band_only() -> None:
    busy = profile("car").changed(hour_factors=(HourFactor(16, 19, 1.25),))
    assert [busy.hour_factor(hour) for hour in (15, 16, 18, 19)] == [1.0, 1.25, 1.25, 1.0]


@pytest.mark.parametrize(
    ("change", "value"),
    [({"speed_factor": 0.0}, "0.0"), ({"junction_s": -1.0}, "-1.0"), ({"stop_s": -5.0}, "-5.0")],
)
def test_numbers_that_cannot_be_are_refused_with_their_value(change: dict[str, float], value: str) -> None:
    with pytest.raises(ValueError, match=value):
        profile("car").changed(**change)
