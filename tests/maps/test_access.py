from __future__ import annotations

import math

import pytest

from maps.access import BACKWARD, BOTH, FORWARD, NONE, blocked, directions
from maps.evening import in_the_evening
from maps.limits import limit_kmh, maxspeed_kmh


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
        ({"highway": "service", "access": "customers"}, (BOTH, BOTH, BOTH)),
        ({"highway": "service", "access": "no"}, (NONE, NONE, NONE)),
        ({"highway": "residential", "access": "no", "motor_vehicle": "destination"}, (BOTH, NONE, NONE)),
        ({"highway": "service", "service": "parking_aisle"}, (BOTH, BOTH, BOTH)),
        ({"highway": "service", "service": "emergency_access"}, (NONE, BOTH, BOTH)),
        ({"highway": "residential", "vehicle": "no"}, (NONE, NONE, BOTH)),
        ({"highway": "pedestrian", "vehicle": "no"}, (NONE, BOTH, BOTH)),
        ({"highway": "pedestrian", "bicycle": "no"}, (NONE, BOTH, BOTH)),
        ({"highway": "footway", "bicycle": "no", "access": "private"}, (NONE, NONE, NONE)),
        ({"highway": "pedestrian", "bicycle": "use_sidepath"}, (NONE, NONE, BOTH)),
        ({"highway": "residential", "oneway": "true", "cycleway:both": "opposite"}, (FORWARD, BOTH, BOTH)),
        ({"highway": "residential", "oneway": "yes", "cycleway:left:oneway": "-1"}, (FORWARD, BOTH, BOTH)),
        ({"highway": "residential", "oneway": "yes", "oneway:bicycle": "-1"}, (FORWARD, BACKWARD, BOTH)),
        ({"highway": "residential", "oneway": "no", "junction": "roundabout"}, (BOTH, BOTH, BOTH)),
        ({"highway": "tertiary", "junction": "circular"}, (FORWARD, FORWARD, BOTH)),
        ({"highway": "residential", "oneway": "reversible"}, (NONE, NONE, BOTH)),
        ({"highway": "residential", "oneway": "alternating"}, (BOTH, BOTH, BOTH)),
        ({"highway": "residential", "motor_vehicle:backward": "no"}, (FORWARD, BOTH, BOTH)),
        (
            {"highway": "residential", "vehicle:forward": "no", "bicycle:forward": "yes"},
            (BACKWARD, BOTH, BOTH),
        ),
        ({"highway": "primary", "motorroad": "yes"}, (BOTH, NONE, NONE)),
        ({"highway": "trunk", "bicycle": "yes", "foot": "yes"}, (BOTH, BOTH, BOTH)),
        ({"highway": "service", "motor_vehicle": "psv"}, (NONE, BOTH, BOTH)),
        ({"highway": "residential", "access": "bus"}, (NONE, NONE, NONE)),
        ({"highway": "busway", "bicycle": "yes"}, (NONE, BOTH, NONE)),
        ({"highway": "service", "motor_vehicle": "no", "psv": "yes"}, (NONE, BOTH, BOTH)),
        ({"highway": "pedestrian", "area": "yes"}, (NONE, BOTH, BOTH)),
        ({"highway": "track", "motor_vehicle": "agricultural"}, (NONE, BOTH, BOTH)),
        ({"highway": "cycleway", "motor_vehicle": "destination"}, (BOTH, BOTH, BOTH)),
        ({"highway": "ferry"}, (NONE, BOTH, BOTH)),
        ({"highway": "ferry", "motor_vehicle": "yes", "bicycle": "no"}, (BOTH, NONE, BOTH)),
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
        ({"barrier": "stile", "bicycle": "yes"}, (True, False, False)),
        ({"barrier": "bollard", "bicycle": "yes"}, (True, False, False)),
        ({"barrier": "bollard", "access": "yes"}, (False, False, False)),
        ({"barrier": "cycle_barrier"}, (True, False, False)),
        ({"barrier": "bus_trap", "motor_vehicle": "no"}, (True, False, False)),
        ({"barrier": "lift_gate", "access": "private", "foot": "yes"}, (True, True, False)),
        ({"barrier": "kerb"}, (False, False, False)),
        ({"highway": "crossing"}, (False, False, False)),
    ],
)
def test_whom_a_barrier_stops(tags: dict[str, str], stopped: tuple[bool, bool, bool]) -> None:
    assert blocked(tags) == stopped


@pytest.mark.parametrize(
    ("text", "speed"),
    [
        ("30", 30),
        ("NL:urban", 50),
        ("nl:rural", 80),
        ("20 mph", 32.18688),
        ("50 km/h", 50),
        ("30 mph", 48.28032),
        ("walk", 5),
        ("NL:30", 30),
        ("NL:zone30", 30),
        ("DE:zone:20", 20),
        ("none", 130),
        ("50;30", 30),
        ("BE:urban", 50),
        ("DE:rural", 100),
        ("FR:urban", 50),
        ("10 knots", 18.52),
        ("50kmh", 50),
    ],
)
def test_a_signed_limit_is_read(text: str, speed: float) -> None:
    assert maxspeed_kmh(text) == pytest.approx(speed)


@pytest.mark.parametrize("text", [None, "", "signals", "variable", "0", "900", "nan"])
def test_a_limit_that_says_nothing_is_not_believed(text: str | None) -> None:
    assert math.isnan(maxspeed_kmh(text))


def test_a_limit_is_taken_from_the_first_tag_that_tells_one() -> None:
    assert limit_kmh({"maxspeed": "signals", "source:maxspeed": "NL:urban"}) == 50
    assert limit_kmh({"maxspeed:forward": "60", "maxspeed:type": "NL:rural"}) == 60
    assert limit_kmh({"zone:maxspeed": "NL:30"}) == 30
    assert math.isnan(limit_kmh({"highway": "residential", "source:maxspeed": "sign"}))


@pytest.mark.parametrize(
    ("tags", "key", "evening"),
    [
        # What bars holds when it bars at any time of the evening ...
        ({"motor_vehicle:conditional": "no @ (11:00-18:00)"}, "motor_vehicle", "no"),
        ({"motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00)"}, "motor_vehicle", None),
        ({"motor_vehicle:conditional": "no @ (Sa,Su 10:00-20:00)"}, "motor_vehicle", None),
        ({"motor_vehicle:conditional": "no @ (Fr-Mo 20:00-06:00)"}, "motor_vehicle", "no"),
        ({"access:conditional": "no @ (07:00-09:00; 16:30-18:00)"}, "access", "no"),
        # ... what opens only when it is open all evenings long.
        ({"vehicle": "no", "vehicle:conditional": "yes @ (18:00-20:00)"}, "vehicle", "no"),
        ({"vehicle": "no", "vehicle:conditional": "destination @ (16:00-02:00)"}, "vehicle", "destination"),
        ({"vehicle": "no", "vehicle:conditional": "yes @ (Mo-Th 00:00-24:00)"}, "vehicle", "no"),
        ({"maxspeed": "100", "maxspeed:conditional": "130 @ (19:00-06:00)"}, "maxspeed", "100"),
        ({"maxspeed": "50", "maxspeed:conditional": "30 @ (Mo-Fr 07:00-18:00)"}, "maxspeed", "30"),
        ({"oneway:conditional": "yes @ (16:00-18:00)"}, "oneway", "yes"),
        # Conditions that are no plain hours say nothing of an evening.
        ({"maxspeed": "100", "maxspeed:conditional": "60 @ wet"}, "maxspeed", "100"),
        ({"access:conditional": "no @ (weight>3.5)"}, "access", None),
        ({"access:conditional": "no @ (PH 17:00-22:00)"}, "access", None),
        ({"access:conditional": "no"}, "access", None),
    ],
)
def test_of_tags_with_hours_what_holds_on_a_weekday_evening_is_used(
    tags: dict[str, str], key: str, evening: str | None
) -> None:
    assert in_the_evening(tags).get(key) == evening
