"""Our own planner in a world: the product's triage, windows, prizes, route search, reserves and evenings.

What differs between our three policies is only what they know of when somebody is home: nothing personal,
what a desk learns from its own visits and hints, or the truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

import solver
from planner.domain.plan import Point, Route
from planner.domain.staff import EveningShift, Team
from planner.domain.week import Week
from planner.policy.evening import next_stop
from planner.policy.evening.stops import start_s
from planner.policy.rules import Rules
from planner.policy.talk import learn_talks
from planner.policy.triage import Candidate
from planner.services.evening import as_reserve, evening_of, open_stop
from planner.services.replanning import replan_rest
from planner.services.reserves import with_reserves
from planner.services.translation import Desk, Translation, to_problem
from planner.simulation.draw import Drawn, draw_slots
from planner.simulation.evening import Going, Guide
from planner.simulation.knowledge import Knowledge
from planner.simulation.pool import Pool
from planner.simulation.streets import CENTRE, StraightStreets
from planner.simulation.world import World


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The evenings that are planned, as the product has them."""

    desk: Desk
    translation: Translation
    solution: solver.Solution
    routes: tuple[Route, ...]
    drawn: dict[str, Drawn] = field(default_factory=dict)

    def shift_number(self, shift: EveningShift) -> int:
        """Return the position of an evening in this plan."""
        return self.desk.shifts.index(shift)

    def ids(self, number: int) -> list[str]:
        """Return the dossiers of a route in their order."""
        return [self.desk.candidates[task].dossier.dossier_id for task in self.solution.routes[number].tasks]


class Ours:
    """Plans a week with the product, and leads its evenings with the product's evening."""

    def __init__(
        self, world: World, streets: StraightStreets, pool: Pool, rules: Rules, knowledge: Knowledge
    ) -> None:
        self.world, self.streets, self.pool, self.rules = world, streets, pool, rules
        self.knowledge = knowledge
        self.seed = 0

    def start_week(self, week: Week, team: Team, candidates: Sequence[Candidate], seed: int) -> None:
        """Plan a week."""
        self._week, self._team, self.seed, self._today = week, team, seed, week.monday
        self.planned = self._plan(team.shifts, candidates)

    def evening(self, shift: EveningShift) -> Guide:
        """Return the guide of an evening; when a must-visit fell off the plan, the rest is planned again."""
        if shift.date > self._today:
            self._today = shift.date
            if self._lost_must(shift.date):
                left = tuple(one for one in self._team.shifts if one.date >= shift.date)
                candidates, _ = self.pool.candidates(self._week, shift.date)
                self.planned = self._plan(left, candidates)
        return AtTheDoor(self, shift)

    def _plan(self, shifts: tuple[EveningShift, ...], candidates: Sequence[Candidate]) -> Planned:
        known = [one.dossier for one in self.pool.open.values()]
        desk = Desk(
            week=self._week,
            candidates=tuple(candidates),
            points={
                one.dossier.dossier_id: self.pool.open[one.dossier.dossier_id].point for one in candidates
            },
            team=self._team,
            shifts=shifts,
            shift_points=tuple((CENTRE, CENTRE) for _ in shifts),
            chances=self.knowledge(self.pool, self.rules),
            talks=learn_talks(self.pool.history, known, self.rules),
            rules=self.rules,
        )
        translation = to_problem(desk, self.streets)
        stop = solver.MaxRounds(self.world.search.week_rounds)
        solution = solver.solve(translation.problem, stop, seed=self.seed)
        drawn: dict[str, Drawn] = {}
        if self.world.search.random_share:
            translation, drawn = draw_slots(
                desk, translation, solution, self.world.search.random_share, self.seed
            )
            solution = solver.solve(translation.problem, stop, seed=self.seed, start=solution)
        routes = with_reserves(desk, translation, solution, tuple(_bare(shift) for shift in shifts))
        return Planned(desk=desk, translation=translation, solution=solution, routes=routes, drawn=drawn)

    def _lost_must(self, day: date) -> bool:
        """Return whether a deadline or appointment is still to come and in no evening from a day on."""
        ahead = {
            dossier_id
            for number, shift in enumerate(self.planned.desk.shifts)
            if shift.date >= day
            for dossier_id in self.planned.ids(number)
        }
        return any(
            one.tier == 1
            and one.dossier.dossier_id in self.pool.open
            and one.dossier.dossier_id not in self.pool.rung_on
            and one.dossier.dossier_id not in ahead
            and one.last_day is not None
            and one.last_day >= day
            for one in self.planned.desk.candidates
        )


class AtTheDoor:
    """The product's evening: the order of the plan, reserves behind it, care for what was promised."""

    def __init__(self, ours: Ours, shift: EveningShift) -> None:
        planned, number = ours.planned, ours.planned.shift_number(shift)
        self._rules, self._pool, self._planned = ours.rules, ours.pool, planned
        self._replans, self._seed = ours.world.search.replan_at_door, ours.seed
        self._search = solver.MaxRounds(ours.world.search.door_rounds)
        task = {one.dossier.dossier_id: i for i, one in enumerate(planned.desk.candidates)}
        stops = [
            open_stop(planned.desk, planned.translation, task[one], number)
            for one in planned.ids(number)
            if self._may_ring(one)
        ]
        reserves = [
            as_reserve(open_stop(planned.desk, planned.translation, task[one], number))
            for one in planned.routes[number].reserve
            if self._may_ring(one)
        ]
        evening = evening_of(planned.desk, planned.translation, number)
        start = planned.translation.problem.shifts[number].start_location
        places = sorted({start, evening.end_place, *(stop.place for stop in (*stops, *reserves))})
        self._evening = replace(
            evening,
            travel_s=np.ascontiguousarray(evening.travel_s[np.ix_(places, places)]),
            end_place=places.index(evening.end_place),
        )
        self._stops, self._reserves = (
            [replace(stop, place=places.index(stop.place)) for stop in some] for some in (stops, reserves)
        )
        self._place = places.index(start)
        self._rung: set[str] = set()
        self._comparable = {
            one for one in planned.ids(number) if planned.desk.candidates[task[one]].tier == 0
        }

    def next(self, now_s: int, here: Point) -> Going | None:
        """Return the next door as the product says."""
        if self._replans:
            rest = replan_rest(
                now_s,
                self._place,
                self._stops,
                self._reserves,
                self._evening,
                self._rules,
                self._rung,
                self._seed,
                self._search,
            )
            self._stops, self._reserves = list(rest.stops), list(rest.reserves)
        stop = next_stop(
            now_s, self._place, self._stops, self._reserves, self._evening, self._rules, self._rung
        )
        if stop is None:
            return None
        arrive_s = now_s + self._evening.way_s(self._place, stop.place)
        begins_s = start_s(self._evening.windows(stop), arrive_s)
        self._rung.add(stop.dossier_id)
        self._place = stop.place
        drawn = self._planned.drawn.get(stop.dossier_id)
        return Going(
            arrival=self._pool.open[stop.dossier_id],
            not_before_s=int(min(begins_s, self._evening.end_s)),
            drawn=drawn is not None,
            propensity=drawn.propensity if drawn else 1.0,
            comparable=stop.dossier_id in self._comparable,
        )

    def _may_ring(self, dossier_id: str) -> bool:
        """Return whether a dossier is still open, and was not rung at since the plan was made."""
        if dossier_id not in self._pool.open:
            return False
        past = self._pool.history.get(dossier_id)
        return not past or past[-1].at.date() < min(one.date for one in self._planned.desk.shifts)


def _bare(shift: EveningShift) -> Route:
    """Return a route without stops: what the reserves are written on."""
    return Route(
        shift_id=shift.shift_id,
        coach_ids=shift.coach_ids,
        date=shift.date,
        start=shift.starts_at,
        end=shift.ends_at,
        start_point=CENTRE,
        end_point=CENTRE,
        stops=(),
        home_leg=None,
    )
