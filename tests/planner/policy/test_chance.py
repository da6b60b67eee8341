"""The chance at home starts from a table and moves with what the door did."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outcome import OutcomeCode, Slot
from planner.policy.chance import chance_at_home, expected_service_s, kernel, usual_chance
from planner.policy.rules_file import shipped_rules
from tests.factories import MONDAY, at, make_outcome

RULES = shipped_rules()
SLOTS = st.builds(Slot, weekday=st.integers(0, 6), hour=st.integers(8, 21))
HALF = replace(RULES, chance=replace(RULES.chance, hour=dict.fromkeys((17, 18, 19, 20), 0.5)))
MISS = make_outcome(at=at(MONDAY, 18, 30))


@pytest.mark.parametrize(("hour", "chance"), [(17, 0.38), (18, 0.45), (19, 0.45), (20, 0.40), (14, 0.25)])
def test_without_history_the_table_speaks(hour: int, chance: float) -> None:
    assert chance_at_home(Slot(weekday=0, hour=hour), [], RULES) == pytest.approx(chance)


def test_friday_evening_is_a_bit_lower() -> None:
    assert usual_chance(Slot(weekday=4, hour=18), RULES) == pytest.approx(0.40)


@pytest.mark.parametrize(
    ("weekday", "hour", "chance"), [(0, 18, 0.33), (0, 19, 0.40), (2, 18, 0.38), (2, 20, 0.48)]
)
def test_one_miss_moves_the_best_slot_to_another_day_and_hour(weekday: int, hour: int, chance: float) -> None:
    assert chance_at_home(Slot(weekday=weekday, hour=hour), [MISS], HALF) == pytest.approx(chance, abs=0.006)


def test_one_hit_raises_its_own_slot_most() -> None:
    hit = make_outcome(OutcomeCode.TAAL, at=at(MONDAY, 18, 30))
    raised = {
        (day, hour): chance_at_home(Slot(weekday=day, hour=hour), [hit], HALF)
        for day in range(4)
        for hour in range(17, 21)
    }
    assert max(raised, key=lambda key: raised[key]) == (0, 18)
    assert min(raised.values()) > 0.5


def test_a_door_that_was_not_rung_teaches_nothing() -> None:
    skipped = make_outcome(OutcomeCode.OVERGESLAGEN)
    slot = Slot(weekday=0, hour=18)
    assert chance_at_home(slot, [skipped], RULES) == chance_at_home(slot, [], RULES)


@given(SLOTS, st.lists(st.sampled_from([OutcomeCode.NT_KAART, OutcomeCode.TAAL]), max_size=8))
def test_a_chance_stays_between_zero_and_one(slot: Slot, codes: list[OutcomeCode]) -> None:
    history = [make_outcome(code, at=at(MONDAY, 17 + i % 4)) for i, code in enumerate(codes)]
    assert 0 < chance_at_home(slot, history, RULES) < 1


@given(SLOTS, SLOTS)
def test_the_kernel_is_symmetric_and_highest_for_the_slot_itself(one: Slot, other: Slot) -> None:
    assert kernel(one, other) == kernel(other, one) <= kernel(one, one) == 1


def test_a_likelier_talk_takes_longer() -> None:
    assert expected_service_s(0.0, RULES) == 5 * 60
    assert expected_service_s(1.0, RULES) == 35 * 60
    assert expected_service_s(0.5, RULES) == 20 * 60
