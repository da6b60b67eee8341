"""The chance that each stop of an evening is still rung, when the coach keeps to an order and to the rules.

At every door the coach goes to the next stop of the order that may be rung: inside a window, without a long
wait, before the last knock, home soon enough, and with care for the protected stops ahead. What may not be
rung is passed by. Chances follow from all lengths of the visits at once, not from their means.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.policy.evening.care import Care
from planner.policy.evening.clock import BIN_S, FAINT, Moments, talk_density
from planner.policy.evening.stops import Evening, OpenStop, StopWindow
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """What is expected of one stop: chances (0-1) that it is rung and that somebody opens, and when.

    ``begins_s`` is the mean start if it is rung; None when it is not. ``latest_s`` is the latest start that
    the order and the rules allow.
    """

    stop: OpenStop
    chance: float
    contacts: float
    points: float
    begins_s: float | None
    latest_s: float


@dataclass(frozen=True, kw_only=True)
class Prospects:
    """What is expected of an evening: every stop in order, and the chance (0-1) to be home late.

    Late is more than the allowed time (``max_over_s``) after the end.
    """

    stops: tuple[Prospect, ...]
    late_home: float

    @property
    def rung(self) -> float:
        """The expected number of doors."""
        return sum(one.chance for one in self.stops)

    @property
    def contacts(self) -> float:
        """The expected number of doors that open."""
        return sum(one.contacts for one in self.stops)

    @property
    def points(self) -> float:
        """The expected points."""
        return sum(one.points for one in self.stops)


def prospects(
    now_s: int, here: int, order: Sequence[OpenStop], evening: Evening, rules: Rules, care: Care | None = None
) -> Prospects:
    """Return what is expected of stops in an order, for a coach who is free at a place and moment.

    Parameters
    ----------
    now_s, here
        When and where the coach is free.
    order
        Stops in the order in which they would be rung, the reserves last.
    evening, rules
        What holds all evening long, and the settings.
    care
        The protected stops ahead, when they were worked out before.
    """
    walk = _Walk(now_s, here, order, evening, rules)
    care = care or Care(now_s, here, order, evening, rules)
    behind, found = 0, []
    for stop in order:
        found.append(walk.ring(stop, care.latest_s(stop, behind)))
        behind += stop in care.chain
    return Prospects(stops=tuple(found), late_home=walk.late_home())


class _Walk:
    """The coach's evening so far: for each place, when the coach is free there to go on."""

    def __init__(
        self, now_s: int, here: int, order: Sequence[OpenStop], evening: Evening, rules: Rules
    ) -> None:
        self.zero_s, self.evening, self.rules = now_s, evening, rules
        closings = [window.end_s for stop in order for window in evening.windows(stop)]
        self.closing_s = max(closings, default=now_s)
        last_s = max(evening.end_s + rules.evening.max_over_s, self.closing_s) + 2 * BIN_S
        self.bins = max(1, math.ceil((last_s - now_s) / BIN_S))
        self.free = {here: Moments.none(now_s, self.bins)}
        self.free[here].at(now_s, 1.0)
        self.settled: list[tuple[int, Moments]] = []

    def ring(self, stop: OpenStop, latest_s: float) -> Prospect:
        """Let the coach go on to a stop wherever and whenever it may be rung."""
        windows = self.evening.windows(stop, latest_s)
        stretches = _stretches(windows)
        begun = Moments.none(self.zero_s, self.bins)
        for place in list(self.free) if windows else ():
            self._leave_for(place, stop, stretches, begun)
        chance = begun.chance
        begins_s = begun.total_s() / chance if chance > FAINT else None
        parts = _by_window(begun, windows) if chance > FAINT else []
        if parts:
            self._stay(stop, parts)
        return Prospect(
            stop=stop,
            chance=min(1.0, chance),
            contacts=sum(window.chance * part.chance for window, part in parts),
            points=sum(window.points * part.chance for window, part in parts),
            begins_s=begins_s,
            latest_s=min(latest_s, windows[-1].end_s) if windows else -math.inf,
        )

    def _leave_for(
        self, place: int, stop: OpenStop, stretches: Sequence[tuple[int, int]], begun: Moments
    ) -> None:
        free, way_s = self.free[place], self.evening.way_s(place, stop.place)
        first_s, last_s = (moment + way_s for moment in free.span_s())
        if first_s > stretches[-1][1]:
            return
        way_s = int(way_s)
        for opens_s, closes_s in stretches:
            if first_s <= closes_s and last_s >= opens_s:
                begun.add(free.take(opens_s - way_s, closes_s - way_s), way_s)
        patience_s = math.inf if stop.protected else self.rules.evening.max_wait_s
        for opens_s, _ in stretches:
            if first_s < opens_s <= last_s + patience_s:
                since_s = max(opens_s - way_s - patience_s, self.zero_s)
                begun.at(opens_s, free.take(since_s, opens_s - way_s).chance)
        if free.chance < FAINT:
            self.settled.append((place, self.free.pop(place)))

    def _stay(self, stop: OpenStop, parts: Sequence[tuple[StopWindow, Moments]]) -> None:
        """Spend the time of a visit: a talk, or a card."""
        talks, over = (Moments.none(self.zero_s, self.bins) for _ in range(2))
        for window, moments in parts:
            talks.add(moments, 0, window.chance)
            over.add(moments, stop.card_s, 1 - window.chance)
        over.add(talks.after_talk(talk_density(stop.length)), 0)
        # Who is free after the last door may be rung goes home from here.
        self.settled.append((stop.place, over.take(self.closing_s, math.inf)))
        if stop.place in self.free:
            self.free[stop.place].add(over, 0)
        else:
            self.free[stop.place] = over

    def late_home(self) -> float:
        """Return the chance that the coach is home later than the evening allows."""
        limit_s = self.evening.end_s + self.rules.evening.max_over_s
        within = 0.0
        for place, free in (*self.free.items(), *self.settled):
            home_s = self.evening.way_s(place, self.evening.end_place)
            within += free.chance - free.later_than(limit_s - home_s)
        return float(np.clip(1 - within, 0.0, 1.0))


def _stretches(windows: Sequence[StopWindow]) -> list[tuple[int, int]]:
    """Return from when to when a stop is open, windows that touch taken together."""
    found: list[tuple[int, int]] = []
    for window in windows:
        if found and window.start_s - found[-1][1] <= 1:
            found[-1] = (found[-1][0], window.end_s)
        else:
            found.append((window.start_s, window.end_s))
    return found


def _by_window(begun: Moments, windows: Sequence[StopWindow]) -> list[tuple[StopWindow, Moments]]:
    """Return the moments of each window in which a visit may begin; nothing is left."""
    parts = []
    for number, window in enumerate(windows):
        until_s = window.end_s if number + 1 < len(windows) else math.inf
        parts.append((window, begun.take(-math.inf, max(until_s, window.start_s))))
    return parts
