"""A week plan as signs and ways on a map; captions hold a time, an address and a number, no other text."""

from collections.abc import Iterable, Mapping, Sequence

import maps
from maps.drawing import StreetMap, week_map
from maps.features import Line, Pin
from planner.domain.dossier import Dossier
from planner.domain.plan import Route, Unplanned, UnplannedReason, WeekPlan
from planner.domain.staff import Team

REASON_NAMES = {
    UnplannedReason.REFUSED: "Rij klopt niet",
    UnplannedReason.BLOCKED: "Nu niet bezoeken",
    UnplannedReason.ADDRESS_UNKNOWN: "Adres niet gevonden",
    UnplannedReason.ADDRESS_DOUBTFUL: "Adres twijfelachtig",
    UnplannedReason.WAITING: "Wacht nog",
    UnplannedReason.CLOSED: "Uit de rij",
    UnplannedReason.ALREADY_PLANNED: "Staat al gepland",
    UnplannedReason.NO_SHIFT_FITS: "Geen passende avond",
    UnplannedReason.UNREACHABLE: "Niet bereikbaar",
    UnplannedReason.OUTSIDE_WINDOWS: "Geen passende tijd",
    UnplannedReason.SAME_DOOR: "Zelfde adres",
    UnplannedReason.NO_ROOM: "Geen plaats meer",
    UnplannedReason.NOT_WORTH_TRAVEL: "Te ver voor nu",
}
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def coach_order(routes: Iterable[Route]) -> dict[tuple[str, ...], int]:
    """Return a number per coach or pair: the same colour for a coach in table, lanes and map."""
    return {coach_ids: i for i, coach_ids in enumerate(sorted({route.coach_ids for route in routes}))}


def names(team: Team, coach_ids: Sequence[str]) -> str:
    """Return the names of a coach or pair."""
    return " en ".join(team.coach(coach_id).name for coach_id in coach_ids)


def plan_on_map(
    plan: WeekPlan, dossiers: Mapping[str, Dossier], team: Team
) -> tuple[tuple[Pin, ...], tuple[Line, ...]]:
    """Return the signs and ways of a plan; the key of a sign is its dossier id."""
    order = coach_order(plan.routes)
    pins = [pin for route in plan.routes for pin in route_pins(route, dossiers, order[route.coach_ids])]
    pins += [_left_out(left, dossiers) for left in plan.unplanned if left.point]
    lines = [route_line(route, team, order[route.coach_ids]) for route in plan.routes if route.stops]
    return tuple(pins), tuple(lines)


def route_pins(route: Route, dossiers: Mapping[str, Dossier], colour: int) -> tuple[Pin, ...]:
    """Return a numbered sign per stop, and a square where the evening starts and ends."""
    stops = tuple(
        Pin(
            point=maps.Point(*stop.point),
            caption=f"{number} - {DAYS[route.date.weekday()]} {stop.start_service:%H:%M} - "
            f"{dossiers[stop.dossier_id].address.line}",
            key=stop.dossier_id,
            route=colour,
            number=number,
            must=stop.required,
        )
        for number, stop in enumerate(route.stops, start=1)
    )
    if not stops:
        return ()
    ends = dict.fromkeys((route.start_point, route.end_point))
    return (*stops, *(Pin(point=maps.Point(*p), caption="Begin of einde", kind="place") for p in ends))


def route_line(route: Route, team: Team, colour: int) -> Line:
    """Return the street path of a route, from its start to its end."""
    legs = [stop.leg for stop in route.stops] + ([route.home_leg] if route.home_leg else [])
    points = tuple(maps.Point(*point) for leg in legs for point in leg.path)
    return Line(points=points, caption=names(team, route.coach_ids), route=colour, key=route.shift_id)


def plan_map(plan: WeekPlan, dossiers: Mapping[str, Dossier], team: Team, region: maps.Region) -> StreetMap:
    """Return the whole week on one map."""
    pins, lines = plan_on_map(plan, dossiers, team)
    return week_map(pins, lines, region)


def _left_out(left: Unplanned, dossiers: Mapping[str, Dossier]) -> Pin:
    assert left.point is not None  # noqa: S101 - the caller asked only for those with a point
    return Pin(
        point=maps.Point(*left.point),
        caption=f"{dossiers[left.dossier_id].address.line} - {REASON_NAMES[left.reason]}",
        kind="unplanned",
        key=left.dossier_id,
        reason=REASON_NAMES[left.reason],
        must=left.must,
    )
