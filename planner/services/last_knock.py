"""Until when to knock: what each choice would mean for the team's own week."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time

from planner.domain.plan import Route, WeekPlan
from planner.domain.week import local
from planner.policy.evening import Prospects, prospects, rank
from planner.services.evening import Tonight, tonight
from planner.services.planning import WeekRequest
from planner.services.streets import Streets


@dataclass(frozen=True, kw_only=True)
class LastKnock:
    """A moment after which no door is rung, and what is then expected of an evening of the week, on average.

    ``doors`` that are rung, ``contacts`` that open, ``points`` of those, and the chance (0-1) to be home more
    than the allowed time after the end. ``chosen`` is the setting of the team.
    """

    at: time
    chosen: bool
    doors: float
    contacts: float
    points: float
    late_home: float


def last_knocks(request: WeekRequest, plan: WeekPlan, streets: Streets) -> tuple[LastKnock, ...]:
    """Return what each moment of the settings would mean for the evenings of a plan, early to late.

    The planned stops are followed in their order, then the reserves; the chances are those of this week.
    Empty when nothing is planned.
    """
    own = request.rules.visit.last_knock
    choices = sorted({*request.rules.evening.last_knocks, own})
    latest = replace(request.rules, visit=replace(request.rules.visit, last_knock=choices[-1]))
    evenings = [
        (route, tonight(replace(request, rules=latest), plan, route, streets))
        for route in plan.routes
        if route.stops
    ]
    if not evenings:
        return ()
    return tuple(
        _mean(knock, knock == own, (_expected(*one, knock) for one in evenings)) for knock in choices
    )


def _expected(route: Route, one: Tonight, knock: time) -> Prospects:
    evening = replace(one.evening, last_knock_s=one.week.seconds(local(route.date, knock)))
    last = one.stops[-1].place if one.stops else one.start_place
    ranked = rank(one.start_s, last, one.reserves, evening)
    return prospects(one.start_s, one.start_place, (*one.stops, *ranked), evening, one.rules)


def _mean(knock: time, chosen: bool, expected: Iterable[Prospects]) -> LastKnock:
    evenings = list(expected)
    return LastKnock(
        at=knock,
        chosen=chosen,
        doors=sum(one.rung for one in evenings) / len(evenings),
        contacts=sum(one.contacts for one in evenings) / len(evenings),
        points=sum(one.points for one in evenings) / len(evenings),
        late_home=sum(one.late_home for one in evenings) / len(evenings),
    )
