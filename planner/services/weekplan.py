"""From a routing solution back to a week plan in the words of the house."""

from collections.abc import Iterator
from datetime import datetime

import maps
import solver
from planner.domain.outcome import Door
from planner.domain.plan import Leg, Point, Route, Stop
from planner.domain.staff import TravelMode
from planner.domain.week import AMSTERDAM
from planner.policy.triage import Candidate
from planner.policy.windows import VisitWindow
from planner.services.translation import PROFILES, Desk, Translation

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


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
        _stop(desk, candidate, translation.windows[stop.task][stop.window], stop, leg)
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


def _stop(desk: Desk, candidate: Candidate, window: VisitWindow, stop: solver.PlannedStop, leg: Leg) -> Stop:
    start = desk.week.moment(stop.start_s)
    return Stop(
        dossier_id=candidate.dossier.dossier_id,
        point=desk.points[candidate.dossier.dossier_id],
        arrive=desk.week.moment(stop.arrive_s),
        start_service=start,
        depart=desk.week.moment(stop.depart_s),
        required=candidate.tier > 0,
        score=candidate.assessment.score,
        chance_home=round(window.chance, 3),
        why_when=_why_when(candidate, window, start),
        leg=leg,
    )


def _why_when(candidate: Candidate, window: VisitWindow, start: datetime) -> str:
    step = candidate.step
    when = f"{WEEKDAYS[start.weekday()]} {start:%H:%M}"
    if step.appointment:
        return f"Afspraak met de bewoner op {when}."
    if step.last_miss:
        missed = max(o.at for o in candidate.history if o.rule.door is Door.NOT_HOME).astimezone(AMSTERDAM)
        before = f"{WEEKDAYS[missed.weekday()]} {missed:%H:%M}"
        return f"Een andere dag en een ander uur dan de vorige keer ({before}): nu {when}."
    if candidate.tier and candidate.last_day:
        return f"Voor de uiterste dag ({candidate.last_day:%d-%m-%Y}) uit."
    return f"Rond {start:%H:%M} doet naar schatting {round(100 * window.chance)} % open."
