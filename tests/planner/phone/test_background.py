"""The map behind the route: small, near the route, and true to the streets it was made of."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Point
from planner.phone.background import METRES_PER_DEGREE, neighbourhood, simplified
from planner.phone.parts import LineKind, SheetLine
from planner.phone.polyline import STEP, polyline
from tests.planner.phone.evenings import evening, streets

ORIGIN = Point(52.0451, 4.3962)
PLENTY = 10**9

points = st.builds(Point, st.floats(-85, 85, allow_nan=False), st.floats(-180, 180, allow_nan=False))


def decoded(text: str, origin: Point) -> list[Point]:
    """The published decoding, written apart from the code under test."""
    numbers, bits, shift = [], 0, 0
    for letter in text:
        value = ord(letter) - 63
        bits |= (value & 31) << shift
        shift += 5
        if value < 32:
            numbers.append(~(bits >> 1) if bits & 1 else bits >> 1)
            bits = shift = 0
    lat, lon = round(origin.lat / STEP), round(origin.lon / STEP)
    path = []
    for dlat, dlon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + dlat, lon + dlon
        path.append(Point(lat * STEP, lon * STEP))
    return path


def metres(a: Point, b: Point) -> float:
    east = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.hypot(east, b.lat - a.lat) * METRES_PER_DEGREE


def line(*places: tuple[float, float], kind=LineKind.LOCAL, name="") -> SheetLine:
    """A line through places given in metres east and north of the origin."""
    return SheetLine(kind=kind, path=tuple(at(east, north) for east, north in places), name=name)


def at(east: float, north: float) -> Point:
    return Point(
        ORIGIN.lat + north / METRES_PER_DEGREE,
        ORIGIN.lon + east / METRES_PER_DEGREE / math.cos(math.radians(ORIGIN.lat)),
    )


def drawn(lines, around=(ORIGIN,), budget=PLENTY):
    found = neighbourhood(lines, around, budget)
    return [(kind, number, decoded(text, around[0])) for kind, number, text in found["lines"]], found["names"]


@given(st.lists(points, min_size=1, max_size=20), points)
def test_a_path_comes_back_within_half_a_step(path, origin):
    back = decoded(polyline(path, origin), origin)
    moves = [path[0]]
    for point in path[1:]:
        if (round(point.lat / STEP), round(point.lon / STEP)) != (
            round(moves[-1].lat / STEP),
            round(moves[-1].lon / STEP),
        ):
            moves.append(point)
    assert len(back) == len(moves)
    for one, other in zip(back, moves, strict=True):
        assert abs(one.lat - other.lat) <= STEP / 2 + 1e-9
        assert abs(one.lon - other.lon) <= STEP / 2 + 1e-9


def test_the_published_example_is_written_as_published():
    # Encoded Polyline Algorithm Format, Google Maps Platform: the example of the page itself.
    path = (Point(38.5, -120.2), Point(40.7, -120.95), Point(43.252, -126.453))
    assert polyline(path, Point(0, 0)) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_a_street_given_in_both_directions_is_drawn_once():
    there = line((0, 0), (50, 20), (100, 0), name="Dorpsstraat")
    back = SheetLine(kind=there.kind, path=there.path[::-1], name=there.name)
    lines, names = drawn((there, back))
    assert len(lines) == 1
    assert names == ["Dorpsstraat"]


def test_stretches_of_one_street_become_one_line():
    lines, _ = drawn((line((0, 0), (50, 0), name="A"), line((50, 0), (90, 40), name="A")))
    assert [len(path) for _, _, path in lines] == [3]


def test_stretches_of_two_streets_stay_apart_with_their_names():
    lines, names = drawn((line((0, 0), (50, 0), name="A"), line((50, 0), (90, 40), name="B")))
    assert [names[number] for _, number, _ in lines] == ["A", "B"]


def test_a_street_without_a_name_points_at_no_name():
    lines, names = drawn((line((0, 0), (50, 0)),))
    assert (lines[0][1], names) == (-1, [])


def test_what_is_far_away_is_left_out_and_what_crosses_the_edge_is_cut():
    far = line((5000, 0), (5100, 0))
    crossing = line((0, 0), (5000, 0))
    lines, _ = drawn((far, crossing))
    assert len(lines) == 1
    assert metres(ORIGIN, lines[0][2][-1]) == pytest.approx(900, abs=2)


def test_a_bend_is_kept_and_a_straight_line_loses_its_middle():
    lines, _ = drawn((line((0, 0), (50, 0.2), (100, 0)), line((0, 20), (50, 60), (100, 20))))
    assert sorted(len(path) for _, _, path in lines) == [2, 3]


def test_a_pond_stays_a_ring_when_it_is_cut():
    pond = line((-2000, -50), (2000, -50), (2000, 50), (-2000, 50), (-2000, -50), kind=LineKind.WATER)
    lines, _ = drawn((pond,))
    ((_, _, path),) = lines
    assert path[0] == path[-1]
    assert max(metres(ORIGIN, point) for point in path) < 910


def test_without_streets_or_route_there_is_no_map():
    assert neighbourhood((), (ORIGIN,), PLENTY)["lines"] == []
    assert neighbourhood((line((0, 0), (9, 9)),), (), PLENTY)["lines"] == []


def test_detail_gives_way_to_size_and_the_streets_of_the_route_last():
    sheet = evening(9)
    around = [sheet.start_place.point, *(p for stop in sheet.stops for p in stop.leg.path)]
    sizes = []
    for budget in (PLENTY, 10_000, 6_000):
        found = neighbourhood(streets(), around, budget)
        sizes.append(len(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()))
        assert sizes[-1] <= budget
    assert sizes[0] > sizes[1] > sizes[2] > 1_000


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=2, max_size=12))
def test_a_simplified_path_keeps_its_ends(places):
    path = [at(east, north) for east, north in places]
    short = simplified(path, 3.0)
    assert len(short) <= len(path)
    assert metres(short[0], path[0]) < 0.01
    assert metres(short[-1], path[-1]) < 0.01
