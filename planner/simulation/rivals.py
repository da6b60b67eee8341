"""How teams plan without us: the nearest door, a list by hand, and a plain route plan of a fixed list.

They are meant to be strong. Each uses the same triage (rest after a card, stop after three misses), keeps
appointments, and does not ring again on the weekday of the last miss. By hand is a computer's patience: exact
territories, exact scores, exact travel times.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

import solver
from planner.domain.plan import Point
from planner.domain.staff import EveningShift, Team
from planner.domain.week import Week, local
from planner.policy.triage import Candidate
from planner.simulation.evening import Going, Guide
from planner.simulation.inflow import Arrival
from planner.simulation.pool import Pool
from planner.simulation.streets import CENTRE, StraightStreets, metres
from planner.simulation.world import World

_URGENT_DAYS = 8
"""A list by hand puts a deadline first when it falls before the evening a week later."""
_LEG_S = 300
_LLOYD_ROUNDS, _BALANCE_ROUNDS = 20, 120


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a planner without us looks at: one candidate of the week and its dossier."""

    candidate: Candidate
    arrival: Arrival

    @property
    def must_by(self) -> date | None:
        """The last day for a personal attempt."""
        return self.candidate.assessment.must_by

    @property
    def order(self) -> tuple[date, int]:
        """Deadlines first, by date; then the highest score."""
        return self.must_by or date.max, -self.candidate.assessment.score

    def open_on(self, day: date) -> bool:
        """Return whether it may be visited on a day: rested, and another weekday than the last miss."""
        step = self.candidate.step
        rested = step.not_before is None or step.not_before <= day
        return rested and not (step.last_miss and step.last_miss.weekday == day.weekday())


class ListGuide:
    """Goes through a list in its order, then to what `after` gives; keeps appointments on the way."""

    def __init__(
        self,
        stops: Sequence[Arrival],
        promises: Sequence[tuple[int, Arrival]],
        seconds: Callable[[Point, Point], float],
        visit_s: float,
        after: Callable[[int, Point], Arrival | None] | None = None,
    ) -> None:
        self._stops, self._promises = list(stops), sorted(promises, key=lambda each: each[0])
        self._seconds, self._visit_s, self._after = seconds, visit_s, after
        self._waiting: Arrival | None = None

    def next(self, now_s: int, here: Point) -> Going | None:
        """Return the next door: of the list, or the appointment when another visit would come in between."""
        going = self._peek(now_s, here)
        if self._promises:
            at_s, promised = self._promises[0]
            if going is None or self._done_s(now_s, here, going, promised) > at_s:
                self._promises.pop(0)
                return Going(arrival=promised, not_before_s=at_s)
        self._waiting = None
        return None if going is None else Going(arrival=going)

    def _peek(self, now_s: int, here: Point) -> Arrival | None:
        """Return the next of the list without losing it when an appointment goes first."""
        if self._waiting is None:
            if self._stops:
                self._waiting = self._stops.pop(0)
            elif self._after is not None:
                self._waiting = self._after(now_s, here)
        return self._waiting

    def _done_s(self, now_s: int, here: Point, going: Arrival, promised: Arrival) -> float:
        there = self._seconds(here, going.point) + self._visit_s
        return now_s + there + self._seconds(going.point, promised.point)


class Rival:
    """What all rivals share: who may be visited this week, where, and which promises stand."""

    def __init__(self, world: World, streets: StraightStreets, pool: Pool) -> None:
        self.world, self.pool, self.travel = world, pool, streets.travel()
        self.week = Week.of(date.min + timedelta(days=7))
        self.known: dict[str, Known] = {}

    def start_week(self, week: Week, team: Team, candidates: Sequence[Candidate], seed: int) -> None:
        """Look at the candidates of a week."""
        self.week = week
        self.known = {
            one.dossier.dossier_id: Known(candidate=one, arrival=self.pool.open[one.dossier.dossier_id])
            for one in candidates
        }

    def seconds(self, here: Point, there: Point) -> float:
        """Return the seconds from a place to a door."""
        return float(self.travel.matrix([here], [there])[0, 0]) + self.travel.profile.stop_s

    def free(self, day: date, but: Iterable[str] = ()) -> list[Known]:
        """Return who may still be visited on a day, without those with an appointment."""
        left_out = set(but)
        return [
            one
            for dossier_id, one in self.known.items()
            if dossier_id in self.pool.open
            and dossier_id not in left_out
            and one.candidate.step.appointment is None
            and one.open_on(day)
            and not self._rung_this_week(dossier_id)
        ]

    def promises(self, shift: EveningShift) -> list[tuple[int, Arrival]]:
        """Return the appointments of an evening, with their moment in seconds of the week."""
        found = []
        for one in self.known.values():
            promise = one.candidate.step.appointment
            if promise and promise.at.date() == shift.date and promise.coach_id in (None, *shift.coach_ids):
                found.append((self.week.seconds(promise.at), one.arrival))
        return found

    def nearest(self, here: Point, among: Sequence[Known]) -> Known | None:
        """Return the nearest of some, or None when there are none."""
        if not among:
            return None
        seconds = self.travel.matrix([here], [one.arrival.point for one in among])[0]
        return among[int(np.argmin(seconds))]

    def by_nearest(
        self, among: Sequence[Known], here: Point = CENTRE, most: int | None = None
    ) -> list[Known]:
        """Return some, at most so many, in the order of a nearest-neighbour round."""
        left = list(among)
        ordered: list[Known] = []
        while left and (most is None or len(ordered) < most):
            at = int(np.argmin(self.travel.matrix([here], [one.arrival.point for one in left])[0]))
            ordered.append(left.pop(at))
            here = ordered[-1].arrival.point
        return ordered

    def guide(
        self,
        shift: EveningShift,
        stops: Sequence[Known],
        after: Callable[[int, Point], Arrival | None] | None = None,
    ) -> ListGuide:
        """Return a guide along a list."""
        visit_s = self.world.crew.fixed_visit_min * 60
        arrivals = [one.arrival for one in stops]
        return ListGuide(arrivals, self.promises(shift), self.seconds, visit_s, after)

    def _rung_this_week(self, dossier_id: str) -> bool:
        past = self.pool.history.get(dossier_id)
        return past is not None and len(past) > 0 and past[-1].at.date() in self.week


class Nearest(Rival):
    """Always the nearest door; no priority at all."""

    def evening(self, shift: EveningShift) -> Guide:
        """Return the guide of an evening."""
        return self.guide(shift, (), lambda _, here: self._go(shift.date, here))

    def _go(self, day: date, here: Point) -> Arrival | None:
        found = self.nearest(here, self.free(day))
        return found.arrival if found else None


class ByHand(Rival):
    """A careful planner with a map: each evening the deadlines of the coach's territory, else its top score.

    From there the list goes on to the nearest neighbours, up to the length of a list. Made on the evening
    itself, with all that is known by then: what people do who plan by hand, with a computer's patience.
    """

    def __init__(self, world: World, streets: StraightStreets, pool: Pool) -> None:
        super().__init__(world, streets, pool)
        self._territory: dict[str, int] = {}

    def start_week(self, week: Week, team: Team, candidates: Sequence[Candidate], seed: int) -> None:
        """Give every candidate to a territory, in proportion to the evenings there."""
        super().start_week(week, team, candidates, seed)
        ids = list(self.known)
        points = metres([self.known[each].arrival.point for each in ids])
        shares = np.array([len(days) for days in self.world.crew.evenings], dtype=np.float64)
        self._territory = dict(zip(ids, territories(points, shares / shares.sum(), seed), strict=True))

    def evening(self, shift: EveningShift) -> Guide:
        """Return the guide of an evening: the list of this coach for today."""
        coach = int(shift.coach_ids[0][1:]) - 1
        mine = [
            one for one in self.free(shift.date) if self._territory[one.arrival.dossier.dossier_id] == coach
        ]
        return self.guide(shift, self._listed(sorted(mine, key=lambda one: one.order), shift.date))

    def _listed(self, ordered: Sequence[Known], day: date) -> list[Known]:
        """Return the list of an evening, from all of a territory in order of urgency."""
        count = self.world.crew.by_hand_list
        urgent = [one for one in ordered if one.must_by][:count] or list(ordered[:1])
        first = self.by_nearest(urgent)
        others = [one for one in ordered if one not in urgent]
        here = first[-1].arrival.point if first else CENTRE
        return [*first, *self.by_nearest(others, here, count - len(first))]


class ByHandScores(ByHand):
    """A planner who looks at nothing but points: each evening the top scores of the territory.

    Deadlines that fall within a week come first, then the others of the list, both as a nearest-neighbour
    round. A strong rival: it takes all that choosing by score can bring.
    """

    def _listed(self, ordered: Sequence[Known], day: date) -> list[Known]:
        listed, soon = ordered[: self.world.crew.by_hand_list], day + timedelta(days=_URGENT_DAYS)
        urgent = [one for one in listed if one.must_by and one.must_by < soon]
        first = self.by_nearest(urgent)
        here = first[-1].arrival.point if first else CENTRE
        return [*first, *self.by_nearest([one for one in listed if one not in urgent], here)]


class PlainVrp(Rival):
    """A fixed list of top scores, deadlines first, well routed with fixed durations, exactly filled."""

    reserves = False

    def start_week(self, week: Week, team: Team, candidates: Sequence[Candidate], seed: int) -> None:
        """Plan the whole week with the route search."""
        super().start_week(week, team, candidates, seed)
        listed = self._list(team)
        problem = self._problem(team, listed)
        rounds = solver.MaxRounds(self.world.search.week_rounds)
        solution = solver.solve(problem, rounds, seed=seed)
        self._routes = {
            team.shifts[route.shift].shift_id: [listed[task] for task in route.tasks]
            for route in solution.routes
        }
        self._planned = {one.arrival.dossier.dossier_id for route in self._routes.values() for one in route}

    def evening(self, shift: EveningShift) -> Guide:
        """Return the guide along the planned route; with reserves, to the nearest others after it."""
        stops = [
            one
            for one in self._routes[shift.shift_id]
            if one.arrival.dossier.dossier_id in self.pool.open and not one.candidate.step.appointment
        ]
        return self.guide(shift, stops, (lambda _, at: self._go(shift.date, at)) if self.reserves else None)

    def _go(self, day: date, here: Point) -> Arrival | None:
        found = self.nearest(here, self.free(day, self._planned))
        return found.arrival if found else None

    def _list(self, team: Team) -> list[Known]:
        """Return as many as the evenings of the week can hold: appointments, deadlines, top scores."""
        crew = self.world.crew
        evening_s = self.week.seconds(team.shifts[0].ends_at) - self.week.seconds(team.shifts[0].starts_at)
        hold = len(team.shifts) * (evening_s / (crew.fixed_visit_min * 60 + _LEG_S))
        ordered = sorted(
            self.known.values(), key=lambda one: (one.candidate.step.appointment is None, one.order)
        )
        return ordered[: round(hold)]

    def _problem(self, team: Team, listed: Sequence[Known]) -> solver.Problem:
        points = [one.arrival.point for one in listed] + [CENTRE]
        seconds = np.ceil(self.travel.matrix(points, points).astype(np.float64))
        seconds[:, :-1] += self.travel.profile.stop_s
        np.fill_diagonal(seconds, 0)
        return solver.Problem(
            tasks=tuple(self._task(i, one, team) for i, one in enumerate(listed)),
            shifts=tuple(
                solver.Shift(
                    start_location=len(listed),
                    end_location=len(listed),
                    start_s=self.week.seconds(shift.starts_at),
                    end_s=self.week.seconds(shift.ends_at),
                )
                for shift in team.shifts
            ),
            travel_s=(seconds.astype(np.int32),),
        )

    def _task(self, location: int, one: Known, team: Team) -> solver.Task:
        """Return a task that is worth any detour: the list is to be visited, not to be chosen from."""
        days = sorted({shift.date for shift in team.shifts})
        promise = one.candidate.step.appointment
        coaches = [
            j for j, shift in enumerate(team.shifts) if promise and promise.coach_id in shift.coach_ids
        ]
        return solver.Task(
            location=location,
            service_s=round(self.world.crew.fixed_visit_min * 60),
            windows=tuple(self._windows(one, days)),
            required=one.candidate.tier,
            shifts_allowed=frozenset(coaches) if coaches else None,
        )

    def _windows(self, one: Known, days: Sequence[date]) -> Iterable[solver.Window]:
        crew, promise = self.world.crew, one.candidate.step.appointment
        if promise:
            at_s = self.week.seconds(promise.at)
            yield solver.Window(at_s, at_s + 600, 1000)
            return
        for day in days:
            if one.open_on(day) and not (one.must_by and day > one.must_by):
                start, end = local(day, crew.start), local(day, crew.last_knock)
                yield solver.Window(self.week.seconds(start), self.week.seconds(end), 1000)


class PlainVrpReserves(PlainVrp):
    """The same, and after the list the nearest other doors."""

    reserves = True


def territories(points: NDArray[np.float64], shares: NDArray[np.float64], seed: int) -> list[int]:
    """Return the territory of each point: compact, and each with its share of the points.

    Lloyd's k-means, then a price per territory that rises where there are too many points (power diagram).

    Parameters
    ----------
    points
        In metres, shape (n, 2).
    shares
        Of each territory, adding up to 1.
    seed
        Of the first middles.
    """
    count = len(shares)
    if len(points) <= count:
        return [i % count for i in range(len(points))]
    middles = points[np.random.default_rng([seed, 5]).choice(len(points), count, replace=False)]
    for _ in range(_LLOYD_ROUNDS):
        owner = np.argmin(_squared(points, middles), axis=1)
        middles = np.array(
            [points[owner == i].mean(axis=0) if (owner == i).any() else middles[i] for i in range(count)]
        )
    squared, price = _squared(points, middles), np.zeros(count)
    found: list[tuple[float, NDArray[np.int64]]] = []
    for number in range(_BALANCE_ROUNDS):
        owner = np.argmin(squared + price, axis=1)
        surplus = np.bincount(owner, minlength=count) / len(points) - shares
        found.append((float(np.abs(surplus).max()), owner))
        price += float(np.var(points)) * surplus / (1 + number / 20)
    owner = min(found, key=lambda each: each[0])[1]
    return [int(each) for each in owner]


def _squared(points: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.float64]:
    distances: NDArray[np.float64] = ((points[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2)
    return distances
