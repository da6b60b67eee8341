from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maps.background import LABELS_PER_STREET, named_background, street_background, street_labels
from maps.ground import GroundArea, simplified_ground
from tests.maps.towns import at, square, street, town

if TYPE_CHECKING:
    from maps import Point, Region


def _box(x: float, y: float, side: float) -> tuple[Point, ...]:
    return tuple(at(x + dx * side, y + dy * side) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1)))


def test_a_pond_too_small_to_see_is_left_out_and_water_comes_after_green() -> None:
    drawn = simplified_ground(
        [
            GroundArea("water", (_box(0, 0, 200),)),
            GroundArea("green", (_box(300, 0, 200),)),
            GroundArea("water", (_box(0, 300, 5),)),
        ]
    )
    assert [area.kind for area in drawn] == ["green", "water"]


def test_an_island_stays_an_island() -> None:
    (lake,) = simplified_ground([GroundArea("water", (_box(0, 0, 500), _box(100, 100, 200)))])
    assert len(lake.rings) == 2


def test_names_are_written_along_their_streets_and_never_upside_down() -> None:
    labels = {label.text: label for label in street_labels(square())}
    assert set(labels) == {"Zuidstraat", "Ooststraat", "Noordstraat", "Weststraat"}
    assert labels["Zuidstraat"].tilt == pytest.approx(0, abs=0.1)
    assert abs(labels["Ooststraat"].tilt) == pytest.approx(90, abs=0.1)
    assert labels["Zuidstraat"].point == pytest.approx(at(150, 0), abs=1e-6)


def test_a_stretch_with_two_names_carries_one() -> None:
    double = town([(0, 0), (200, 0)], [street(0, 1, [(0, 0), (200, 0)], names=("A-straat", "B-straat"))])
    assert len(street_labels(double)) == 1


def test_a_long_street_is_not_plastered_with_its_name(nootdorp: Region) -> None:
    texts = [label.text for label in street_labels(nootdorp.network)]
    assert max(texts.count(text) for text in texts) <= LABELS_PER_STREET
    assert len(set(texts)) > 150


def test_every_named_street_is_a_group_of_its_own_and_no_stretch_is_lost(nootdorp: Region) -> None:
    named = named_background(nootdorp.network)
    assert len({(group.kind, group.name) for group in named}) == len(named)
    assert {"Dorpsstraat", "Veenweg"} <= {group.name for group in named}
    assert {group.kind for group in named} == {group.kind for group in street_background(nootdorp.network)}
