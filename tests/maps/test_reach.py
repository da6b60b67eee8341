from __future__ import annotations

import pytest
import shapely

from maps import Point, Region, UnreachableError, profile, reach
from maps.travel import TravelTimes
from tests.maps.towns import at, square, street, town


def _shape(area: object) -> shapely.Polygon:
    return shapely.Polygon([(p.lon, p.lat) for p in area.rings[0]])  # type: ignore[attr-defined]


def _road() -> TravelTimes:
    long = town([(0, 0), (5000, 0)], [street(0, 1, [(0, 0), (5000, 0)])])
    return TravelTimes(long, profile("foot"))


def test_on_a_straight_road_one_gets_as_far_as_one_walks() -> None:
    (area,) = reach(_road(), at(2000, 0), [10])
    shape = _shape(area)
    # Ten minutes at 4.8 km/h is 800 m, and the strip is 60 m wide on every side.
    inside, outside = at(2000 + 790, 0), at(2000 + 800 + 75, 0)
    assert shape.contains(shapely.Point(inside.lon, inside.lat))
    assert not shape.contains(shapely.Point(outside.lon, outside.lat))


def test_more_time_reaches_all_that_less_time_does_and_is_drawn_under_it(nootdorp: Region) -> None:
    areas = reach(nootdorp.travel("foot"), nootdorp.bounds.centre, [5, 10, 15])
    captions = [area.caption for area in areas]
    assert captions == sorted(captions, key=lambda caption: -int(caption.split()[0]))
    near = shapely.union_all([_shape(area) for area in areas if area.caption == "5 min"])
    far = shapely.union_all([_shape(area) for area in areas if area.caption == "15 min"])
    assert shapely.difference(near, shapely.buffer(far, 0.0003)).area < near.area * 0.001


def test_a_one_way_street_is_reached_only_the_way_it_goes() -> None:
    whole, parts = TravelTimes(square(), profile("car")).reached(at(150, 0), 20.0)
    assert 3 not in whole
    assert all(part[:, 0].min() >= 86_000 + 149 for part in parts)


@pytest.mark.parametrize("minutes", [[], [0], [-5, 10]])
def test_no_time_at_all_is_refused(minutes: list[int]) -> None:
    with pytest.raises(ValueError, match="minutes"):
        reach(_road(), at(0, 0), minutes)


def test_a_start_in_the_sea_is_refused() -> None:
    with pytest.raises(UnreachableError):
        reach(_road(), Point(52.4, 3.5), [10])
