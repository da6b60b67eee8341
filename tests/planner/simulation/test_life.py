"""Each policy lives a few small weeks; what must hold of every one of them."""

import pytest

from planner.policy.rules_file import shipped_rules
from planner.simulation.batch import digest, run_one
from planner.simulation.life import Life, Run
from planner.simulation.policies import POLICIES
from planner.simulation.pool import Left
from planner.simulation.results import Outcomes
from tests.planner.simulation.worlds import small

WEEKS = 3
RULES = shipped_rules()


@pytest.fixture(scope="module")
def lives() -> dict[str, Life]:
    return {name: Run(small(), 1, RULES, make).live(WEEKS) for name, make in POLICIES.items()}


@pytest.mark.parametrize("policy", POLICIES)
def test_every_evening_of_the_team_is_lived(lives: dict[str, Life], policy: str) -> None:
    assert len(lives[policy].evenings) == 4 * WEEKS
    assert sum(one.contacts for one in lives[policy].evenings) > 0


@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_is_met_without_a_door_and_no_door_has_two_talks(lives: dict[str, Life], policy: str) -> None:
    for one in lives[policy].evenings:
        assert one.contacts <= sum(ring.home for ring in one.rings) <= one.doors == len(one.rings)
        assert one.priority >= 10 * one.contacts


@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_rings_after_the_last_knock(lives: dict[str, Life], policy: str) -> None:
    for one in lives[policy].evenings:
        assert all(17 <= ring.slot.hour <= 20 for ring in one.rings)
        assert all(ring.slot.weekday == one.day.weekday() for ring in one.rings)


@pytest.mark.parametrize("policy", ["no_chance", "learning", "perfect"])
def test_ours_attempts_every_deadline_in_time(lives: dict[str, Life], policy: str) -> None:
    assert lives[policy].deadlines_attempted == lives[policy].deadlines


def test_who_is_met_leaves_and_who_came_late_expires(lives: dict[str, Life]) -> None:
    left = {why for why, _ in lives["by_hand"].left}
    assert Left.TALK in left


def test_the_same_seed_gives_the_same_life_and_another_seed_another() -> None:
    one, again, other = (run_one("by_hand", small(), seed, 2, RULES) for seed in (1, 1, 2))
    assert one == again
    assert one.evenings != other.evenings


def test_our_planner_gives_the_same_life_twice() -> None:
    one, again = (run_one("learning", small(), 4, 2, RULES) for _ in range(2))
    assert one == again


def test_only_perfect_sees_the_truth() -> None:
    """Two worlds that answer alike but hide other chances: whoever plans the same saw no truth."""
    world = small()
    real = Run(world, 1, RULES, POLICIES["learning"])
    first = real.live(1)
    hidden = Run(world, 1, RULES, POLICIES["learning"])
    draw = hidden._inflow.truth.household

    def turned(number, entered):
        house = draw(number, entered)
        # The draws keep every answer of the door; the chances themselves are turned upside down.
        answers = house.home < house.chance
        house.home[...] = answers * 0.0 + (~answers) * 1.0
        house.chance[...] = 0.5 + 0.4 * (0.5 - house.chance)
        return house

    hidden._inflow.truth.household = turned  # type: ignore[method-assign]
    assert [one.rings_seen for one in hidden.live(1).evenings] == [one.rings_seen for one in first.evenings]


def test_a_line_holds_a_whole_run() -> None:
    one = run_one("nearest", small(), 1, 2, RULES)
    assert Outcomes.from_line(one.line()) == one
    assert one.world == digest(small(), RULES)
