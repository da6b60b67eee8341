"""Streets, doors, water and green from an OpenStreetMap file: the only module that imports osmium."""

from __future__ import annotations

import dataclasses
import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import osmium

from maps.access import blocked, directions, is_street
from maps.addresses import Address
from maps.errors import SourceError
from maps.evening import in_the_evening
from maps.geometry import Point
from maps.ground import GroundArea, GroundKind
from maps.limits import limit_kmh
from maps.network import Street, StreetNetwork, build_network
from maps.profiles import ROAD_CLASSES
from maps.turn_relations import RESTRICTION_KEYS, Turn, TurnFinder, turns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_KNOWN_CLASSES = frozenset(ROAD_CLASSES)
_KEPT_KEYS = (
    "highway",
    "barrier",
    "addr:housenumber",
    "natural",
    "landuse",
    "leisure",
    "waterway",
    "route",
    *RESTRICTION_KEYS,
    *(f"{key}:conditional" for key in RESTRICTION_KEYS),
)
_AREA_KEYS = ("natural", "landuse", "leisure", "waterway")
_WATER = frozenset((
    ("natural", "water"), ("waterway", "riverbank"), ("waterway", "dock"), ("landuse", "basin"),
    ("landuse", "reservoir"),
))  # fmt: skip
_GREEN = frozenset((
    ("natural", "wood"), ("natural", "scrub"), ("natural", "heath"), ("natural", "grassland"),
    ("landuse", "forest"), ("landuse", "grass"), ("landuse", "meadow"), ("landuse", "recreation_ground"),
    ("landuse", "village_green"), ("landuse", "cemetery"), ("leisure", "park"), ("leisure", "golf_course"),
    ("leisure", "garden"), ("leisure", "nature_reserve"),
))  # fmt: skip
# Every so many objects the progress function is called.
PROGRESS_STEP = 20_000
_LIST_OF_NUMBERS = re.compile(r"\s*[;,]\s*")


@dataclass(frozen=True)
class OsmFile:
    """What one OpenStreetMap file holds that maps need; `date` is the data's own date, when it has one."""

    network: StreetNetwork
    addresses: tuple[Address, ...]
    ground: tuple[GroundArea, ...]
    date: str


@dataclass(frozen=True)
class _Way:
    """A road as drawn: node ids with their places, and its tags."""

    ids: tuple[int, ...]
    lat: tuple[float, ...]
    lon: tuple[float, ...]
    tags: dict[str, str]


@dataclass
class _Found:
    """What is gathered while the file goes by."""

    ways: dict[int, list[_Way]] = field(default_factory=dict)
    barriers: dict[int, tuple[bool, bool, bool]] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    ground: list[GroundArea] = field(default_factory=list)
    without_place: int = 0
    below_zero: bool = False


def read_osm_file(path: Path, progress: Callable[[int], None] | None = None) -> OsmFile:
    """Return what an `.osm.pbf` or `.osm` file holds of streets, doors, water and green.

    Parameters
    ----------
    progress
        Called with the number of objects read so far.

    Raises
    ------
    SourceError
        When the file is absent, damaged or holds no streets.
    """
    if not path.is_file():
        raise SourceError(f"{path}: no such file")
    found = _Found()
    try:
        with osmium.io.Reader(str(path), osmium.osm.osm_entity_bits.NOTHING) as reader:
            header = reader.header()
            date = header.get("osmosis_replication_timestamp", "")
        if header.has_multiple_object_versions:
            raise SourceError(
                f"{path}: is a history file, with every street at every date; cut one date out of it with "
                "osmium time-filter"
            )
        for count, thing in enumerate(_objects(path)):
            _take(found, thing)
            if progress and count % PROGRESS_STEP == 0:
                progress(count)
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise SourceError(
            f"{path}: can't be read as OpenStreetMap data ({error}); is the download complete?"
        ) from error
    _check(path, found)
    network = _network(path.name.removesuffix(".pbf").removesuffix(".osm"), found)
    return OsmFile(network, tuple(found.addresses), tuple(found.ground), date)


def _check(path: Path, found: _Found) -> None:
    """Refuse a file from which some or all roads would be left out without a word."""
    if found.below_zero:
        raise SourceError(
            f"{path}: has ids below zero, as editors give to what is not uploaded yet; osmium renumber puts "
            "that right"
        )
    if found.without_place and not found.ways:
        raise SourceError(
            f"{path}: none of {found.without_place} roads has a place; are its nodes left out, or after its "
            "ways? osmium sort puts the order right"
        )


def _objects(path: Path) -> Iterator[Any]:
    processor = osmium.FileProcessor(str(path)).with_areas(osmium.filter.KeyFilter(*_AREA_KEYS))
    yield from processor.with_filter(osmium.filter.KeyFilter(*_KEPT_KEYS))


def _take(found: _Found, thing: Any) -> None:  # noqa: ANN401  # osmium gives four unrelated classes
    tags = thing.tags
    if thing.is_node():
        if "barrier" in tags:
            found.barriers[thing.id] = blocked(in_the_evening(dict(tags)))
        _take_address(found, tags, (thing.lat, thing.lon) if "addr:housenumber" in tags else None)
    elif thing.is_way():
        _take_way(found, thing, tags)
    elif thing.is_relation():
        if tags.get("type") == "restriction":
            members = [(member.role, member.type, member.ref) for member in thing.members]
            found.turns.extend(turns_of(in_the_evening(dict(tags)), members))
    else:
        _take_area(found, thing, tags)


def _take_way(found: _Found, way: Any, tags: Any) -> None:  # noqa: ANN401
    road = dict(tags)
    if road.get("route") == "ferry" and "highway" not in road:
        road["highway"] = "ferry"
    if road.get("highway") in _KNOWN_CLASSES and is_street(road):
        found.below_zero = found.below_zero or any(node.ref < 0 for node in way.nodes)
        pieces = _pieces(way, in_the_evening(road))
        found.without_place += not pieces
        if pieces:
            found.ways[way.id] = pieces
    if "addr:housenumber" in tags:
        places = [(n.lat, n.lon) for n in way.nodes if n.location.valid()]
        _take_address(found, tags, tuple(np.mean(places, axis=0)) if places else None)


def _pieces(way: Any, tags: dict[str, str]) -> list[_Way]:  # noqa: ANN401
    """Parts of a way inside the extract; at its border nodes have no place, and the way is cut there."""
    pieces = []
    run: list[tuple[int, float, float]] = []
    for node in [*way.nodes, None]:
        if node is not None and node.location.valid():
            if not run or run[-1][0] != node.ref:
                run.append((node.ref, node.lat, node.lon))
            continue
        if len(run) > 1:
            ids, lat, lon = zip(*run, strict=True)
            pieces.append(_Way(ids, lat, lon, tags))
        run = []
    return pieces


def _take_address(found: _Found, tags: Any, place: tuple[float, ...] | None) -> None:  # noqa: ANN401
    street = tags.get("addr:street") or tags.get("addr:place")
    if place is None or not street:
        return
    for number in _LIST_OF_NUMBERS.split(tags["addr:housenumber"].strip()):
        found.addresses.append(
            Address(
                street.strip(),
                number,
                (tags.get("addr:postcode") or tags.get("postal_code") or "").strip(),
                tags.get("addr:city", "").strip(),
                round(float(place[0]), 7),
                round(float(place[1]), 7),
            )
        )


def _take_area(found: _Found, area: Any, tags: Any) -> None:  # noqa: ANN401
    pairs = {(key, tags.get(key)) for key in _AREA_KEYS if key in tags}
    kind: GroundKind = "water" if pairs & _WATER else "green"
    if not pairs & (_WATER | _GREEN):
        return
    for outer in area.outer_rings():
        rings = [outer, *area.inner_rings(outer)]
        found.ground.append(
            GroundArea(kind, tuple(tuple(Point(n.lat, n.lon) for n in ring) for ring in rings))
        )


def _network(name: str, found: _Found) -> StreetNetwork:
    """Streets between the nodes where roads meet, end, are barred or have a forbidden turn."""
    uses: dict[int, int] = {}
    pieces = [(way_id, piece) for way_id, parts in found.ways.items() for piece in parts]
    for _, piece in pieces:
        for position, node in enumerate(piece.ids):
            ends = position in (0, len(piece.ids) - 1)
            uses[node] = uses.get(node, 0) + (2 if ends else 1)
    corners = {node for node, count in uses.items() if count > 1}
    vias = {turn.via_node for turn in found.turns if turn.via_node is not None}
    corners |= (found.barriers.keys() | vias) & uses.keys()
    index: dict[int, int] = {}
    lat: list[float] = []
    lon: list[float] = []
    streets: list[Street] = []
    streets_of: dict[int, list[int]] = {}
    for way_id, piece in pieces:
        for node, node_lat, node_lon in zip(piece.ids, piece.lat, piece.lon, strict=True):
            if node in corners and node not in index:
                index[node] = len(index)
                lat.append(node_lat)
                lon.append(node_lon)
        made = _streets(piece, corners, index)
        streets_of.setdefault(way_id, []).extend(range(len(streets), len(streets) + len(made)))
        streets.extend(made)
    finder = TurnFinder(streets, streets_of, index)
    return build_network(
        name,
        lat,
        lon,
        streets,
        blocked=[(index[n], who) for n, who in found.barriers.items() if n in index and any(who)],
        restrictions=[each for turn in found.turns for each in finder.restrictions(turn)],
    )


def _streets(piece: _Way, corners: set[int], index: dict[int, int]) -> list[Street]:
    """Stretches of one way from corner to corner."""
    access = directions(piece.tags)
    if not any(access):
        return []
    limit = limit_kmh(piece.tags)
    names = (piece.tags["name"].strip(),) if piece.tags.get("name", "").strip() else ()
    cuts = [position for position, node in enumerate(piece.ids) if node in corners]
    whole = Street(0, 0, piece.tags["highway"], access, (), (), limit, names)
    return [
        dataclasses.replace(
            whole,
            tail=index[piece.ids[low]],
            head=index[piece.ids[high]],
            lat=piece.lat[low : high + 1],
            lon=piece.lon[low : high + 1],
        )
        for low, high in itertools.pairwise(cuts)
    ]
