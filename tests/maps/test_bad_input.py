"""Streets as they come from the wild: a flaw is a named error or a reported point, never a silent number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import osmium
import pytest

from maps import PROFILE_NAMES, Grade, Point, Region, SourceError, UnreachableError, build_pack, load_region
from maps.__main__ import main
from tests.maps.osm_town import write_osm
from tests.maps.towns import at

if TYPE_CHECKING:
    from pathlib import Path

SEA = Point(52.4, 3.5)
# A street drawn twice, one of no length, one that ends on itself, and an island; none has a name.
PLACES = {1: (0, 0), 2: (100, 0), 3: (100, 0), 4: (200, 0), 5: (60, 40), 6: (90, 40), 7: (100, 0)}
WAYS = [[1, 2], [1, 2], [2, 1], [2, 3], [3, 3], [2, 7], [3, 4], [5, 6]]


def write_pbf(path: Path, ways: list[list[int]]) -> Path:
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for node, (x, y) in PLACES.items():
            place = at(x, y)
            writer.add_node(osmium.osm.mutable.Node(id=node, version=1, location=(place.lon, place.lat)))
        for number, nodes in enumerate(ways):
            tags = {"highway": "residential"}
            writer.add_way(osmium.osm.mutable.Way(id=100 + number, version=1, nodes=nodes, tags=tags))
    return path


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Region:
    folder = tmp_path_factory.mktemp("wild")
    build_pack(write_pbf(folder / "wild.osm.pbf", WAYS), folder / "wild")
    return load_region(folder / "wild")


@pytest.mark.parametrize("by", PROFILE_NAMES)
def test_streets_drawn_twice_and_streets_of_no_length_change_no_time(
    wild: Region, tmp_path: Path, by: str
) -> None:
    clean = load_region(write_pbf(tmp_path / "clean.osm.pbf", [[1, 2, 4]]))
    ends = [at(10, 0), at(190, 0)]
    bare = wild.profile(by).changed(junction_s=0.0)  # type: ignore[arg-type]
    expected = clean.travel(bare).matrix(ends, ends)
    np.testing.assert_allclose(wild.travel(bare).matrix(ends, ends), expected, atol=0.02)
    assert expected[0, 1] > 0
    assert wild.travel(bare).route(ends)[0].metres == pytest.approx(180, abs=0.5)


def test_a_point_on_an_island_is_moved_to_the_streets_one_can_reach_and_says_so(wild: Region) -> None:
    snap = wild.travel("car").snap([at(75, 45)])[0]
    assert snap.moved_component
    assert not snap.unreachable
    assert np.isfinite(wild.travel("car").matrix([at(75, 45)], [at(190, 0)])).all()


def test_a_point_in_the_sea_is_reported_and_has_no_time(wild: Region) -> None:
    car = wild.travel("car")
    assert car.snap([SEA])[0].unreachable
    assert np.isnan(car.matrix([SEA], [at(10, 0)])).all()
    with pytest.raises(UnreachableError, match="point 1"):
        car.route([at(10, 0), SEA])


def test_streets_without_names_find_no_address_and_say_so(wild: Region) -> None:
    assert wild.street_names == ()
    match = wild.geocode("Dorpsstraat", 14, "2631AB", "Nootdorp")
    assert (match.point, match.grade, match.candidates) == (None, Grade.UNKNOWN, ())


@pytest.mark.parametrize("keep", [0, 40, -30])
def test_a_pbf_cut_short_makes_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str], keep: int) -> None:
    whole = write_pbf(tmp_path / "wild.osm.pbf", WAYS).read_bytes()
    short = tmp_path / "short.osm.pbf"
    short.write_bytes(whole[:keep])
    assert main(["build", str(short), "--out", str(tmp_path / "out")]) == 1
    assert "short.osm.pbf" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_empty_extract_is_refused_and_leaves_nothing_in_the_cache(tmp_path: Path) -> None:
    for empty in (write_osm(tmp_path / "a.osm", ways=False), write_pbf(tmp_path / "b.osm.pbf", [])):
        with pytest.raises(SourceError, match="no streets"):
            load_region(empty, tmp_path / "cache")
    assert list(tmp_path.glob("cache/*")) == []


def test_a_region_that_one_profile_cannot_use_says_which(tmp_path: Path) -> None:
    source = tmp_path / "paths.osm.pbf"
    with osmium.SimpleWriter(str(source), overwrite=True) as writer:
        for node in (1, 4):
            place = at(*PLACES[node])
            writer.add_node(osmium.osm.mutable.Node(id=node, version=1, location=(place.lon, place.lat)))
        tags = {"highway": "footway"}
        writer.add_way(osmium.osm.mutable.Way(id=9, version=1, nodes=[1, 4], tags=tags))
    with pytest.raises(SourceError, match="profile 'car'"):
        build_pack(source, tmp_path / "out")
    build_pack(source, tmp_path / "out", profiles=("foot",))
    assert load_region(tmp_path / "out").travel("foot").matrix([at(0, 0)], [at(200, 0)])[0, 0] > 100
