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
_QUIET_CLASSES = frozenset(("residential", "living_street", "unclassified", "service"))
_CLOSED = frozenset(("no", "private", "agricultural", "forestry", "delivery", "military", "emergency"))
_OPEN = frozenset(("yes", "designated", "permissive", "destination", "official", "customers", "permit"))
_BACKWARD_VALUES = frozenset(("-1", "reverse"))
_ONEWAY_VALUES = frozenset(("yes", "true", "1")) | _BACKWARD_VALUES

# Who is stopped by a barrier on the way, when no access tag says otherwise (wiki: Key:barrier).
_BARS_CARS = frozenset((
    "bollard", "block", "cycle_barrier", "motorcycle_barrier", "stile", "kissing_gate", "turnstile",
    "jersey_barrier", "log", "planter", "chain", "full-height_turnstile", "horse_stile", "sump_buster",
    "bus_trap", "debris",
))  # fmt: skip
_BARS_BICYCLES = frozenset(("stile", "turnstile", "kissing_gate", "full-height_turnstile"))
_LOCKABLE = frozenset(("gate", "swing_gate", "lift_gate", "sliding_gate", "hampshire_gate", "wicket_gate"))


def _first(tags: Mapping[str, str], *keys: str) -> str | None:
    for key in keys:
        if key in tags:
            return tags[key]
    return None


def _oneway(tags: Mapping[str, str]) -> int:
    """Directions that traffic in general may go."""
    value = tags.get("oneway", "")
    if value in _BACKWARD_VALUES:
        return BACKWARD
    if value in _ONEWAY_VALUES:
        return FORWARD
    implied = tags.get("junction") in ("roundabout", "circular") or tags.get("highway", "") == "motorway"
    return FORWARD if implied and value != "no" else BOTH


def car_directions(tags: Mapping[str, str]) -> int:
    """Directions a car may drive, as bits FORWARD and BACKWARD."""
    allowed = _first(tags, "motorcar", "motor_vehicle", "vehicle", "access")
    if allowed in _CLOSED:
        return NONE
    if tags.get("highway") not in _CAR_CLASSES and allowed not in ("yes", "designated", "destination"):
        return NONE
    if tags.get("highway") == "busway" or tags.get("area") == "yes":
        return NONE
    return _oneway(tags)


def _bicycle_oneway(tags: Mapping[str, str], *, own_tags: bool) -> int:
    own = tags.get("oneway:bicycle")
    if own == "no":
        return BOTH
    if own in _ONEWAY_VALUES:
        return BACKWARD if own in _BACKWARD_VALUES else FORWARD
    against = (tags.get(key, "") for key in ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both"))
    if any(value.startswith("opposite") for value in against):
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
    highway = tags.get("highway", "")
    allowed = _first(tags, "bicycle", "vehicle", "access")
    if allowed in _CLOSED or allowed == "use_sidepath":
        # A path closed to cycling may still be walked with the bicycle at hand.
        walked = tags.get("bicycle") in ("no", "dismount") and foot_directions(tags) and highway in _WALK_ONLY
        return BOTH if walked else NONE
    if highway in _FAST_CLASSES and allowed not in ("yes", "designated"):
        return NONE
    if highway == "busway" and allowed not in _OPEN:
        return NONE
    if highway in _WALK_ONLY or highway == "pedestrian":
        return BOTH
    return _bicycle_oneway(tags, own_tags=own_tags)


def foot_directions(tags: Mapping[str, str]) -> int:
    """Directions one may walk, as bits FORWARD and BACKWARD; one-way signs don't bind a walker."""
    highway = tags.get("highway", "")
    allowed = _first(tags, "foot", "access")
    if allowed in _CLOSED or allowed == "use_sidepath":
        return NONE
    closed_class = highway in _FAST_CLASSES or highway == "busway"
    return NONE if closed_class and allowed not in ("yes", "designated") else BOTH


def directions(tags: Mapping[str, str], *, own_tags: bool = True) -> tuple[int, int, int]:
    """Directions for car, bicycle and foot, as bits FORWARD and BACKWARD."""
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


def maxspeed_kmh(text: str | None) -> float:
    """Return the signed limit in km/h, or NaN when the tag is absent or can't be read."""
    if text is None:
        return float("nan")
    value = text.strip().lower()
    named = {"nl:urban": 50.0, "nl:rural": 80.0, "nl:motorway": 100.0, "nl:trunk": 100.0, "walk": 5.0,
             "nl:living_street": 15.0, "nl:zone30": 30.0, "nl:bicycle_road": 30.0, "de:urban": 50.0,
             "de:rural": 100.0, "de:living_street": 7.0, "de:walk": 7.0, "none": 130.0}  # fmt: skip
    if value in named:
        return named[value]
    factor = 1.609344 if value.endswith("mph") else 1.0
    number = value.removesuffix("mph").removesuffix("km/h").strip()
    try:
        speed = float(number) * factor
    except ValueError:
        return float("nan")
    # A limit of 0 or of 900 is a typing error; the class speed is a better guess.
    return speed if 1.0 <= speed <= 200.0 else float("nan")
