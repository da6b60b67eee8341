"""A path as a short text: whole steps of 1e-5 degree from point to point."""

from collections.abc import Iterable

from planner.domain.plan import Point

STEP = 1e-5  # degrees, at most 1.1 m; a door is 1 m wide, so nothing finer can be seen


def steps(point: Point) -> tuple[int, int]:
    """Return a point as whole steps of 1e-5 degree: latitude, longitude."""
    return round(point.lat / STEP), round(point.lon / STEP)


def polyline(path: Iterable[Point], origin: Point) -> str:
    """Return a path as text, each point as its difference from the one before, the first from an origin.

    Standing still is left out. The text is that of the Encoded Polyline Algorithm Format (Google Maps
    Platform): five bits a letter, low bits first, so that a usual step takes one or two letters.
    """
    letters: list[str] = []
    lat, lon = steps(origin)
    for point in path:
        next_lat, next_lon = steps(point)
        if not letters or (next_lat, next_lon) != (lat, lon):
            letters += _letters(next_lat - lat) + _letters(next_lon - lon)
            lat, lon = next_lat, next_lon
    return "".join(letters)


def _letters(step: int) -> list[str]:
    bits = ~(step << 1) if step < 0 else step << 1
    letters = []
    while bits >= 0x20:
        letters.append(chr((bits & 0x1F | 0x20) + 63))
        bits >>= 5
    return [*letters, chr(bits + 63)]
