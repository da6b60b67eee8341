"""Elimination of a street graph: the index behind fast exact travel times.

Nodes are removed one by one, cheapest first; between the neighbours of a removed node an arc is kept that
is as short as the way through it. What is left is a triangular system in the (min, +) algebra: each node
with its arcs to nodes removed later. A shortest way first climbs such arcs and then descends them, so that
two short sweeps give the times from many sources at once. This is the elimination of Carré (1971), "An
algebra for network routing problems", and the contraction of Dibbelt, Strasser and Wagner (2016),
"Customizable contraction hierarchies", on plain min-degree order; no witness searches, exact for any times
of 0 or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from maps.errors import MapsError
from maps.removal import BUCKETS, NO_MIDDLE, remove_all

if TYPE_CHECKING:
    from maps.graph import StreetGraph

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

# A street network keeps 2 to 4 times its arcs; a graph that grows beyond this has no small cuts.
MAX_GROWTH = 12.0
FIRST_GROWTH = 3.0


class GrowthError(MapsError):
    """The graph has no small cuts: its index would be larger than plain searches are slow."""


@dataclass(frozen=True)
class EliminationIndex:
    """Arcs between each node and the nodes removed after it; nodes are numbered by the order of removal.

    Parameters
    ----------
    rank
        Position of each graph node in the order, shape (n,).
    up_start, up_node, up_s, up_middle
        Per node its arcs to later nodes: where they start (n + 1,), the later node, seconds, and the
        removed node the arc leads through, or -1 for a street.
    down_start, down_node, down_s, down_middle
        The same for the arcs from later nodes to each node.
    """

    rank: Ints
    up_start: Ints
    up_node: Ints
    up_s: Floats
    up_middle: Ints
    down_start: Ints
    down_node: Ints
    down_s: Floats
    down_middle: Ints


INDEX_FIELDS = tuple(EliminationIndex.__dataclass_fields__)


def eliminate(graph: StreetGraph, max_growth: float = MAX_GROWTH) -> EliminationIndex:
    """Return the index of a graph.

    Raises
    ------
    GrowthError
        When it would hold more than `max_growth` times the arcs of the graph.
    """
    links = graph.links
    lists = _neighbour_lists(graph.node_count, graph.tail[links], graph.head[links], graph.cost_s[links])
    growth = min(FIRST_GROWTH, max_growth)
    while (kept := _removed(lists, int(growth * len(lists.beside)) + graph.node_count)) is None:
        if growth >= max_growth:
            raise GrowthError(
                f"the index of {graph.node_count} nodes grew beyond {growth:.0f} times its arcs"
            )
        growth = min(2 * growth, max_growth)
    order, start, later, times, middles = kept
    rank = np.empty(graph.node_count, np.int32)
    rank[order] = np.arange(graph.node_count, dtype=np.int32)
    ups = _open_arcs(start, rank[later], times[:, 0], middles[:, 0], rank)
    downs = _open_arcs(start, rank[later], times[:, 1], middles[:, 1], rank)
    return EliminationIndex(rank, *ups, *downs)


class _Lists(NamedTuple):
    """Each node's neighbours one list after the other, with the seconds to (0) and from (1) them."""

    start: NDArray[np.int64]
    size: NDArray[np.int64]
    beside: Ints
    times: NDArray[np.float64]


def _neighbour_lists(count: int, tail: Ints, head: Ints, cost_s: NDArray[np.float64]) -> _Lists:
    node = np.concatenate((tail, head)).astype(np.int64)
    other = np.concatenate((head, tail)).astype(np.int64)
    way = np.repeat([0, 1], len(tail))
    keys, slot = np.unique(node * count + other, return_inverse=True)
    times = np.full((len(keys), 2), np.inf)
    times[slot, way] = np.concatenate((cost_s, cost_s))
    size = np.bincount(keys // max(count, 1), minlength=count)
    return _Lists(np.cumsum(size) - size, size, (keys % max(count, 1)).astype(np.int32), times)


def _removed(lists: _Lists, room: int) -> tuple[Ints, NDArray[np.int64], Ints, Floats, Ints] | None:
    """Run the elimination with so much room; nothing when that was too small."""
    count, held = len(lists.start), len(lists.beside)
    pool = 2 * room + held
    beside = np.empty(pool, np.int32)
    times = np.empty((pool, 2))
    middles = np.full((pool, 2), NO_MIDDLE, np.int32)
    beside[:held], times[:held] = lists.beside, lists.times
    order, kept_start = np.empty(count, np.int32), np.zeros(count + 1, np.int64)
    kept, kept_times = np.empty(room, np.int32), np.empty((room, 2), np.float32)
    kept_middles = np.empty((room, 2), np.int32)
    done = remove_all(
        lists.start.copy(), lists.size.copy(), lists.size.copy(), beside, times, middles, held,
        np.zeros(count, np.int64), np.full(count, -1), np.full(BUCKETS, -1), np.full(count, -1),
        order, kept_start, kept, kept_times, kept_middles,
    )  # fmt: skip
    if done < count:
        return None
    total = kept_start[-1]
    return order, kept_start, kept[:total], kept_times[:total], kept_middles[:total]


def _open_arcs(
    start: NDArray[np.int64], node: Ints, seconds: Floats, middle: Ints, rank: Ints
) -> tuple[Ints, Ints, Floats, Ints]:
    """Arcs that exist in one direction, with nodes and middles by rank."""
    there = np.isfinite(seconds)
    starts = np.concatenate(([0], np.cumsum(there)))[start].astype(np.int32)
    through = middle[there]
    ranked = np.where(through >= 0, rank[through], NO_MIDDLE).astype(np.int32)
    return starts, node[there], seconds[there], ranked
