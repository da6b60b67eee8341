"""Evenings under way, made by hand or at random, and the same evening lived through many times."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from planner.policy.evening import Evening, OpenStop, Prospects, StopWindow
from planner.policy.rules_file import shipped_rules
from planner.policy.talk import learn_talks
from planner.policy.visit_kind import VisitKind

HOUR = 3600
RULES = shipped_rules()
TALKS = learn_talks({}, (), RULES)
LENGTH = TALKS.of(VisitKind.FIRST)
END, KNOCK = 21 * HOUR, 20 * HOUR + 1800


def evening(places: int = 12, minutes: int = 5, **changes: Any) -> Evening:
    """An evening on which every place is some minutes from every other; it ends at place 0."""
    travel_s = np.full((places, places), 60 * minutes, dtype=np.int32)
    np.fill_diagonal(travel_s, 0)
    return replace(Evening(travel_s=travel_s, end_place=0, end_s=END, last_knock_s=KNOCK), **changes)


def stop(place: int, chance: float = 0.5, points: float = 20.0, **changes: Any) -> OpenStop:
    """A stop that is open from five to the last knock."""
    window = StopWindow(start_s=17 * HOUR, end_s=KNOCK, chance=chance, points=points)
    given: dict[str, Any] = {"dossier_id": f"D-{place:02d}", "place": place, "windows": (window,)}
    return OpenStop(**{**given, "length": LENGTH, **changes})


def appointment(place: int, at_s: int = 19 * HOUR + 1800) -> OpenStop:
    """A promise to be there at a moment, at most five minutes late."""
    window = StopWindow(start_s=at_s, end_s=at_s + 300, chance=0.95, points=40.0)
    return stop(place, windows=(window,), appointment=True, length=TALKS.of(VisitKind.APPOINTMENT))


def lived_through(
    now_s: int, here: int, expected: Prospects, given: Evening, nights: int = 20_000, seed: int = 1
) -> tuple[list[tuple[float, float]], float]:
    """The share of nights on which each stop is rung and opens, and on which the coach is home late."""
    draw = np.random.default_rng(seed)
    free, place = np.full(nights, float(now_s)), np.full(nights, here)
    shares = []
    for one in expected.stops:
        arrive = free + given.travel_s[place, one.stop.place]
        begin, chance = np.full(nights, np.inf), np.zeros(nights)
        patience = math.inf if one.stop.protected else RULES.evening.max_wait_s
        for window in reversed(one.stop.windows):
            until = window.end_s if one.stop.appointment else min(window.end_s, given.last_knock_s)
            start = np.maximum(arrive, window.start_s)
            may = (start <= min(until, one.latest_s)) & (start - arrive <= patience)
            begin, chance = np.where(may, start, begin), np.where(may, window.chance, chance)
        rung = np.isfinite(begin)
        opens = rung & (draw.random(nights) < chance)
        spent = np.where(opens, _talks(one.stop, nights, draw), one.stop.card_s)
        free, place = np.where(rung, begin + spent, free), np.where(rung, one.stop.place, place)
        shares.append((float(rung.mean()), float(opens.mean())))
    back = free + given.travel_s[place, given.end_place]
    return shares, float((back > given.end_s + RULES.evening.max_over_s).mean())


def _talks(one: OpenStop, nights: int, draw: np.random.Generator) -> np.ndarray:
    length = one.length
    long = length.long.median_s * np.exp(length.long.sigma * draw.standard_normal(nights))
    short = length.short.median_s * np.exp(length.short.sigma * draw.standard_normal(nights))
    return np.where(draw.random(nights) < length.long_share, long, short)


@st.composite
def any_evening(
    draw: st.DrawFn, protected: bool = True
) -> tuple[int, Evening, list[OpenStop], list[OpenStop]]:
    """A moment, an evening over a plane, stops and reserves with windows of an hour; the coach is at 0."""
    seed = draw(st.integers(0, 10**6))
    planned, spare = draw(st.integers(0, 8)), draw(st.integers(0, 5))
    random = np.random.default_rng(seed)
    points = random.uniform(0, 3000, (planned + spare + 1, 2))
    travel_s = (np.abs(points[:, None] - points[None]).sum(axis=-1) / random.uniform(3, 9)).astype(np.int32)
    given = Evening(travel_s=travel_s, end_place=0, end_s=END, last_knock_s=KNOCK)
    stops = [_random_stop(place, random) for place in range(1, planned + spare + 1)]
    if protected:
        for place in draw(st.sets(st.integers(0, max(0, planned - 1)), max_size=2)) if planned else ():
            stops[place] = replace(stops[place], must=True)
        if planned and draw(st.booleans()):
            at_s = draw(st.integers(17 * 60 + 30, 20 * 60 + 15)) * 60
            stops[planned - 1] = appointment(planned, at_s)
    now_s = draw(st.integers(17 * HOUR, 20 * HOUR + 2400))
    return now_s, given, stops[:planned], stops[planned:]


def _random_stop(place: int, random: np.random.Generator) -> OpenStop:
    hours = [hour for hour in range(17, 21) if random.random() < 0.8]
    windows = tuple(
        StopWindow(
            start_s=hour * HOUR,
            end_s=min(hour * HOUR + 3599, KNOCK),
            chance=float(random.uniform(0.1, 0.8)),
            points=float(random.uniform(1, 40)),
        )
        for hour in hours
    )
    return stop(place, windows=windows)
