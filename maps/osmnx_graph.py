"""Streets from osmnx, and back: the only module that imports osmnx."""

from __future__ import annotations

import ast
import gzip
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx
import numpy as np
import osmnx
import shapely

from maps.access import BACKWARD, BOTH, FORWARD, directions
from maps.errors import SourceError
from maps.graph import street_speeds_kmh
from maps.limits import maxspeed_kmh
from maps.network import Street, StreetNetwork, build_network
from maps.profiles import PROFILE_NAMES, ROAD_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from maps.profiles import Profile

    Floats = NDArray[np.float64]

_KNOWN_CLASSES = frozenset(ROAD_CLASSES)
# Unless told otherwise, osmnx drops these tags of a way; a graph with none of them says nothing of bicycles.
_BICYCLE_TAGS = ("bicycle", "oneway:bicycle", "cycleway")
_ACCESS_TAGS = (*_BICYCLE_TAGS, "access", "foot", "junction", "motor_vehicle", "motorcar", "vehicle")


class _Edge(NamedTuple):
    """One directed edge of osmnx with its line."""

    tail: Any
    head: Any
    data: dict[str, Any]
    lat: Floats
    lon: Floats


def read_graphml(path: Path) -> networkx.MultiDiGraph:
    """Return the osmnx graph in a `.graphml` or `.graphml.gz` file.

    Raises
    ------
    SourceError
        When the file is absent, cut short, or not a graph of osmnx.
    """
    try:
        packed = path.read_bytes()
        text = gzip.decompress(packed) if path.suffix == ".gz" else packed
        graph = osmnx.load_graphml(graphml_str=text.decode("utf-8"))
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such street file") from error
    # osmnx passes on whatever the XML and gzip readers raise; each means the same to the user.
    except (EOFError, OSError, ValueError, KeyError, SyntaxError, TypeError, networkx.NetworkXError) as error:
        raise SourceError(
            f"{path}: can't be read as an osmnx street graph ({error}); make it again with osmnx.save_graphml"
        ) from error
    if not isinstance(graph, networkx.MultiDiGraph):
        raise SourceError(f"{path}: holds a {type(graph).__name__}; expected the MultiDiGraph osmnx saves")
    return graph


def _texts(value: object) -> tuple[str, ...]:
    """Values of one tag; simplification merges differing values into a list."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ()
    if isinstance(value, str) and value.startswith("["):
        value = ast.literal_eval(value)
    if isinstance(value, (list, tuple, set)):
        return tuple(str(item) for item in value)
    return (str(value),)


def _tags(data: dict[str, Any]) -> dict[str, str]:
    return {key: texts[0] for key in _ACCESS_TAGS if (texts := _texts(data.get(key)))}


def _edges(graph: networkx.MultiDiGraph) -> Iterator[_Edge]:
    for tail, head, data in graph.edges(data=True):
        if "geometry" in data:
            lon, lat = np.asarray(data["geometry"].coords, np.float64)[:, :2].T
        else:
            ends = [graph.nodes[tail], graph.nodes[head]]
            lat, lon = (np.array([float(node[axis]) for node in ends]) for axis in ("y", "x"))
        yield _Edge(tail, head, data, lat, lon)


def _shared(edge: _Edge) -> tuple[Any, ...]:
    """Return what the two directions of one street have in common."""
    ids = tuple(sorted(_texts(edge.data.get("osmid"))))
    return (*sorted((str(edge.tail), str(edge.head))), ids, len(edge.lat))


def _is_opposite(one: _Edge, other: _Edge) -> bool:
    return (
        other.tail == one.head
        and bool(np.allclose(one.lat, other.lat[::-1], rtol=0, atol=1e-6))
        and bool(np.allclose(one.lon, other.lon[::-1], rtol=0, atol=1e-6))
    )


def from_osmnx(graph: networkx.MultiDiGraph, name: str | None = None) -> StreetNetwork:
    """Return the streets of an osmnx graph.

    The two directions of a street are two edges in osmnx; here they are one street that is open both ways, so
    that bicycles and walkers can be let through where only cars may not.

    Raises
    ------
    SourceError
        When the graph has no usable edges, or is not in degrees.
    """
    title = name or str(graph.graph.get("name") or "region")
    crs = str(graph.graph.get("crs", "epsg:4326")).lower()
    if "4326" not in crs and "longlat" not in crs:
        raise SourceError(f"{title}: graph is in {crs}; run osmnx.project_graph(to_latlong=True) on it")
    index = {node: position for position, node in enumerate(graph.nodes)}
    own_tags = any(tag in data for _, _, data in graph.edges(data=True) for tag in _BICYCLE_TAGS)
    groups: dict[tuple[Any, ...], list[_Edge]] = defaultdict(list)
    for edge in _edges(graph):
        groups[_shared(edge)].append(edge)
    streets = [
        _street(index, edge, both_ways=both_ways, own_tags=own_tags)
        for group in groups.values()
        for edge, both_ways in _paired(group)
    ]
    return build_network(
        title,
        [float(graph.nodes[node]["y"]) for node in graph.nodes],
        [float(graph.nodes[node]["x"]) for node in graph.nodes],
        [street for street in streets if any(street.access)],
    )


def _paired(group: list[_Edge]) -> list[tuple[_Edge, bool]]:
    """Edges, each with whether its opposite is in the group too; the opposites are left out."""
    left = list(group)
    found = []
    while left:
        first = left.pop(0)
        opposite = next((i for i, other in enumerate(left) if _is_opposite(first, other)), None)
        if opposite is not None:
            left.pop(opposite)
        found.append((first, opposite is not None))
    return found


def _street(index: dict[Any, int], edge: _Edge, *, both_ways: bool, own_tags: bool) -> Street:
    data = edge.data
    road_class = next((c for c in _texts(data.get("highway")) if c in _KNOWN_CLASSES), "road")
    # The edges themselves say which ways are open, whatever the tag reads.
    tags = _tags(data) | {"highway": road_class, "oneway": "no" if both_ways else "yes"}
    limits = [maxspeed_kmh(text) for text in _texts(data.get("maxspeed"))]
    known = [limit for limit in limits if np.isfinite(limit)]
    return Street(
        tail=index[edge.tail],
        head=index[edge.head],
        road_class=road_class,
        access=directions(tags, own_tags=own_tags),
        lat=edge.lat,
        lon=edge.lon,
        maxspeed_kmh=sum(known) / len(known) if known else float("nan"),
        names=tuple(dict.fromkeys(text.strip() for text in _texts(data.get("name")) if text.strip())),
    )


def download_place(place: str, folder: Path) -> Path:
    """Return the file of a place's streets, downloaded from OpenStreetMap by osmnx.

    The place's name is sent to the Nominatim server and its outline to the Overpass server, those of osmnx's
    settings; what osmnx would keep in the working folder goes to this one.

    Raises
    ------
    SourceError
        When the place is not known or the server can't be reached.
    """
    osmnx.settings.useful_tags_way = sorted({*osmnx.settings.useful_tags_way, *_ACCESS_TAGS})
    osmnx.settings.cache_folder = str(folder / "cache")
    # Unless told not to, osmnx asks a third server where the other two are.
    osmnx.settings.doh_url_template = None
    try:
        graph = osmnx.graph_from_place(place, network_type="all", retain_all=True)
    # Behind this call are a geocoder, a web client and a parser, each with its own errors; a place without
    # an outline is a TypeError (osmnx.geocoder).
    except (OSError, ValueError, TypeError) as error:
        raise SourceError(f"{place!r}: streets can't be downloaded ({error})") from error
    graph.graph["name"] = place
    path = folder / "place.graphml"
    osmnx.save_graphml(graph, path)
    return path


def to_osmnx(network: StreetNetwork, profile: Profile) -> networkx.MultiDiGraph:
    """Return one profile's streets as an osmnx graph with `speed_kph` and `travel_time` (s) on its edges.

    Bollards and turn bans can't be told in such a graph, so times in it may be shorter than those of maps.
    """
    graph = networkx.MultiDiGraph(crs="epsg:4326", name=network.name, simplified=True)
    for node, (lat, lon) in enumerate(zip(network.node_lat.tolist(), network.node_lon.tolist(), strict=True)):
        graph.add_node(node, y=lat, x=lon)
    names: dict[int, list[str]] = defaultdict(list)
    for street, name in zip(network.named_street.tolist(), network.named_name.tolist(), strict=True):
        names[street].append(network.names[name])
    open_ways = network.access[:, PROFILE_NAMES.index(profile.name)]
    speeds_kmh = street_speeds_kmh(network, profile)
    for street in np.flatnonzero(open_ways).tolist():
        where, length_m = network.vertices(street), float(network.length_m[street])
        line = shapely.LineString(np.column_stack((network.path_lon[where], network.path_lat[where])))
        data: dict[str, Any] = {
            "osmid": street,
            "highway": ROAD_CLASSES[network.road_class[street]],
            "oneway": int(open_ways[street]) != BOTH,
            "length": length_m,
            "speed_kph": float(speeds_kmh[street]),
            "travel_time": length_m / (float(speeds_kmh[street]) / 3.6),
        }
        if names[street]:
            data["name"] = names[street][0] if len(names[street]) == 1 else names[street]
        if np.isfinite(network.maxspeed_kmh[street]):
            data["maxspeed"] = f"{float(network.maxspeed_kmh[street]):g}"
        tail, head = int(network.tail[street]), int(network.head[street])
        if open_ways[street] & FORWARD:
            graph.add_edge(tail, head, **data, geometry=line)
        if open_ways[street] & BACKWARD:
            graph.add_edge(head, tail, **data, geometry=line.reverse())
    graph.remove_nodes_from([node for node, degree in graph.degree() if degree == 0])
    return graph
