"""What all engines of one comparison are given: one pack, one list of points, in one folder."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from bench.travel_osm_file import write_osm_file
from bench.travel_tiles import tiled
from maps import Point, build_pack, load_region, profile
from maps.archive import fingerprint
from maps.elimination import eliminate
from maps.graph import build_graph
from maps.pack import Pack, write_pack

if TYPE_CHECKING:
    from maps import Profile, ProfileName
    from maps.network import StreetNetwork


@dataclass(frozen=True)
class Order:
    """Which streets and points to compare on.

    `source` is a pack folder, an osmnx `.graphml[.gz]` or an `.osm.pbf`; `tiles` the copies per side.
    """

    source: Path
    profile: ProfileName
    points: int
    tiles: int = 1
    seed: int = 1
    with_osm_file: bool = False


@dataclass(frozen=True)
class Prepared:
    """A folder with pack and points; nodes and arcs that the profile uses, arcs and seconds of the index."""

    folder: Path
    profile: ProfileName
    name: str
    nodes: int
    arcs: int
    index_arcs: int
    build_s: float

    @property
    def pack(self) -> Path:
        """Region pack with the index of the profile."""
        return self.folder / "pack"

    @property
    def osm_file(self) -> Path:
        """The same streets for engines that read OpenStreetMap files."""
        return self.folder / "streets.osm.pbf"

    def points(self) -> list[Point]:
        """Return the points, in the order of the rows."""
        return [Point(*row) for row in np.load(self.folder / "points.npy").tolist()]


def prepare(order: Order, folder: Path) -> Prepared:
    """Write pack, points and, when asked, the OpenStreetMap file; return what they are.

    Raises
    ------
    maps.MapsError
        When the source is absent, damaged or of no use.
    """
    chosen = profile(order.profile)
    network = tiled(_network(order), order.tiles, chosen)
    began = perf_counter()
    graph = build_graph(network, chosen)
    index = eliminate(graph)
    build_s = perf_counter() - began
    source = {"file": order.source.name, "sha256": _fingerprint(order.source), "date": ""}
    write_pack(Pack(network, {chosen.key: index}, source=source), folder / "pack", [chosen])
    np.save(folder / "points.npy", np.array(points_on_streets(network, chosen, order.points, order.seed)))
    prepared = Prepared(
        folder, order.profile, network.name,
        nodes=len(np.unique(np.concatenate((graph.tail, graph.head)))), arcs=len(graph.links),
        index_arcs=len(index.up_node) + len(index.down_node), build_s=build_s,
    )  # fmt: skip
    if order.with_osm_file:
        write_osm_file(network, order.profile, prepared.osm_file)
    return prepared


def _network(order: Order) -> StreetNetwork:
    if not order.source.name.endswith((".osm.pbf", ".osm")):
        return load_region(order.source).network
    with tempfile.TemporaryDirectory() as scratch:
        pack = Path(scratch) / "pack"
        build_pack(order.source, pack, profiles=(order.profile,))
        return load_region(pack).network


def _fingerprint(source: Path) -> str:
    return fingerprint(source / "region.json" if source.is_dir() else source)


def points_on_streets(network: StreetNetwork, chosen: Profile, count: int, seed: int) -> list[Point]:
    """Return points drawn on streets that can be reached: each street as likely, anywhere along it."""
    draw = np.random.default_rng(seed)
    streets = draw.choice(np.flatnonzero(build_graph(network, chosen).connected), count)
    points = []
    for street, share in zip(streets.tolist(), draw.random(count).tolist(), strict=True):
        where = network.vertices(street)
        along = network.along_m[where]
        points.append(
            Point(
                float(np.interp(share * along[-1], along, network.path_lat[where])),
                float(np.interp(share * along[-1], along, network.path_lon[where])),
            )
        )
    return points
