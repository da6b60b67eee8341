"""The week plan as JSON; ``plan.schema.json`` beside this file describes it."""

import json
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from planner.domain.plan import Route, Stop, Unplanned, WeekPlan


def plan_json(plan: WeekPlan, bound: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a plan as JSON data: times are ISO 8601 with offset, travel in seconds, places in degrees.

    ``bound`` is what is proven of the plan; None when nobody asked for it.
    """
    return {
        "week": str(plan.week),
        "settings_version": plan.settings_version,
        "summary": summary(plan) | ({"bound": dict(bound)} if bound else {}),
        "routes": [_route(route) for route in plan.routes],
        "unplanned": [_unplanned(left) for left in plan.unplanned],
    }


def summary(plan: WeekPlan) -> dict[str, Any]:
    """Return the counts of a plan: dossiers, planned, must-visits, travel seconds, unplanned by reason."""
    stops = [stop for route in plan.routes for stop in route.stops]
    return {
        "dossiers": len(stops) + len(plan.unplanned),
        "planned": len(stops),
        "required_planned": sum(stop.required for stop in stops),
        "required_unplanned": sum(left.must for left in plan.unplanned),
        "expected_talks": round(sum(stop.chance_home for stop in stops), 1),
        "travel_s": sum(route.travel_s for route in plan.routes),
        "unplanned_by_reason": dict(sorted(Counter(left.reason.value for left in plan.unplanned).items())),
    }


def plan_schema() -> dict[str, Any]:
    """Return the JSON schema of :func:`plan_json`."""
    text = files("planner.exports").joinpath("plan.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _route(route: Route) -> dict[str, Any]:
    return {
        "shift_id": route.shift_id,
        "coaches": list(route.coach_ids),
        "date": route.date.isoformat(),
        "start": route.start.isoformat(),
        "end": route.end.isoformat(),
        "travel_s": route.travel_s,
        "stops": [_stop(stop) for stop in route.stops],
        "reserve": list(route.reserve),
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "dossier_id": stop.dossier_id,
        "arrive": stop.arrive.isoformat(),
        "start_service": stop.start_service.isoformat(),
        "depart": stop.depart.isoformat(),
        "lat": round(stop.point.lat, 6),
        "lon": round(stop.point.lon, 6),
        "required": stop.required,
        "score": stop.score,
        "chance_home": stop.chance_home,
        "chance_low": stop.chance_low,
        "chance_high": stop.chance_high,
        "chance_n": stop.chance_n,
        "why_when": stop.why_when,
        "travel_s": stop.leg.travel_s,
        "distance_m": stop.leg.distance_m,
        "joined": list(stop.joined),
    }


def _unplanned(left: Unplanned) -> dict[str, Any]:
    return {
        "dossier_id": left.dossier_id,
        "reason": left.reason.value,
        "sentence": left.sentence,
        "would_fit_if": left.would_fit_if,
        "must": left.must,
        "score": left.score,
        "advice": left.advice.value if left.advice else None,
    }
