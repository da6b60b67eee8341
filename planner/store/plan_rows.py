"""Plans: every version of a week is kept, and nobody saves over one that he did not see."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select

from planner.domain.errors import StalePlanError
from planner.domain.plan import WeekPlan
from planner.domain.week import Week
from planner.store import tables
from planner.store.rows import Rows, as_json, new_id

_PLAN = TypeAdapter(WeekPlan)
_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class StoredPlan:
    """A plan as it was made; ``version`` counts the plans of its week from 1."""

    plan_id: int
    version: int
    made_at: datetime
    plan: WeekPlan


class PlanRows(Rows):
    """The plans inside one transaction."""

    def add_plan(self, plan: WeekPlan, made_at: datetime, on_top_of: int | None = None) -> int:
        """Return the id of a stored plan; earlier plans of the week stay.

        Parameters
        ----------
        on_top_of
            The version that was on the screen, 0 when there was none. None: whatever is there, for a plan
            that nobody looked at before.

        Raises
        ------
        StalePlanError
            When there is a newer version by now; nothing is stored.
        """
        week = str(plan.week)
        latest = self.plan_version(plan.week)
        if on_top_of is not None and on_top_of != latest:
            raise StalePlanError(self._stale(plan.week, on_top_of, latest))
        made = self._connection.execute(
            tables.plan.insert().values(
                week=week, made_at=made_at, body=as_json(_PLAN, plan), version=latest + 1
            )
        )
        plan_id = new_id(made)
        rows = planned_stops(plan_id, plan)
        if rows:
            self._connection.execute(tables.planned_stop.insert(), rows)
        self._audit("plan", plan_id)
        return plan_id

    def plan(self, week: Week) -> StoredPlan | None:
        """Return the latest plan of a week, or None."""
        table = tables.plan
        query = table.select().where(table.c.week == str(week)).order_by(table.c.version.desc()).limit(1)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return StoredPlan(
            plan_id=row.plan_id,
            version=row.version,
            made_at=row.made_at,
            plan=_PLAN.validate_json(row.body),
        )

    def plan_version(self, week: Week) -> int:
        """Return the version of the latest plan of a week, 0 when it was never planned."""
        table = tables.plan
        query = select(table.c.version).where(table.c.week == str(week)).order_by(table.c.version.desc())
        return int(self._connection.execute(query.limit(1)).scalar() or 0)

    def plan_versions(self) -> dict[Week, int]:
        """Return the version of the latest plan of every week that has one, oldest week first."""
        table = tables.plan
        rows = self._connection.execute(
            select(table.c.week, func.max(table.c.version)).group_by(table.c.week)
        )
        return dict(sorted((Week.parse(week), int(version)) for week, version in rows))

    def plan_weeks(self) -> tuple[Week, ...]:
        """Return the weeks that have a plan, oldest first."""
        return tuple(self.plan_versions())

    def rebuild_stops(self) -> int:
        """Return how many planned stops were missing or wrong, after listing them anew from the plans."""
        stop = tables.planned_stop
        stored = {tuple(row) for row in self._connection.execute(stop.select())}
        plans = self._connection.execute(tables.plan.select().order_by(tables.plan.c.plan_id))
        right = [one for row in plans for one in planned_stops(row.plan_id, _PLAN.validate_json(row.body))]
        self._connection.execute(stop.delete())
        if right:
            self._connection.execute(stop.insert(), right)
        return len(stored.symmetric_difference(tuple(one.values()) for one in right))

    def _stale(self, week: Week, shown: int, latest: int) -> str:
        moved = sorted(self._places(week, shown) ^ self._places(week, latest))
        names = list(dict.fromkeys(dossier_id for dossier_id, _ in moved))
        more = " en meer" if len(names) > _NAMED else ""
        other = f" Anders zijn: {', '.join(names[:_NAMED])}{more}." if names and shown else ""
        return (
            f"Week {week.number} is intussen opnieuw gepland: u zag versie {shown}, nu is er versie {latest}."
            f"{other} Er is niets overschreven. Laad de week opnieuw en plan dan verder."
        )

    def _places(self, week: Week, version: int) -> set[tuple[str, str]]:
        plan, stop = tables.plan, tables.planned_stop
        query = (
            select(stop.c.dossier_id, stop.c.shift_id)
            .join(plan, plan.c.plan_id == stop.c.plan_id)
            .where(plan.c.week == str(week), plan.c.version == version, stop.c.is_reserve.is_(False))
        )
        return {(row.dossier_id, row.shift_id) for row in self._connection.execute(query)}


def planned_stops(plan_id: int, plan: WeekPlan) -> list[dict[str, object]]:
    """Return one row per dossier and evening of a plan, reserves too; a planned one is no reserve."""
    found: dict[tuple[str, str], bool] = {}
    for route in plan.routes:
        for reserve in route.reserve:
            found[route.shift_id, reserve] = True
        for stop in route.stops:
            for dossier_id in (stop.dossier_id, *stop.joined):
                found[route.shift_id, dossier_id] = False
    return [
        {"plan_id": plan_id, "shift_id": shift_id, "dossier_id": dossier_id, "is_reserve": is_reserve}
        for (shift_id, dossier_id), is_reserve in found.items()
    ]
