"""Streets as other cities map them: squares, ferries, roundabouts, signs against one kind of traffic."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import osmium
import pytest

from maps import SourceError, build_pack, load_region, profile
from maps.dijkstra import Dijkstra
from maps.osm_file import read_osm_file
from maps.travel import TravelTimes
from tests.maps.towns import at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from maps import ProfileName
    from maps.network import StreetNetwork


def written(
    path: Path,
    places: Mapping[int, tuple[float, float]],
    ways: Sequence[tuple[Sequence[int], Mapping[str, str]]],
    node_tags: Mapping[int, Mapping[str, str]] | None = None,
    *,
    ways_first: bool = False,
) -> Path:
    """Write an .osm file; a way without a class is a residential street."""
    nodes, roads = [], []
    for node, (x, y) in places.items():
        place = at(x, y)
        tags = "".join(f"<tag k='{k}' v='{v}'/>" for k, v in ((node_tags or {}).get(node) or {}).items())
        nodes.append(
            f"<node id='{node}' version='1' lat='{place.lat:.7f}' lon='{place.lon:.7f}'>{tags}</node>"
        )
    sign = -1 if min(places) < 0 else 1
    for number, (refs, tags_of_way) in enumerate(ways, start=100):
        road = {} if "route" in tags_of_way else {"highway": "residential"}
        inner = "".join(f"<nd ref='{ref}'/>" for ref in refs)
        inner += "".join(f"<tag k='{k}' v='{v}'/>" for k, v in {**road, **tags_of_way}.items())
        roads.append(f"<way id='{sign * number}' version='1'>{inner}</way>")
    parts = [*roads, *nodes] if ways_first else [*nodes, *roads]
    path.write_text("<osm version='0.6'>" + "".join(parts) + "</osm>", encoding="utf-8")
    return path


def metres(network: StreetNetwork, by: ProfileName, *spots: tuple[float, float]) -> float:
    return TravelTimes(network, profile(by)).route([at(*spot) for spot in spots])[0].metres


SQUARE = {
    1: (0, 0),
    2: (100, 0),
    3: (200, 0),
    4: (200, 100),
    5: (100, 100),
    6: (300, 0),
    7: (100, 300),
    8: (300, 300),
}


def test_one_walks_round_a_square_and_no_car_does(tmp_path: Path) -> None:
    square = ([2, 3, 4, 5, 2], {"highway": "pedestrian", "area": "yes"})
    ways = [([1, 2], {}), square, ([3, 6], {}), ([1, 7, 8, 6], {})]
    network = read_osm_file(written(tmp_path / "t.osm", SQUARE, ways)).network
    assert metres(network, "foot", (50, 0), (250, 0)) == pytest.approx(200, abs=0.5)
    assert metres(network, "bicycle", (50, 0), (250, 0)) == pytest.approx(200, abs=0.5)
    assert metres(network, "car", (50, 0), (250, 0)) > 700


def test_a_car_park_drawn_as_an_area_is_no_street(tmp_path: Path) -> None:
    ways = [([1, 2], {}), ([2, 3, 4, 5, 2], {"highway": "service", "area": "yes"})]
    assert read_osm_file(written(tmp_path / "t.osm", SQUARE, ways)).network.street_count == 1


def test_a_roundabout_drawn_as_one_closed_way_is_driven_one_way_round(tmp_path: Path) -> None:
    # Anticlockwise, with a road west, south, east; the ring starts and ends where no road meets it.
    ring = {9: (150, 40), 1: (110, 0), 2: (150, -40), 3: (190, 0), 4: (0, 0), 5: (150, -200), 6: (300, 0)}
    ways = [([9, 1, 2, 3, 9], {"junction": "roundabout"}), ([4, 1], {}), ([5, 2], {}), ([6, 3], {})]
    network = read_osm_file(written(tmp_path / "t.osm", ring, ways)).network
    arc = float(np.hypot(40, 40))
    assert metres(network, "car", (60, 0), (240, 0)) == pytest.approx(50 + 2 * arc + 50, abs=0.5)
    assert metres(network, "car", (150, -100), (60, 0)) == pytest.approx(60 + 3 * arc + 50, abs=0.5)
    assert metres(network, "foot", (150, -100), (60, 0)) == pytest.approx(60 + arc + 50, abs=0.5)


FERRY = {1: (0, 0), 2: (100, 0), 3: (500, 0), 4: (600, 0)}


@pytest.mark.parametrize(("tags", "with_car"), [({}, False), ({"motor_vehicle": "yes"}, True)])
def test_a_ferry_takes_bicycles_and_walkers_and_cars_where_it_says_so(
    tmp_path: Path, tags: dict[str, str], with_car: bool
) -> None:
    ways = [([1, 2], {}), ([2, 3], {"route": "ferry", **tags}), ([3, 4], {})]
    network = read_osm_file(written(tmp_path / "t.osm", FERRY, ways)).network
    for by in ("bicycle", "foot"):
        assert metres(network, by, (50, 0), (550, 0)) == pytest.approx(500, abs=0.5)  # type: ignore[arg-type]
    car = TravelTimes(network, profile("car"))
    seconds = car.matrix([at(50, 0)], [at(550, 0)])[0, 0]
    assert (seconds > 400 / (5 / 3.6)) if with_car else car.snap([at(550, 0)])[0].moved_component


def test_no_door_lies_on_a_ferry_or_a_motorway(tmp_path: Path) -> None:
    places = {**FERRY, 5: (0, 50), 6: (600, 50)}
    ways = [([1, 2], {}), ([2, 3], {"highway": "motorway", "oneway": "no"}), ([3, 4], {}), ([1, 5, 6, 4], {})]
    network = read_osm_file(written(tmp_path / "t.osm", places, ways)).network
    snap = TravelTimes(network, profile("car")).snap([at(300, 5)])[0]
    assert snap.distance_m == pytest.approx(45, abs=0.1)


def test_bicycles_pass_a_bollard_and_ride_against_a_one_way_street_where_signed(tmp_path: Path) -> None:
    places = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (0, 200), 5: (200, 200)}
    ways = [
        ([1, 2, 3], {"oneway": "-1", "cycleway": "opposite"}),
        ([1, 4], {}), ([4, 5], {}), ([5, 3], {}),
    ]  # fmt: skip
    bollard = {2: {"barrier": "bollard", "bicycle": "yes"}}
    network = read_osm_file(written(tmp_path / "t.osm", places, ways, bollard)).network
    assert metres(network, "bicycle", (10, 0), (190, 0)) == pytest.approx(180, abs=0.5)
    assert metres(network, "bicycle", (190, 0), (10, 0)) == pytest.approx(180, abs=0.5)
    # For a car it is a dead end that one can't leave.
    assert TravelTimes(network, profile("car")).snap([at(150, 5)])[0].moved_component


def test_a_street_closed_on_evenings_is_not_driven(tmp_path: Path) -> None:
    ways = [
        ([1, 2], {}),
        ([2, 3], {"motor_vehicle:conditional": "no @ (12:00-06:00)"}),
        ([3, 6], {}),
        ([1, 7, 8, 6], {}),
    ]
    network = read_osm_file(written(tmp_path / "t.osm", SQUARE, ways)).network
    assert metres(network, "car", (50, 0), (250, 0)) > 700
    assert metres(network, "foot", (50, 0), (250, 0)) == pytest.approx(200, abs=0.5)


def test_ids_below_zero_as_editors_write_them_are_refused_with_what_to_do(tmp_path: Path) -> None:
    places = {-1: (0, 0), -2: (100, 0), -3: (200, 0)}
    with pytest.raises(SourceError, match="osmium renumber"):
        read_osm_file(written(tmp_path / "t.osm", places, [([-1, -2], {}), ([-2, -3], {})]))


def test_a_file_with_its_nodes_after_its_ways_is_refused_with_what_to_do(tmp_path: Path) -> None:
    source = written(tmp_path / "t.osm", SQUARE, [([1, 2, 3], {})], ways_first=True)
    with pytest.raises(SourceError, match="osmium sort"):
        read_osm_file(source)


def test_a_history_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    history = tmp_path / "t.osh.pbf"
    with osmium.SimpleWriter(str(history)) as writer:
        for thing in osmium.FileProcessor(str(written(tmp_path / "t.osm", SQUARE, [([1, 2, 3], {})]))):
            writer.add(thing)
    source = history.rename(tmp_path / "history.osm.pbf")
    with pytest.raises(SourceError, match="time-filter"):
        read_osm_file(source)


def test_a_file_of_changes_is_refused(tmp_path: Path) -> None:
    changes = tmp_path / "minute.osc.gz"
    changes.write_bytes(b"")
    with pytest.raises(SourceError, match=r"unknown kind of file"):
        build_pack(changes, tmp_path / "out")


def test_addresses_without_a_street_have_a_place_and_old_postcode_tags_are_read(tmp_path: Path) -> None:
    tags = {
        4: {"addr:place": "Zwet", "addr:housenumber": "12", "postal_code": "2631 XY"},
        5: {"addr:street": "Laan", "addr:housenumber": "3"},
        7: {"addr:housenumber": "9"},
    }
    read = read_osm_file(written(tmp_path / "t.osm", SQUARE, [([1, 2, 3], {})], tags))
    assert [(a.street, a.number, a.postcode) for a in read.addresses] == [
        ("Zwet", "12", "2631 XY"),
        ("Laan", "3", ""),
    ]


def test_every_kind_of_street_at_once_gives_times_that_scipy_agrees_with(tmp_path: Path) -> None:
    draw = np.random.default_rng(5)
    places = {node: (60.0 * (node % 8), 60.0 * (node // 8)) for node in range(1, 64)}
    kinds: list[dict[str, str]] = [
        {}, {"oneway": "yes"}, {"oneway": "-1"}, {"highway": "living_street"}, {"junction": "roundabout"},
        {"highway": "service", "service": "parking_aisle"}, {"maxspeed": "30 mph"}, {"maxspeed": "walk"},
        {"access": "private"}, {"route": "ferry"}, {"highway": "cycleway"}, {"motor_vehicle": "no"},
    ]  # fmt: skip
    pairs = [
        (a, b)
        for a, b in itertools.product(places, places)
        if b - a in (1, 8) and a % 8 < b % 8 + (b - a == 8)
    ]
    # Some twice, and one of no length.
    ways = [(pair, kinds[int(draw.integers(len(kinds)))]) for pair in [*pairs, *pairs[::5]]] + [([9, 9], {})]
    source = written(tmp_path / "t.osm", places, ways)
    build_pack(source, tmp_path / "pack")
    region = load_region(tmp_path / "pack")
    spots = [at(*spot) for spot in draw.uniform(0, 420, (40, 2)).tolist()]
    for by in ("car", "bicycle", "foot"):
        travel = region.travel(by)  # type: ignore[arg-type]
        plain = TravelTimes(region.network, region.profile(by), engine=Dijkstra)  # type: ignore[arg-type]
        np.testing.assert_allclose(travel.matrix(spots, spots), plain.matrix(spots, spots), atol=0.01)
