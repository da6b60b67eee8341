import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Point
from planner.policy.rules_file import shipped_rules
from planner.simulation.inflow import Arrival, Inflow
from planner.simulation.life import FIRST_WEEK
from planner.simulation.rivals import ListGuide, territories
from tests.planner.simulation.worlds import small

HOUR = 3600


def _arrivals(count: int) -> list[Arrival]:
    return Inflow(small(), 1, shipped_rules()).of_week(FIRST_WEEK, 0)[:count]


def _minute(here: Point, there: Point) -> float:
    return 60.0


@given(seed=st.integers(0, 50))
def test_territories_hold_people_in_proportion_to_the_evenings(seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-4000, 4000, (400, 2))
    shares = np.array([3, 4, 3, 3, 4]) / 17
    held = np.bincount(territories(points, shares, seed), minlength=5) / 400
    assert np.abs(held - shares).max() < 0.06


def test_a_few_points_are_dealt_out() -> None:
    assert territories(np.zeros((3, 2)), np.full(5, 0.2), 1) == [0, 1, 2]


def test_a_list_is_walked_in_its_order() -> None:
    stops = _arrivals(3)
    guide = ListGuide(stops, (), _minute, 1200)
    gone = [guide.next(0, stops[0].point) for _ in range(4)]
    assert [one.arrival if one else None for one in gone] == [*stops, None]


def test_an_appointment_goes_before_a_visit_that_would_make_it_late() -> None:
    first, second, promised = _arrivals(3)
    guide = ListGuide([first, second], [(HOUR, promised)], _minute, 1200)
    going = [guide.next(0, first.point), guide.next(HOUR - 900, first.point), guide.next(HOUR, first.point)]
    assert [one.arrival if one else None for one in going] == [first, promised, second]


def test_an_appointment_is_kept_when_the_list_is_done() -> None:
    stop, promised = _arrivals(2)
    guide = ListGuide([stop], [(3 * HOUR, promised)], _minute, 1200)
    guide.next(0, stop.point)
    going = guide.next(HOUR, stop.point)
    assert going is not None
    assert (going.arrival, going.not_before_s) == (promised, 3 * HOUR)


def test_reserves_come_after_the_list() -> None:
    stop, other = _arrivals(2)
    guide = ListGuide([stop], (), _minute, 1200, lambda now_s, here: other)
    assert [guide.next(0, stop.point).arrival for _ in range(2)] == [stop, other]  # type: ignore[union-attr]
