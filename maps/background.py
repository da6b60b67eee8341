"""The quiet ground under a map: streets merged per kind, a town in a few lines."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from maps.geometry import Point, to_degrees
from maps.profiles import ROAD_CLASSES

if TYPE_CHECKING:
    from maps.network import StreetNetwork

# A bend of less than this is not seen at town zoom; it keeps the file a fifth of the size.
SIMPLIFY_M = 3.0
LABELS_PER_STREET, LEAST_LABEL_M = 2, 40.0
_KIND_OF = {
    "motorway": "motorway", "motorway_link": "motorway", "trunk": "motorway", "trunk_link": "motorway",
    "primary": "main", "primary_link": "main", "secondary": "main", "secondary_link": "main",
    "tertiary": "through", "tertiary_link": "through", "unclassified": "street", "residential": "street",
    "living_street": "street", "road": "street", "busway": "street", "service": "service",
}  # fmt: skip
STREET_KINDS = ("path", "service", "street", "through", "main", "motorway")


@dataclass(frozen=True)
class BackgroundLine:
    """All streets of one kind, or of one kind and name, as lines of points."""

    kind: str
    lines: tuple[tuple[Point, ...], ...]
    name: str = ""


def street_background(network: StreetNetwork) -> tuple[BackgroundLine, ...]:
    """Return the streets merged per kind, small ones first, so that large ones are drawn over them."""
    kinds, lines = _kinds(network), _lines(network)
    return tuple(
        BackgroundLine(kind, _merged(lines[kinds == code], network.epsg))
        for code, kind in enumerate(STREET_KINDS)
        if (kinds == code).any()
    )


def named_background(network: StreetNetwork) -> tuple[BackgroundLine, ...]:
    """Return the streets merged per kind and name, small ones first; the rest of a kind has no name."""
    kinds, lines = _kinds(network), _lines(network)
    # A stretch with several names carries the first of them: written over each other none can be read.
    name_of = np.full(network.street_count, -1)
    name_of[network.named_street[::-1]] = network.named_name[::-1]
    found = sorted(set(zip(kinds.tolist(), name_of.tolist(), strict=True)))
    return tuple(
        BackgroundLine(
            STREET_KINDS[kind],
            _merged(lines[(kinds == kind) & (name_of == name)], network.epsg),
            network.names[name] if name >= 0 else "",
        )
        for kind, name in found
    )


def _kinds(network: StreetNetwork) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    kind_of_class = np.array([STREET_KINDS.index(_KIND_OF.get(c, "path")) for c in ROAD_CLASSES])
    return kind_of_class[network.road_class]


def _lines(network: StreetNetwork) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    owner = np.repeat(np.arange(network.street_count), np.diff(network.path_start))
    points = np.column_stack((network.path_x, network.path_y))
    return np.asarray(shapely.linestrings(points, indices=owner), np.object_)


def _merged(lines: np.ndarray[tuple[int], np.dtype[np.object_]], epsg: int) -> tuple[tuple[Point, ...], ...]:
    merged = shapely.simplify(shapely.line_merge(shapely.union_all(lines)), SIMPLIFY_M)
    coordinates, owner = shapely.get_coordinates(shapely.get_parts(merged), return_index=True)
    lat, lon = to_degrees(coordinates[:, 0], coordinates[:, 1], epsg)
    places = [Point(*pair) for pair in zip(lat.round(5).tolist(), lon.round(5).tolist(), strict=True)]
    cuts = np.flatnonzero(np.diff(owner)) + 1
    edges = [0, *cuts.tolist(), len(places)]
    return tuple(tuple(places[a:b]) for a, b in itertools.pairwise(edges) if b - a > 1)


@dataclass(frozen=True)
class StreetLabel:
    """A street's name, where it is written, its tilt in degrees on screen, and the room there in metres."""

    text: str
    point: Point
    tilt: float
    length_m: float


def street_labels(network: StreetNetwork) -> tuple[StreetLabel, ...]:
    """Return each street's name once per named stretch that is long enough to carry it, longest first."""
    length_m = network.length_m[network.named_street]
    order = np.argsort(-length_m, kind="stable")
    labels = []
    taken: dict[int, int] = {}
    labelled: set[int] = set()
    for row in order.tolist():
        name, street = int(network.named_name[row]), int(network.named_street[row])
        # A stretch with several names carries one of them: written over each other none can be read.
        if street in labelled or length_m[row] < LEAST_LABEL_M:
            continue
        if taken.get(name, 0) < LABELS_PER_STREET:
            labelled.add(street)
            taken[name] = taken.get(name, 0) + 1
            labels.append(_label(network, street, network.names[name]))
    return tuple(labels)


def _label(network: StreetNetwork, street: int, name: str) -> StreetLabel:
    """Label halfway the longest straight part of a street."""
    where = network.vertices(street)
    x, y = network.path_x[where], network.path_y[where]
    steps = np.hypot(np.diff(x), np.diff(y))
    part = int(steps.argmax())
    # Screens count tilt clockwise; a name never stands on its head.
    tilt = -float(np.degrees(np.arctan2(y[part + 1] - y[part], x[part + 1] - x[part])))
    tilt = (tilt + 90) % 180 - 90
    lat, lon = to_degrees(
        np.array([x[part : part + 2].mean()]), np.array([y[part : part + 2].mean()]), network.epsg
    )
    return StreetLabel(name, Point(float(lat[0]), float(lon[0])), tilt, float(network.length_m[street]))
