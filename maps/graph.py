"""One profile's streets as a directed graph with seconds, ready for any engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from maps.access import BACKWARD, FORWARD
from maps.errors import SourceError
from maps.profiles import PROFILE_NAMES, ROAD_CLASSES
from maps.turns import Arcs, forbidden_ways, without

if TYPE_CHECKING:
    from maps.network import StreetNetwork
    from maps.profiles import Profile

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class StreetGraph:
    """Directed arcs of one profile.

    An arc is one direction of one street. Its cost is the drive plus the delay at the junction it ends in.
    A node where a turn is forbidden, or which this profile can't pass, exists more than once; an arc out of
    such a node then exists once per copy it may be taken from. The first of them is the one to set out on.

    Parameters
    ----------
    tail, head
        Graph nodes per arc, shape (a,).
    drive_s, delay_s
        Seconds along the whole street, and at its end, shape (a,).
    street
        Street index per arc, shape (a,).
    forward
        Whether the arc runs from the street's tail to its head, shape (a,).
    node_count
        Number of graph nodes, copies included.
    """

    tail: Ints
    head: Ints
    drive_s: Floats
    delay_s: Floats
    street: Ints
    forward: NDArray[np.bool_]
    node_count: int
    street_count: int

    @cached_property
    def cost_s(self) -> Floats:
        """Seconds to take an arc from its tail until past the junction at its head, shape (a,)."""
        return self.drive_s + self.delay_s

    @cached_property
    def links(self) -> NDArray[np.intp]:
        """Arcs an engine needs: the cheapest of parallel ones, no loops; ordered by tail and head."""
        order = np.lexsort((self.cost_s, self.head, self.tail))
        tail, head = self.tail[order], self.head[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        return np.asarray(order[first & (tail != head)], np.intp)

    def links_along(self, nodes: list[int]) -> NDArray[np.intp]:
        """Arcs that lead cheapest from each node straight to the next."""
        path = np.asarray(nodes, np.int64)
        keys = path[:-1] * self.node_count + path[1:]
        return np.asarray(self.links[np.searchsorted(self._link_keys, keys)], np.intp)

    @cached_property
    def _link_keys(self) -> NDArray[np.int64]:
        return self.tail[self.links].astype(np.int64) * self.node_count + self.head[self.links]

    @cached_property
    def arcs_of(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """Arcs per street and direction: starts at `2 * street + (not forward)`, and the arcs."""
        key = 2 * self.street.astype(np.int64) + ~self.forward
        order = np.argsort(key, kind="stable")
        starts = np.searchsorted(key[order], np.arange(2 * self.street_count + 1))
        return starts.astype(np.int64), order

    @cached_property
    def usable(self) -> NDArray[np.bool_]:
        """Streets this profile may use at all, shape (m,)."""
        mask = np.zeros(self.street_count, np.bool_)
        mask[self.street] = True
        return mask

    @cached_property
    def connected(self) -> NDArray[np.bool_]:
        """Streets inside the largest part where every place can be reached from every other, shape (m,)."""
        matrix = scipy.sparse.csr_array(
            (np.ones(len(self.tail), np.int8), (self.tail, self.head)), shape=(self.node_count,) * 2
        )
        _, label = scipy.sparse.csgraph.connected_components(matrix, directed=True, connection="strong")
        inside = label[self.tail] == label[self.head]
        # The part with the longest list of arcs, not of nodes: lone nodes are parts too.
        largest = np.bincount(label[self.tail[inside]], minlength=1).argmax() if inside.any() else -1
        mask = np.zeros(self.street_count, np.bool_)
        mask[self.street[inside & (label[self.tail] == largest)]] = True
        return mask


def street_speeds_kmh(network: StreetNetwork, profile: Profile) -> Floats:
    """Return the speed in km/h of a profile on each street, speed factor included, shape (m,)."""
    by_class = np.array([profile.speed_kmh(road_class) for road_class in ROAD_CLASSES])
    speed = by_class[network.road_class]
    if profile.reads_maxspeed:
        signed = network.maxspeed_kmh.astype(np.float64)
        speed = np.where(np.isfinite(signed), signed, speed)
    return np.asarray(speed * profile.speed_factor)


def build_graph(network: StreetNetwork, profile: Profile) -> StreetGraph:
    """Return the directed graph of a profile.

    Raises
    ------
    SourceError
        When the region has no street that this profile may use.
    """
    column = PROFILE_NAMES.index(profile.name)
    open_ways = network.access[:, column]
    ahead = np.flatnonzero(open_ways & FORWARD).astype(np.int32)
    back = np.flatnonzero(open_ways & BACKWARD).astype(np.int32)
    if len(ahead) + len(back) == 0:
        raise SourceError(f"{network.name}: no street that profile {profile.name!r} may use")
    street = np.concatenate((ahead, back))
    forward = np.arange(len(street)) < len(ahead)
    tail = np.where(forward, network.tail[street], network.head[street])
    head = np.where(forward, network.head[street], network.tail[street])
    drive_s = network.length_m[street] / (street_speeds_kmh(network, profile)[street] / 3.6)
    delay_s = np.where(_junctions(network, open_ways != 0)[head], profile.junction_s, 0.0)
    arcs = Arcs(tail.astype(np.int32), head.astype(np.int32), street, forward, network.node_count)
    arcs = _with_closed_nodes(arcs, network.blocked[:, column])
    arcs, origin = without(arcs, forbidden_ways(network, arcs, column))
    return StreetGraph(
        tail=arcs.tail, head=arcs.head, drive_s=drive_s[origin], delay_s=delay_s[origin],
        street=arcs.street, forward=arcs.forward, node_count=arcs.node_count,
        street_count=network.street_count,
    )  # fmt: skip


def _with_closed_nodes(arcs: Arcs, closed: NDArray[np.bool_]) -> Arcs:
    """Give each street its own end at a closed node: one can turn there, not pass."""
    # An end of a street is named 2 * street, plus 1 where the street's drawing begins.
    names = [2 * arcs.street.astype(np.int64) + begins for begins in (arcs.forward, ~arcs.forward)]
    shut = [closed[ends] for ends in (arcs.tail, arcs.head)]
    own = np.unique(np.concatenate([name[here] for name, here in zip(names, shut, strict=True)]))
    tail, head = arcs.tail.copy(), arcs.head.copy()
    for ends, name, here in zip((tail, head), names, shut, strict=True):
        ends[here] = arcs.node_count + np.searchsorted(own, name[here])
    return arcs._replace(tail=tail, head=head, node_count=arcs.node_count + len(own))


def _junctions(network: StreetNetwork, usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Nodes where three or more usable stretches meet, shape (n,)."""
    ends = np.concatenate((network.tail[usable], network.head[usable]))
    return np.bincount(ends, minlength=network.node_count) >= 3
