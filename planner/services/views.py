"""What the screens show of a week: pure data, read in one go from the record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier, in_order, outcomes_of
from planner.domain.outcome import Outcome
from planner.domain.override import Override, newest
from planner.domain.plan import Point, Route, Stop, Unplanned, UnplannedReason, WeekPlan
from planner.domain.staff import Team
from planner.domain.week import Week
from planner.policy.known import as_shown
from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from planner.services.changes import Change, changes
from planner.services.door import visits_before, why_go, why_short
from planner.services.leaving import leaves
from planner.services.map_view import REASON_NAMES, coach_order, names
from planner.store import Store, StoredPlan

# What the desk can do something about comes first; what takes care of itself comes last.
GROUP_ORDER = (
    UnplannedReason.REFUSED,
    UnplannedReason.ADDRESS_UNKNOWN,
    UnplannedReason.ADDRESS_DOUBTFUL,
    UnplannedReason.NO_SHIFT_FITS,
    UnplannedReason.OUTSIDE_WINDOWS,
    UnplannedReason.UNREACHABLE,
    UnplannedReason.NO_ROOM,
    UnplannedReason.NOT_WORTH_TRAVEL,
    UnplannedReason.SAME_DOOR,
    UnplannedReason.BLOCKED,
    UnplannedReason.WAITING,
    UnplannedReason.ALREADY_PLANNED,
    UnplannedReason.CLOSED,
)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The numbers of a plan at a glance; ``talks`` is the expected number of doors that open."""

    dossiers: int
    must: int
    must_planned: int
    planned: int
    talks: int
    unplanned: int


@dataclass(frozen=True, kw_only=True)
class StopView:
    """One planned stop, with what was recorded there.

    ``leaves`` says why nobody should go there any more, empty when somebody should.
    """

    number: int
    stop: Stop
    dossier: Dossier
    why: str
    why_short: str
    before: tuple[str, ...]
    outcome: Outcome | None
    leaves: str = ""


@dataclass(frozen=True, kw_only=True)
class RouteView:
    """One evening of one coach or pair; ``colour`` is the number of the coach's colour."""

    route: Route
    names: str
    colour: int
    stops: tuple[StopView, ...]

    @property
    def travel_minutes(self) -> int:
        """The travel time of the evening, in whole minutes."""
        return round(self.route.travel_s / 60)

    @property
    def recorded(self) -> int:
        """The number of stops with a visit outcome."""
        return sum(stop.outcome is not None for stop in self.stops)


@dataclass(frozen=True, kw_only=True)
class LeftOutGroup:
    """The dossiers that are left out for one reason, must-visits first, then by score."""

    reason: UnplannedReason
    name: str
    members: tuple[Unplanned, ...]


@dataclass(frozen=True, kw_only=True)
class WeekView:
    """Everything the screens show of one week; ``plan`` is None until the week is planned."""

    week: Week
    team: Team
    dossiers: Mapping[str, Dossier]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    events: Mapping[str, tuple[Event, ...]]
    agreements: Mapping[str, Agreement]
    directory: tuple[ReferralPlace, ...]
    overrides: Mapping[str, Override]
    plan: WeekPlan | None
    made_at: datetime | None
    counts: Counts | None
    routes: tuple[RouteView, ...]
    left_out: tuple[LeftOutGroup, ...]
    changes: tuple[Change, ...]

    @property
    def evenings(self) -> tuple[date, ...]:
        """The days with a route, in order."""
        return tuple(sorted({view.route.date for view in self.routes}))

    def on(self, evening: date) -> tuple[RouteView, ...]:
        """Return the routes of one evening."""
        return tuple(view for view in self.routes if view.route.date == evening)

    @property
    def places(self) -> tuple[Point, ...]:
        """Where the plan goes: every stop, and where evenings start and end."""
        stops = [stop.point for view in self.routes for stop in view.route.stops]
        ends = [p for view in self.routes for p in (view.route.start_point, view.route.end_point)]
        return tuple(dict.fromkeys(stops + ends))

    def address(self, dossier_id: str) -> str:
        """Return the address of a dossier; a row that was refused has none."""
        dossier = self.dossiers.get(dossier_id)
        return dossier.address.line if dossier else f"Dossier {dossier_id}"


def recorded_at(store: Store, shift_id: str, dossier_id: str) -> Outcome | None:
    """Return what was recorded last at a stop, by anybody; None when nothing was."""
    with store.reading() as record:
        history = record.history(dossier_id)
    found = [outcome for outcome in outcomes_of(history) if outcome.shift_id == shift_id]
    return found[-1] if found else None


def is_recorded(store: Store, dossier_id: str, event_id: UUID) -> bool:
    """Return True when the log of a dossier holds an event."""
    with store.reading() as record:
        return any(event.event_id == event_id for event in record.history(dossier_id))


def week_view(store: Store, week: Week, rules: Rules | None = None) -> WeekView:
    """Return everything the screens show of a week, as the record has it now."""
    with store.reading() as record:
        dossiers = {dossier.dossier_id: dossier for dossier in record.dossiers()}
        agreements, directory = record.agreements(), record.directory()
        overrides = newest(record.overrides())
        events = by_dossier(record.events())
        team = record.team(week)
        stored = record.plan(week)
        weeks = record.plan_weeks()
    plan = stored.plan if stored else None
    chosen = rules or shipped_rules()
    dossiers = {one: as_shown(dossier, events.get(one, ())) for one, dossier in dossiers.items()}
    outcomes = {one: outcomes_of(history) for one, history in events.items()}
    return WeekView(
        week=week,
        team=team,
        dossiers=dossiers,
        outcomes=outcomes,
        events=events,
        agreements=agreements,
        directory=directory,
        overrides=overrides,
        plan=plan,
        made_at=stored.made_at if stored else None,
        counts=_counts(plan) if plan else None,
        routes=_routes(plan, dossiers, events, team, chosen) if plan else (),
        left_out=_groups(plan.unplanned) if plan else (),
        changes=_changes(stored, weeks, dossiers, events, chosen) if stored else (),
    )


def _counts(plan: WeekPlan) -> Counts:
    stops = [stop for route in plan.routes for stop in route.stops]
    required = sum(stop.required for stop in stops)
    return Counts(
        dossiers=len(stops) + len(plan.unplanned),
        must=required + sum(left.must for left in plan.unplanned),
        must_planned=required,
        planned=len(stops),
        talks=round(sum(stop.chance_home for stop in stops)),
        unplanned=len(plan.unplanned),
    )


def _routes(
    plan: WeekPlan,
    dossiers: Mapping[str, Dossier],
    events: Mapping[str, tuple[Event, ...]],
    team: Team,
    rules: Rules,
) -> tuple[RouteView, ...]:
    order = coach_order(plan.routes)
    return tuple(
        RouteView(
            route=route,
            names=names(team, route.coach_ids),
            colour=order[route.coach_ids],
            stops=tuple(
                _stop(number, stop, route, dossiers[stop.dossier_id], events.get(stop.dossier_id, ()), rules)
                for number, stop in enumerate(route.stops, start=1)
            ),
        )
        for route in plan.routes
    )


def _stop(
    number: int, stop: Stop, route: Route, dossier: Dossier, history: Iterable[Event], rules: Rules
) -> StopView:
    outcomes = outcomes_of(history)
    here = [o for o in outcomes if o.shift_id == route.shift_id]
    before = [o for o in outcomes if o.shift_id != route.shift_id and o.at < stop.start_service]
    gone = "" if here else leaves(dossier, history, stop, rules)
    return StopView(
        number=number,
        stop=stop,
        dossier=dossier,
        why=why_go(dossier),
        why_short=why_short(dossier),
        before=visits_before(dossier, before),
        outcome=here[-1] if here else None,
        leaves=gone,
    )


def _groups(unplanned: Iterable[Unplanned]) -> tuple[LeftOutGroup, ...]:
    found: dict[UnplannedReason, list[Unplanned]] = defaultdict(list)
    for left in unplanned:
        found[left.reason].append(left)
    groups = [
        LeftOutGroup(
            reason=reason,
            name=REASON_NAMES[reason],
            members=tuple(sorted(members, key=lambda one: (not one.must, -(one.score or 0)))),
        )
        for reason, members in found.items()
    ]
    order = list(GROUP_ORDER)
    return tuple(
        sorted(
            groups, key=lambda group: (not any(one.must for one in group.members), order.index(group.reason))
        )
    )


def _changes(
    stored: StoredPlan,
    weeks: Iterable[Week],
    dossiers: Mapping[str, Dossier],
    events: Mapping[str, tuple[Event, ...]],
    rules: Rules,
) -> tuple[Change, ...]:
    """Return what this plan does with the dossiers that something happened to since the plan before it.

    A door that was visited on a route of this very plan is not a change: its next step comes later.
    """
    plan = stored.plan
    since = max((week for week in weeks if week < plan.week), default=plan.week).monday
    own = {route.shift_id for route in plan.routes}
    recent = [
        event
        for history in events.values()
        if (known := in_order(history))
        and since <= known[-1].at.date() <= plan.week.sunday
        and not (isinstance(known[-1], Outcome) and known[-1].shift_id in own)
        for event in known
    ]
    return changes(plan, dossiers, recent, rules, stored.made_at.date())
