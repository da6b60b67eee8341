"""The folder of a plan: ``plan.json``, ``plan.html`` and one sheet per route."""

import json
from collections.abc import Sequence
from pathlib import Path

import maps
from maps.drawing import standalone_html
from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier
from planner.domain.plan import WeekPlan
from planner.domain.staff import Team
from planner.exports.plan_json import plan_json
from planner.phone.from_plan import sheet_of
from planner.phone.sheet import render
from planner.policy.known import as_shown
from planner.policy.rules import Rules
from planner.services.map_view import plan_map
from planner.services.plan_bound import PlanBound


def write_plan(
    out: Path,
    plan: WeekPlan,
    dossiers: Sequence[Dossier],
    events: Sequence[Event],
    team: Team,
    region: maps.Region,
    rules: Rules,
    bound: PlanBound | None = None,
) -> None:
    """Write a plan to a folder, with what is proven of it; sheets of an earlier plan in it are removed."""
    routes = out / "routes"
    routes.mkdir(parents=True, exist_ok=True)
    for old in routes.glob("*.html"):
        old.unlink()
    history = by_dossier(events)
    by_id = {one.dossier_id: as_shown(one, history.get(one.dossier_id, ())) for one in dossiers}
    text = json.dumps(plan_json(plan, bound.to_json() if bound else None), indent=1, ensure_ascii=False)
    (out / "plan.json").write_text(text + "\n", encoding="utf-8")
    page = standalone_html(plan_map(plan, by_id, team, region), f"Avondronde week {plan.week.number}")
    (out / "plan.html").write_text(page, encoding="utf-8")
    for route in plan.routes:
        sheet = sheet_of(plan, route, by_id, events, team, region, rules)
        (routes / f"{_file_name(route.shift_id)}.html").write_text(render(sheet), encoding="utf-8")


def _file_name(shift_id: str) -> str:
    """Return a shift id as a name that every file system takes."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in shift_id)
