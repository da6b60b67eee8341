"""Travel times by an elimination index: the default engine."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from maps import sweeps
from maps.dijkstra import Dijkstra
from maps.elimination import MAX_GROWTH, EliminationIndex, GrowthError, eliminate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maps.engine import Engine, Gates
    from maps.graph import StreetGraph

    _Seeds = tuple[NDArray[np.int32], NDArray[np.float64]]
    _UpArcs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]

# Sources swept together: wide enough for the processor's vector units, small enough for memory.
WIDTH, LEAST_WIDTH = 512, 32
# Working memory of one sweep, in float32 numbers (32 MB).
WORKING_NUMBERS = 8_000_000

_log = logging.getLogger(__name__)


def fastest_engine(graph: StreetGraph, max_growth: float = MAX_GROWTH) -> Engine:
    """Return the elimination engine, or plain Dijkstra for a graph that has no small cuts."""
    try:
        return Hierarchy(eliminate(graph, max_growth))
    except GrowthError as error:
        _log.warning("plain searches instead of an index: %s", error)
        return Dijkstra(graph)


class Hierarchy:
    """Shortest times by two sweeps over an elimination index."""

    def __init__(self, index: EliminationIndex) -> None:
        self.index = index
        self._count = len(index.rank)
        self._node_of_rank = np.argsort(index.rank)
        # The node in whose list each arc is.
        self._up_owner, self._down_owner = (
            np.repeat(np.arange(self._count, dtype=np.int32), np.diff(start))
            for start in (index.up_start, index.down_start)
        )
        # Scratch space of path searches; the times are infinite between them.
        self._ahead_s, self._back_s = (np.full(self._count, np.inf) for _ in range(2))
        self._ahead_arc, self._back_arc = (np.full(self._count, -1, np.int64) for _ in range(2))
        self._found, self._nodes = (np.empty(self._count + 1, np.int64) for _ in range(2))
        self._stack = np.empty((self._count + 2, 3), np.int64)

    def many_to_many(self, departures: Gates, arrivals: Gates) -> NDArray[np.float32]:
        """Seconds from each departing to each arriving point, infinite without a way; shape (n, m)."""
        seconds = np.full((departures.count, arrivals.count), np.inf, np.float32)
        index = self.index
        exits = index.rank[arrivals.node]
        below = np.zeros(self._count, np.bool_)
        below[exits] = True
        sweeps.reach(below, index.down_start, index.down_node)
        widest = self._width(index.rank[departures.node], below)
        for first in range(0, departures.count, widest):
            rows = slice(first, min(first + widest, departures.count))
            self._fill(seconds[rows], rows, departures, arrivals, below)
        return seconds

    def _fill(
        self,
        seconds: NDArray[np.float32],
        rows: slice,
        departures: Gates,
        arrivals: Gates,
        below: NDArray[np.bool_],
    ) -> None:
        """Put the times from some departing points in `seconds`; `below` marks what arrivals are led from."""
        index = self.index
        gates = slice(*np.searchsorted(departures.point, (rows.start, rows.stop)).tolist())
        entries, exits = index.rank[departures.node[gates]], index.rank[arrivals.node]
        above = np.zeros(self._count, np.bool_)
        above[entries] = True
        sweeps.reach(above, index.up_start, index.up_node)
        used = np.flatnonzero(above | below)
        row = np.full(self._count, -1, np.int32)
        row[used] = np.arange(len(used), dtype=np.int32)
        times = np.full((len(used), len(seconds)), np.inf, np.float32)
        cells = (row[entries], departures.point[gates] - rows.start)
        np.minimum.at(times, cells, departures.cost_s[gates].astype(np.float32))
        falling = np.flatnonzero(below)[::-1]
        sweeps.sweep_up(times, row, np.flatnonzero(above), index.up_start, index.up_node, index.up_s)
        sweeps.sweep_down(times, row, falling, index.down_start, index.down_node, index.down_s)
        out = np.full((arrivals.count, len(seconds)), np.inf, np.float32)
        sweeps.least(times, row, arrivals.point, exits, arrivals.cost_s.astype(np.float32), out)
        seconds[:] = out.T

    def _width(self, entries: NDArray[np.int32], below: NDArray[np.bool_]) -> int:
        """Return how many sources to sweep together, so that their times fit in the working memory."""
        touched = below.copy()
        touched[entries] = True
        sweeps.reach(touched, self.index.up_start, self.index.up_node)
        return max(LEAST_WIDTH, min(WIDTH, WORKING_NUMBERS // max(1, int(touched.sum()))))

    def paths(
        self, departures: Gates, arrivals: Gates, pairs: list[tuple[int, int]]
    ) -> list[tuple[float, list[int]]]:
        """Seconds and graph nodes of the best way for each pair; infinite and empty without a way."""
        entries, exits = self.index.rank[departures.node], self.index.rank[arrivals.node]
        found = []
        for source, target in pairs:
            leaving, arriving = departures.of(source), arrivals.of(target)
            found.append(
                self._path(
                    (entries[leaving], departures.cost_s[leaving]),
                    (exits[arriving], arrivals.cost_s[arriving]),
                )
            )
        return found

    def _path(self, leaving: _Seeds, arriving: _Seeds) -> tuple[float, list[int]]:
        """Climb from both ends, and follow the ways down from where they meet best."""
        index, ahead_s, back_s = self.index, self._ahead_s, self._back_s
        ups = (index.up_start, index.up_node, index.up_s)
        downs = (index.down_start, index.down_node, index.down_s)
        above_source = self._climb(leaving, ups, ahead_s, self._ahead_arc)
        above_target = self._climb(arriving, downs, back_s, self._back_arc)
        totals = ahead_s[above_target] + back_s[above_target]
        path: list[int] = []
        seconds = float(totals.min(initial=np.inf))
        if seconds < sweeps.NO_TIME:
            length = sweeps.unpack(
                above_target[totals.argmin()], self._ahead_arc, self._back_arc, self._stack, self._nodes,
                index.up_start, index.up_node, self._up_owner, index.up_middle,
                index.down_start, index.down_node, self._down_owner, index.down_middle,
            )  # fmt: skip
            path = self._node_of_rank[self._nodes[:length]].tolist()
        ahead_s[above_source] = back_s[above_target] = np.inf
        return (seconds if path else float("inf")), path

    def _climb(
        self, seeds: _Seeds, arcs: _UpArcs, best_s: NDArray[np.float64], before: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Find the times to all nodes above some seeds; return those nodes, rising."""
        start, later, seconds = arcs
        count = sweeps.gather(*seeds, start, later, best_s, before, self._found)
        nodes = np.sort(self._found[:count])
        sweeps.climb(nodes, start, later, seconds, best_s, before)
        return nodes
