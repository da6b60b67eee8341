"""Travel times and routes of one profile between points, over the streets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from maps.engine import Gates, along_one_street, arrivals, departures
from maps.errors import UnreachableError
from maps.geometry import Point, cut_line
from maps.graph import build_graph
from maps.hierarchy import fastest_engine
from maps.snapping import SNAP_LIMIT_M, Snap, Snapper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from maps.engine import Engine
    from maps.graph import StreetGraph
    from maps.network import StreetNetwork
    from maps.profiles import Profile
from maps.snapping import Snaps


@dataclass(frozen=True)
class Leg:
    """The way from one point to the next: where it runs, how long it takes (s), how far it is (m)."""

    points: tuple[Point, ...]
    seconds: float
    metres: float


def at_that_hour(seconds: NDArray[np.float32], profile: Profile, at_hour: int | None) -> NDArray[np.float32]:
    """Return times in seconds as they are at an hour of the day (0-23); unchanged without one."""
    return seconds if at_hour is None else seconds * np.float32(profile.hour_factor(at_hour))


def slowed(leg: Leg, factor: float) -> Leg:
    """Return the same way with its seconds multiplied."""
    return leg if factor == 1.0 else replace(leg, seconds=leg.seconds * factor)


@dataclass(frozen=True)
class _Piece:
    """A part of one street, from one share of its length to another."""

    street: int
    start: float
    end: float


class TravelTimes:
    """Seconds and routes between points for one profile.

    Times are asymmetric: one-way streets and junctions make the way there differ from the way back.
    """

    estimated = False

    def __init__(
        self,
        network: StreetNetwork,
        profile: Profile,
        *,
        engine: Callable[[StreetGraph], Engine] = fastest_engine,
        limit_m: float = SNAP_LIMIT_M,
    ) -> None:
        self.profile = profile
        self.network = network
        self._graph = build_graph(network, profile)
        self._engine = engine(self._graph)
        self._snapper = Snapper(network, self._graph, limit_m)

    def snap(self, points: Iterable[Point]) -> list[Snap]:
        """Return where each point meets the nearest reachable street, and how far that is (m)."""
        return self._snapper.snap(points).listed()

    def matrix(
        self, sources: Iterable[Point], targets: Iterable[Point], *, at_hour: int | None = None
    ) -> NDArray[np.float32]:
        """Return seconds from each source to each target, NaN without a way; shape (n, m), asymmetric.

        With `at_hour` (0-23) they are multiplied by the profile's factor for that hour of the day.
        """
        seconds = self._matrix(self._snapper.snap(sources), self._snapper.snap(targets))
        return at_that_hour(seconds, self.profile, at_hour)

    def _matrix(self, sources: Snaps, targets: Snaps) -> NDArray[np.float32]:
        seconds = self._engine.many_to_many(departures(self._graph, sources), arrivals(self._graph, targets))
        source, target, direct_s = along_one_street(self._graph, sources, targets)
        seconds[source, target] = np.minimum(seconds[source, target], direct_s.astype(np.float32))
        # Row by row: a mask of the whole would take a quarter of the matrix's memory again.
        for row in seconds:
            row[np.isinf(row)] = np.nan
        return seconds

    def route(self, points: Sequence[Point], *, at_hour: int | None = None) -> list[Leg]:
        """Return the legs between consecutive points, along the streets and cut where the points lie.

        A leg takes as many seconds as the matrix has for its points at that hour.

        Raises
        ------
        UnreachableError
            When no street leads to a point or between two of them; the message gives their positions in the
            list.
        """
        return self.routes([points], at_hour=at_hour)[0]

    def routes(self, tours: Sequence[Sequence[Point]], *, at_hour: int | None = None) -> list[list[Leg]]:
        """Return the legs of many tours at once, as `route` does for one."""
        factor = 1.0 if at_hour is None else self.profile.hour_factor(at_hour)
        snaps = self._snapper.snap([point for tour in tours for point in tour])
        offsets = np.cumsum([0] + [len(tour) for tour in tours])
        pairs = [
            (first, first + 1)
            for low, high in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
            for first in range(low, high - 1)
        ]
        _check_reachable(snaps, offsets)
        outward, inward = departures(self._graph, snaps), arrivals(self._graph, snaps)
        ways = self._engine.paths(outward, inward, pairs)
        legs = {
            first: slowed(self._leg(snaps, (outward, inward), (first, second), way), factor)
            for (first, second), way in zip(pairs, ways, strict=True)
        }
        return [
            [legs[first] for first in range(low, high - 1)]
            for low, high in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
        ]

    def reached(self, start: Point, within_s: float) -> tuple[NDArray[np.intp], list[NDArray[np.float64]]]:
        """Return what can be reached within some seconds: whole streets, and parts of others (x, y in m).

        Raises
        ------
        UnreachableError
            When the start is far from any street.
        """
        snaps = self._snapper.snap([start])
        _check_reachable(snaps, np.array([0, 1]))
        graph = self._graph
        # Each arc is an arrival at its tail from which nothing of it is driven yet.
        count = len(graph.tail)
        tails = Gates(np.arange(count), graph.tail.astype(np.intp), np.zeros(count), np.arange(count), count)
        left_s = within_s - self._engine.many_to_many(departures(graph, snaps), tails)[0].astype(np.float64)
        whole = np.unique(graph.street[left_s >= graph.drive_s]).astype(np.intp)
        is_part = (left_s > 0) & (left_s < graph.drive_s) & ~np.isin(graph.street, whole)
        pieces = [
            _Piece(int(graph.street[arc]), float(not ahead), share if ahead else 1.0 - share)
            for arc, ahead, share in (
                (arc, bool(graph.forward[arc]), float(left_s[arc] / graph.drive_s[arc]))
                for arc in np.flatnonzero(is_part).tolist()
            )
        ]
        pieces += self._first_pieces(int(snaps.edge[0]), float(snaps.fraction[0]), within_s)
        return whole, [np.column_stack(_outline(self.network, piece, metric=True)) for piece in pieces]

    def _first_pieces(self, street: int, here: float, within_s: float) -> list[_Piece]:
        """Parts of a street that can be reached from a share of its length, both ways where it is open."""
        starts, arcs = self._graph.arcs_of
        pieces = []
        for backward in (0, 1):
            key = 2 * street + backward
            if starts[key + 1] > starts[key]:
                step = within_s / max(float(self._graph.drive_s[arcs[starts[key]]]), 1e-9)
                pieces.append(
                    _Piece(street, here, max(here - step, 0.0) if backward else min(here + step, 1.0))
                )
        return pieces

    def _leg(
        self, snaps: Snaps, gates: tuple[Gates, Gates], pair: tuple[int, int], way: tuple[float, list[int]]
    ) -> Leg:
        source, target = pair
        seconds, nodes = way
        start, end = float(snaps.fraction[source]), float(snaps.fraction[target])
        direct_s = self._direct_s(snaps, source, target)
        if direct_s <= seconds and np.isfinite(direct_s):
            return self._drawn([_Piece(int(snaps.edge[source]), start, end)], direct_s)
        if not nodes:
            raise UnreachableError(f"no way for {self.profile.name} from point {source} to point {target}")
        graph = self._graph
        out_arc, in_arc = _gate_arc(gates[0], source, nodes[0]), _gate_arc(gates[1], target, nodes[-1])
        arcs = graph.links_along(nodes)
        ahead = graph.forward[arcs].astype(float).tolist()
        pieces = [
            _Piece(int(snaps.edge[source]), start, float(graph.forward[out_arc])),
            *(_Piece(s, 1.0 - f, f) for s, f in zip(graph.street[arcs].tolist(), ahead, strict=True)),
            _Piece(int(snaps.edge[target]), 1.0 - float(graph.forward[in_arc]), end),
        ]
        return self._drawn(pieces, seconds)

    def _direct_s(self, snaps: Snaps, source: int, target: int) -> float:
        """Seconds along the street both points lie on, infinite without one or where it is closed."""
        if snaps.edge[source] != snaps.edge[target]:
            return float("inf")
        share = float(snaps.fraction[target] - snaps.fraction[source])
        if share == 0:
            return 0.0
        starts, arcs = self._graph.arcs_of
        key = 2 * int(snaps.edge[source]) + (share < 0)
        if starts[key + 1] == starts[key]:
            return float("inf")
        return abs(share) * float(self._graph.drive_s[arcs[starts[key]]])

    def _drawn(self, pieces: list[_Piece], seconds: float) -> Leg:
        """Leg along pieces of streets."""
        network = self.network
        lats, lons = zip(*(_outline(network, piece) for piece in pieces), strict=True)
        lat, lon = np.concatenate(lats), np.concatenate(lons)
        # Pieces meet in one point, which is kept once.
        new = np.ones(len(lat), np.bool_)
        new[1:] = (lat[1:] != lat[:-1]) | (lon[1:] != lon[:-1])
        line = tuple(map(Point, lat[new].tolist(), lon[new].tolist()))
        streets = np.array([piece.street for piece in pieces])
        shares = np.array([abs(piece.end - piece.start) for piece in pieces])
        metres = float((network.length_m[streets] * shares).sum())
        return Leg(points=line if len(line) > 1 else line * 2, seconds=float(seconds), metres=metres)


def _outline(
    network: StreetNetwork, piece: _Piece, *, metric: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitudes and longitudes along a piece of street, or x and y in metres."""
    where = network.vertices(piece.street)
    lat, lon = network.path_lat[where], network.path_lon[where]
    if metric:
        lat, lon = network.path_x[where], network.path_y[where]
    if (piece.start, piece.end) == (0.0, 1.0):
        return lat, lon
    if (piece.start, piece.end) == (1.0, 0.0):
        return lat[::-1], lon[::-1]
    along = network.along_m[where]
    length = float(along[-1])
    index, share = cut_line(along, piece.start * length, piece.end * length)
    return (
        lat[index] + share * (lat[index + 1] - lat[index]),
        lon[index] + share * (lon[index + 1] - lon[index]),
    )


def _gate_arc(gates: Gates, point: int, node: int) -> int:
    rows = gates.of(point)
    at_node = np.flatnonzero(gates.node[rows] == node) + rows.start
    return int(gates.arc[at_node[gates.cost_s[at_node].argmin()]])


def _check_reachable(snaps: Snaps, offsets: NDArray[np.int64]) -> None:
    if snaps.unreachable.any():
        first = int(np.flatnonzero(snaps.unreachable)[0])
        tour = int(np.searchsorted(offsets, first, side="right")) - 1
        raise UnreachableError(
            f"point {first - int(offsets[tour])} of tour {tour} lies {snaps.distance_m[first]:.0f} m from "
            "any street; correct the point or leave it out"
        )
