import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.distances import euclidean
from bench.families import FAMILIES, read
from bench.formats.nodes import Node
from bench.instance import Case, Goal, gap_percent
from solver import schedule, value
from tests.bench.files import PLACES, write_all

COORDINATE = st.integers(-200_000, 200_000)


@given(COORDINATE, COORDINATE, st.sampled_from([1, 10, 100]))
def test_a_distance_is_the_largest_step_that_is_not_too_long(x, y, scale):
    distance = int(euclidean([Node(), Node(x, y)], scale)[0, 1])
    squared = Fraction(x * x + y * y) * scale**2 / 1000**2
    assert distance**2 <= squared < (distance + 1) ** 2


@given(COORDINATE, COORDINATE, st.sampled_from([1, 10, 100]))
def test_a_rounded_distance_is_at_most_half_a_step_away(x, y, scale):
    distance = int(euclidean([Node(), Node(x, y)], scale, nearest=True)[0, 1])
    squared = Fraction(x * x + y * y) * scale**2 / 1000**2
    assert distance == 0 or (Fraction(2 * distance - 1, 2)) ** 2 <= squared
    assert squared <= (Fraction(2 * distance + 1, 2)) ** 2


@pytest.fixture
def instance(tmp_path):
    folder, _ = write_all(tmp_path)

    def load(family, vehicles=None):
        place = next(each for each in PLACES if each.startswith(f"{family}/"))
        return read(Case(family, "tiny", folder / place, vehicles))

    return load


def figure(instance, sequences):
    return instance.figure(value(instance.problem, schedule(instance.problem, sequences)))


def test_team_orienteering_counts_prize_and_any_point_outweighs_all_travel(instance):
    toptw = instance("toptw", vehicles=2)
    assert toptw.goal is Goal.PRIZE
    assert figure(toptw, [[0, 1], []]) == 16
    dear = value(toptw.problem, schedule(toptw.problem, [[0], []])).cost_s
    assert value(toptw.problem, schedule(toptw.problem, [[1], []])).cost_s < dear
    assert toptw.problem.seconds_per_point > sum(shift.end_s for shift in toptw.problem.shifts)


def test_files_of_cordeau_keep_two_decimals_and_the_others_one(tmp_path):
    (tmp_path / "toptw").mkdir(parents=True)
    text = PLACES["toptw/tiny.txt"].replace("1 3.00 4.00", "1 1.00 1.00")
    found = {}
    for name in ("pr01", "c101"):
        path = tmp_path / "toptw" / f"{name}.txt"
        path.write_text(text)
        found[name] = int(read(Case("toptw", name, path, 1)).problem.travel_s[0][0, 1])
    assert found == {"pr01": 141, "c101": 14}


def test_vrptw_counts_distance_in_the_unit_of_the_file(instance):
    vrptw = instance("solomon")
    assert vrptw.goal is Goal.DISTANCE
    assert len(vrptw.problem.shifts) == 2
    assert all(task.required for task in vrptw.problem.tasks)
    there_and_back = 2 * math.sqrt(2)
    assert figure(vrptw, [[1], []]) == pytest.approx(there_and_back, abs=0.01)


def test_the_asymmetric_family_takes_the_matrix_of_the_file(instance):
    assert figure(instance("ortec_asym"), [[0, 1]]) == 5 + 2 + 8


def test_prize_collecting_counts_cut_distance_times_ten_plus_lost_prizes(instance):
    collecting = instance("pcvrptw")
    assert figure(collecting, [[], []]) == 10 * (11 + 12)
    assert figure(collecting, [[0], []]) == 2 * 14 + 120


def test_capacity_becomes_the_load_of_a_shift(instance):
    assert {shift.max_load for shift in instance("solomon").problem.shifts} == {20}


def test_a_gap_is_positive_when_a_plan_is_worse_whatever_counts():
    assert gap_percent(Goal.PRIZE, 99, 100) == pytest.approx(1)
    assert gap_percent(Goal.DISTANCE, 101, 100) == pytest.approx(1)
    assert gap_percent(Goal.OBJECTIVE, 99, 100) == pytest.approx(-1)


def test_all_vrptw_families_run_as_one():
    assert set(FAMILIES["vrptw"]) == {"solomon", "gh", "ortec_asym"}
