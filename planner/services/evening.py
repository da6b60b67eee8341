"""The use cases of an evening under way: what still fits, and a new order for the rest of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from planner.domain.outcome import Door, Outcome
from planner.domain.plan import Point, Route, WeekPlan
from planner.domain.week import Week, local
from planner.policy.chance import learn
from planner.policy.evening import Evening, EveningState, OpenStop, StopWindow, evening_state
from planner.policy.judge import Known
from planner.policy.rules import Rules
from planner.policy.talk import learn_talks
from planner.policy.triage import triage
from planner.policy.visit_kind import visit_kind
from planner.services.planning import WeekRequest
from planner.services.streets import Streets
from planner.services.translation import Desk, Translation, to_problem


@dataclass(frozen=True, kw_only=True)
class Tonight:
    """One planned evening with its reserves, ready to be asked what still fits.

    ``start_place`` is a row of the travel matrix, ``start_s`` the begin of the evening, in seconds of the
    week.
    """

    week: Week
    evening: Evening
    stops: tuple[OpenStop, ...]
    reserves: tuple[OpenStop, ...]
    start_place: int
    start_s: int
    rules: Rules

    @property
    def by_id(self) -> dict[str, OpenStop]:
        """Every stop and reserve by its dossier."""
        return {stop.dossier_id: stop for stop in (*self.stops, *self.reserves)}


def tonight(request: WeekRequest, plan: WeekPlan, route: Route, streets: Streets) -> Tonight:
    """Return one route of a plan with its reserves, as far as they may still be visited that evening.

    What was recorded on the evening itself is left out of account here: `state_at` looks at that.
    """
    desk = _desk(request, plan, route)
    translation = to_problem(desk, streets)
    row = {candidate.dossier.dossier_id: task for task, candidate in enumerate(desk.candidates)}
    planned = [row[stop.dossier_id] for stop in route.stops if stop.dossier_id in row]
    spare = [row[dossier_id] for dossier_id in route.reserve if dossier_id in row]
    return Tonight(
        week=plan.week,
        evening=evening_of(desk, translation, 0),
        stops=tuple(open_stop(desk, translation, task, 0) for task in planned),
        reserves=tuple(as_reserve(open_stop(desk, translation, task, 0)) for task in spare),
        start_place=translation.problem.shifts[0].start_location,
        start_s=translation.problem.shifts[0].start_s,
        rules=request.rules,
    )


def state_at(tonight: Tonight, route: Route, outcomes: Iterable[Outcome], now: datetime) -> EveningState:
    """Return where a route stands: after what was recorded on it, and not before the moment it is.

    Without a recorded end a visit is taken to last as long as such visits do on average.
    """
    here = [one for one in outcomes if one.shift_id == route.shift_id]
    known = tonight.by_id
    place, free_s = tonight.start_place, tonight.start_s
    last = max((one for one in here if one.dossier_id in known), key=lambda one: one.at, default=None)
    if last is not None:
        place, free_s = known[last.dossier_id].place, _over_s(tonight, known[last.dossier_id], last)
    if now.date() == route.date:
        free_s = max(free_s, tonight.week.seconds(now))
    return evening_state(
        free_s,
        place,
        tonight.stops,
        tonight.reserves,
        tonight.evening,
        tonight.rules,
        done=[one.dossier_id for one in here],
    )


def reserve_chances(tonight: Tonight) -> dict[str, float]:
    """Return the chance (0-1) of each reserve to be rung, seen from the start of the evening, best first."""
    state = evening_state(
        tonight.start_s,
        tonight.start_place,
        tonight.stops,
        tonight.reserves,
        tonight.evening,
        tonight.rules,
    )
    return {one.stop.dossier_id: one.chance for one in state.reserves}


def evening_of(desk: Desk, translation: Translation, shift: int) -> Evening:
    """Return what holds on one evening of a week that was made ready for planning."""
    one = translation.problem.shifts[shift]
    return Evening(
        travel_s=translation.problem.travel_s[one.profile],
        end_place=one.end_location,
        end_s=one.end_s,
        last_knock_s=desk.week.seconds(local(desk.shifts[shift].date, desk.rules.visit.last_knock)),
    )


def open_stop(desk: Desk, translation: Translation, task: int, shift: int) -> OpenStop:
    """Return a dossier of such a week as a stop of one of its evenings; task i is candidate i."""
    candidate, one = desk.candidates[task], translation.problem.tasks[task]
    return OpenStop(
        dossier_id=candidate.dossier.dossier_id,
        place=one.location,
        windows=tuple(
            StopWindow(
                start_s=priced.start_s,
                end_s=priced.end_s,
                chance=window.chance,
                points=priced.prize / desk.rules.worth.prize_scale,
            )
            for window, priced in zip(translation.windows[task], one.windows, strict=True)
            if window.start.date() == desk.shifts[shift].date
        ),
        length=desk.talks.of(visit_kind(candidate.dossier, candidate.step)),
        must=candidate.tier == 1,
        appointment=candidate.step.appointment is not None,
    )


def as_reserve(stop: OpenStop) -> OpenStop:
    """Return a stop that is no promise of this evening: a reserve never makes another stop late."""
    return replace(stop, must=False, appointment=False)


def _desk(request: WeekRequest, plan: WeekPlan, route: Route) -> Desk:
    points = _points(plan, route)
    shift = next(one for one in request.team.shifts if one.shift_id == route.shift_id)
    before = tuple(one for one in request.outcomes if one.shift_id != route.shift_id)
    chosen = triage(
        tuple(one for one in request.dossiers if one.dossier_id in points),
        Known(
            outcomes=before,
            notices=request.notices,
            agreements=request.agreements,
            directory=request.directory,
            overrides=request.overrides,
        ),
        plan.week,
        route.date,
        request.rules,
    )
    histories: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in before:
        histories[outcome.dossier_id].append(outcome)
    return Desk(
        week=plan.week,
        candidates=chosen.candidates,
        points=points,
        team=request.team,
        shifts=(shift,),
        shift_points=((route.start_point, route.end_point),),
        chances=request.chances or learn(histories, request.dossiers, request.rules),
        talks=request.talks or learn_talks(histories, request.dossiers, request.rules),
        rules=request.rules,
    )


def _points(plan: WeekPlan, route: Route) -> Mapping[str, Point]:
    left = {one.dossier_id: one.point for one in plan.unplanned}
    reserve = {one: point for one in route.reserve if (point := left.get(one)) is not None}
    return {stop.dossier_id: stop.point for stop in route.stops} | reserve


def _over_s(tonight: Tonight, stop: OpenStop, outcome: Outcome) -> int:
    """Return when a recorded visit was over, in seconds of the week."""
    if outcome.left_at is not None:
        return tonight.week.seconds(outcome.left_at)
    spent_s = 0.0
    if outcome.rule.door is Door.SPOKEN:
        spent_s = stop.length.talk_mean_s
    elif outcome.rule.door is Door.NOT_HOME:
        spent_s = stop.length.card.mean_s
    return round(tonight.week.seconds(outcome.at) + spent_s)
