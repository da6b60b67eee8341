from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps import Point, Region, UnreachableError, profile
from maps.access import BOTH
from maps.travel import TravelTimes
from tests.maps.towns import at, square, street, town

# 300 m at 30 km/h times 0.8.
SIDE_S = 300 / (30 * 0.8 / 3.6)


def test_a_car_goes_round_the_block_against_a_one_way_street() -> None:
    car = TravelTimes(square(), profile("car"))
    west, east = at(50, 0), at(250, 0)
    there, back = car.matrix([west, east], [west, east])[[0, 1], [1, 0]]
    assert there == pytest.approx(SIDE_S * 200 / 300, abs=0.02)
    assert back == pytest.approx(SIDE_S * (3 + 100 / 300), abs=0.02)


def test_a_walker_ignores_the_one_way_sign() -> None:
    foot = TravelTimes(square(), profile("foot"))
    west, east = at(50, 0), at(250, 0)
    there, back = foot.matrix([west, east], [west, east])[[0, 1], [1, 0]]
    assert there == back == pytest.approx(200 / (4.8 / 3.6), abs=0.02)


def test_a_point_is_reached_on_the_street_it_lies_on_not_at_its_nearest_corner() -> None:
    car = TravelTimes(square(), profile("car"))
    snap = car.snap([at(140, 10)])[0]
    assert snap.edge == 0
    assert snap.fraction == pytest.approx(140 / 300, abs=1e-4)
    assert snap.distance_m == pytest.approx(10, abs=0.01)


def test_each_junction_costs_its_delay() -> None:
    cross = town(
        [(0, 0), (100, 0), (200, 0), (100, 100)],
        [
            street(0, 1, [(0, 0), (100, 0)]),
            street(1, 2, [(100, 0), (200, 0)]),
            street(1, 3, [(100, 0), (100, 100)]),
        ],
    )
    slow = TravelTimes(cross, profile("car").changed(junction_s=10.0))
    quick = TravelTimes(cross, profile("car").changed(junction_s=0.0))
    ends = [at(10, 0)], [at(190, 0)]
    assert slow.matrix(*ends)[0, 0] - quick.matrix(*ends)[0, 0] == pytest.approx(10.0, abs=1e-3)


def test_of_two_parallel_streets_the_quicker_is_taken_not_their_sum() -> None:
    pair = town(
        [(0, 0), (100, 0), (200, 0), (300, 0)],
        [
            street(0, 1, [(0, 0), (100, 0)]),
            street(1, 2, [(100, 0), (100, 80), (200, 80), (200, 0)]),
            street(1, 2, [(100, 0), (200, 0)]),
            street(2, 3, [(200, 0), (300, 0)]),
        ],
    )
    car = TravelTimes(pair, profile("car").changed(junction_s=0.0))
    assert car.matrix([at(0, 0)], [at(300, 0)])[0, 0] == pytest.approx(SIDE_S, abs=0.02)
    assert car.route([at(0, 0), at(300, 0)])[0].metres == pytest.approx(300, abs=0.1)


def test_a_street_of_no_length_costs_nothing_and_breaks_nothing() -> None:
    stub = town(
        [(0, 0), (100, 0), (100, 0), (200, 0)],
        [
            street(0, 1, [(0, 0), (100, 0)]),
            street(1, 2, [(100, 0), (100, 0)]),
            street(2, 3, [(100, 0), (200, 0)]),
        ],
    )
    car = TravelTimes(stub, profile("car"))
    assert car.matrix([at(0, 0)], [at(200, 0)])[0, 0] == pytest.approx(SIDE_S * 2 / 3, abs=0.02)
    assert car.snap([at(100, 0)])[0].fraction >= 0


def test_a_loop_is_driven_the_short_way_round() -> None:
    lollipop = town(
        [(0, 0), (100, 0)],
        [
            street(0, 1, [(0, 0), (100, 0)]),
            street(1, 1, [(100, 0), (200, 0), (200, 100), (100, 100), (100, 0)]),
        ],
    )
    car = TravelTimes(lollipop, profile("car").changed(junction_s=0.0))
    near_end = at(100, 90)
    times = car.matrix([at(0, 0), near_end], [at(0, 0), near_end])
    assert times[0, 1] == pytest.approx(SIDE_S * 190 / 300, abs=0.02)
    assert times[1, 0] == pytest.approx(SIDE_S * 190 / 300, abs=0.02)


def test_a_point_by_an_island_is_moved_to_the_main_streets_and_says_so() -> None:
    split = town(
        [(0, 0), (100, 0), (200, 0), (50, 60), (90, 60)],
        [
            street(0, 1, [(0, 0), (100, 0)]),
            street(1, 2, [(100, 0), (200, 0)]),
            street(3, 4, [(50, 60), (90, 60)]),
        ],
    )
    snap = TravelTimes(split, profile("car")).snap([at(60, 55)])[0]
    assert snap.moved_component
    assert snap.edge == 0
    assert not snap.unreachable


def test_a_point_in_the_sea_is_reported_and_has_no_time() -> None:
    car = TravelTimes(square(), profile("car"))
    sea, door = Point(52.4, 3.5), at(100, 0)
    assert car.snap([sea])[0].unreachable
    times = car.matrix([sea, door], [sea, door])
    assert np.isnan(times[0]).all()
    assert np.isnan(times[:, 0]).all()
    assert times[1, 1] == 0


def test_a_point_on_the_other_side_of_the_world_is_reported_too() -> None:
    assert TravelTimes(square(), profile("car")).snap([Point(-41.3, 174.8), Point(90, 0)])[1].unreachable


def test_a_route_to_an_unreachable_point_is_refused_by_its_place_in_the_list() -> None:
    with pytest.raises(UnreachableError, match="point 1 of tour 0"):
        TravelTimes(square(), profile("car")).route([at(0, 0), Point(52.4, 3.5)])


def test_a_point_that_is_no_place_is_refused_with_its_value() -> None:
    with pytest.raises(ValueError, match=r"point 1 .*152\.0"):
        TravelTimes(square(), profile("car")).snap([at(0, 0), Point(152.0, 4.4)])


def test_no_points_give_an_empty_matrix() -> None:
    car = TravelTimes(square(), profile("car"))
    assert car.matrix([], []).shape == (0, 0)
    assert car.matrix([at(0, 0)], []).shape == (1, 0)
    assert car.routes([[], [at(0, 0)]]) == [[], []]


def test_a_leg_starts_and_ends_where_the_points_meet_the_street() -> None:
    leg = TravelTimes(square(), profile("car")).route([at(50, 0), at(300, 100)])[0]
    assert leg.points[0] == pytest.approx(at(50, 0), abs=1e-6)
    assert leg.points[-1] == pytest.approx(at(300, 100), abs=1e-6)
    assert at(300, 0) in [pytest.approx(point, abs=1e-6) for point in leg.points]
    assert leg.metres == pytest.approx(350, abs=0.1)


def test_a_leg_against_the_drawing_direction_runs_backwards() -> None:
    leg = TravelTimes(square(), profile("car")).route([at(300, 250), at(300, 20)])[0]
    assert leg.points[0].lat > leg.points[-1].lat
    assert leg.metres == pytest.approx(230, abs=0.1)


def test_a_leg_between_two_points_at_one_place_takes_no_time() -> None:
    leg = TravelTimes(square(), profile("car")).route([at(50, 0), at(50, 0)])[0]
    assert (leg.seconds, leg.metres) == (0.0, 0.0)
    assert len(leg.points) == 2


def test_a_motorway_is_not_walked_or_cycled() -> None:
    road = town(
        [(0, 0), (1000, 0), (500, 400)],
        [
            street(0, 1, [(0, 0), (1000, 0)], road_class="motorway", access=(BOTH, 0, 0)),
            street(0, 2, [(0, 0), (500, 400)]),
            street(2, 1, [(500, 400), (1000, 0)]),
        ],
    )
    ends = [at(10, 8)], [at(990, 8)]
    assert TravelTimes(road, profile("car")).route([*ends[0], *ends[1]])[0].metres < 1100
    assert TravelTimes(road, profile("foot")).route([*ends[0], *ends[1]])[0].metres > 1200


@pytest.mark.parametrize("by", ["car", "bicycle", "foot"])
def test_legs_take_as_long_as_the_matrix_says(nootdorp: Region, by: str) -> None:
    bounds, rng = nootdorp.bounds, np.random.default_rng(7)
    spots = [
        Point(float(lat), float(lon))
        for lat, lon in zip(
            rng.uniform(bounds.south, bounds.north, 80),
            rng.uniform(bounds.west, bounds.east, 80),
            strict=True,
        )
    ]
    times = nootdorp.travel(by)  # type: ignore[arg-type]
    doors = [p for p, snap in zip(spots, times.snap(spots), strict=True) if not snap.unreachable]
    seconds = times.matrix(doors, doors)
    for index, leg in enumerate(times.route(doors)):
        assert leg.seconds == pytest.approx(float(seconds[index, index + 1]), abs=0.01)


def test_car_times_in_a_real_town_differ_there_and_back(nootdorp: Region) -> None:
    doors = [match.point for name in nootdorp.street_names[:60] if (match := nootdorp.geocode(name, 9)).point]
    seconds = nootdorp.travel("car").matrix(doors, doors)
    assert np.abs(seconds - seconds.T).max() > 30
    assert not np.isnan(seconds).any()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-20, 320), st.floats(-20, 320)), min_size=2, max_size=6))
def test_a_detour_is_never_quicker_than_the_straight_way(spots: list[tuple[float, float]]) -> None:
    car = TravelTimes(square(), profile("car"))
    doors = [at(*spot) for spot in spots]
    seconds = car.matrix(doors, doors).astype(np.float64)
    through = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)
    # Leaving a stop the other way is allowed, so times obey the triangle rule.
    assert (seconds <= through + 0.01).all()
