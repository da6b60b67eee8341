"""No door is rung that makes an appointment or a deadline late with more than a small chance.

The chance that all protected stops are still in time, as a function of the moment, is worked out backwards
over minutes; a door may be rung until the moment at which that chance, after a visit of random length there,
falls under the limit. Replanning with such a limit cut missed appointments from 34 % to 4-10 % in simulation.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from planner.policy.evening.clock import BIN_S, talk_density
from planner.policy.evening.stops import Evening, OpenStop, StopWindow, fits, home_in_time_s, start_s
from planner.policy.rules import Rules
from planner.policy.talk import VisitLength

HOPELESS = 0.05
UNFELT = 0.2  # of the limit: what a promise already in danger may still lose by a door long before it
_SLACK = 1e-9

Curve = NDArray[np.float64]


class Care:
    """The protected stops ahead, and until when each other door may be rung because of them.

    Parameters
    ----------
    now_s, here
        When and where the coach is free.
    ahead
        Stops in the order in which they would be rung.
    evening, rules
        What holds all evening long, and the settings.

    Attributes
    ----------
    chain
        The protected stops that can still be in time together.
    in_time
        The chance (0-1) that they all are when the coach goes straight for them.
    """

    def __init__(
        self, now_s: int, here: int, ahead: Sequence[OpenStop], evening: Evening, rules: Rules
    ) -> None:
        self.now_s, self.here, self.evening, self.rules = now_s, here, evening, rules
        self.chain = [s for s in ahead if s.protected and fits(now_s, here, s, evening, rules)]
        self._curves: list[Curve] = []
        self._talks: dict[tuple[int, VisitLength], Curve] = {}
        while self.chain:
            self._follow()
            if self._straight() >= HOPELESS:
                break
            self.chain.remove(self._given_up())
        self.in_time = self._straight()

    def _straight(self) -> float:
        """Return the chance that all protected stops are in time when the coach goes straight for them."""
        if not self.chain:
            return 1.0
        first = self.chain[0]
        arrive_s = self.now_s + self.evening.way_s(self.here, first.place)
        begin_s = start_s(self.evening.windows(first), arrive_s)
        if begin_s == math.inf:
            return 0.0
        window = next(w for w in self.evening.windows(first) if w.start_s <= begin_s <= w.end_s)
        begun = self._begun(0, window)
        return float(begun[min(math.ceil((begin_s - self.now_s) / BIN_S), begun.size - 1)])

    @property
    def endangered(self) -> bool:
        """True when a promise may come too late even when the coach goes straight for them in this order."""
        return self.in_time < 1 - self.rules.evening.late_limit

    def _asked(self, behind: int) -> float:
        """Return the chance that a visit must leave: by the settings, or nearly all there is when less."""
        best = self.in_time if behind == 0 else float(self._curves[behind].max())
        limit = self.rules.evening.late_limit
        return min(1 - limit, best * (1 - limit * UNFELT)) - _SLACK

    def latest_s(self, stop: OpenStop, behind: int = 0) -> float:
        """Return the latest start of a visit, in seconds, by a coach who has so many of the chain behind.

        A protected stop has no latest start but its windows. Minus infinity: not at all.
        """
        if stop.protected:
            return math.inf
        return min(home_in_time_s(stop, self.evening, self.rules), self._careful_s(stop, behind))

    def _careful_s(self, stop: OpenStop, behind: int) -> float:
        if behind >= len(self.chain):
            return math.inf
        way_s = self.evening.way_s(stop.place, self.chain[behind].place)
        if way_s == math.inf:
            return -math.inf
        left = self._after(stop, stop.likeliest, behind, int(way_s))
        too_late = np.flatnonzero(left < self._asked(behind))
        minutes = int(too_late[0]) - 1 if too_late.size else left.size - 1
        return self.now_s + minutes * BIN_S if minutes >= 0 else -math.inf

    def _after(self, stop: OpenStop, chance: float, number: int, way_s: int) -> Curve:
        """Return the chance that the chain from a number on is in time, by the start of a visit before it."""
        curve = self._curves[number]
        shut = _later(curve, math.ceil((stop.card_s + way_s) / BIN_S))
        talk = _later(self._talked(number, stop.length), math.ceil(way_s / BIN_S))
        both: Curve = (1 - chance) * shut + chance * talk
        return both

    def _talked(self, number: int, length: VisitLength) -> Curve:
        """Return the chance that the chain from a number on is in time, by the start of a talk there."""
        key = number, length
        if key not in self._talks:
            curve = self._curves[number]
            talk = talk_density(length)[: curve.size]
            # A talk of less than m + 1 minutes counts as m + 1: never too late by rounding.
            after = np.concatenate((curve[1:], np.zeros(talk.size)))
            self._talks[key] = np.correlate(after, talk, mode="valid")[: curve.size]
        return self._talks[key]

    def _follow(self) -> None:
        """Work the curves out from the last protected stop to the first: chance by minute of arrival."""
        last_s = max(window.end_s for stop in self.chain for window in stop.windows)
        minutes = max(1, math.ceil((last_s - self.now_s) / BIN_S) + 1)
        self._talks.clear()
        self._curves = [np.zeros(minutes) for _ in self.chain]
        for number in reversed(range(len(self.chain))):
            stop = self.chain[number]
            begun = self._curves[number]
            windows = self.evening.windows(stop)
            for window in windows:
                inside = _within(window, self.now_s, minutes)
                begun[inside] = self._begun(number, window)[inside]
            _wait(begun, windows, self.now_s)

    def _begun(self, number: int, window: StopWindow) -> Curve:
        """Return the chance that all that follows is in time, by the minute at which this visit starts."""
        if number + 1 == len(self.chain):
            return np.ones(self._curves[number].size)
        stop, following = self.chain[number : number + 2]
        way_s = self.evening.way_s(stop.place, following.place)
        if way_s == math.inf:
            return np.zeros(self._curves[number].size)
        return self._after(stop, window.chance, number + 1, int(way_s))

    def _given_up(self) -> OpenStop:
        """Return who is no longer protected when not all can be in time: the last deadline, or the last."""
        deadlines = [stop for stop in self.chain if not stop.appointment]
        return (deadlines or self.chain)[-1]


@lru_cache(maxsize=64)
def _minutes(count: int) -> Curve:
    made = np.arange(0, count * BIN_S, BIN_S, dtype=np.float64)
    made.setflags(write=False)
    return made


def _within(window: StopWindow, zero_s: int, minutes: int) -> NDArray[np.bool_]:
    moments = _minutes(minutes) + zero_s
    inside: NDArray[np.bool_] = (moments >= window.start_s) & (moments <= window.end_s)
    return inside


def _wait(begun: Curve, windows: Sequence[StopWindow], zero_s: int) -> None:
    """Turn a curve by the minute of the start into one by the minute of arrival: the early wait."""
    closed_s = -math.inf
    for window in windows:
        opening = math.ceil((window.start_s - zero_s) / BIN_S)
        first = 0 if closed_s == -math.inf else max(0, math.floor((closed_s - zero_s) / BIN_S) + 1)
        if 0 <= first < opening < begun.size:
            begun[first:opening] = begun[opening]
        closed_s = window.end_s


def _later(curve: Curve, minutes: int) -> Curve:
    """Return a curve as seen so many minutes earlier; nothing is in time beyond its end."""
    if minutes <= 0:
        return curve
    return np.concatenate((curve[minutes:], np.zeros(min(minutes, curve.size))))
