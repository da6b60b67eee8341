"""Forbidden turns: through a node, over whole streets, for some and not for others."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from maps import profile
from maps.network import Restriction, build_network
from maps.osm_file import read_osm_file
from maps.travel import TravelTimes
from maps.turns import Arcs, without
from tests.maps.towns import at, street

if TYPE_CHECKING:
    from pathlib import Path

    from maps.network import StreetNetwork

# Two one-way carriageways (west on top, east below), joined by a short link at x = 100, and a way round.
#
#   6 <-- 5 <---- 4        10: 1-2  11: 2-3   east
#         |(link)          20: 4-5  21: 5-6   west
#   1 --> 2 ----> 3        30: 2-5 link; 40: 3-7-4, the way round; 50: 2-8, a side street
PLACES = {
    1: (0, 0),
    2: (100, 0),
    3: (300, 0),
    4: (300, 40),
    5: (100, 40),
    6: (0, 40),
    7: (350, 20),
    8: (100, -80),
}
WAYS: dict[int, tuple[list[int], dict[str, str]]] = {
    10: ([1, 2], {"oneway": "yes"}),
    11: ([2, 3], {"oneway": "yes"}),
    20: ([4, 5], {"oneway": "yes"}),
    21: ([5, 6], {"oneway": "yes"}),
    30: ([2, 5], {}),
    40: ([3, 7, 4], {}),
    50: ([2, 8], {}),
    60: ([6, 1], {}),
}
Member = tuple[str, str, int]


def _write(path: Path, *relations: tuple[list[Member], dict[str, str]]) -> StreetNetwork:
    lines = ["<osm version='0.6'>"]
    for node, (x, y) in PLACES.items():
        place = at(x, y)
        lines.append(f"<node id='{node}' version='1' lat='{place.lat:.7f}' lon='{place.lon:.7f}'/>")
    for way, (nodes, tags) in WAYS.items():
        lines.append(f"<way id='{way}' version='1'>" + "".join(f"<nd ref='{node}'/>" for node in nodes))
        tags = {"highway": "residential", **tags}
        lines += [f"<tag k='{key}' v='{value}'/>" for key, value in tags.items()] + ["</way>"]
    for number, (members, tags) in enumerate(relations):
        lines.append(f"<relation id='{900 + number}' version='1'>")
        lines += [f"<member role='{role}' type='{sort}' ref='{ref}'/>" for role, sort, ref in members]
        tags = {"type": "restriction", **tags}
        lines += [f"<tag k='{key}' v='{value}'/>" for key, value in tags.items()] + ["</relation>"]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return read_osm_file(path).network


def _metres(
    network: StreetNetwork, source: tuple[float, float], target: tuple[float, float], by: str = "car"
) -> float:
    return TravelTimes(network, profile(by)).route([at(*source), at(*target)])[0].metres  # type: ignore[arg-type]


U_TURN: list[Member] = [("from", "way", 10), ("via", "way", 30), ("to", "way", 21)]
EAST, WEST, SIDE = (50, 0), (50, 40), (100, -60)
SHORT_M = 50 + 40 + 50
ROUND_M = 50 + 200 + 2 * float(np.hypot(50, 20)) + 200 + 50


def test_without_a_ban_the_short_link_is_a_u_turn(tmp_path: Path) -> None:
    assert _metres(_write(tmp_path / "t.osm"), EAST, WEST) == pytest.approx(SHORT_M, abs=0.5)


@pytest.mark.parametrize("by", ["car", "bicycle"])
def test_a_u_turn_over_a_link_is_not_taken_and_the_link_stays_open_for_others(
    tmp_path: Path, by: str
) -> None:
    network = _write(tmp_path / "t.osm", (U_TURN, {"restriction": "no_u_turn"}))
    # Round by the east end, or to the end of the side street and back: the side street is the shorter here.
    assert _metres(network, EAST, WEST, by) == pytest.approx(SHORT_M + 2 * 80, abs=0.5)
    assert _metres(network, SIDE, WEST, by) == pytest.approx(60 + 40 + 50, abs=0.5)


def test_a_walker_knows_no_turn_bans(tmp_path: Path) -> None:
    network = _write(tmp_path / "t.osm", (U_TURN, {"restriction": "no_u_turn"}))
    assert _metres(network, EAST, WEST, "foot") < SHORT_M + 1


@pytest.mark.parametrize("exempt", ["bicycle", "psv;bicycle", "bicycle; moped"])
def test_an_exempt_bicycle_may_turn_where_a_car_may_not(tmp_path: Path, exempt: str) -> None:
    network = _write(tmp_path / "t.osm", (U_TURN, {"restriction": "no_u_turn", "except": exempt}))
    assert _metres(network, EAST, WEST, "bicycle") == pytest.approx(SHORT_M, abs=0.5)
    assert _metres(network, EAST, WEST, "car") > SHORT_M + 100


@pytest.mark.parametrize(
    ("tags", "banned"),
    [
        ({"restriction": "no_u_turn", "except": "motorcar"}, False),
        ({"restriction": "no_u_turn", "except": "psv"}, True),
        ({"restriction:hgv": "no_u_turn"}, False),
        ({"restriction:motorcar": "no_u_turn"}, True),
        ({"restriction:bicycle": "no_u_turn"}, False),
        ({"restriction": "none"}, False),
        ({"restriction:conditional": "no_u_turn @ (07:00-09:00)"}, False),
        ({"restriction:conditional": "no_u_turn @ (Mo-Fr 07:00-09:00,16:00-18:30)"}, True),
    ],
)
def test_a_ban_holds_for_whom_and_when_its_tags_say(
    tmp_path: Path, tags: dict[str, str], banned: bool
) -> None:
    network = _write(tmp_path / "t.osm", (U_TURN, tags))
    assert (_metres(network, EAST, WEST) > SHORT_M + 1) == banned


def test_who_takes_the_first_street_of_an_only_must_follow_it_to_the_end(tmp_path: Path) -> None:
    # From the west over the east carriageway only on to the way round, not back over it.
    only: list[Member] = [("from", "way", 50), ("via", "way", 30), ("to", "way", 21)]
    network = _write(tmp_path / "t.osm", (only, {"restriction": "only_left_turn"}))
    assert _metres(network, SIDE, WEST) == pytest.approx(60 + 40 + 50, abs=0.5)
    # Another way out of the side street is still free.
    assert _metres(network, SIDE, (200, 0)) == pytest.approx(60 + 100, abs=0.5)


def test_a_way_over_several_streets_is_found_whatever_the_order_of_its_members(tmp_path: Path) -> None:
    long_way: list[Member] = [("to", "way", 20), ("via", "way", 40), ("via", "way", 11), ("from", "way", 10)]
    network = _write(tmp_path / "t.osm", (long_way, {"restriction": "no_u_turn"}))
    assert network.restrictions.shape[1] == 3 + 2
    assert (network.restrictions[:, :3] == network.restrictions[0, :3]).all()
    # East to the corner stays free; on from there to the west carriageway only without having come this way.
    assert _metres(network, EAST, (300, 0)) == pytest.approx(250, abs=0.5)
    target = (250, 40)
    free = _write(tmp_path / "free.osm")
    assert _metres(free, EAST, target) == pytest.approx(50 + 200 + 2 * float(np.hypot(50, 20)) + 50, abs=0.5)
    assert _metres(network, EAST, target) > 1.1 * _metres(free, EAST, target)
    assert _metres(network, (200, 0), target) == pytest.approx(_metres(free, (200, 0), target), abs=0.5)


@pytest.mark.parametrize(
    "members",
    [
        [("from", "way", 10), ("via", "way", 999), ("to", "way", 21)],
        [("from", "way", 999), ("via", "way", 30), ("to", "way", 21)],
        [("from", "way", 10), ("to", "way", 21)],
        [("from", "way", 10), ("via", "node", 2), ("via", "node", 5), ("to", "way", 21)],
        [("from", "way", 10), ("via", "way", 40), ("to", "way", 21)],
    ],
)
def test_a_ban_that_leads_nowhere_bans_nothing(tmp_path: Path, members: list[Member]) -> None:
    network = _write(tmp_path / "t.osm", (members, {"restriction": "no_u_turn"}))
    assert len(network.restrictions) == 0


def test_two_bans_that_overlap_both_hold() -> None:
    # A row of nodes 0-4 with a shortcut past node 2; forbidden: 0-1-2 then 3, and 1-2-3 then 4.
    places = [at(100 * x, 0) for x in range(5)] + [at(200, 60)]
    line = [street(n, n + 1, [(100 * n, 0), (100 * n + 100, 0)]) for n in range(4)]
    bypass = [street(1, 5, [(100, 0), (200, 60)]), street(5, 3, [(200, 60), (300, 0)])]
    bans = [Restriction(0, 1, 2, (1,)), Restriction(1, 2, 3, (2,))]
    network = build_network(
        "row", [p.lat for p in places], [p.lon for p in places], [*line, *bypass], restrictions=bans
    )
    assert _metres(network, (10, 0), (390, 0)) == pytest.approx(
        90 + 2 * float(np.hypot(100, 60)) + 90, abs=0.5
    )
    # Setting out on the second street, only the second ban is complete.
    assert _metres(network, (110, 0), (290, 0)) == pytest.approx(180, abs=0.5)


def test_a_ban_at_a_bollard_bans_nothing_more() -> None:
    places = [at(0, 0), at(100, 0), at(200, 0)]
    streets = [street(0, 1, [(0, 0), (100, 0)]), street(1, 2, [(100, 0), (200, 0)])]
    network = build_network(
        "bar", [p.lat for p in places], [p.lon for p in places], streets,
        blocked=[(1, (True, False, False))], restrictions=[Restriction(0, 1, 1)],
    )  # fmt: skip
    car = TravelTimes(network, profile("car"))
    assert np.isfinite(car.matrix([at(10, 0)], [at(90, 0)])).all()


# Arcs of the past that a forbidden walk of at most four can depend on.
HISTORY = 3


@st.composite
def _maze(draw: st.DrawFn) -> tuple[Arcs, set[tuple[int, ...]], list[float]]:
    """A small graph, some forbidden walks in it, and a length per arc."""
    nodes = draw(st.integers(2, 5))
    ends = draw(
        st.lists(st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)), min_size=2, max_size=9)
    )
    leaving = {node: [arc for arc, (tail, _) in enumerate(ends) if tail == node] for node in range(nodes)}
    forbidden = set()
    for _ in range(draw(st.integers(0, 4))):
        walk = [draw(st.integers(0, len(ends) - 1))]
        for _ in range(draw(st.integers(1, 3))):
            if following := leaving[ends[walk[-1]][1]]:
                walk.append(draw(st.sampled_from(following)))
        if len(walk) > 1:
            forbidden.add(tuple(walk))
    lengths = draw(st.lists(st.integers(1, 9), min_size=len(ends), max_size=len(ends)))
    tail, head = (np.array(column, np.int32) for column in zip(*ends, strict=True))
    arcs = Arcs(tail, head, np.arange(len(ends), dtype=np.int32), np.ones(len(ends), np.bool_), nodes)
    return arcs, forbidden, [float(each) for each in lengths]


def _cheapest(arcs: Arcs, forbidden: set[tuple[int, ...]], cost: list[float], first: int, last: int) -> float:
    """Length of the best allowed walk from one arc to another, by its whole history; the plain way."""
    best: dict[tuple[int, ...], float] = {(first,): cost[first]}
    todo, found = [(0.0, (first,))], np.inf
    while todo:
        _, walk = heapq.heappop(todo)
        if walk[-1] == last:
            found = min(found, best[walk])
        for arc in np.flatnonzero(arcs.tail == arcs.head[walk[-1]]).tolist():
            longer = (*walk, arc)
            if any(longer[-len(each) :] == each for each in forbidden):
                continue
            total, kept = best[walk] + cost[arc], longer[-HISTORY:]
            if total < best.get(kept, np.inf):
                best[kept] = total
                heapq.heappush(todo, (total, kept))
    return found


@settings(max_examples=150, deadline=None)
@given(_maze())
def test_copies_of_nodes_leave_out_the_forbidden_walks_and_no_other(
    maze: tuple[Arcs, set[tuple[int, ...]], list[float]],
) -> None:
    arcs, forbidden, cost = maze
    split, origin = without(arcs, forbidden)
    assert origin[: len(arcs.tail)].tolist() == list(range(len(arcs.tail)))
    # From the end of an arc one can drive on: a graph of arcs, which scipy searches.
    follows = split.head[:, None] == split.tail[None, :]
    steps = np.where(follows, np.array(cost)[origin][None, :], 0.0)
    reached = dijkstra(steps, indices=np.arange(len(arcs.tail))) + np.array(cost)[:, None]
    for first in range(len(arcs.tail)):
        for last in range(len(arcs.tail)):
            ours = reached[first, origin == last].min()
            assert ours == _cheapest(arcs, forbidden, cost, first, last)
