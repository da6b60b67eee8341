from __future__ import annotations

import math

import pytest

from maps.access import BACKWARD, BOTH, FORWARD, NONE, blocked, directions
from maps.limits import maxspeed_kmh


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "residential"}, (BOTH, BOTH, BOTH)),
        ({"highway": "residential", "oneway": "yes"}, (FORWARD, FORWARD, BOTH)),
        ({"highway": "residential", "oneway": "-1"}, (BACKWARD, BACKWARD, BOTH)),
        ({"highway": "residential", "oneway": "yes", "oneway:bicycle": "no"}, (FORWARD, BOTH, BOTH)),
        ({"highway": "residential", "oneway": "yes", "cycleway": "opposite_lane"}, (FORWARD, BOTH, BOTH)),
        ({"highway": "motorway"}, (FORWARD, NONE, NONE)),
        ({"highway": "trunk"}, (BOTH, NONE, NONE)),
        ({"highway": "footway"}, (NONE, BOTH, BOTH)),
        ({"highway": "cycleway", "oneway": "yes"}, (NONE, FORWARD, BOTH)),
        ({"highway": "steps"}, (NONE, BOTH, BOTH)),
        ({"highway": "service", "access": "private"}, (NONE, NONE, NONE)),
        ({"highway": "residential", "motor_vehicle": "no"}, (NONE, BOTH, BOTH)),
        ({"highway": "residential", "access": "no", "foot": "yes"}, (NONE, NONE, BOTH)),
        ({"highway": "residential", "bicycle": "use_sidepath"}, (BOTH, NONE, BOTH)),
        ({"highway": "residential", "junction": "roundabout"}, (FORWARD, FORWARD, BOTH)),
        ({"highway": "busway"}, (NONE, NONE, NONE)),
        ({"highway": "path", "foot": "no"}, (NONE, BOTH, NONE)),
        ({"highway": "residential", "access": "destination"}, (BOTH, BOTH, BOTH)),
    ],
)
def test_who_may_go_where(tags: dict[str, str], expected: tuple[int, int, int]) -> None:
    assert directions(tags) == expected


@pytest.mark.parametrize(
    ("tags", "stopped"),
    [
        ({}, (False, False, False)),
        ({"barrier": "bollard"}, (True, False, False)),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, (False, False, False)),
        ({"barrier": "gate"}, (False, False, False)),
        ({"barrier": "gate", "locked": "yes"}, (True, True, True)),
        ({"barrier": "gate", "access": "private"}, (True, True, True)),
        ({"barrier": "gate", "access": "no", "foot": "yes", "bicycle": "yes"}, (True, False, False)),
        ({"barrier": "stile"}, (True, True, False)),
    ],
)
def test_whom_a_barrier_stops(tags: dict[str, str], stopped: tuple[bool, bool, bool]) -> None:
    assert blocked(tags) == stopped


@pytest.mark.parametrize(
    ("text", "speed"), [("30", 30), ("NL:urban", 50), ("nl:rural", 80), ("20 mph", 32.18688), ("50 km/h", 50)]
)
def test_a_signed_limit_is_read(text: str, speed: float) -> None:
    assert maxspeed_kmh(text) == pytest.approx(speed)


@pytest.mark.parametrize("text", [None, "", "signals", "variable", "0", "900", "nan"])
def test_a_limit_that_says_nothing_is_not_believed(text: str | None) -> None:
    assert math.isnan(maxspeed_kmh(text))
