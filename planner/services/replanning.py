"""The talk took an hour: a new order for the rest of one evening."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import solver
from planner.policy.evening import Evening, OpenStop, StopWindow, rank
from planner.policy.evening.care import Care
from planner.policy.evening.stops import fits, home_in_time_s, open_stops
from planner.policy.rules import Rules
from planner.policy.worth import seconds_per_point

STOP = solver.MaxRounds(1)
KEEP_POINTS = 2  # what another order must bring per stop, in points
MAX_OVERTIME_S = 2 * 3600  # for a promise; nothing optional begins that late


@dataclass(frozen=True, kw_only=True)
class Replanned:
    """The rest of an evening in its new order, what was let go, and the reserves: with what was let go."""

    stops: tuple[OpenStop, ...]
    dropped: tuple[OpenStop, ...]
    reserves: tuple[OpenStop, ...]


def replan_rest(
    now_s: int,
    here: int,
    remaining: Sequence[OpenStop],
    reserves: Sequence[OpenStop],
    evening: Evening,
    rules: Rules,
    done: Iterable[str] = (),
    seed: int = 0,
    search: solver.StopRule = STOP,
) -> Replanned:
    """Return the best order for the rest of an evening; the given one is kept where that costs little.

    Appointments and deadlines stay, also when they have become late: the coach then calls. What is optional
    begins early enough to leave each appointment in time, with the chance that the settings ask for.
    Arguments as for `planner.policy.evening.evening_state`; ``seed`` and ``search`` are for the solver.
    """
    done = set(done)
    left, spare = open_stops(remaining, done), open_stops(reserves, done)
    everyone = [*left, *spare]
    problem = _problem(now_s, here, everyone, evening, rules)
    locks = [solver.Lock(task, 0) for task, stop in enumerate(everyone) if stop.appointment and stop.windows]
    keep = KEEP_POINTS * rules.worth.prize_scale
    found = solver.replan(problem, range(len(left)), search, seed, locks, keep)
    order = [everyone[task] for task in found.sequences[0]]
    lost = [stop for stop in left if stop.protected and stop not in order]
    saved = [stop for stop in lost if fits(now_s, here, stop, evening, rules)]
    stops = (*saved, *order, *(stop for stop in lost if stop not in saved))
    dropped = tuple(stop for stop in left if stop not in stops)
    again = [*dropped, *(stop for stop in spare if stop not in order)]
    return Replanned(
        stops=stops,
        dropped=dropped,
        reserves=tuple(rank(now_s, order[-1].place if order else here, again, evening)),
    )


def _problem(
    now_s: int, here: int, stops: Sequence[OpenStop], evening: Evening, rules: Rules
) -> solver.Problem:
    promised = [stop for stop in stops if stop.appointment and stop.windows]
    cares = [Care(now_s, here, [stop], evening, rules) for stop in promised]
    scale = rules.worth.prize_scale
    prizes = [(stop.best_points, stop.length.expected_s(stop.likeliest)) for stop in stops]
    per_point_s = seconds_per_point(prizes, max(0, evening.end_s - now_s), rules.worth)
    return solver.Problem(
        tasks=tuple(_task(stop, cares, evening, rules) for stop in stops),
        shifts=(
            solver.Shift(
                start_location=here,
                end_location=evening.end_place,
                start_s=now_s,
                end_s=max(now_s, evening.end_s),
                max_overtime_s=MAX_OVERTIME_S,
            ),
        ),
        travel_s=(evening.travel_s,),
        seconds_per_point=max(1, round(per_point_s / scale)),
    )


def _task(stop: OpenStop, cares: Sequence[Care], evening: Evening, rules: Rules) -> solver.Task:
    windows = _careful(stop, cares, evening, rules)
    return solver.Task(
        location=stop.place,
        service_s=round(stop.length.expected_s(stop.likeliest)),
        windows=tuple(
            solver.Window(
                start_s=window.start_s,
                end_s=window.end_s,
                prize=round(window.points * rules.worth.prize_scale),
                service_s=round(stop.length.expected_s(window.chance)),
            )
            for window in windows
        ),
        required=2 if stop.appointment else int(stop.must),
    )


def _careful(stop: OpenStop, cares: Sequence[Care], evening: Evening, rules: Rules) -> list[StopWindow]:
    """Return when a stop may begin, without the time just before an appointment that it may make late."""
    if stop.protected:
        return evening.windows(stop)
    windows = evening.windows(stop, home_in_time_s(stop, evening, rules))
    for care in cares:
        for promised in care.chain:
            opens_s = promised.windows[0].start_s
            windows = _without(windows, care.latest_s(stop), opens_s)
    return windows


def _without(windows: Sequence[StopWindow], after_s: float, before_s: float) -> list[StopWindow]:
    """Return windows without what lies between two moments."""
    if after_s >= before_s:
        return list(windows)
    kept = []
    for window in windows:
        for start_s, end_s in (
            (window.start_s, min(window.end_s, after_s)),
            (max(window.start_s, before_s), window.end_s),
        ):
            if -math.inf < start_s <= end_s:
                kept.append(
                    StopWindow(
                        start_s=int(start_s), end_s=int(end_s), chance=window.chance, points=window.points
                    )
                )
    return kept
