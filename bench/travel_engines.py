"""The engines on our street graph, each timed in a process of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from bench.travel_process import peak_mb
from maps import Point, TravelTimes, load_region, profile
from maps.dijkstra import Dijkstra
from maps.elimination import eliminate
from maps.engine import least_per_point
from maps.graph import build_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bench.travel_region import Prepared
    from maps.engine import Engine, Gates
    from maps.graph import StreetGraph
    from maps.region import Times

OWN_GRAPH = ("elimination", "scipy", "networkx")
NEW_POINTS = 25
_TRIAL_ROWS = 3


class Networkx(Dijkstra):
    """Shortest times by networkx, as osmnx users search: one `single_source_dijkstra` per source.

    On a DiGraph: osmnx's own MultiDiGraph takes networkx more than twice as long.
    """

    def __init__(self, graph: StreetGraph) -> None:
        super().__init__(graph)
        links = graph.links
        self._streets = nx.DiGraph()
        ends = (graph.tail[links].tolist(), graph.head[links].tolist())
        self._streets.add_weighted_edges_from(zip(*ends, graph.cost_s[links].tolist(), strict=True))

    def many_to_many(self, departures: Gates, arrivals: Gates) -> NDArray[np.float32]:
        """Seconds from each departing to each arriving point, infinite without a way; shape (n, m)."""
        seconds = np.full((departures.count, arrivals.count), np.inf, np.float32)
        exits = arrivals.node.tolist()
        for point in range(departures.count):
            gates = departures.of(point)
            doors = zip(departures.cost_s[gates].tolist(), departures.node[gates].tolist(), strict=True)
            # Both ends of a loop lead to one node: the quickest is added last, and stays.
            for cost_s, node in sorted(doors, reverse=True):
                self._streets.add_edge("door", node, weight=cost_s)
            if "door" not in self._streets:
                continue
            reached = nx.single_source_dijkstra_path_length(self._streets, "door", weight="weight")
            self._streets.remove_node("door")
            values = np.array([[reached.get(node, math.inf) for node in exits]]) + arrivals.cost_s
            seconds[point] = least_per_point(values.astype(np.float32), arrivals)[0]
        return seconds


@dataclass(frozen=True)
class Round:
    """One engine, once, in a fresh process.

    Parameters
    ----------
    seconds
        Wall clock of the whole matrix, snapping included; scaled when `rows` is less than all.
    rows
        Rows that were in fact computed for `seconds`.
    load_s
        From pack to ready: reading, graph, index.
    index_s, new_points_s
        Building the index from the graph; 25 new points to and from all others. None where there is no index.
    peak_mb
        Largest resident memory until the matrix was there, everything included.
    index_peak_mb
        The same after building the index too.
    checked
        Seconds of the rows that are compared between engines, shape (c, n).
    """

    seconds: float
    rows: int
    load_s: float
    index_s: float | None
    new_points_s: float | None
    peak_mb: float | None
    index_peak_mb: float | None
    checked: NDArray[np.float32]


def time_engine(prepared: Prepared, engine: str, check_rows: int, budget_s: float) -> Round:
    """Return one measurement of an engine that searches our graph; to be run in a process of its own.

    An engine that would take longer than the budget computes as many rows as fit in it, at least the trial
    rows, and is scaled to all.
    """
    points = prepared.points()
    began = perf_counter()
    travel = _travel(prepared, engine)
    load_s = perf_counter() - began
    # What is compiled or made at the first question is not part of any matrix.
    travel.matrix(points[:1], points)
    rows = len(points) if engine == "elimination" else _rows_within(travel, points, budget_s)
    matrix, seconds = _timed(travel, points, rows)
    if rows < len(points):
        # What one question costs however few its rows, is not scaled.
        _, one_s = _timed(travel, points, 1)
        seconds = one_s + (seconds - one_s) * (len(points) - 1) / (rows - 1)
    peak = peak_mb()
    checked = matrix[:check_rows].copy()
    del matrix
    if len(checked) < check_rows and engine != "networkx":
        checked = travel.matrix(points[:check_rows], points)
    if engine != "elimination":
        return Round(seconds, rows, load_s, None, None, peak, None, checked)
    began = perf_counter()
    travel.matrix(points[:NEW_POINTS], points)
    travel.matrix(points, points[:NEW_POINTS])
    new_points_s = perf_counter() - began
    index_s = _index_s(prepared)
    return Round(seconds, rows, load_s, index_s, new_points_s, peak, peak_mb(), checked)


def check_rows_of_oracle(prepared: Prepared, check_rows: int) -> NDArray[np.float32]:
    """Return the seconds that scipy finds for the rows that are compared, shape (c, n)."""
    points = prepared.points()
    return _travel(prepared, "scipy").matrix(points[:check_rows], points)


def _travel(prepared: Prepared, engine: str) -> Times:
    region, chosen = load_region(prepared.pack), profile(prepared.profile)
    if engine == "elimination":
        return region.travel(chosen)
    plain: dict[str, Callable[[StreetGraph], Engine]] = {"scipy": Dijkstra, "networkx": Networkx}
    return TravelTimes(region.network, chosen, engine=plain[engine])


def _rows_within(travel: Times, points: list[Point], budget_s: float) -> int:
    if len(points) <= _TRIAL_ROWS:
        return len(points)
    seconds = _timed(travel, points, _TRIAL_ROWS)[1]
    return max(_TRIAL_ROWS, min(len(points), int(_TRIAL_ROWS * budget_s / seconds)))


def _timed(travel: Times, points: list[Point], rows: int) -> tuple[NDArray[np.float32], float]:
    """Return the first rows of the matrix, and the seconds they took."""
    began = perf_counter()
    matrix = travel.matrix(points[:rows], points)
    return matrix, perf_counter() - began


def _index_s(prepared: Prepared) -> float:
    """Seconds to build the index from the streets, once the loops are compiled."""
    network, chosen = load_region(prepared.pack).network, profile(prepared.profile)
    eliminate(build_graph(network, chosen))
    began = perf_counter()
    eliminate(build_graph(network, chosen))
    return perf_counter() - began
