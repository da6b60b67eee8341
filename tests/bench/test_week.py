import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.week import EVENING_S, EveningWeek

WEEKS = st.builds(
    EveningWeek,
    dossiers=st.integers(1, 40),
    coaches=st.integers(1, 5),
    evenings=st.integers(1, 5),
    seed=st.integers(0, 10_000),
    skills=st.booleans(),
)


@settings(max_examples=30)
@given(WEEKS)
def test_a_week_is_the_same_for_the_same_arguments_and_possible_throughout(week):
    one, again = week.problem(), week.problem()
    assert one.tasks == again.tasks
    assert np.array_equal(one.travel_s[0], again.travel_s[0])
    assert len(one.shifts) == week.coaches * week.evenings
    for task in one.tasks:
        assert task.shifts_allowed is None or task.shifts_allowed
        assert 0 <= task.windows[0].start_s < task.windows[0].end_s <= EVENING_S
        assert 1 <= task.windows[0].prize <= 60


def test_every_coach_works_every_evening_from_an_own_home():
    shifts = EveningWeek(5, 3, 2, seed=1).problem().shifts
    assert [shift.start_location for shift in shifts] == [0, 1, 2, 0, 1, 2]
    assert all(shift.start_location == shift.end_location for shift in shifts)


def test_another_seed_is_another_week_and_the_way_back_is_not_the_way_there():
    week = EveningWeek(30, 3, 2, seed=1).problem()
    other = EveningWeek(30, 3, 2, seed=2).problem()
    travel = week.travel_s[0]
    assert not np.array_equal(travel, other.travel_s[0])
    assert not np.array_equal(travel, travel.T)
    assert not travel.diagonal().any()


def test_large_weeks_are_made_in_blocks_without_a_seam():
    travel = EveningWeek(600, 2, 1, seed=3).problem().travel_s[0]
    apart = ~np.eye(len(travel), dtype=bool)
    assert (travel[apart] >= 0.85 * 60 - 30).all()
    assert travel[apart].min() > 0


def test_needs_deadlines_and_evenings_off_narrow_the_shifts_only_when_asked():
    free = EveningWeek(200, 4, 5, seed=1).problem()
    bound = EveningWeek(200, 4, 5, seed=1, skills=True).problem()
    assert all(task.shifts_allowed is None for task in free.tasks)
    sizes = {len(task.shifts_allowed) for task in bound.tasks if task.shifts_allowed is not None}
    assert len(sizes) > 3
    assert any(task.shifts_allowed is None for task in bound.tasks)
