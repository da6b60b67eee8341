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


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_as_shipped_no_hour_is_slower_than_another(name: str) -> None:
    shipped = profile(name)  # type: ignore[arg-type]
    assert {shipped.hour_factor(hour) for hour in range(24)} == {1.0}
    assert shipped.slowest_hour(0, 23) is None


def test_the_hours_of_the_settings_table_are_those_of_the_car() -> None:
    rows = {row.name: row.value for row in SETTINGS if row.name.startswith("hours_")}
    assert rows
    made = {f"hours_{band.from_hour}_{band.to_hour}": band.factor for band in profile("car").hour_factors}
    assert made == rows


def test_the_slowest_hour_of_an_evening_is_found_and_none_where_it_makes_no_difference() -> None:
    busy = profile("car").changed(hour_factors=(HourFactor(16, 18, 1.25), HourFactor(18, 19, 1.4)))
    assert busy.slowest_hour(17, 20) == 18
    assert busy.slowest_hour(16, 17) == 16
    assert busy.slowest_hour(19, 21) is None


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_that_is_not_on_the_clock_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match=str(hour)):
        profile("car").hour_factor(hour)


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
