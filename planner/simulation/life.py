"""Some weeks of one policy in one world with one seed, and what was counted."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from planner.domain.staff import EveningShift, Team
from planner.domain.week import Week
from planner.policy.rules import Rules
from planner.policy.triage import Candidate
from planner.simulation.crew import team_of
from planner.simulation.evening import Guide, Lived, Night
from planner.simulation.inflow import Arrival, Inflow
from planner.simulation.pool import Left, Pool
from planner.simulation.streets import StraightStreets
from planner.simulation.world import World

FIRST_WEEK = Week(2026, 2)


class Policy(Protocol):
    """Plans weeks and leads evenings."""

    def start_week(self, week: Week, team: Team, candidates: Sequence[Candidate], seed: int) -> None:
        """Look at the candidates of a week and plan it."""

    def evening(self, shift: EveningShift) -> Guide:
        """Return the guide of one evening of that week."""


Make = Callable[[World, StraightStreets, Pool, Rules], Policy]
"""Makes a policy that looks at a pool."""


@dataclass
class Life:
    """What was counted in the weeks that count.

    ``left`` counts departures by reason and whether the household is seldom home, ``open_weeks`` the
    dossier-weeks in the pool by the same. Of the ``deadlines`` some were attempted in time, and some people
    reached before it.
    """

    evenings: list[Lived] = field(default_factory=list)
    left: Counter[tuple[Left, bool]] = field(default_factory=Counter)
    open_weeks: Counter[bool] = field(default_factory=Counter)
    deadlines: int = 0
    deadlines_attempted: int = 0
    deadlines_reached: int = 0


class Run:
    """One policy in one world."""

    def __init__(self, world: World, seed: int, rules: Rules, make: Make) -> None:
        self._world, self._seed, self._rules = world, seed, rules
        self._inflow = Inflow(world, seed, rules)
        self._pool = Pool(rules)
        self._streets = StraightStreets(world.area)
        self._policy = make(world, self._streets, self._pool, rules)
        self._number = 0
        self._deadlines: dict[str, date] = {}
        self._left_on: dict[str, date] = {}
        self._reached_on: dict[str, date] = {}
        self._gone: list[tuple[Arrival, Left]] = []
        self.life = Life()

    def live(self, weeks: int) -> Life:
        """Return what was counted; the warm-up is lived through but not counted."""
        start = self._world.inflow.start_weeks
        for back in range(start, 0, -1):
            self._arrive(Week.of(FIRST_WEEK.monday - timedelta(weeks=back)))
        warm_up = min(self._world.search.warm_up_weeks, weeks - 1)
        lived = [Week.of(FIRST_WEEK.monday + timedelta(weeks=number)) for number in range(weeks)]
        for number, week in enumerate(lived):
            self._week(week, number, counted=number >= warm_up)
        self._judge_deadlines(lived[warm_up:])
        return self.life

    def _arrive(self, week: Week) -> None:
        arrivals = self._inflow.of_week(week, self._number)
        self._pool.add(arrivals)
        self._deadlines.update(
            (one.dossier.dossier_id, one.dossier.legal.summons_on)
            for one in arrivals
            if one.dossier.legal.summons_on
        )
        self._number += self._world.inflow.per_week

    def _week(self, week: Week, number: int, counted: bool) -> None:
        self._arrive(week)
        self._leave_by_themselves(week.monday)
        candidates, closed = self._pool.candidates(week, week.monday)
        for arrival in closed:
            self._go(arrival, Left.WORN_OUT)
        if counted:
            self.life.open_weeks.update(one.household.seldom_home for one in self._pool.open.values())
        team = team_of(self._world.crew, week)
        self._policy.start_week(week, team, candidates, self._seed * 1000 + number)
        for shift in team.shifts:
            night = Night(self._world, self._pool, week, shift, self._streets.travel())
            lived = night.live(self._policy.evening(shift))
            self._gone += night.gone
            self._reached_on.update((a.dossier.dossier_id, shift.date) for a in night.spoken)
            if counted:
                self.life.evenings.append(lived)
        self._left_on.update(
            (one.dossier.dossier_id, week.monday) for one, why in self._gone if why is Left.PHONE
        )
        if counted:
            self.life.left.update((why, one.household.seldom_home) for one, why in self._gone)
        self._gone.clear()

    def _leave_by_themselves(self, today: date) -> None:
        for arrival in self._pool.overdue(today):
            self._go(arrival, Left.EXPIRED)
        for arrival in self._pool.reached_by_phone(today, self._world.reach.phone_reached_per_week):
            self._go(arrival, Left.PHONE)

    def _go(self, arrival: Arrival, why: Left) -> None:
        self._pool.remove(arrival)
        self._gone.append((arrival, why))

    def _judge_deadlines(self, counted: Sequence[Week]) -> None:
        """Count the deadlines that fell in the weeks that count, of everybody who came in.

        Whom the office reached by phone before it, without a visit, needed none.
        """
        for dossier_id, summons in self._deadlines.items():
            rung, left = self._pool.rung_on.get(dossier_id), self._left_on.get(dossier_id)
            if not any(summons - timedelta(days=1) in week for week in counted):
                continue
            if rung is None and left is not None and left < summons:
                continue
            self.life.deadlines += 1
            self.life.deadlines_attempted += rung is not None and rung < summons
            self.life.deadlines_reached += self._reached_on.get(dossier_id, summons) < summons
