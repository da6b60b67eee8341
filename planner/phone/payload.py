"""The numbers and texts that a sheet carries, as JSON that is safe inside an HTML page."""

import hashlib
import json
import math
import re
from datetime import datetime
from typing import Any

from planner.domain.plan import Point
from planner.phone import words
from planner.phone.background import METRES_PER_DEGREE, neighbourhood, simplified
from planner.phone.parts import LineKind, Sheet, SheetDoor, SheetLeg, SheetPlace, SheetStop
from planner.phone.polyline import polyline, steps

LEG_TOLERANCE_M = 1.0
DETOUR = 1.3  # street metres per metre as the crow flies, usual for towns
WALKING_M_S = 1.3

# `<`, `>` and `&` could end or open markup; U+2028 and U+2029 end a line in older scripts.
UNSAFE = re.compile("[<>&\u2028\u2029]")


def safe_json(data: object) -> str:
    """Return data as JSON that can stand inside ``<script type="application/json">`` as it is."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate (half a character from a broken file) cannot be written as UTF-8.
    written = text.encode("utf-8", "replace").decode()
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def mark_key(sheet_id: str, dossier_id: str) -> str:
    """Return the opaque key under which the phone keeps the tick of one door."""
    return hashlib.sha256(f"{sheet_id}|{dossier_id}".encode()).hexdigest()[:12]


def home_seconds(sheet: Sheet) -> list[int]:
    """Return for each stop the estimated seconds from its door to the end place.

    The last one is known: the way home. The others are as the crow flies times `DETOUR` at the mean speed of
    the route, and never longer than going on to the next stop and home from there.
    """
    legs = [stop.leg for stop in sheet.stops] + ([sheet.home_leg] if sheet.home_leg else [])
    travel_s = sum(leg.travel_s for leg in legs)
    distance_m = sum(leg.distance_m for leg in legs)
    speed = distance_m / travel_s if travel_s and distance_m else WALKING_M_S
    seconds = [round(crow_m(stop.door.point, sheet.end_place.point) * DETOUR / speed) for stop in sheet.stops]
    if seconds and sheet.home_leg:
        seconds[-1] = sheet.home_leg.travel_s
    for number in range(len(seconds) - 2, -1, -1):
        onward = sheet.stops[number + 1].leg.travel_s + seconds[number + 1]
        seconds[number] = min(seconds[number], onward)
    return seconds


def crow_m(a: Point, b: Point) -> float:
    """Return the distance between two nearby points as the crow flies, in metres."""
    east = (b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(east, b.lat - a.lat) * METRES_PER_DEGREE


def payload(sheet: Sheet) -> dict[str, Any]:
    """Return what the page needs to show a sheet, as plain JSON data, without the map behind it."""
    return {
        "id": sheet.sheet_id,
        "date": sheet.date.isoformat(),
        "day": words.day_words(sheet.date),
        "evening": words.evening_words(sheet.date, sheet.start, sheet.end),
        "coaches": words.pair_words(sheet.coaches),
        "pair": len(sheet.coaches) == 2,
        "organisation": sheet.organisation,
        "travelWord": words.TRAVEL_WORDS[sheet.travel_mode],
        "mode": sheet.travel_mode.value,
        "start": _epoch(sheet.start),
        "end": _epoch(sheet.end),
        "from": _place(sheet.start_place),
        "to": _place(sheet.end_place),
        "home": _leg(sheet, sheet.home_leg) if sheet.home_leg else None,
        "stops": [
            _stop(sheet, stop, home_s) for stop, home_s in zip(sheet.stops, home_seconds(sheet), strict=True)
        ],
        "reserve": [_door(sheet, door) for door in sheet.reserve],
    }


def ground(sheet: Sheet, budget_bytes: int) -> dict[str, Any]:
    """Return the map behind a sheet, as plain JSON data of about at most a number of bytes."""
    kinds = [kind.value for kind in LineKind]
    return {"kinds": kinds, **neighbourhood(sheet.background, _around(sheet), budget_bytes)}


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def _place(place: SheetPlace) -> dict[str, Any]:
    return {"name": place.name, "at": steps(place.point)}


def _leg(sheet: Sheet, leg: SheetLeg) -> dict[str, Any]:
    return {
        "travel": leg.travel_s,
        "metres": leg.distance_m,
        "path": polyline(simplified(leg.path, LEG_TOLERANCE_M), sheet.start_place.point),
    }


def _door(sheet: Sheet, door: SheetDoor) -> dict[str, Any]:
    given = {
        "key": mark_key(sheet.sheet_id, door.dossier_id),
        "dossier": door.dossier_id,
        "address": door.address.line,
        "town": f"{words.postcode_words(door.address.postcode)} {door.address.city}".strip(),
        "at": steps(door.point),
        "resident": door.resident,
        "access": door.access_note,
        "why": door.why,
        "attempts": list(door.attempts),
        "language": door.language,
        "must": door.must,
        "pair": door.needs_pair,
        "unsafe": door.unsafe,
        "gone": door.gone,
        "chance": words.chance_words(door.chance),
    }
    # What is empty is not sent: the page asks for truth, not for presence.
    return {name: value for name, value in given.items() if value}


def _stop(sheet: Sheet, stop: SheetStop, home_s: int) -> dict[str, Any]:
    planned = {
        "arrive": _epoch(stop.arrive),
        "begin": _epoch(stop.start_service),
        "leave": _epoch(stop.depart),
        "leg": _leg(sheet, stop.leg),
        "homeward": home_s,
    }
    if stop.appointment_at is not None:
        planned["appointment"] = _epoch(stop.appointment_at)
    return _door(sheet, stop.door) | planned


def _around(sheet: Sheet) -> list[Point]:
    """Return every point the map must show, along the route and then the reserves."""
    around = [sheet.start_place.point]
    for stop in sheet.stops:
        around += [*stop.leg.path, stop.door.point]
    if sheet.home_leg:
        around += sheet.home_leg.path
    return [*around, sheet.end_place.point, *(door.point for door in sheet.reserve)]
