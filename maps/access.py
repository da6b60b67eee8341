"""Who may use a street, and in which direction, from its OpenStreetMap tags.

The rules follow the OpenStreetMap wiki pages "Key:access", "Key:oneway", "Key:oneway:bicycle" and
"OSM tags for routing/Access restrictions" (the Netherlands).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE, FORWARD, BACKWARD, BOTH = 0, 1, 2, 3

_CAR_CLASSES = frozenset((
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
    "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential", "living_street",
    "service", "road",
))  # fmt: skip
_FAST_CLASSES = frozenset(("motorway", "motorway_link", "trunk", "trunk_link"))
_WALK_ONLY = frozenset(("footway", "steps"))
_SQUARE_CLASSES = frozenset(("pedestrian", "footway", "path", "cycleway", "living_street"))
_QUIET_CLASSES = frozenset(("residential", "living_street", "unclassified", "service"))
_CLOSED = frozenset((
    "no", "private", "agricultural", "forestry", "delivery", "military", "emergency", "psv", "bus",
    "tourist_bus", "taxi", "hgv", "goods", "moped", "mofa",
))  # fmt: skip
_OPEN = frozenset(("yes", "designated", "permissive", "destination", "official", "customers", "permit"))
_CAR_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
_BICYCLE_KEYS = ("bicycle", "vehicle", "access")
_BACKWARD_VALUES = frozenset(("-1", "reverse"))
_ONEWAY_VALUES = frozenset(("yes", "true", "1")) | _BACKWARD_VALUES

# Who is stopped by a barrier on the way, when no access tag says otherwise (wiki: Key:barrier).
_BARS_CARS = frozenset((
    "bollard", "block", "cycle_barrier", "motorcycle_barrier", "stile", "kissing_gate", "turnstile",
    "jersey_barrier", "log", "planter", "chain", "full-height_turnstile", "horse_stile", "sump_buster",
    "bus_trap", "debris",
))  # fmt: skip
_BARS_BICYCLES = frozenset(("stile", "turnstile", "kissing_gate", "full-height_turnstile"))
_CYCLEWAYS = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
_LOCKABLE = frozenset(("gate", "swing_gate", "lift_gate", "sliding_gate", "hampshire_gate", "wicket_gate"))


def _first(tags: Mapping[str, str], *keys: str) -> str | None:
    for key in keys:
        if key in tags:
            return tags[key]
    return None


def _shut_directions(tags: Mapping[str, str], *keys: str) -> int:
    """Directions closed by keys such as `motor_vehicle:backward`; the most particular key decides."""
    shut = NONE
    for bit, side in ((FORWARD, "forward"), (BACKWARD, "backward")):
        if _first(tags, *(f"{key}:{side}" for key in keys)) in _CLOSED:
            shut |= bit
    return shut


def _oneway(tags: Mapping[str, str]) -> int:
    """Directions that traffic in general may go."""
    value = tags.get("oneway", "")
    # Which way it is open depends on the hour or a signal, which no plan knows.
    if value == "reversible":
        return NONE
    if value in _BACKWARD_VALUES:
        return BACKWARD
    if value in _ONEWAY_VALUES:
        return FORWARD
    implied = tags.get("junction") in ("roundabout", "circular") or tags.get("highway", "") == "motorway"
    return FORWARD if implied and value != "no" else BOTH


def car_directions(tags: Mapping[str, str]) -> int:
    """Directions a car may drive, as bits FORWARD and BACKWARD."""
    allowed = _first(tags, *_CAR_KEYS)
    highway = tags.get("highway", "")
    if allowed in _CLOSED or highway == "busway" or tags.get("area") == "yes":
        return NONE
    if highway not in _CAR_CLASSES and allowed not in ("yes", "designated", "destination"):
        return NONE
    if tags.get("service") == "emergency_access" and allowed is None:
        return NONE
    return _oneway(tags) & ~_shut_directions(tags, *_CAR_KEYS)


def _bicycle_oneway(tags: Mapping[str, str], *, own_tags: bool) -> int:
    own = tags.get("oneway:bicycle")
    if own == "no":
        return BOTH
    if own in _ONEWAY_VALUES:
        return BACKWARD if own in _BACKWARD_VALUES else FORWARD
    if any(tags.get(key, "").startswith("opposite") for key in _CYCLEWAYS):
        return BOTH
    if any(tags.get(f"{key}:oneway") in ("no", "-1") for key in _CYCLEWAYS):
        return BOTH
    if not own_tags and tags.get("highway") in _QUIET_CLASSES and "junction" not in tags:
        return BOTH
    return _oneway(tags)


def bicycle_directions(tags: Mapping[str, str], *, own_tags: bool = True) -> int:
    """Directions a bicycle may ride, as bits FORWARD and BACKWARD.

    `own_tags` says whether the source keeps bicycle tags. A graph made for cars doesn't; there a one-way
    living street counts as open both ways for bicycles, which the sign "uitgezonderd fietsers" makes the
    rule in Dutch towns.
    """
    allowed = _first(tags, *_BICYCLE_KEYS)
    if allowed in _CLOSED or allowed == "use_sidepath":
        return _walked_beside(tags)
    if not _has_bicycles(tags, allowed):
        return NONE
    if tags.get("highway") in _WALK_ONLY or tags.get("highway") == "pedestrian":
        return BOTH
    return _bicycle_oneway(tags, own_tags=own_tags) & ~_shut_directions(tags, *_BICYCLE_KEYS)


def _walked_beside(tags: Mapping[str, str]) -> int:
    """Directions where only cycling is barred, and one may walk with the bicycle at hand."""
    signed = tags.get("bicycle") in ("no", "dismount") or (
        "bicycle" not in tags and tags.get("vehicle") in _CLOSED
    )
    on_foot = tags.get("highway") in _WALK_ONLY or tags.get("highway") == "pedestrian"
    return foot_directions(tags) if signed and on_foot else NONE


def _has_bicycles(tags: Mapping[str, str], allowed: str | None) -> bool:
    """Whether bicycles belong on a road of this kind when no sign bars them."""
    highway = tags.get("highway")
    if highway in _FAST_CLASSES or _is_motorroad(tags):
        return allowed in ("yes", "designated")
    return highway != "busway" or allowed in _OPEN


def _is_motorroad(tags: Mapping[str, str]) -> bool:
    """Whether only fast motor traffic may use it (sign G3, "autoweg")."""
    return tags.get("motorroad") == "yes"


def foot_directions(tags: Mapping[str, str]) -> int:
    """Directions one may walk, as bits FORWARD and BACKWARD; one-way signs don't bind a walker."""
    highway = tags.get("highway", "")
    allowed = _first(tags, "foot", "access")
    if allowed in _CLOSED or allowed == "use_sidepath":
        return NONE
    closed_class = highway in _FAST_CLASSES or highway == "busway" or _is_motorroad(tags)
    return NONE if closed_class and allowed not in ("yes", "designated") else BOTH


def ferry_directions(tags: Mapping[str, str]) -> tuple[int, int, int]:
    """Directions in which a ferry takes cars, bicycles and walkers; cars only where a tag says so."""
    car = _first(tags, *_CAR_KEYS[:2])
    ways = _oneway(tags)
    return (
        ways if car in _OPEN else NONE,
        NONE if _first(tags, *_BICYCLE_KEYS) in _CLOSED else ways,
        NONE if _first(tags, "foot", "access") in _CLOSED else ways,
    )


def directions(tags: Mapping[str, str], *, own_tags: bool = True) -> tuple[int, int, int]:
    """Directions for car, bicycle and foot, as bits FORWARD and BACKWARD."""
    if tags.get("highway") == "ferry":
        return ferry_directions(tags)
    return (
        car_directions(tags),
        bicycle_directions(tags, own_tags=own_tags),
        foot_directions(tags),
    )


def blocked(tags: Mapping[str, str]) -> tuple[bool, bool, bool]:
    """Whether a node on a street stops a car, a bicycle and a walker (bollards, gates, stiles)."""
    barrier = tags.get("barrier", "")
    if not barrier:
        return (False, False, False)
    locked = barrier in _LOCKABLE and (tags.get("locked") == "yes" or tags.get("access") in _CLOSED)
    car = _first(tags, "motorcar", "motor_vehicle", "vehicle", "access")
    bicycle = _first(tags, "bicycle", "vehicle", "access")
    foot = _first(tags, "foot", "access")
    return (
        car in _CLOSED or (car not in _OPEN and (barrier in _BARS_CARS or locked)),
        bicycle in _CLOSED or (bicycle not in _OPEN and (barrier in _BARS_BICYCLES or locked)),
        foot in _CLOSED or (foot not in _OPEN and locked),
    )


def is_street(tags: Mapping[str, str]) -> bool:
    """Whether a way with these tags is a line to move along; of areas only squares that one walks round."""
    return tags.get("area") != "yes" or tags.get("highway") in _SQUARE_CLASSES
