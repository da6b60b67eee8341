"""What every travel-time engine on the street graph does, and how points on edges enter and leave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from maps.graph import StreetGraph
    from maps.snapping import Snaps

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Gates:
    """How points on streets are tied to graph nodes: rows of (point, node, seconds), ordered by point.

    For a departure the seconds lead from the point to the node, for an arrival from the node to the point.
    `arc` is the arc of which a part is used.
    """

    point: NDArray[np.intp]
    node: NDArray[np.intp]
    cost_s: Floats
    arc: NDArray[np.intp]
    count: int

    def of(self, point: int) -> slice:
        """Rows of one point."""
        low, high = np.searchsorted(self.point, (point, point + 1))
        return slice(int(low), int(high))


class Engine(Protocol):
    """Shortest times between gates."""

    def many_to_many(self, departures: Gates, arrivals: Gates) -> NDArray[np.float32]:
        """Seconds from each departing to each arriving point, infinite without a way; shape (n, m)."""
        ...

    def paths(
        self, departures: Gates, arrivals: Gates, pairs: list[tuple[int, int]]
    ) -> list[tuple[float, list[int]]]:
        """Seconds and graph nodes of the best way for each pair; infinite and empty without a way."""
        ...


def departures(graph: StreetGraph, snaps: Snaps) -> Gates:
    """Return the nodes where trips from these points enter the graph."""
    point, arc, share = _arcs_at(graph, snaps)
    share = np.where(graph.forward[arc], 1.0 - share, share)
    # Copies of one arc differ in their tail only, so that one of them is enough to leave by.
    first = np.ones(len(arc), np.bool_)
    first[1:] = (point[1:] != point[:-1]) | (graph.forward[arc[1:]] != graph.forward[arc[:-1]])
    cost_s = share * graph.drive_s[arc] + graph.delay_s[arc]
    return Gates(point[first], graph.head[arc[first]].astype(np.intp), cost_s[first], arc[first], len(snaps))


def arrivals(graph: StreetGraph, snaps: Snaps) -> Gates:
    """Return the nodes where trips to these points leave the graph."""
    point, arc, share = _arcs_at(graph, snaps)
    share = np.where(graph.forward[arc], share, 1.0 - share)
    return Gates(point, graph.tail[arc].astype(np.intp), share * graph.drive_s[arc], arc, len(snaps))


def _arcs_at(graph: StreetGraph, snaps: Snaps) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Point, arc and the point's share along the street, for both directions of every reachable point."""
    starts, arcs = graph.arcs_of
    reachable = np.flatnonzero(~snaps.unreachable)
    keys = (2 * snaps.edge[reachable][:, None] + np.array([0, 1])).ravel()
    owner = np.repeat(reachable, 2)
    counts = starts[keys + 1] - starts[keys]
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    arc = arcs[np.repeat(starts[keys], counts) + offset]
    point = np.repeat(owner, counts)
    return point, arc, snaps.fraction[point]


def along_one_street(
    graph: StreetGraph, sources: Snaps, targets: Snaps
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Return source, target and seconds for all pairs on one street that need no junction."""
    order = np.argsort(targets.edge, kind="stable")
    low = np.searchsorted(targets.edge[order], sources.edge, side="left")
    high = np.searchsorted(targets.edge[order], sources.edge, side="right")
    counts = high - low
    source = np.repeat(np.arange(len(sources)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    target = order[np.repeat(low, counts) + offset]
    share = targets.fraction[target] - sources.fraction[source]
    starts, arcs = graph.arcs_of
    key = 2 * sources.edge[source] + (share < 0)
    open_way = starts[key + 1] > starts[key]
    # Standing still needs no open direction.
    seconds = np.where(share == 0, 0.0, np.inf)
    seconds[open_way] = np.abs(share[open_way]) * graph.drive_s[arcs[starts[key[open_way]]]]
    known = np.isfinite(seconds) & ~sources.unreachable[source] & ~targets.unreachable[target]
    return source[known], target[known], seconds[known]


def least_per_point(values: NDArray[np.float32], gates: Gates) -> NDArray[np.float32]:
    """Return the least value over the gates of each point, shape (k, count), from (k, gates)."""
    least = np.full((len(values), gates.count), np.inf, np.float32)
    present, first = np.unique(gates.point, return_index=True)
    if len(present):
        least[:, present] = np.minimum.reduceat(values, first, axis=1)
    return least
