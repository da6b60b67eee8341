from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import networkx
import numpy as np
import osmnx
import pytest

import maps
from maps import Region, SourceError, load_region, profile
from maps.access import BOTH, FORWARD
from maps.osmnx_graph import from_osmnx
from maps.travel import TravelTimes
from tests.maps.conftest import NOOTDORP

if TYPE_CHECKING:
    from pathlib import Path


def _graph(*edges: tuple[int, int, dict[str, object]]) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph(crs="epsg:4326", name="dorp")
    places = {1: (4.40, 52.04), 2: (4.41, 52.04), 3: (4.41, 52.05)}
    for node, (x, y) in places.items():
        graph.add_node(node, x=x, y=y)
    for tail, head, data in edges:
        graph.add_edge(tail, head, **{"osmid": 1, "highway": "residential", **data})
    return graph


def test_two_directions_of_one_way_become_one_street_open_both_ways() -> None:
    network = from_osmnx(_graph((1, 2, {}), (2, 1, {})))
    assert network.street_count == 1
    assert network.access[0].tolist() == [BOTH, BOTH, BOTH]


def test_a_one_way_living_street_is_open_both_ways_for_a_bicycle_when_the_graph_is_for_cars() -> None:
    network = from_osmnx(_graph((1, 2, {"oneway": True})))
    assert network.access[0].tolist() == [FORWARD, BOTH, BOTH]


def test_a_one_way_through_road_binds_a_bicycle() -> None:
    network = from_osmnx(_graph((1, 2, {"oneway": True, "highway": "secondary"})))
    assert network.access[0].tolist() == [FORWARD, FORWARD, BOTH]


def test_a_graph_with_bicycle_tags_is_believed() -> None:
    network = from_osmnx(_graph((1, 2, {"oneway:bicycle": "no"}), (2, 3, {"osmid": 2})))
    assert network.access[:, 1].tolist() == [BOTH, FORWARD]


def test_a_roundabout_is_one_way_for_a_bicycle_too() -> None:
    network = from_osmnx(_graph((1, 2, {"junction": "roundabout"})))
    assert network.access[0].tolist()[:2] == [FORWARD, FORWARD]


def test_a_motorway_is_closed_to_bicycles_and_walkers() -> None:
    network = from_osmnx(_graph((1, 2, {"highway": "motorway"})))
    assert network.access[0].tolist() == [FORWARD, 0, 0]


def test_several_names_and_limits_of_a_merged_street_are_kept() -> None:
    network = from_osmnx(_graph((1, 2, {"name": ["A-straat", "B-straat"], "maxspeed": ["30", "50"]})))
    assert network.names == ("A-straat", "B-straat")
    assert network.maxspeed_kmh[0] == 40


def test_a_graph_without_names_is_no_problem() -> None:
    assert from_osmnx(_graph((1, 2, {}))).names == ()


def test_duplicate_edges_stay_apart_as_streets() -> None:
    assert from_osmnx(_graph((1, 2, {}), (1, 2, {}))).street_count == 2


def test_a_projected_graph_is_refused() -> None:
    graph = _graph((1, 2, {}))
    graph.graph["crs"] = "epsg:28992"
    with pytest.raises(SourceError, match="epsg:28992"):
        from_osmnx(graph)


def test_a_graph_without_streets_is_refused() -> None:
    with pytest.raises(SourceError, match="no streets"):
        from_osmnx(_graph())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.graphml: no such file"):
        load_region(tmp_path / "nowhere.graphml")


@pytest.mark.parametrize("keep", [0, 10, 20_000])
def test_a_file_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    short = tmp_path / "short.graphml.gz"
    short.write_bytes(NOOTDORP.read_bytes()[:keep])
    with pytest.raises(SourceError, match=r"short\.graphml\.gz"):
        load_region(short)


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.graphml.gz"
    other.write_bytes(gzip.compress(b"dossier_id;street\n1;Dorpsstraat\n"))
    with pytest.raises(SourceError, match="osmnx street graph"):
        load_region(other)


@pytest.mark.parametrize("by", ["car", "foot"])
def test_streets_go_out_to_osmnx_and_come_back_the_same(nootdorp: Region, by: str) -> None:
    chosen = profile(by)  # type: ignore[arg-type]
    graph = maps.to_osmnx(nootdorp.network, chosen)
    back = maps.from_osmnx(graph)
    doors = [match.point for name in nootdorp.street_names[:30] if (match := nootdorp.geocode(name, 3)).point]
    plain = chosen.changed(junction_s=0.0)
    np.testing.assert_allclose(
        TravelTimes(back, plain).matrix(doors, doors),
        TravelTimes(nootdorp.network, plain).matrix(doors, doors),
        atol=0.05,
    )
    assert back.names == nootdorp.street_names


def test_an_exported_graph_carries_speeds_and_times_that_osmnx_can_route_on(nootdorp: Region) -> None:
    graph = maps.to_osmnx(nootdorp.network, profile("car"))
    tail, head, data = next(iter(graph.edges(data=True)))
    assert data["travel_time"] == pytest.approx(data["length"] / (data["speed_kph"] / 3.6))
    assert osmnx.shortest_path(graph, tail, head, weight="travel_time")[-1] == head


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = maps.nothing_like_it
