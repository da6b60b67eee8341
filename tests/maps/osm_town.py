"""A small town as OpenStreetMap data, written by hand: ways, a bollard, a turn ban, doors and a pond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.maps.towns import at

if TYPE_CHECKING:
    from pathlib import Path

# Node: metres east and north. 1-2-3 is the High Street, 2-4-5 goes north, 5-6-3 comes back.
PLACES = {
    1: (0, 0), 2: (200, 0), 3: (400, 0), 4: (200, 100), 5: (200, 200), 6: (400, 200), 7: (100, 20),
    8: (600, 0),    11: (20, 300), 12: (120, 300), 13: (120, 400), 14: (20, 400), 15: (900, 900),
}  # fmt: skip
NODE_TAGS = {
    4: {"barrier": "bollard"},
    7: {
        "addr:street": "Hoofdstraat",
        "addr:housenumber": "12;14",
        "addr:postcode": "2631 AB",
        "addr:city": "Dorp",
    },
}
WAYS = {
    100: ([1, 2], {"highway": "residential", "name": "Hoofdstraat", "maxspeed": "30"}),
    101: ([2, 3], {"highway": "residential", "name": "Hoofdstraat", "oneway": "yes", "oneway:bicycle": "no"}),
    102: ([2, 4, 5], {"highway": "residential", "name": "Paaltjesweg"}),
    103: ([5, 6], {"highway": "residential", "name": "Noordweg"}),
    104: ([6, 3], {"highway": "residential", "name": "Oostweg"}),
    105: ([3, 8], {"highway": "footway"}),
    106: ([11, 12, 13, 14, 11], {"natural": "water"}),
    107: ([5, 1], {"highway": "service", "access": "private"}),
    108: ([1, 5], {"highway": "residential", "name": "Achterom"}),
    109: ([8, 99], {"highway": "residential", "name": "Over de grens"}),
    110: ([1, 2], {"highway": "construction"}),
}
# Straight on along the High Street is banned.
TURNS = [(100, 2, 101, "no_straight_on")]


def write_osm(path: Path, *, turns: bool = True, ways: bool = True) -> Path:
    """Write the town as an .osm file."""
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", "<osm version='0.6' generator='hand'>"]
    for node, (x, y) in PLACES.items():
        lat, lon = at(x, y)
        lines.append(f"<node id='{node}' lat='{lat:.7f}' lon='{lon:.7f}' version='1'>")
        lines += [f"<tag k='{k}' v='{v}'/>" for k, v in NODE_TAGS.get(node, {}).items()]
        lines.append("</node>")
    for way, (nodes, tags) in WAYS.items() if ways else ():
        lines.append(f"<way id='{way}' version='1'>")
        lines += [f"<nd ref='{node}'/>" for node in nodes]
        lines += [f"<tag k='{k}' v='{v}'/>" for k, v in tags.items()]
        lines.append("</way>")
    for number, (source, via, target, kind) in enumerate(TURNS if turns else ()):
        lines.append(f"<relation id='{900 + number}' version='1'>")
        lines.append(f"<member type='way' ref='{source}' role='from'/>")
        lines.append(f"<member type='node' ref='{via}' role='via'/>")
        lines.append(f"<member type='way' ref='{target}' role='to'/>")
        lines.append(f"<tag k='type' v='restriction'/><tag k='restriction' v='{kind}'/></relation>")
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path
