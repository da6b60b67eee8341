"""A large street graph from copies of a city, for a city that is not at hand.

The copies lie in a square, as far apart as the city is wide and high, each with all its streets. Between
neighbours, every border is divided in `LINKS` equal stretches, and in each stretch the outermost node of the
one copy is joined to the outermost node of the other by a straight two-way road of their real distance. One
road per border would make a graph that is easier to cut than any city; with 40 the cuts are as wide as those
inside it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from maps.access import BOTH
from maps.geometry import to_degrees
from maps.graph import build_graph
from maps.profiles import PROFILE_NAMES, ROAD_CLASSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maps import Profile
    from maps.network import StreetNetwork

Scalar = TypeVar("Scalar", bound=np.generic)

LINKS = 40
GAP_M = 50.0
_LINK_CLASS = ROAD_CLASSES.index("tertiary")


def tiled(network: StreetNetwork, side: int, profile: Profile) -> StreetNetwork:
    """Return `side` x `side` copies of a network, joined where this profile can leave each copy.

    Raises
    ------
    ValueError
        When `side` is below 1.
    """
    if side < 1:
        raise ValueError(f"side is {side}; expected 1 or more")
    if side == 1:
        return network
    return _joined(_copies(network, side), _links(network, side, profile))


def _copies(network: StreetNetwork, side: int) -> StreetNetwork:
    count = side * side
    copy = np.arange(count)
    step_x, step_y = _steps(network)
    x = np.tile(network.path_x, count) + np.repeat(copy % side * step_x, len(network.path_x))
    y = np.tile(network.path_y, count) + np.repeat(copy // side * step_y, len(network.path_y))
    lat, lon = to_degrees(x, y, network.epsg)
    tail = _shifted(network.tail, count, network.node_count)
    head = _shifted(network.head, count, network.node_count)
    starts = _shifted(network.path_start[:-1], count, len(network.path_x))
    node_lat, node_lon = np.zeros(count * network.node_count), np.zeros(count * network.node_count)
    ends = np.concatenate((starts[1:], [len(x)])) - 1
    for node, vertex in ((tail, starts), (head, ends)):
        node_lat[node], node_lon[node] = lat[vertex], lon[vertex]
    turn_step = np.full(network.restrictions.shape[1], network.street_count)
    turn_step[1] = network.node_count
    # A -1 stands for no street, in every copy.
    steps = np.where(network.restrictions >= 0, turn_step, 0)
    turns = (network.restrictions + copy[:, None, None] * steps).reshape(-1, len(turn_step))
    return dataclasses.replace(
        network,
        name=f"{network.name} {side}x{side}",
        node_lat=node_lat, node_lon=node_lon, tail=tail.astype(np.int32), head=head.astype(np.int32),
        road_class=np.tile(network.road_class, count), maxspeed_kmh=np.tile(network.maxspeed_kmh, count),
        access=np.tile(network.access, (count, 1)), blocked=np.tile(network.blocked, (count, 1)),
        path_start=np.concatenate((starts, [len(x)])), path_lat=lat, path_lon=lon, path_x=x, path_y=y,
        named_street=_shifted(network.named_street, count, network.street_count).astype(np.int32),
        named_name=np.tile(network.named_name, count), restrictions=turns.astype(np.int32),
        restriction_binds=np.tile(network.restriction_binds, (count, 1)),
    )  # fmt: skip


def _shifted(indices: NDArray[np.integer], count: int, step: int) -> NDArray[np.int64]:
    """Return the indices of copies laid one after the other."""
    return (indices.astype(np.int64) + np.arange(count)[:, None] * step).ravel()


def _steps(network: StreetNetwork) -> tuple[float, float]:
    return float(np.ptp(network.path_x)) + GAP_M, float(np.ptp(network.path_y)) + GAP_M


def _links(network: StreetNetwork, side: int, profile: Profile) -> NDArray[np.int64]:
    """Pairs of nodes, numbered over all copies, that a road is to join; shape (k, 2)."""
    ends = _two_way_ends(network, profile)
    x, y = _node_metres(network)
    eastward = _border(ends, x, y)
    northward = _border(ends, y, x)
    size, pairs = network.node_count, []
    for row in range(side):
        for column in range(side):
            here = row * side + column
            if column + 1 < side:
                pairs.append(eastward + np.array([here, here + 1]) * size)
            if row + 1 < side:
                pairs.append(northward + np.array([here, here + side]) * size)
    return np.concatenate(pairs)


def _two_way_ends(network: StreetNetwork, profile: Profile) -> NDArray[np.int32]:
    """Nodes of streets open both ways from which the rest of the city can be reached, and back."""
    column = PROFILE_NAMES.index(profile.name)
    streets = build_graph(network, profile).connected & (network.access[:, column] == BOTH)
    nodes = np.unique(np.concatenate((network.tail[streets], network.head[streets])))
    passable: NDArray[np.int32] = nodes[~network.blocked[nodes, column]]
    return passable


def _border(
    nodes: NDArray[np.int32], across: NDArray[np.float64], along: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Outermost node on the far side and on the near side, for each stretch that has any; shape (k, 2)."""
    stretch = np.linspace(along[nodes].min(), along[nodes].max(), LINKS + 1)[1:-1]
    band = np.searchsorted(stretch, along[nodes])
    pairs = []
    for one in np.unique(band):
        there = nodes[band == one]
        pairs.append((there[across[there].argmax()], there[across[there].argmin()]))
    return np.array(pairs, np.int64)


def _node_metres(network: StreetNetwork) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = np.zeros(network.node_count), np.zeros(network.node_count)
    for node, vertex in ((network.tail, network.path_start[:-1]), (network.head, network.path_start[1:] - 1)):
        x[node], y[node] = network.path_x[vertex], network.path_y[vertex]
    return x, y


def _joined(network: StreetNetwork, links: NDArray[np.int64]) -> StreetNetwork:
    """Return a network with a straight two-way road for each pair of nodes."""
    x, y = _node_metres(network)
    ends = links.ravel()
    last, count = network.path_start[-1], len(links)

    def more(column: NDArray[Scalar], value: float) -> NDArray[Scalar]:
        return np.concatenate((column, np.full((count, *column.shape[1:]), value, column.dtype)))

    return dataclasses.replace(
        network,
        tail=np.concatenate((network.tail, links[:, 0].astype(np.int32))),
        head=np.concatenate((network.head, links[:, 1].astype(np.int32))),
        road_class=more(network.road_class, _LINK_CLASS),
        maxspeed_kmh=more(network.maxspeed_kmh, np.nan),
        access=more(network.access, BOTH),
        path_start=np.concatenate((network.path_start, last + 2 * np.arange(1, count + 1))),
        path_lat=np.concatenate((network.path_lat, network.node_lat[ends])),
        path_lon=np.concatenate((network.path_lon, network.node_lon[ends])),
        path_x=np.concatenate((network.path_x, x[ends])),
        path_y=np.concatenate((network.path_y, y[ends])),
    )  # fmt: skip
