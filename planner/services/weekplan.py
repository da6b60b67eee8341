"""From a routing solution back to a week plan in the words of the house."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import maps
import solver
from planner.domain.outcome import Slot
from planner.domain.plan import Leg, Point, Route, Stop
from planner.domain.staff import TravelMode
from planner.policy.chance import DoorChance, Estimate
from planner.policy.triage import Candidate
from planner.policy.why import WEEKDAYS as WEEKDAYS
from planner.policy.why import why_when
from planner.services.translation import PROFILES, Desk, Translation


def to_routes(
    desk: Desk, translation: Translation, solution: solver.Solution, region: maps.Region
) -> tuple[Route, ...]:
    """Return the routes of the week with clock times and street paths, one per evening."""
    return tuple(_route(desk, translation, route, region) for route in solution.routes)


def _route(desk: Desk, translation: Translation, route: solver.Route, region: maps.Region) -> Route:
    shift = desk.shifts[route.shift]
    start, end = desk.shift_points[route.shift]
    candidates = [desk.candidates[stop.task] for stop in route.stops]
    points = [desk.points[candidate.dossier.dossier_id] for candidate in candidates]
    mode = translation.profiles[translation.problem.shifts[route.shift].profile]
    seconds = [stop.travel_s for stop in route.stops] + [route.return_travel_s]
    legs = list(_legs(region, mode, [start, *points, end], seconds)) if points else []
    stops = tuple(
        _stop(desk, candidate, translation.doors[stop.task], stop, leg)
        for candidate, stop, leg in zip(candidates, route.stops, legs[:-1], strict=True)
    )
    return Route(
        shift_id=shift.shift_id,
        coach_ids=shift.coach_ids,
        date=shift.date,
        start=desk.week.moment(route.start_s) if stops else shift.starts_at,
        end=desk.week.moment(route.end_s) if stops else shift.starts_at,
        start_point=start,
        end_point=end,
        stops=stops,
        home_leg=legs[-1] if stops else None,
    )


def _legs(region: maps.Region, mode: TravelMode, points: list[Point], seconds: list[int]) -> Iterator[Leg]:
    drawn = region.travel(PROFILES[mode]).route([maps.Point(*point) for point in points])
    for leg, travel_s in zip(drawn, seconds, strict=True):
        yield Leg(
            travel_s=travel_s,
            distance_m=round(leg.metres),
            path=tuple(Point(*point) for point in leg.points),
        )


def _stop(desk: Desk, candidate: Candidate, door: DoorChance, stop: solver.PlannedStop, leg: Leg) -> Stop:
    start = desk.week.moment(stop.start_s)
    found = _estimate(candidate, door, start, desk)
    why = why_when(
        start,
        candidate.step,
        candidate.history,
        door,
        deadline=candidate.last_day if candidate.tier else None,
        first_tries=desk.chances.first_tries(start.hour),
    )
    return Stop(
        dossier_id=candidate.dossier.dossier_id,
        point=desk.points[candidate.dossier.dossier_id],
        arrive=desk.week.moment(stop.arrive_s),
        start_service=start,
        depart=desk.week.moment(stop.depart_s),
        required=candidate.tier > 0,
        score=candidate.assessment.score,
        chance_home=round(found.chance, 3),
        chance_low=round(found.low, 3),
        chance_high=round(found.high, 3),
        chance_n=found.n,
        why_when=why.nl,
        leg=leg,
        joined=candidate.dossier.joined,
    )


def _estimate(candidate: Candidate, door: DoorChance, start: datetime, desk: Desk) -> Estimate:
    """Return the chance in the very hour of the visit; a promise has a chance of its own."""
    found = door.at(Slot.of(start))
    if candidate.step.appointment is None:
        return found
    return replace(found, chance=desk.rules.chance.appointment)
