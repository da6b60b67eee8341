"""Which door is next: the planned order as long as it may be kept, then the reserve that brings most."""

import math
from collections.abc import Sequence

from planner.policy.evening.care import Care
from planner.policy.evening.stops import Evening, OpenStop, start_s

CLEARLY = 0.01


def rank(now_s: int, here: int, reserves: Sequence[OpenStop], evening: Evening) -> list[OpenStop]:
    """Return reserves in the order in which a coach would take them, each seen from the one before.

    Most points per hour of travel and visit come first: what a reserve costs is time.
    """
    waiting, ranked = list(reserves), []
    while waiting:
        best = max(
            waiting,
            key=lambda stop: (
                worth_per_hour(stop, evening.way_s(here, stop.place), evening, now_s),
                stop.dossier_id,
            ),
        )
        waiting.remove(best)
        ranked.append(best)
        here = best.place
    return ranked


def worth_per_hour(stop: OpenStop, way_s: float, evening: Evening, now_s: float = -math.inf) -> float:
    """Return the points of a stop per hour of travel and visit, in the best window that is still to come."""
    if way_s == math.inf:
        return 0.0
    coming = [window for window in evening.windows(stop) if window.end_s >= now_s + way_s]
    best = max(coming, key=lambda window: window.points, default=None)
    return 3600 * best.points / (way_s + stop.length.expected_s(best.chance)) if best else 0.0


def may_go(care: Care, stop: OpenStop) -> bool:
    """Return True when a stop may be the next door: in time, without a long wait, and with care."""
    return _begins_s(care, stop) < math.inf


def next_of(care: Care, left: Sequence[OpenStop], ranked: Sequence[OpenStop]) -> OpenStop | None:
    """Return the next door, or None for home.

    A door that is promised for later leaves time: it is filled with what may still be rung before it.
    """
    patience_s = care.rules.evening.max_wait_s
    saved = in_danger(care, left)
    if saved is not None:
        return saved
    promised = None
    for stop in left:
        if stop not in care.chain:
            if may_go(care, stop):
                return stop
        elif promised is None and _wait_s(care, stop) <= patience_s:
            return stop
        elif promised is None:
            promised = stop
        elif _wait_s(care, stop) <= patience_s and first_of(care, left, stop).in_time >= care.in_time:
            return stop
    fitting = [stop for stop in ranked if may_go(care, stop)]
    if not fitting:
        return promised
    return max(
        fitting,
        key=lambda stop: (
            worth_per_hour(stop, care.evening.way_s(care.here, stop.place), care.evening, care.now_s),
            stop.dossier_id,
        ),
    )


def in_danger(care: Care, left: Sequence[OpenStop]) -> OpenStop | None:
    """Return the promise to keep first, when that makes it clearly likelier that all are kept."""
    if not care.endangered:
        return None
    patience_s = care.rules.evening.max_wait_s
    later = [stop for stop in care.chain[1:] if _wait_s(care, stop) <= patience_s]
    tried = [(first_of(care, left, stop).in_time, stop) for stop in later]
    best = max(tried, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] > care.in_time + CLEARLY else None


def first_of(care: Care, left: Sequence[OpenStop], stop: OpenStop) -> Care:
    """Return the same with one stop before all others."""
    order = [stop, *(other for other in left if other is not stop)]
    return Care(care.now_s, care.here, order, care.evening, care.rules)


def _wait_s(care: Care, stop: OpenStop) -> float:
    arrive_s = care.now_s + care.evening.way_s(care.here, stop.place)
    return start_s(care.evening.windows(stop), arrive_s) - arrive_s


def _begins_s(care: Care, stop: OpenStop) -> float:
    """Return when a visit begins that is the next one; infinity when it may not be."""
    arrive_s = care.now_s + care.evening.way_s(care.here, stop.place)
    begins_s = start_s(care.evening.windows(stop, care.latest_s(stop)), arrive_s)
    patience_s = math.inf if stop.protected else care.rules.evening.max_wait_s
    return begins_s if begins_s < math.inf and begins_s - arrive_s <= patience_s else math.inf
