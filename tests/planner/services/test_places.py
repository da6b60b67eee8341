"""Addresses to points: with the region alone, or with the national register when a setting names it."""

from pathlib import Path

import pytest

import maps
from planner.domain.errors import PlannerError
from planner.services.places import find, open_region
from tests.factories import make_address
from tests.maps.osm_town import write_osm
from tests.maps.pdok_double import PdokDouble, door, serving

NOOTDORP = Path(__file__).parents[3] / "sample_data" / "nootdorp_drive.graphml.gz"


def test_a_region_is_opened_from_a_street_file_and_from_the_pack_made_of_it(tmp_path: Path) -> None:
    first = open_region(NOOTDORP, tmp_path)
    (pack,) = tmp_path.iterdir()
    assert open_region(pack, tmp_path / "other").street_names == first.street_names
    assert not (tmp_path / "other").exists()


def test_an_addition_belongs_to_the_door(tmp_path: Path) -> None:
    rows = ["straat;huisnummer;postcode;lat;lon"]
    rows += [f"Hoofdstraat;30{mark};2631AC;52.04{i};4.38" for i, mark in enumerate(("A", "B", "-2"))]
    doors = tmp_path / "doors.csv"
    doors.write_text("\n".join(rows) + "\n", encoding="utf-8")
    maps.build_pack(write_osm(tmp_path / "dorp.osm"), tmp_path / "dorp", addresses=doors)
    region = open_region(tmp_path / "dorp", tmp_path)
    for i, addition in enumerate(("A", "B", "2")):
        match = find(
            region,
            make_address(street="Hoofdstraat", number=30, addition=addition, postcode="2631AC", city=""),
        )
        assert match.grade is maps.Grade.EXACT
        assert match.point is not None
        assert match.point.lat == pytest.approx(52.04 + i / 1000)


def test_the_register_is_asked_only_when_a_setting_names_it(tmp_path: Path) -> None:
    address = make_address(number=601, postcode="2631ZZ")
    double = PdokDouble(door("Dorpsstraat", 601, "", "2631ZZ", 52.0461, 4.3921))
    with serving(double) as url:
        assert find(open_region(NOOTDORP, tmp_path), address).grade is maps.Grade.INTERPOLATED
        assert double.asked == []
        assert find(open_region(NOOTDORP, tmp_path, url), address).grade is maps.Grade.EXACT
    assert len(double.asked) == 1
    # What was answered is kept: the server is gone by now.
    assert find(open_region(NOOTDORP, tmp_path, url), address).grade is maps.Grade.EXACT


def test_travel_times_come_from_where_the_setting_says(tmp_path: Path) -> None:
    assert not open_region(NOOTDORP, tmp_path).estimated
    straight = open_region(NOOTDORP, tmp_path, travel="straight")
    assert straight.estimated
    assert isinstance(straight.travel("bicycle"), maps.StraightLine)
    server = open_region(NOOTDORP, tmp_path, travel="http://127.0.0.1:5000")
    assert isinstance(server.travel(), maps.OsrmServer)
    with pytest.raises(PlannerError, match="AVONDRONDE_TRAVEL is 'ergens'"):
        open_region(NOOTDORP, tmp_path, travel="ergens")
