"""What holds for every source of travel times, whichever engine is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps import (
    HourFactor,
    OsrmServer,
    Point,
    Region,
    RoutingServerError,
    StraightLine,
    UnreachableError,
    profile,
)
from maps.dijkstra import Dijkstra
from maps.elimination import GrowthError, eliminate
from maps.graph import build_graph
from maps.hierarchy import Hierarchy, fastest_engine
from maps.travel import TravelTimes
from tests.maps.osrm_double import OsrmDouble, serving
from tests.maps.towns import at, square, street, town

if TYPE_CHECKING:
    from collections.abc import Iterator

Source = TravelTimes | OsrmServer | StraightLine
SEA = Point(52.4, 3.5)


@pytest.fixture(scope="module", params=["elimination", "scipy", "osrm", "straight"])
def source(request: pytest.FixtureRequest, nootdorp: Region) -> Iterator[Source]:
    car = profile("car").changed(hour_factors=(HourFactor(17, 19, 1.5),))
    if request.param == "elimination":
        yield TravelTimes(nootdorp.network, car, engine=lambda graph: Hierarchy(eliminate(graph)))
    elif request.param == "scipy":
        yield TravelTimes(nootdorp.network, car, engine=Dijkstra)
    elif request.param == "straight":
        yield StraightLine(car)
    else:
        with serving(OsrmDouble(TravelTimes(nootdorp.network, car))) as url:
            yield OsrmServer(url, car)


@pytest.fixture(scope="module")
def doors(nootdorp: Region) -> list[Point]:
    found = [nootdorp.geocode(name, 5).point for name in nootdorp.street_names[:70]]
    return [point for point in found if point]


def test_a_matrix_has_a_row_per_source_and_a_column_per_target(source: Source, doors: list[Point]) -> None:
    seconds = source.matrix(doors[:3], doors[:5])
    assert seconds.shape == (3, 5)
    assert seconds.dtype == np.float32


def test_a_place_is_no_time_from_itself(source: Source, doors: list[Point]) -> None:
    assert np.diag(source.matrix(doors[:8], doors[:8])).max() <= 0.1


def test_a_part_of_the_matrix_is_the_same_as_the_whole(source: Source, doors: list[Point]) -> None:
    whole = source.matrix(doors, doors)
    np.testing.assert_allclose(source.matrix(doors[60:], doors[:5]), whole[60:, :5], atol=0.1)


def test_a_route_has_a_leg_between_each_two_points_that_takes_what_the_matrix_says(
    source: Source, doors: list[Point]
) -> None:
    seconds = source.matrix(doors[:12], doors[:12])
    legs = source.route(doors[:12])
    assert len(legs) == 11
    for index, leg in enumerate(legs):
        assert leg.seconds == pytest.approx(float(seconds[index, index + 1]), abs=0.2)
        assert len(leg.points) >= 2
        assert leg.metres >= 0


def test_tours_are_kept_apart(source: Source, doors: list[Point]) -> None:
    tours = source.routes([doors[:4], doors[4:5], [], doors[5:7]])
    assert [len(legs) for legs in tours] == [3, 0, 0, 1]


def test_an_hour_of_the_day_multiplies_matrix_and_routes_by_its_factor(
    source: Source, doors: list[Point]
) -> None:
    usual, quiet = source.matrix(doors[:6], doors[:6]), source.matrix(doors[:6], doors[:6], at_hour=20)
    busy = source.matrix(doors[:6], doors[:6], at_hour=18)
    np.testing.assert_array_equal(quiet, usual)
    np.testing.assert_allclose(busy, usual * 1.5, rtol=1e-6)
    assert busy.dtype == np.float32
    for index, leg in enumerate(source.route(doors[:6], at_hour=18)):
        assert leg.seconds == pytest.approx(float(busy[index, index + 1]), abs=0.2)
    (legs,) = source.routes([doors[:6]], at_hour=18)
    assert legs == source.route(doors[:6], at_hour=18)


def test_nothing_asked_is_nothing_answered(source: Source) -> None:
    assert source.matrix([], []).shape == (0, 0)
    assert source.snap([]) == []


def test_a_point_that_is_no_place_is_refused(source: Source) -> None:
    with pytest.raises(ValueError, match="latitude"):
        source.matrix([Point(91.0, 4.0)], [Point(52.0, 4.0)])


def test_a_point_in_the_sea_is_reported_unless_there_are_no_streets_to_miss(
    source: Source, doors: list[Point]
) -> None:
    if source.estimated:
        assert np.isfinite(source.matrix([SEA], doors[:1])).all()
        return
    assert source.snap([SEA])[0].unreachable
    assert np.isnan(source.matrix([SEA, doors[0]], [doors[1], SEA])).tolist() == [[True, True], [False, True]]
    with pytest.raises(UnreachableError):
        source.route([doors[0], SEA])


def _random_town(spots: list[tuple[int, int]], links: list[tuple[int, int, bool]]) -> object:
    nodes = [(300.0 * x, 300.0 * y) for x, y in spots]
    streets = [
        street(a % len(nodes), b % len(nodes), [nodes[a % len(nodes)], nodes[b % len(nodes)]], oneway=oneway)
        for a, b, oneway in links
    ]
    return town(nodes, streets)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=14, unique=True),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), min_size=1, max_size=45),
    st.lists(st.tuples(st.floats(-50, 1900), st.floats(-50, 1900)), min_size=2, max_size=10),
)
def test_elimination_equals_plain_searches_on_any_town(
    spots: list[tuple[int, int]], links: list[tuple[int, int, bool]], places: list[tuple[float, float]]
) -> None:
    network = _random_town(spots, links)
    points = [at(*place) for place in places]
    fast = TravelTimes(network, profile("car"), engine=lambda g: Hierarchy(eliminate(g)), limit_m=5000)  # type: ignore[arg-type]
    plain = TravelTimes(network, profile("car"), engine=Dijkstra, limit_m=5000)  # type: ignore[arg-type]
    expected, found = plain.matrix(points, points), fast.matrix(points, points)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(expected))
    np.testing.assert_allclose(found, expected, atol=0.01)
    order = [p for p, row in zip(points, expected, strict=True) if not np.isnan(row).all()]
    try:
        legs = plain.route(order)
    except UnreachableError:
        return
    for one, other in zip(fast.route(order), legs, strict=True):
        assert one.seconds == pytest.approx(other.seconds, abs=0.01)


def test_elimination_equals_plain_searches_in_a_real_town(nootdorp: Region, doors: list[Point]) -> None:
    for name in ("car", "bicycle", "foot"):
        fast = TravelTimes(nootdorp.network, profile(name), engine=lambda g: Hierarchy(eliminate(g)))  # type: ignore[arg-type]
        plain = TravelTimes(nootdorp.network, profile(name), engine=Dijkstra)  # type: ignore[arg-type]
        np.testing.assert_allclose(fast.matrix(doors, doors), plain.matrix(doors, doors), atol=0.01)


def test_a_graph_without_small_cuts_falls_back_to_plain_searches(caplog: pytest.LogCaptureFixture) -> None:
    rng = np.random.default_rng(2)
    nodes = [(float(x), float(y)) for x, y in rng.uniform(0, 3000, (60, 2))]
    pairs = [(a, b) for a in range(60) for b in range(a + 1, 60)]
    tangle = town(nodes, [street(a, b, [nodes[a], nodes[b]]) for a, b in pairs])
    graph = build_graph(tangle, profile("car"))
    with pytest.raises(GrowthError):
        eliminate(graph, max_growth=0.4)
    assert isinstance(fastest_engine(graph), Hierarchy)
    assert isinstance(fastest_engine(graph, max_growth=0.4), Dijkstra)
    assert "plain searches" in caplog.text


def test_osrm_is_asked_again_after_a_fault(nootdorp: Region, doors: list[Point]) -> None:
    double = OsrmDouble(nootdorp.travel("car"))
    double.faults = [503, 502]
    with serving(double) as url:
        assert OsrmServer(url, profile("car")).matrix(doors[:2], doors[:2]).shape == (2, 2)
    assert len(double.requests) == 3


def test_osrm_that_stays_away_is_named_but_no_address_is(nootdorp: Region, doors: list[Point]) -> None:
    double = OsrmDouble(nootdorp.travel("car"))
    double.faults = [503] * 9
    with serving(double) as url, pytest.raises(RoutingServerError, match="after 3 attempts") as caught:
        OsrmServer(url, profile("car")).matrix(doors[:2], doors[:2])
    assert str(doors[0].lat)[:6] not in str(caught.value)


@pytest.mark.parametrize(
    "raw", [b"<html>proxy</html>", b"[]", b'{"code": "Ok", "durations": [[1]], "sources": []}']
)
def test_nonsense_from_a_server_is_an_error_not_a_time(
    nootdorp: Region, doors: list[Point], raw: bytes
) -> None:
    double = OsrmDouble(nootdorp.travel("car"))
    double.raw = raw
    with serving(double) as url, pytest.raises(RoutingServerError):
        OsrmServer(url, profile("car")).matrix(doors[:2], doors[:2])


def test_osrm_needs_an_http_address() -> None:
    with pytest.raises(ValueError, match="'file:///etc'"):
        OsrmServer("file:///etc", profile("car"))


def test_a_straight_line_says_that_it_is_an_estimate(nootdorp: Region) -> None:
    assert StraightLine(profile("car")).estimated
    assert not nootdorp.travel("car").estimated
    assert StraightLine(profile("foot")).matrix([at(0, 0)], [at(1000, 0)])[0, 0] == pytest.approx(
        947, rel=0.005
    )


def test_a_square_town_through_every_engine() -> None:
    for engine in (Dijkstra, fastest_engine):
        car = TravelTimes(square(), profile("car"), engine=engine)  # type: ignore[arg-type]
        assert car.matrix([at(250, 0)], [at(50, 0)])[0, 0] == pytest.approx(150.0, abs=0.05)
