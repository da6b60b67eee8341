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
from planner.policy.chance import expected_service_s
from planner.policy.rules import Rules
from planner.policy.triage import Candidate
from planner.policy.windows import VisitWindow, visit_windows, worth_points
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
    """What a week is planned from: who may be visited, where they live, and which evenings there are."""

    week: Week
    candidates: tuple[Candidate, ...]
    points: Mapping[str, Point]
    team: Team
    shifts: tuple[EveningShift, ...]
    shift_points: tuple[tuple[Point, Point], ...]
    rules: Rules


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A routing problem, with the windows and places behind its indices."""

    problem: solver.Problem
    windows: tuple[tuple[VisitWindow, ...], ...]
    profiles: tuple[TravelMode, ...]


def to_problem(desk: Desk, region: Streets) -> Translation:
    """Return the week as a routing problem; task i is candidate i, shift j is evening j."""
    places, row, doors = _places(desk)
    ways = tuple(_way(desk.team, shift, region) for shift in desk.shifts)
    distinct = tuple(dict.fromkeys(ways))
    windows = tuple(_windows(candidate, desk) for candidate in desk.candidates)
    groups = _groups(desk.candidates)
    tasks = tuple(
        _task(candidate, windows[i], row[i], groups[i], desk) for i, candidate in enumerate(desk.candidates)
    )
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
        travel_s=tuple(_matrix(region, way, places, doors) for way in distinct),
        seconds_per_point=max(1, desk.rules.worth.seconds_per_point // desk.rules.worth.prize_scale),
    )
    return Translation(problem=problem, windows=windows, profiles=tuple(way.mode for way in distinct))


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
    """Return the evenings that may do a visit: a pair where asked, a shared language, the same coach."""
    step = candidate.step
    coach_id = step.appointment.coach_id if step.appointment else None
    return frozenset(
        j
        for j, shift in enumerate(shifts)
        if (shift.is_pair or not step.needs_pair)
        and step.languages & team.languages(shift)
        and (coach_id is None or coach_id in shift.coach_ids)
    )


def _places(desk: Desk) -> tuple[list[Point], list[int], int]:
    """Return the distinct places, the row of every candidate and evening end, and how many are doors.

    The doors come first. A start or end place has a row of its own, also when somebody to visit lives there.
    """
    homes = [desk.points[candidate.dossier.dossier_id] for candidate in desk.candidates]
    ends = [point for pair in desk.shift_points for point in pair]
    door_row, end_row = ({p: i for i, p in enumerate(dict.fromkeys(points))} for points in (homes, ends))
    rows = [door_row[p] for p in homes] + [len(door_row) + end_row[p] for p in ends]
    return [*door_row, *end_row], rows, len(door_row)


def _windows(candidate: Candidate, desk: Desk) -> tuple[VisitWindow, ...]:
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
            candidate.history,
            desk.rules,
        )
    )


def _task(
    candidate: Candidate, windows: Sequence[VisitWindow], location: int, group: int | None, desk: Desk
) -> solver.Task:
    return solver.Task(
        location=location,
        service_s=expected_service_s(1.0 if candidate.step.appointment else 0.4, desk.rules),
        windows=tuple(_window(candidate, window, desk) for window in windows),
        required=candidate.tier,
        shifts_allowed=allowed_shifts(candidate, desk.team, desk.shifts),
        group=group,
    )


def _window(candidate: Candidate, window: VisitWindow, desk: Desk) -> solver.Window:
    points = worth_points(candidate.assessment.score, window, desk.rules, candidate.deadline_near)
    return solver.Window(
        start_s=desk.week.seconds(window.start),
        end_s=desk.week.seconds(window.end),
        prize=round(points * desk.rules.worth.prize_scale),
        service_s=expected_service_s(window.chance, desk.rules),
    )


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
