import numpy as np
import pytest

from planner.simulation.results import Outcomes, compared, report, summary


def made(policy: str, seed: int, priority: int = 100, spread: int = 20) -> Outcomes:
    draw = np.random.default_rng(seed)
    rows = tuple(
        (int(priority + draw.integers(-spread, spread + 1)), 4, 5, 9, int(draw.random() < 0.1), 2700, 1, 0)
        for _ in range(60)
    )
    return Outcomes(
        policy=policy,
        seed=seed,
        weeks=11,
        world="w",
        evenings=rows,
        deadlines=(20, 19, 10),
        reached=(70, 8),
        left=(100, 16),
        open_weeks=80,
    )


def test_the_mean_lies_inside_its_interval_and_the_shares_are_those_of_the_counts() -> None:
    found = summary([made("by_hand", seed) for seed in range(4)])
    for one in found.values():
        assert one.low <= one.mean <= one.high
    assert found["deadline_share"].mean == pytest.approx(0.95)
    assert found["seldom_home_share"].mean == pytest.approx((8 / 16) / (70 / 100))
    assert found["doors_per_contact"].mean == pytest.approx(9 / 4)
    assert found["seldom_home_weeks"].mean == pytest.approx(10)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    inside = 0
    for start in range(0, 400, 10):
        one = summary([made("by_hand", seed) for seed in range(start, start + 8)], draws=300)[
            "priority_per_evening"
        ]
        inside += one.low <= 100 <= one.high
    assert inside >= 34


def test_a_gain_that_is_there_is_found_and_one_that_is_not_is_not() -> None:
    by_hand = [made("by_hand", seed) for seed in range(8)]
    better = compared([made("learning", seed, priority=115) for seed in range(8)], by_hand)
    assert better["priority_per_evening"].low > 0.1
    same = compared([made("learning", seed) for seed in range(8)], by_hand)
    assert same["priority_per_evening"].mean == 0


def test_policies_with_other_seeds_are_not_compared() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        compared([made("learning", 1)], [made("by_hand", 2)])


def test_the_report_has_the_fixed_keys() -> None:
    found = report([made("by_hand", 1), made("learning", 1)], ("by_hand", "learning"))
    fixed = {"policy", "priority_per_evening", "contacts_per_evening", "doors_per_contact", "deadline_share"}
    fixed |= {"overtime_share", "ci95", "seldom_home_share"}
    assert fixed <= set(found["policies"][0])
    assert found["comparisons"][0]["against"] == "by_hand"
