"""Copies of a city, joined at their borders."""

import numpy as np
import pytest

from bench.travel_tiles import GAP_M, LINKS, tiled
from maps import Point, TravelTimes, load_region, profile
from maps.graph import build_graph
from maps.network import Restriction, Street, build_network

CAR = profile("car")


@pytest.fixture(scope="module")
def city():
    return load_region("sample_data/nootdorp_drive.graphml.gz").network


def at(network, street):
    """A point halfway a street."""
    where = network.vertices(street)
    return Point(float(network.path_lat[where].mean()), float(network.path_lon[where].mean()))


def test_every_copy_has_all_streets_and_neighbours_are_joined_by_two_way_roads(city):
    four = tiled(city, 2, CAR)
    links = four.street_count - 4 * city.street_count
    assert 4 < links <= 4 * LINKS
    assert four.node_count == 4 * city.node_count
    assert (four.access[-links:] == 3).all()
    copy = lambda nodes: nodes // city.node_count  # noqa: E731
    assert (copy(four.tail[-links:]) != copy(four.head[-links:])).all()
    assert (copy(four.tail[:-links]) == copy(four.head[:-links])).all()
    kept = four.length_m[: 4 * city.street_count].reshape(4, -1)
    assert np.allclose(kept, city.length_m, atol=1e-6)


def test_vertices_lie_where_their_nodes_lie_and_copies_do_not_overlap(city):
    four = tiled(city, 2, CAR)
    starts, ends = four.path_start[:-1], four.path_start[1:] - 1
    for node, vertex in ((four.tail, starts), (four.head, ends)):
        assert np.allclose(four.node_lat[node], four.path_lat[vertex], atol=1e-9)
        assert np.allclose(four.node_lon[node], four.path_lon[vertex], atol=1e-9)
    first, second = (four.path_x[k * len(city.path_x) : (k + 1) * len(city.path_x)] for k in (0, 1))
    assert second.min() - first.max() == pytest.approx(GAP_M)


def test_most_of_all_copies_is_one_strongly_connected_graph_and_can_be_driven_across(city):
    four = tiled(city, 2, CAR)
    inside, alone = (build_graph(each, CAR).connected for each in (four, city))
    assert inside.sum() >= 4 * alone.sum()
    street = int(np.flatnonzero(alone)[0])
    doors = [at(four, street), at(four, street + 3 * city.street_count)]
    there, back = TravelTimes(four, CAR).matrix(doors, doors)[[0, 1], [1, 0]]
    apart_m = np.hypot(*(np.ptp(each) + GAP_M for each in (city.path_x, city.path_y)))
    assert min(there, back) > apart_m / (100 / 3.6)


def test_a_turn_ban_holds_in_every_copy():
    streets = [
        Street(0, 1, "residential", (3, 3, 3), (52.0, 52.0), (4.40, 4.41)),
        Street(1, 2, "residential", (3, 3, 3), (52.0, 52.0), (4.41, 4.42)),
        Street(1, 3, "residential", (3, 3, 3), (52.0, 52.01), (4.41, 4.41)),
    ]
    ban = Restriction(0, 1, 2)
    place = build_network("cross", [52, 52, 52, 52.01], [4.40, 4.41, 4.42, 4.41], streets, restrictions=[ban])
    four = tiled(place, 2, CAR)
    assert four.restrictions.tolist() == [[0, 1, 2], [3, 5, 5], [6, 9, 8], [9, 13, 11]]


def test_one_tile_is_the_city_itself_and_none_is_refused(city):
    assert tiled(city, 1, CAR) is city
    with pytest.raises(ValueError, match="side is 0"):
        tiled(city, 0, CAR)
