from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.policy.rules_file import shipped_rules
from planner.simulation.inflow import Inflow
from planner.simulation.life import FIRST_WEEK
from planner.simulation.truth import Truth
from planner.simulation.world_file import SHIPPED, read_world

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_mean_chance_is_the_one_in_the_settings(name: str) -> None:
    world = read_world(name)
    truth = Truth(world, 1)
    mean = np.mean([truth.household(i, MONDAY).chance.mean() for i in range(1500)])
    assert mean == pytest.approx(world.presence.mean, abs=0.02)


@given(number=st.integers(0, 10_000), seed=st.integers(0, 100))
def test_a_household_is_the_same_for_whoever_asks(number: int, seed: int) -> None:
    one, other = (Truth(read_world("base"), seed).household(number, MONDAY) for _ in range(2))
    assert one.kind == other.kind
    assert np.array_equal(one.home, other.home)
    assert np.array_equal(one.talk_min, other.talk_min)


def test_a_door_gives_the_same_answer_however_often_it_is_asked() -> None:
    house = Truth(read_world("base"), 3).household(7, MONDAY)
    assert [house.opens(MONDAY, 18) for _ in range(5)] == [house.opens(MONDAY, 18)] * 5


def test_people_who_are_all_alike_have_one_chance() -> None:
    truth = Truth(read_world("same-for-all"), 1)
    chances = np.stack([truth.household(i, MONDAY).chance for i in range(50)])
    assert np.ptp(chances) == pytest.approx(0)


def test_talks_have_the_median_and_mean_of_the_world() -> None:
    world = read_world("base")
    truth = Truth(world, 1)
    talks = np.concatenate([truth.household(i, MONDAY).talk_min for i in range(800)])
    assert np.median(talks) == pytest.approx(world.visits.talk_median_min, rel=0.05)
    assert talks.mean() == pytest.approx(world.visits.talk_mean_min, rel=0.05)


def test_all_that_comes_in_may_be_visited_and_its_points_spread_widely() -> None:
    inflow = Inflow(read_world("base"), 1, shipped_rules())
    scores = np.array([one.score for one in inflow.of_week(FIRST_WEEK, 0) + inflow.of_week(FIRST_WEEK, 130)])
    assert scores.min() >= 10
    assert scores.std() / scores.mean() > 0.6


def test_hints_say_the_right_thing_as_often_as_the_world_says() -> None:
    world = read_world("base")
    arrivals = [one for i in range(12) for one in Inflow(world, i, shipped_rules()).of_week(FIRST_WEEK, 0)]
    seldom = [one for one in arrivals if one.household.seldom_home]
    told = [not one.dossier.hints[0].home for one in seldom]
    assert np.mean(told) == pytest.approx(world.presence.hint_right, abs=0.08)


def test_towns_hold_everybody_of_a_sparse_world() -> None:
    inflow = Inflow(read_world("sparse"), 1, shipped_rules())
    points = np.array([one.point for one in inflow.of_week(FIRST_WEEK, 0)])
    assert len({(round(lat, 2), round(lon, 2)) for lat, lon in points}) < 60
