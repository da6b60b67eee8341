"""Speed limits from their OpenStreetMap tags (wiki: Key:maxspeed, Key:maxspeed:type)."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KMH_PER_MPH = 1.609344
KMH_PER_KNOT = 1.852
# A limit outside these is a typing error; the speed of the road class is a better guess.
_LEAST_KMH, _MOST_KMH = 1.0, 200.0
_WALKING_KMH, _NO_LIMIT_KMH = 5.0, 130.0
# Limits that a country sets by law for a kind of place, after the country's letters; RVV 1990 art. 20-22
# and 45 for the Netherlands, the neighbours' where theirs differ, the Dutch value for any other country.
_BY_LAW = {
    "urban": 50.0, "rural": 80.0, "living_street": 15.0, "bicycle_road": 30.0, "motorway": 100.0,
    "trunk": 100.0, "walk": _WALKING_KMH, "de:rural": 100.0, "de:living_street": 7.0, "de:motorway": 130.0,
    "be:rural": 70.0, "be-vlg:rural": 70.0, "be-wal:rural": 90.0, "be:motorway": 120.0,
    "be:living_street": 20.0,
}  # fmt: skip
_ZONE = re.compile(r"(?:[a-z]{2}:)?zone:?(\d{2})")
_KEYS = (
    "maxspeed",
    "maxspeed:forward",
    "maxspeed:backward",
    "zone:maxspeed",
    "maxspeed:type",
    "source:maxspeed",
)


def limit_kmh(tags: Mapping[str, str]) -> float:
    """Return the limit of a way in km/h from the first of its tags that tells one, or NaN."""
    for key in _KEYS:
        limit = maxspeed_kmh(tags.get(key))
        if math.isfinite(limit):
            return limit
    return float("nan")


def maxspeed_kmh(text: str | None) -> float:
    """Return the signed limit in km/h, or NaN when the tag is absent or can't be read.

    Of several limits, one per lane or direction, the lowest.
    """
    limits = [_one_kmh(part.strip().lower()) for part in re.split(r"[;|]", text or "")]
    return min((limit for limit in limits if math.isfinite(limit)), default=float("nan"))


def _one_kmh(value: str) -> float:
    if value == "none":
        return _NO_LIMIT_KMH
    if zone := _ZONE.fullmatch(value):
        return float(zone[1])
    by_law = _BY_LAW.get(value, _BY_LAW.get(value.rpartition(":")[2]))
    if by_law is not None:
        return by_law
    factor = KMH_PER_MPH if value.endswith("mph") else KMH_PER_KNOT if value.endswith("knots") else 1.0
    for unit in ("mph", "km/h", "kmh", "kph", "knots"):
        value = value.removesuffix(unit).strip()
    # "nl:30" is a limit of 30 in a country.
    try:
        speed = float(re.sub(r"^[a-z]{2}:", "", value)) * factor
    except ValueError:
        return float("nan")
    return speed if _LEAST_KMH <= speed <= _MOST_KMH else float("nan")
