"""The streets of a network as an OpenStreetMap file, for engines that read nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import osmium

from maps.access import BACKWARD, BOTH
from maps.profiles import PROFILE_NAMES, ROAD_CLASSES

if TYPE_CHECKING:
    from pathlib import Path

    from maps import ProfileName
    from maps.network import StreetNetwork

_ACCESS_KEY = {"car": "motor_vehicle", "bicycle": "bicycle", "foot": "foot"}


def write_osm_file(network: StreetNetwork, profile: ProfileName, path: Path) -> None:
    """Write each street a profile may use as one way, with its class, limit and open directions.

    Turn bans are left out, and bollards too: they are ends of streets here, and a node that several ways
    share could not say which of them it closes.
    """
    open_ways = network.access[:, PROFILE_NAMES.index(profile)]
    streets = np.flatnonzero(open_ways).tolist()
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for node in range(network.node_count):
            place = (float(network.node_lon[node]), float(network.node_lat[node]))
            writer.add_node(osmium.osm.mutable.Node(id=node + 1, location=place))
        for street in streets:
            for vertex in _inner(network, street):
                place = (float(network.path_lon[vertex]), float(network.path_lat[vertex]))
                writer.add_node(osmium.osm.mutable.Node(id=network.node_count + vertex + 1, location=place))
        for street in streets:
            inner = [network.node_count + vertex + 1 for vertex in _inner(network, street)]
            nodes = [int(network.tail[street]) + 1, *inner, int(network.head[street]) + 1]
            tags = _tags(network, street, int(open_ways[street]), _ACCESS_KEY[profile])
            writer.add_way(osmium.osm.mutable.Way(id=street + 1, nodes=nodes, tags=tags))


def _inner(network: StreetNetwork, street: int) -> range:
    """Vertices between the ends of a street."""
    where = network.vertices(street)
    return range(where.start + 1, where.stop - 1)


def _tags(network: StreetNetwork, street: int, open_ways: int, access_key: str) -> dict[str, str]:
    tags = {"highway": ROAD_CLASSES[network.road_class[street]], access_key: "yes"}
    limit = float(network.maxspeed_kmh[street])
    if np.isfinite(limit):
        tags["maxspeed"] = f"{limit:g}"
    if open_ways != BOTH:
        tags["oneway"] = "-1" if open_ways == BACKWARD else "yes"
    return tags
