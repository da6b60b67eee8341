"""The streets as arrays: what every profile, the snapping, the geocoding and the background share."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maps.errors import SourceError
from maps.geometry import Bounds, metric_epsg, to_metres
from maps.profiles import PROFILE_NAMES, ROAD_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

ATTRIBUTION = "© OpenStreetMap contributors"


@dataclass(frozen=True)
class Street:
    """One stretch of street between two nodes, as a loader found it.

    `lat` and `lon` run from node `tail` to node `head`. `access` holds for car, bicycle and foot the open
    directions (bits of `maps.access`). A stretch on which several names were merged has several.
    """

    tail: int
    head: int
    road_class: str
    access: tuple[int, int, int]
    lat: Sequence[float] | Floats
    lon: Sequence[float] | Floats
    maxspeed_kmh: float = float("nan")
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Restriction:
    """A turn that is not allowed: coming from one street, through a node, into another (indices).

    With `via_streets` the forbidden way leads from that node over those streets before the last one. `binds`
    says whether it holds for car, bicycle and foot.
    """

    from_street: int
    via_node: int
    to_street: int
    via_streets: tuple[int, ...] = ()
    binds: tuple[bool, bool, bool] = (True, True, False)


@dataclass(frozen=True)
class StreetNetwork:
    """All streets of a region; n nodes, m streets, v vertices.

    Parameters
    ----------
    tail, head
        Node indices, shape (m,). A street runs from tail to head; `access` says which ways it is open.
    road_class
        Position in `ROAD_CLASSES`, shape (m,).
    maxspeed_kmh
        Signed limit, NaN when not signed, shape (m,).
    access
        Open directions per street and profile, shape (m, 3).
    blocked
        Nodes that stop a profile (bollards, gates), shape (n, 3).
    path_start
        First vertex of each street in `path_*`, shape (m + 1,).
    restrictions
        Forbidden turns as (from street, via node, to street), shape (r, 3); where some lead over more
        streets, all of those after the node in order of driving, -1 behind the last one, shape (r, k).
    restriction_binds
        Profiles that a forbidden turn holds for, shape (r, 3).
    """

    name: str
    node_lat: Floats
    node_lon: Floats
    tail: Ints
    head: Ints
    road_class: NDArray[np.uint8]
    maxspeed_kmh: NDArray[np.float32]
    access: NDArray[np.uint8]
    blocked: NDArray[np.bool_]
    path_start: NDArray[np.int64]
    path_lat: Floats
    path_lon: Floats
    path_x: Floats
    path_y: Floats
    epsg: int
    names: tuple[str, ...]
    named_street: Ints
    named_name: Ints
    restrictions: Ints = field(default_factory=lambda: np.zeros((0, 3), np.int32))
    restriction_binds: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 3), np.bool_))
    attribution: str = ATTRIBUTION

    def __post_init__(self) -> None:
        if len(self.tail) == 0:
            raise SourceError(
                f"{self.name}: no streets in the source; is the extract empty or cut too small?"
            )
        if not (np.isfinite(self.path_x).all() and np.isfinite(self.path_y).all()):
            raise SourceError(f"{self.name}: a street lies outside the metre grid EPSG:{self.epsg}")

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.node_lat)

    @property
    def street_count(self) -> int:
        """Number of stretches of street."""
        return len(self.tail)

    @cached_property
    def bounds(self) -> Bounds:
        """Box around all streets, in degrees."""
        return Bounds(
            float(self.path_lat.min()), float(self.path_lon.min()),
            float(self.path_lat.max()), float(self.path_lon.max()),
        )  # fmt: skip

    @cached_property
    def along_m(self) -> Floats:
        """Distance in metres of each vertex from the start of its street, shape (v,)."""
        step = np.zeros(len(self.path_x))
        step[1:] = np.hypot(np.diff(self.path_x), np.diff(self.path_y))
        step[self.path_start[:-1]] = 0.0
        run = np.cumsum(step)
        return run - np.repeat(run[self.path_start[:-1]], np.diff(self.path_start))

    @cached_property
    def length_m(self) -> Floats:
        """Length in metres of each street, shape (m,)."""
        return self.along_m[self.path_start[1:] - 1]

    def vertices(self, street: int) -> slice:
        """Where a street's vertices lie in `path_*`."""
        return slice(int(self.path_start[street]), int(self.path_start[street + 1]))


def build_network(
    name: str,
    node_lat: Sequence[float],
    node_lon: Sequence[float],
    streets: Sequence[Street],
    *,
    blocked: Sequence[tuple[int, tuple[bool, bool, bool]]] = (),
    restrictions: Sequence[Restriction] = (),
) -> StreetNetwork:
    """Return the streets a loader found, as arrays.

    Raises
    ------
    SourceError
        When there are no streets, or a street refers to a class or position that can't be.
    """
    codes = {road_class: code for code, road_class in enumerate(ROAD_CLASSES)}
    lat = np.concatenate([np.asarray(s.lat, np.float64) for s in streets]) if streets else np.zeros(0)
    lon = np.concatenate([np.asarray(s.lon, np.float64) for s in streets]) if streets else np.zeros(0)
    if not (np.abs(lat) <= 90).all() or not (np.abs(lon) <= 180).all():
        raise SourceError(f"{name}: a street has a position that is not in degrees")
    epsg = metric_epsg(float(np.median(lat)), float(np.median(lon))) if streets else 4326
    x, y = to_metres(lat, lon, epsg)
    names = tuple(sorted({text for street in streets for text in street.names}))
    position = {text: index for index, text in enumerate(names)}
    pairs = [(index, position[text]) for index, street in enumerate(streets) for text in street.names]
    stops = np.zeros((len(node_lat), len(PROFILE_NAMES)), np.bool_)
    for node, who in blocked:
        stops[node] = who
    return StreetNetwork(
        name=name,
        node_lat=np.asarray(node_lat, np.float64),
        node_lon=np.asarray(node_lon, np.float64),
        tail=np.array([s.tail for s in streets], np.int32),
        head=np.array([s.head for s in streets], np.int32),
        road_class=np.array([codes[s.road_class] for s in streets], np.uint8),
        maxspeed_kmh=np.array([s.maxspeed_kmh for s in streets], np.float32),
        access=np.array([s.access for s in streets], np.uint8).reshape(-1, len(PROFILE_NAMES)),
        blocked=stops,
        path_start=np.concatenate(([0], np.cumsum([len(s.lat) for s in streets]))).astype(np.int64),
        path_lat=lat, path_lon=lon, path_x=x, path_y=y, epsg=epsg, names=names,
        named_street=np.array([street for street, _ in pairs], np.int32),
        named_name=np.array([text for _, text in pairs], np.int32),
        restrictions=_rows(restrictions),
        restriction_binds=np.array([r.binds for r in restrictions], np.bool_).reshape(-1, len(PROFILE_NAMES)),
    )  # fmt: skip


def _rows(restrictions: Sequence[Restriction]) -> Ints:
    """Forbidden turns as rows of one length."""
    longest = max((len(each.via_streets) for each in restrictions), default=0)
    rows = np.full((len(restrictions), 3 + longest), -1, np.int32)
    for row, each in zip(rows, restrictions, strict=True):
        way = (each.from_street, each.via_node, *each.via_streets, each.to_street)
        row[: len(way)] = way
    return rows


ARRAY_FIELDS = tuple(
    f.name
    for f in dataclasses.fields(StreetNetwork)
    if f.name not in ("name", "epsg", "names", "attribution")
)
