"""Stops at random slots: the estimator finds what is true, on lives of which the truth is known."""

import numpy as np
import pytest

from planner.domain.outcome import Slot
from planner.policy.rules_file import shipped_rules
from planner.simulation.evening import Ring
from planner.simulation.field import chance_by_hour, timing_gain
from planner.simulation.life import Run
from planner.simulation.policies import POLICIES
from tests.planner.simulation.worlds import small


def ring(drawn: bool, home: bool, chance: float, hour: int = 18, propensity: float = 0.25) -> Ring:
    return Ring(
        slot=Slot(weekday=0, hour=hour),
        home=home,
        drawn=drawn,
        propensity=propensity if drawn else 1.0,
        comparable=True,
        true_chance=chance,
    )


def test_the_gain_of_choosing_slots_is_found_as_often_as_the_interval_says() -> None:
    inside = 0
    for seed in range(40):
        draw = np.random.default_rng(seed)
        evenings = []
        for _ in range(200):
            mood = draw.normal(0, 0.05)
            drawn = draw.random(9) < 0.3
            chance = np.clip(np.where(drawn, 0.45, 0.57) + mood, 0, 1)
            evenings.append(
                [
                    ring(bool(d), bool(h), float(c))
                    for d, h, c in zip(drawn, draw.random(9) < chance, chance, strict=True)
                ]
            )
        found = timing_gain(evenings, seed)
        inside += found.low <= 0.12 <= found.high
    assert inside >= 34


def test_an_hour_that_was_seldom_allowed_counts_in_full() -> None:
    """Half the doors are good ones and allow every hour; the bad ones allow 20:00 as one of two."""
    draw = np.random.default_rng(1)
    rings = []
    for _ in range(40_000):
        good = draw.random() < 0.5
        hours = (17, 18, 19, 20) if good else (17, 20)
        hour = int(draw.choice(hours))
        rings.append(ring(True, bool(draw.random() < (0.8 if good else 0.2)), 0.0, hour, 1 / len(hours)))
    found = chance_by_hour(rings)
    plain = np.mean([one.home for one in rings if one.slot.hour == 20])
    assert found[20] == pytest.approx(0.5, abs=0.02)
    assert plain < 0.45


def test_without_drawn_stops_nothing_is_claimed() -> None:
    with pytest.raises(ValueError, match="0 of 1 stops were drawn"):
        timing_gain([[ring(False, True, 0.5)]])


def test_about_the_asked_share_of_stops_is_drawn_and_their_slots_are_kept() -> None:
    world = small(search={"random_share": 0.3})
    life = Run(world, 1, shipped_rules(), POLICIES["learning"]).live(3)
    rings = [one for evening in life.evenings for one in evening.rings]
    drawn = [one for one in rings if one.drawn]
    comparable = [one for one in rings if one.comparable or one.drawn]
    assert 0.1 < len(drawn) / len(comparable) < 0.5
    assert all(0 < one.propensity <= 1 for one in drawn)
