"""A route of the plan as the sheet that a coach takes along."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import maps
from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier, outcomes_of
from planner.domain.notice import Notice
from planner.domain.outcome import NextStep
from planner.domain.place import Address
from planner.domain.plan import Leg, Point, Route, Stop, WeekPlan
from planner.domain.staff import Team
from planner.domain.week import AMSTERDAM
from planner.phone.sheet import LineKind, Sheet, SheetDoor, SheetLeg, SheetLine, SheetPlace, SheetStop
from planner.policy.followup import leaves_route_now, next_step
from planner.policy.known import as_shown
from planner.policy.rules import Rules
from planner.services.door import visits_before, why_go
from planner.services.evening import reserve_chances, tonight
from planner.services.leaving import leaves
from planner.services.left_out import LANGUAGES
from planner.services.places import find
from planner.services.planning import WeekRequest
from planner.services.translation import travel_mode

LINE_KINDS = {
    "motorway": LineKind.MAIN,
    "main": LineKind.MAIN,
    "through": LineKind.THROUGH,
    "street": LineKind.LOCAL,
    "service": LineKind.PATH,
    "path": LineKind.PATH,
    "water": LineKind.WATER,
    "green": LineKind.GREEN,
}


def sheet_of(
    plan: WeekPlan,
    route: Route,
    dossiers: Mapping[str, Dossier],
    events: Sequence[Event],
    team: Team,
    region: maps.Region,
    rules: Rules,
) -> Sheet:
    """Return everything one coach or pair needs for one evening of the plan."""
    shift = next(one for one in team.shifts if one.shift_id == route.shift_id)
    history = by_dossier(events)
    dossiers = {one: as_shown(dossier, history.get(one, ())) for one, dossier in dossiers.items()}
    left = {one.dossier_id: one for one in plan.unplanned}
    return Sheet(
        sheet_id=_sheet_id(plan, route),
        coaches=tuple(team.coach(coach_id).name for coach_id in route.coach_ids),
        date=route.date,
        start=shift.starts_at,
        end=shift.ends_at,
        travel_mode=travel_mode(team, shift),
        start_place=_place(shift.start_place, route.start_point),
        end_place=_place(shift.end_place, route.end_point),
        stops=tuple(
            _stop(stop, dossiers[stop.dossier_id], history.get(stop.dossier_id, ()), rules)
            for stop in route.stops
        ),
        home_leg=_leg(route.home_leg) if route.home_leg else None,
        reserve=tuple(
            replace(door, chance=chance)
            for one, chance in _chances(plan, route, dossiers, events, team, region, rules).items()
            if (door := _reserve(dossiers[one], left[one].point, history.get(one, ()), route, rules, region))
        ),
        background=_background(region),
    )


def _chances(
    plan: WeekPlan,
    route: Route,
    dossiers: Mapping[str, Dossier],
    events: Sequence[Event],
    team: Team,
    region: maps.Region,
    rules: Rules,
) -> dict[str, float]:
    """Return the chance of each reserve that the coach gets there, best first."""
    request = WeekRequest(
        week=plan.week,
        today=route.date,
        dossiers=tuple(dossiers.values()),
        team=team,
        outcomes=outcomes_of(events),
        notices=tuple(event for event in events if isinstance(event, Notice)),
        rules=rules,
    )
    return reserve_chances(tonight(request, plan, route, region))


def _sheet_id(plan: WeekPlan, route: Route) -> str:
    """Return an id that changes with every other version of the route, and says nothing about it."""
    parts = [str(plan.week), route.shift_id, *(f"{s.dossier_id}{s.arrive}" for s in route.stops)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]


def _place(address: Address, point: Point) -> SheetPlace:
    return SheetPlace(name=address.line, point=point)


def _leg(leg: Leg) -> SheetLeg:
    return SheetLeg(travel_s=leg.travel_s, distance_m=leg.distance_m, path=leg.path)


def _stop(stop: Stop, dossier: Dossier, history: Sequence[Event], rules: Rules) -> SheetStop:
    evening = stop.start_service.astimezone(AMSTERDAM).date()
    step = next_step(dossier, history, rules, evening)
    door = _door(dossier, stop.point, history, step, must=stop.required)
    return SheetStop(
        door=replace(door, gone=leaves(dossier, history, stop, rules)),
        arrive=stop.arrive,
        start_service=stop.start_service,
        depart=stop.depart,
        leg=_leg(stop.leg),
        appointment_at=step.appointment.at if step.appointment else None,
    )


def _reserve(
    dossier: Dossier,
    point: Point | None,
    history: Sequence[Event],
    route: Route,
    rules: Rules,
    region: maps.Region,
) -> SheetDoor | None:
    """Return a reserve door; None when nobody should go there any more."""
    step = next_step(dossier, history, rules, route.date)
    if leaves_route_now(step, route.date):
        return None
    return _door(dossier, point or _found(region, dossier), history, step)


def _door(
    dossier: Dossier, point: Point, history: Sequence[Event], step: NextStep, must: bool = False
) -> SheetDoor:
    return SheetDoor(
        dossier_id=dossier.dossier_id,
        address=dossier.address,
        point=point,
        resident=dossier.resident,
        access_note=dossier.access_note,
        why=why_go(dossier),
        attempts=visits_before(dossier, outcomes_of(history)),
        language=_language(step.languages),
        must=must,
        needs_pair=step.needs_pair,
    )


def _language(codes: frozenset[str]) -> str:
    return "" if "nl" in codes else " of ".join(sorted(LANGUAGES.get(code, code) for code in codes))


def _found(region: maps.Region, dossier: Dossier) -> Point:
    match = find(region, dossier.address)
    if match.point is None:
        raise LookupError(f"Reserve {dossier.dossier_id} has no point.")
    return Point(*match.point)


def _background(region: maps.Region) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(kind=LINE_KINDS[group.kind], path=tuple(Point(*point) for point in line), name=group.name)
        for group in region.named_background
        if group.kind in LINE_KINDS
        for line in group.lines
    )
