"""What is asked of the comparison, on eight fixed seeds: about ten minutes, only in `make soak`.

A bar that is not reached is marked with what was measured; the mark fails as soon as the bar is reached.
"""

from dataclasses import replace

import pytest

from planner.policy.rules_file import shipped_rules
from planner.simulation.batch import run_all
from planner.simulation.results import Outcomes, compared, summary
from planner.simulation.world import World
from planner.simulation.world_file import read_world
from tests.planner.simulation.worlds import changed

pytestmark = pytest.mark.soak
SEEDS = range(31, 39)
ASKED = ("by_hand", "plain_vrp_reserves", "no_chance", "learning")
Runs = dict[str, list[Outcomes]]


def lived(world: World, policies: tuple[str, ...], seeds: range, fairness: float = 0.0) -> Runs:
    rules = shipped_rules()
    rules = replace(rules, worth=replace(rules.worth, fairness=fairness))
    runs = run_all(world, policies, seeds, 11, rules, 2, None, lambda one: None)
    return {name: [one for one in runs if one.policy == name] for name in policies}


@pytest.fixture(scope="module")
def base() -> Runs:
    return lived(read_world("base"), ASKED, SEEDS)


def missed(*case: object, measured: str) -> object:
    return pytest.param(*case, marks=pytest.mark.xfail(reason=f"measured {measured}", strict=True))


@pytest.mark.parametrize(
    ("policy", "against", "measure", "bar"),
    [
        missed("no_chance", "by_hand", "priority_per_evening", 0.13, measured="+10.3 %"),
        missed("learning", "by_hand", "priority_per_evening", 0.17, measured="+12.3 %"),
        missed("learning", "plain_vrp_reserves", "priority_per_evening", 0.05, measured="+4.4 %"),
        missed("learning", "by_hand", "contacts_per_evening", -0.025, measured="-4.7 %"),
        ("no_chance", "by_hand", "priority_per_evening", 0.05),
        ("learning", "by_hand", "priority_per_evening", 0.07),
    ],
)
def test_what_ours_brings(base: Runs, policy: str, against: str, measure: str, bar: float) -> None:
    assert compared(base[policy], base[against])[measure].mean >= bar


@pytest.mark.parametrize("policy", ["no_chance", "learning"])
def test_every_deadline_is_attempted_in_time(base: Runs, policy: str) -> None:
    assert summary(base[policy], draws=50)["deadline_share"].mean >= 0.995


def test_under_overload_deadlines_are_kept_and_priority_rises() -> None:
    runs = lived(read_world("overload"), ("by_hand", "learning"), range(31, 35))
    assert summary(runs["learning"], draws=50)["deadline_share"].mean >= 0.995
    assert compared(runs["learning"], runs["by_hand"])["priority_per_evening"].mean >= 0.35


def test_with_relative_chance_and_good_information_the_seldom_home_are_reached_like_everybody() -> None:
    runs = lived(read_world("base"), ("perfect",), range(31, 35), fairness=1.0)
    assert summary(runs["perfect"], draws=50)["seldom_home_share"].mean >= 0.9


def test_shuffled_hints_bring_nothing() -> None:
    world = changed(read_world("base"), presence={"shuffled": True})
    runs = lived(world, ("no_chance", "learning"), range(31, 35))
    assert compared(runs["learning"], runs["no_chance"])["priority_per_evening"].low <= 0
