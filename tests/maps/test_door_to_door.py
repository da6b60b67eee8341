"""Until at the next door: parking each time, or leaving the car and walking where the next door is near."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps import Point, Region, profile
from maps.door_to_door import door_to_door
from maps.travel import TravelTimes
from tests.maps.towns import at, square

CAR = profile("car")
FOOT = TravelTimes(square(), profile("foot"))
WALK_S_PER_M = 3.6 / 4.8


def test_next_door_is_walked_to_and_back_and_no_car_is_parked_anew() -> None:
    seconds = door_to_door(TravelTimes(square(), CAR), FOOT, [at(50, 0)], [at(60, 0), at(250, 0)])
    assert seconds[0, 0] == pytest.approx(2 * 10 * WALK_S_PER_M, abs=0.05)
    drive = TravelTimes(square(), CAR).matrix([at(50, 0)], [at(250, 0)])[0, 0]
    assert seconds[0, 1] == pytest.approx(drive + CAR.stop_s, abs=0.05)


def test_a_door_that_one_may_not_drive_to_against_the_one_way_street_is_walked_to() -> None:
    seconds = door_to_door(TravelTimes(square(), CAR), FOOT, [at(60, 0)], [at(50, 0)])
    assert seconds[0, 0] == pytest.approx(2 * 10 * WALK_S_PER_M, abs=0.05)


def test_near_through_a_back_garden_is_not_near_on_foot() -> None:
    # 100 m apart as the crow flies, round the corner on foot: the walk counts, not the straight line.
    travel = TravelTimes(square(), CAR.changed(stop_s=1000.0))
    seconds = door_to_door(travel, FOOT, [at(230, 0)], [at(300, 70)])
    assert seconds[0, 0] == pytest.approx(2 * 140 * WALK_S_PER_M, abs=0.05)


def test_without_a_walking_distance_every_stop_is_parked_for() -> None:
    travel = TravelTimes(square(), CAR.changed(walk_within_m=0.0))
    doors = [at(50, 0), at(60, 0)]
    expected = travel.matrix(doors, doors) + np.float32(CAR.stop_s)
    np.testing.assert_array_equal(door_to_door(travel, FOOT, doors, doors), expected)


def test_a_walking_distance_below_zero_is_refused_with_its_value() -> None:
    with pytest.raises(ValueError, match=r"walk_within_m is -5"):
        CAR.changed(walk_within_m=-5)


def test_no_doors_give_an_empty_matrix_and_a_point_in_the_sea_no_time() -> None:
    travel = TravelTimes(square(), CAR)
    assert door_to_door(travel, FOOT, [], []).shape == (0, 0)
    sea, far = Point(52.4, 3.5), Point(-41.3, 174.8)
    assert np.isnan(door_to_door(travel, FOOT, [sea, far, at(0, 0)], [sea, far])).all()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-20, 320), st.floats(-20, 320)), min_size=1, max_size=6),
    st.floats(0, 500),
    st.sampled_from(["car", "bicycle", "foot"]),
)
def test_walking_never_makes_a_time_longer(
    spots: list[tuple[float, float]], within_m: float, by: str
) -> None:
    doors = [at(*spot) for spot in spots]
    travel = TravelTimes(square(), profile(by).changed(walk_within_m=within_m))  # type: ignore[arg-type]
    plain = travel.matrix(doors, doors) + np.float32(travel.profile.stop_s)
    seconds = door_to_door(travel, FOOT, doors, doors)
    assert (seconds <= plain).all()
    assert (seconds >= 0).all()


def test_a_region_knows_its_doors_of_more_than_one_block_of_rows(nootdorp: Region) -> None:
    found = [
        nootdorp.geocode(name, number).point for name in nootdorp.street_names[:100] for number in (1, 3, 5)
    ]
    doors = [point for point in found if point]
    assert len(doors) > 256
    seconds = nootdorp.door_to_door("car", doors, doors)
    plain = nootdorp.travel("car").matrix(doors, doors) + np.float32(nootdorp.profile("car").stop_s)
    assert (seconds <= plain).all()
    assert 0.001 < (seconds < plain - 1).mean() < 0.2
    assert (seconds.diagonal() == 0).all()
