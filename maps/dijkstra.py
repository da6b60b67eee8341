"""Travel times by scipy's Dijkstra: the plain way, and the yardstick for the faster engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse
from scipy.sparse.csgraph import dijkstra

from maps.engine import least_per_point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maps.engine import Gates
    from maps.graph import StreetGraph

# Sources per call: scipy returns every node for every source, which fills the memory of a laptop at 1,000
# sources.
BLOCK = 256


class Dijkstra:
    """Shortest times on a street graph by one search per source."""

    def __init__(self, graph: StreetGraph) -> None:
        self._count = graph.node_count
        links = graph.links
        self._tail = graph.tail[links].astype(np.int64)
        self._head = graph.head[links].astype(np.int64)
        self._cost_s = graph.cost_s[links]

    def _with_sources(self, gates: Gates, points: NDArray[np.intp]) -> scipy.sparse.csr_array:
        """Graph with one more node per departing point, tied to its gates."""
        row = np.full(gates.count, -1)
        row[points] = self._count + np.arange(len(points))
        used = row[gates.point] >= 0
        tail = np.concatenate((self._tail, row[gates.point[used]]))
        head = np.concatenate((self._head, gates.node[used]))
        cost_s = np.concatenate((self._cost_s, gates.cost_s[used]))
        # csr_array would add parallel links up; keep the cheapest of each.
        order = np.lexsort((cost_s, head, tail))
        tail, head, cost_s = tail[order], head[order], cost_s[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        size = self._count + len(points)
        return scipy.sparse.csr_array((cost_s[first], (tail[first], head[first])), shape=(size, size))

    def many_to_many(self, departures: Gates, arrivals: Gates) -> NDArray[np.float32]:
        """Seconds from each departing to each arriving point, infinite without a way; shape (n, m)."""
        seconds = np.full((departures.count, arrivals.count), np.inf, np.float32)
        for start in range(0, departures.count, BLOCK):
            points = np.arange(start, min(start + BLOCK, departures.count))
            graph = self._with_sources(departures, points)
            reached = dijkstra(graph, indices=self._count + np.arange(len(points)))
            values = (reached[:, arrivals.node] + arrivals.cost_s).astype(np.float32)
            seconds[points] = least_per_point(values, arrivals)
        return seconds

    def paths(
        self, departures: Gates, arrivals: Gates, pairs: list[tuple[int, int]]
    ) -> list[tuple[float, list[int]]]:
        """Seconds and graph nodes of the best way for each pair; infinite and empty without a way."""
        found: list[tuple[float, list[int]]] = [(float("inf"), []) for _ in pairs]
        for point in sorted({source for source, _ in pairs}):
            graph = self._with_sources(departures, np.array([point]))
            reached, before = dijkstra(graph, indices=self._count, return_predecessors=True)
            for position, (source, target) in enumerate(pairs):
                if source == point:
                    found[position] = self._trace(reached, before, arrivals, target)
        return found

    def _trace(
        self, reached: NDArray[np.float64], before: NDArray[np.int32], arrivals: Gates, target: int
    ) -> tuple[float, list[int]]:
        rows = arrivals.of(target)
        values = reached[arrivals.node[rows]] + arrivals.cost_s[rows]
        if len(values) == 0 or not np.isfinite(values.min()):
            return float("inf"), []
        node = int(arrivals.node[rows][int(values.argmin())])
        nodes = [node]
        while (node := int(before[node])) != self._count:
            nodes.append(node)
        return float(values.min()), nodes[::-1]
