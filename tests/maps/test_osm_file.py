from __future__ import annotations

from typing import TYPE_CHECKING

import osmium
import pytest

from maps import SourceError, profile
from maps.access import BOTH, FORWARD
from maps.osm_file import read_osm_file
from maps.travel import TravelTimes
from tests.maps.osm_town import write_osm
from tests.maps.towns import at

if TYPE_CHECKING:
    from pathlib import Path

    from maps.network import StreetNetwork


def _street(network: StreetNetwork, name: str) -> list[int]:
    code = network.names.index(name)
    return [
        s
        for s, n in zip(network.named_street.tolist(), network.named_name.tolist(), strict=True)
        if n == code
    ]


@pytest.fixture
def town_file(tmp_path: Path) -> Path:
    return write_osm(tmp_path / "dorp.osm")


def test_ways_are_cut_where_they_meet_and_at_bollards(town_file: Path) -> None:
    network = read_osm_file(town_file).network
    assert len(_street(network, "Hoofdstraat")) == 2
    assert len(_street(network, "Paaltjesweg")) == 2
    assert len(_street(network, "Noordweg")) == 1


def test_names_limits_and_open_directions_are_read(town_file: Path) -> None:
    network = read_osm_file(town_file).network
    first, second = _street(network, "Hoofdstraat")
    assert network.maxspeed_kmh[first] == 30
    assert network.access[second].tolist() == [FORWARD, BOTH, BOTH]


def test_private_and_unbuilt_roads_are_left_out(town_file: Path) -> None:
    network = read_osm_file(town_file).network
    assert network.access[:, 0].tolist().count(0) == 1
    assert network.street_count == 8


def test_a_way_that_leaves_the_extract_is_cut_at_its_border(town_file: Path) -> None:
    assert "Over de grens" not in read_osm_file(town_file).network.names


def test_a_car_cannot_pass_a_bollard_and_a_bicycle_can(town_file: Path) -> None:
    network = read_osm_file(town_file).network
    south, north = at(200, 80), at(200, 120)
    assert TravelTimes(network, profile("car")).route([south, north])[0].metres > 400
    assert TravelTimes(network, profile("bicycle")).route([south, north])[0].metres == pytest.approx(
        40, abs=1
    )


def test_a_car_may_drive_up_to_a_bollard_from_either_side_and_turn(town_file: Path) -> None:
    car = TravelTimes(read_osm_file(town_file).network, profile("car"))
    there = car.matrix([at(10, 0)], [at(200, 95)])[0, 0]
    back = car.matrix([at(200, 95)], [at(10, 0)])[0, 0]
    assert there == pytest.approx(back, abs=5)


def test_a_banned_turn_is_not_taken_by_car_or_bicycle_but_is_on_foot(tmp_path: Path) -> None:
    free = read_osm_file(write_osm(tmp_path / "free.osm", turns=False)).network
    banned = read_osm_file(write_osm(tmp_path / "banned.osm")).network
    trip = [at(100, 0), at(300, 0)]
    assert TravelTimes(free, profile("car")).route(trip)[0].metres == pytest.approx(200, abs=1)
    # A car drives up to the bollard, turns, and comes back for the right turn.
    assert TravelTimes(banned, profile("car")).route(trip)[0].metres == pytest.approx(400, abs=1)
    assert TravelTimes(banned, profile("bicycle")).route(trip)[0].metres == pytest.approx(400, abs=1)
    assert TravelTimes(banned, profile("foot")).route(trip)[0].metres == pytest.approx(200, abs=1)


def test_a_ban_holds_for_its_own_turn_only(tmp_path: Path) -> None:
    banned = read_osm_file(write_osm(tmp_path / "banned.osm")).network
    # Out of Paaltjesweg one may still turn into the High Street.
    leg = TravelTimes(banned, profile("car")).route([at(200, 50), at(300, 0)])[0]
    assert leg.metres == pytest.approx(150, abs=1)


def test_doors_and_water_are_found(town_file: Path) -> None:
    read = read_osm_file(town_file)
    assert [(a.street, a.number, a.postcode) for a in read.addresses] == [
        ("Hoofdstraat", "12", "2631 AB"),
        ("Hoofdstraat", "14", "2631 AB"),
    ]
    assert [area.kind for area in read.ground] == ["water"]
    assert len(read.ground[0].rings[0]) == 5


def test_a_file_without_roads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no streets"):
        read_osm_file(write_osm(tmp_path / "empty.osm", ways=False))


def test_a_pbf_cut_short_is_refused(tmp_path: Path, town_file: Path) -> None:
    whole, short = tmp_path / "dorp.osm.pbf", tmp_path / "short.osm.pbf"
    with osmium.SimpleWriter(str(whole)) as writer:
        for thing in osmium.FileProcessor(str(town_file)):
            writer.add(thing)
    assert read_osm_file(whole).network.street_count == 8
    content = whole.read_bytes()
    for keep in (0, 10, len(content) // 2, len(content) - 5):
        short.write_bytes(content[:keep])
        with pytest.raises(SourceError, match=r"short\.osm\.pbf|short"):
            read_osm_file(short)


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.osm.pbf"
    other.write_bytes(b"dossier;straat\n" * 100)
    with pytest.raises(SourceError, match="is the download complete"):
        read_osm_file(other)
