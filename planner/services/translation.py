"""From dossiers and evenings to a routing problem and back; no personal data goes in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

import maps
import solver
from planner.domain.plan import Point
from planner.domain.staff import EveningShift, Team, TravelMode
from planner.domain.week import Week
from planner.policy.chance import Chances, DoorChance
from planner.policy.rules import Rules
from planner.policy.talk import TalkTable
from planner.policy.triage import Candidate
from planner.policy.visit_kind import visit_kind
from planner.policy.windows import VisitWindow, visit_windows
from planner.policy.worth import deadline_bonus, median_prize, seconds_per_point
from planner.services.streets import Streets

if TYPE_CHECKING:
    from datetime import date


PROFILES: dict[TravelMode, maps.ProfileName] = {
    TravelMode.CAR: "car",
    TravelMode.BICYCLE: "bicycle",
    TravelMode.FOOT: "foot",
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a week is planned from: who may be visited, where they live, which evenings there are.

    ``chances`` and ``talks`` are what was learned of when people are home and how long visits take.
    """

    week: Week
    candidates: tuple[Candidate, ...]
    points: Mapping[str, Point]
    team: Team
    shifts: tuple[EveningShift, ...]
    shift_points: tuple[tuple[Point, Point], ...]
    chances: Chances
    talks: TalkTable
    rules: Rules


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A routing problem, with what is behind its indices: windows, chances per door, ways to travel."""

    problem: solver.Problem
    windows: tuple[tuple[VisitWindow, ...], ...]
    doors: tuple[DoorChance, ...]
    profiles: tuple[TravelMode, ...]


def to_problem(desk: Desk, region: Streets) -> Translation:
    """Return the week as a routing problem; task i is candidate i, shift j is evening j."""
    places, row, homes = _places(desk)
    ways = tuple(_way(desk.team, shift, region) for shift in desk.shifts)
    distinct = tuple(dict.fromkeys(ways))
    doors = tuple(desk.chances.door(candidate.dossier, candidate.history) for candidate in desk.candidates)
    windows = tuple(_windows(candidate, doors[i], desk) for i, candidate in enumerate(desk.candidates))
    tasks = _tasks(desk, windows, row)
    travel_s = tuple(_matrix(region, way, places, homes) for way in distinct)
    first = len(desk.candidates)
    shifts = tuple(
        solver.Shift(
            start_location=row[first + 2 * j],
            end_location=row[first + 2 * j + 1],
            start_s=desk.week.seconds(shift.starts_at),
            end_s=desk.week.seconds(shift.ends_at),
            profile=distinct.index(ways[j]),
        )
        for j, shift in enumerate(desk.shifts)
    )
    problem = solver.Problem(
        tasks=tasks,
        shifts=shifts,
        travel_s=travel_s,
        seconds_per_point=_seconds_per_prize(desk, windows, tasks, travel_s, homes),
    )
    return Translation(
        problem=problem, windows=windows, doors=doors, profiles=tuple(way.mode for way in distinct)
    )


class _Way(NamedTuple):
    """How an evening gets around, and the hour whose traffic its times are made for (None: no matter)."""

    mode: TravelMode
    at_hour: int | None


def _way(team: Team, shift: EveningShift, region: Streets) -> _Way:
    mode = travel_mode(team, shift)
    last = (shift.ends_at - timedelta(minutes=1)).hour
    return _Way(mode, region.profile(PROFILES[mode]).slowest_hour(shift.start.hour, last))


def travel_mode(team: Team, shift: EveningShift) -> TravelMode:
    """Return how a shift gets around; a pair goes the slower of its two ways, so that both keep up."""
    modes = {coach.travel_mode for coach in team.of(shift)}
    return next(mode for mode in (TravelMode.FOOT, TravelMode.BICYCLE, TravelMode.CAR) if mode in modes)


def allowed_shifts(candidate: Candidate, team: Team, shifts: Sequence[EveningShift]) -> frozenset[int]:
    """Return the evenings that may do a visit: a pair where asked, a shared language, the same coach.

    An appointment is kept by its coach or by nobody; who comes back for another reason is the same coach as
    long as that coach has an evening that may do it.
    """
    step = candidate.step
    able = frozenset(
        j
        for j, shift in enumerate(shifts)
        if (shift.is_pair or not step.needs_pair) and step.languages & team.languages(shift)
    )
    if step.coach_id is None:
        return able
    same = frozenset(j for j in able if step.coach_id in shifts[j].coach_ids)
    return same if step.appointment else same or able


def _places(desk: Desk) -> tuple[list[Point], list[int], int]:
    """Return the distinct places, the row of every candidate and evening end, and how many are doors.

    The doors come first. A start or end place has a row of its own, also when somebody to visit lives there.
    """
    homes = [desk.points[candidate.dossier.dossier_id] for candidate in desk.candidates]
    ends = [point for pair in desk.shift_points for point in pair]
    door_row, end_row = ({p: i for i, p in enumerate(dict.fromkeys(points))} for points in (homes, ends))
    rows = [door_row[p] for p in homes] + [len(door_row) + end_row[p] for p in ends]
    return [*door_row, *end_row], rows, len(door_row)


def _windows(candidate: Candidate, door: DoorChance, desk: Desk) -> tuple[VisitWindow, ...]:
    evenings: dict[date, list[EveningShift]] = defaultdict(list)
    for shift in desk.shifts:
        if candidate.last_day is None or candidate.tier != 1 or shift.date <= candidate.last_day:
            evenings[shift.date].append(shift)
    return tuple(
        window
        for day, shifts in sorted(evenings.items())
        for window in visit_windows(
            day,
            min(shift.start for shift in shifts),
            max(shift.end for shift in shifts),
            candidate.step,
            door,
            desk.rules,
        )
    )


def _tasks(
    desk: Desk, windows: Sequence[Sequence[VisitWindow]], row: Sequence[int]
) -> tuple[solver.Task, ...]:
    usual = median_prize((c.assessment.score for c in desk.candidates), desk.chances.mean_usual)
    groups = _groups(desk.candidates)
    return tuple(
        solver.Task(
            location=row[i],
            service_s=_service_s(candidate, desk.chances.mean_usual, desk),
            windows=tuple(_window(candidate, window, usual, desk) for window in windows[i]),
            required=candidate.tier,
            shifts_allowed=allowed_shifts(candidate, desk.team, desk.shifts),
            group=groups[i],
        )
        for i, candidate in enumerate(desk.candidates)
    )


def _window(candidate: Candidate, window: VisitWindow, usual_prize: float, desk: Desk) -> solver.Window:
    evening = window.start.date()
    first = min(shift.date for shift in desk.shifts)
    bonus = deadline_bonus(evening, candidate.last_day, first, usual_prize, desk.rules.worth)
    points = candidate.assessment.score * window.weight + bonus
    return solver.Window(
        start_s=desk.week.seconds(window.start),
        end_s=desk.week.seconds(window.end),
        prize=round(points * desk.rules.worth.prize_scale),
        service_s=_service_s(candidate, window.chance, desk),
    )


def _service_s(candidate: Candidate, chance: float, desk: Desk) -> int:
    kind = visit_kind(candidate.dossier, candidate.step)
    return round(desk.talks.of(kind).expected_s(chance))


def _seconds_per_prize(
    desk: Desk,
    windows: Sequence[Sequence[VisitWindow]],
    tasks: Sequence[solver.Task],
    travel_s: Sequence[NDArray[np.int32]],
    homes: int,
) -> int:
    """Return how much travel in seconds one unit of prize is worth this week.

    A visit takes its expected time and the travel to a door nearby. Deadline bonuses are left out: they are
    there to choose between deadlines, not to make all travel cheap.
    """
    nearby_s = min((_nearby_s(seconds[:homes, :homes]) for seconds in travel_s), default=0.0)
    prizes = [
        (candidate.assessment.score * max(window.weight for window in own), task.service_s + nearby_s)
        for candidate, own, task in zip(desk.candidates, windows, tasks, strict=True)
        if own
    ]
    capacity_s = sum((shift.ends_at - shift.starts_at).total_seconds() for shift in desk.shifts)
    per_point = seconds_per_point(prizes, capacity_s, desk.rules.worth)
    return max(1, round(per_point / desk.rules.worth.prize_scale))


def _nearby_s(seconds: NDArray[np.int32]) -> float:
    """Return the usual travel in seconds from a door to the fifth nearest: not all neighbours are visited."""
    if len(seconds) < 2:
        return 0.0
    reachable = np.where(seconds == solver.UNREACHABLE, np.iinfo(np.int32).max, seconds)
    np.fill_diagonal(reachable, np.iinfo(np.int32).max)
    fifth = min(5, len(seconds) - 1) - 1
    near = np.partition(reachable, fifth, axis=1)[:, fifth]
    known = near[near < np.iinfo(np.int32).max]
    return float(np.median(known)) if known.size else 0.0


def _groups(candidates: Sequence[Candidate]) -> list[int | None]:
    """Return a number for dossiers behind one door: only one of them is visited in a week."""
    doors: dict[tuple[str, int, str, str], list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        doors[candidate.dossier.address.door].append(i)
    groups: list[int | None] = [None] * len(candidates)
    for number, members in enumerate(list(doors.values())):
        for i in members if len(members) > 1 else ():
            groups[i] = number
    return groups


def _matrix(region: Streets, way: _Way, places: Sequence[Point], doors: int) -> NDArray[np.int32]:
    """Return whole seconds from place to place, until the coach stands at the door.

    The way to a door ends with parking and walking up (`stop_s` of the profile); from one door to another in
    the same place there is nothing to park. The first rows are the doors.
    """
    points = [maps.Point(*place) for place in places]
    travel = region.travel(PROFILES[way.mode])
    seconds = travel.matrix(points, points, at_hour=way.at_hour).astype(np.float64)
    seconds[:, :doors] += travel.profile.stop_s
    np.fill_diagonal(seconds, np.diag(seconds) * 0.0)  # what cannot be reached stays so
    known = np.ceil(np.nan_to_num(seconds, nan=0.0)).astype(np.int32)
    return np.where(np.isnan(seconds), np.int32(solver.UNREACHABLE), known)
