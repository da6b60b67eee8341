"""The phone pages of the server."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route as WebRoute

import maps
from planner.domain.errors import PlannerError
from planner.domain.plan import Route
from planner.domain.week import Week
from planner.phone.from_plan import sheet_of
from planner.phone.sheet import render
from planner.policy.rules import Rules
from planner.store import Record, Store

SHEET_PATH = "/blad/{week}/{shift_id}"


def sheet_url(route: Route) -> str:
    """Return the address of a route's sheet on this server; it names the evening, never a resident."""
    return SHEET_PATH.format(week=Week.of(route.date), shift_id=route.shift_id)


def sheet_page(
    open_store: Callable[[], Store], open_region: Callable[[], maps.Region], open_rules: Callable[[], Rules]
) -> WebRoute:
    """Return the web route that serves the sheet of a route in the latest plan.

    The page carries its own content security policy and is never kept by a cache on the way.
    """

    async def serve(request: Request) -> Response:
        page = await run_in_threadpool(
            _page, open_store(), open_region(), open_rules(), **request.path_params
        )
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    return WebRoute(SHEET_PATH, serve, methods=["GET"])


def _page(store: Store, region: maps.Region, rules: Rules, week: str, shift_id: str) -> str:
    with store.reading() as record:
        return _sheet(record, region, rules, week, shift_id)


def _sheet(record: Record, region: maps.Region, rules: Rules, week: str, shift_id: str) -> str:
    try:
        asked = Week.parse(week)
    except PlannerError as unknown:
        raise HTTPException(status_code=404) from unknown
    stored = record.plan(asked)
    routes = [route for route in stored.plan.routes if route.shift_id == shift_id] if stored else []
    if stored is None or not routes:
        raise HTTPException(status_code=404)
    dossiers = {one.dossier_id: one for one in record.dossiers()}
    team = record.team(asked)
    return render(sheet_of(stored.plan, routes[0], dossiers, record.events(), team, region, rules))
