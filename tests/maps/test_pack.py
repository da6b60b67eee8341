from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maps import Grade, PackError, Region, SourceError, load_region, profile
from maps.__main__ import main
from maps.build import build_pack
from maps.pack import MANIFEST, check_source
from tests.maps.conftest import NOOTDORP
from tests.maps.osm_town import write_osm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def nootdorp_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "nootdorp"
    build_pack(NOOTDORP, folder)
    return folder


@pytest.fixture
def dorp_pack(tmp_path: Path) -> Path:
    build_pack(write_osm(tmp_path / "dorp.osm"), tmp_path / "dorp")
    return tmp_path / "dorp"


def test_a_pack_gives_the_same_times_as_its_source(nootdorp_pack: Path, nootdorp: Region) -> None:
    packed = load_region(nootdorp_pack)
    doors = [match.point for name in nootdorp.street_names[:40] if (match := nootdorp.geocode(name, 3)).point]
    for by in ("car", "bicycle", "foot"):
        np.testing.assert_array_equal(
            packed.travel(by).matrix(doors, doors),  # type: ignore[arg-type]
            nootdorp.travel(by).matrix(doors, doors),  # type: ignore[arg-type]
        )


def test_other_numbers_than_the_pack_was_built_with_get_their_own_index(nootdorp_pack: Path) -> None:
    packed = load_region(nootdorp_pack)
    doors = [packed.geocode("Dorpsstraat", n).point or packed.bounds.centre for n in (1, 80)]
    slow = packed.travel(profile("car").changed(speed_factor=0.4, junction_s=0.0)).matrix(doors, doors)
    usual = packed.travel(profile("car").changed(junction_s=0.0)).matrix(doors, doors)
    np.testing.assert_allclose(slow, usual * 2, rtol=1e-4)


def test_a_pack_of_a_town_knows_its_doors_water_and_source(dorp_pack: Path) -> None:
    region = load_region(dorp_pack)
    assert region.geocode("Hoofdstr.", "12", "2631AB").grade is Grade.EXACT
    assert [area.kind for area in region.ground] == ["water"]
    assert region.source["file"] == "dorp.osm"
    manifest = json.loads((dorp_pack / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["counts"]["addresses"] == 2
    assert manifest["counts"]["turn_bans"] == 1
    assert "ODbL" in manifest["licence"]
    assert {row["unit"] for row in manifest["settings"]} >= {"km/h", "s per stop"}


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write_osm(tmp_path / "dorp.osm")
    for name in ("one", "two"):
        build_pack(source, tmp_path / name)
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@pytest.mark.parametrize("name", ["streets.npz", "index_car.npz", "addresses.npz", "ground.npz"])
def test_a_changed_file_is_refused_by_name(dorp_pack: Path, name: str) -> None:
    content = bytearray((dorp_pack / name).read_bytes())
    content[len(content) // 2] ^= 1
    (dorp_pack / name).write_bytes(bytes(content))
    with pytest.raises(PackError, match=rf"{name}.*python -m maps build"):
        load_region(dorp_pack)


def test_a_missing_file_is_refused_by_name(dorp_pack: Path) -> None:
    (dorp_pack / "index_foot.npz").unlink()
    with pytest.raises(PackError, match=r"index_foot\.npz: missing"):
        load_region(dorp_pack)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 999}', '{"format": 1}', '{"format": 1, "files": 3}']
)
def test_a_manifest_that_does_not_fit_is_refused(dorp_pack: Path, text: str) -> None:
    (dorp_pack / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="build the pack again"):
        load_region(dorp_pack)


def test_a_folder_that_is_no_pack_is_refused_for_reading_and_for_writing(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(PackError, match=r"no region\.json"):
        load_region(folder)
    with pytest.raises(PackError, match="not a region pack"):
        build_pack(write_osm(tmp_path / "dorp.osm"), folder)
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "keep me"


def test_a_pack_is_replaced_whole_by_a_newer_one(dorp_pack: Path, tmp_path: Path) -> None:
    (dorp_pack / "leftover.txt").write_text("old", encoding="utf-8")
    build_pack(write_osm(tmp_path / "dorp.osm"), dorp_pack, profiles=("foot",))
    assert sorted(path.name for path in dorp_pack.iterdir()) == [
        "addresses.npz", "ground.npz", "index_foot.npz", "region.json", "streets.npz",
    ]  # fmt: skip


def test_a_pack_knows_whether_it_was_built_from_a_file(dorp_pack: Path, tmp_path: Path) -> None:
    check_source(dorp_pack, tmp_path / "dorp.osm")
    with pytest.raises(PackError, match=r"built from dorp\.osm"):
        check_source(dorp_pack, write_osm(tmp_path / "newer.osm", turns=False))


def test_areas_and_an_own_address_file_go_into_the_pack(tmp_path: Path) -> None:
    areas, doors = tmp_path / "areas.geojson", tmp_path / "doors.csv"
    ring = [[4.4, 52.0], [4.5, 52.0], [4.5, 52.1], [4.4, 52.0]]
    feature = {
        "type": "Feature",
        "properties": {"BU_NAAM": "West"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    doors.write_text(
        "straat;huisnummer;lat;lon\nKerkpad;3;52.04;4.39\nKerkpad;;52.04;4.39\n", encoding="utf-8"
    )
    built = build_pack(write_osm(tmp_path / "dorp.osm"), tmp_path / "dorp", areas=areas, addresses=doors)
    region = load_region(tmp_path / "dorp")
    assert region.areas is not None
    assert region.areas["features"][0]["properties"]["BU_NAAM"] == "West"
    assert region.geocode("Kerkpad", 3).grade is Grade.STREET
    assert built.addresses == 3
    assert built.problems == ("doors.csv row 3: street 'Kerkpad' number ''; both are needed",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "not readable"),
        ('{"type": "FeatureCollection", "features": []}', "no features"),
        ('{"features": [{"geometry": {"type": "Point"}}]}', "Point"),
        (
            '{"crs": {"properties": {"name": "RD 28992"}}, "features": [{"geometry": {"type": "Polygon"}}]}',
            "28992",
        ),
    ],
)
def test_areas_that_cannot_be_used_are_refused(tmp_path: Path, text: str, said: str) -> None:
    areas = tmp_path / "areas.geojson"
    areas.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        build_pack(write_osm(tmp_path / "dorp.osm"), tmp_path / "dorp", areas=areas)
    assert not (tmp_path / "dorp").exists()


def test_the_command_line_builds_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = write_osm(tmp_path / "dorp.osm"), tmp_path / "dorp"
    assert main(["build", str(source), "--out", str(out), "--profiles", "foot,car"]) == 0
    assert main(["check", str(out), str(source)]) == 0
    told = capsys.readouterr().err
    assert "8 streets" in told
    assert "whole" in told
    assert sorted(json.loads((out / MANIFEST).read_text(encoding="utf-8"))["profiles"]) == ["car", "foot"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.osm.pbf"], "nowhere.osm.pbf: no such file"),
        ([], "give either a SOURCE file or --place"),
    ],
)
def test_the_command_line_tells_an_error_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["build", *arguments, "--out", str(tmp_path / "dorp")]) == 1
    assert said in capsys.readouterr().err.replace("\n", " ")


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "streets.shp"
    other.write_bytes(b"x")
    with pytest.raises(SourceError, match=r"\.osm\.pbf"):
        build_pack(other, tmp_path / "dorp")


def test_an_unknown_profile_stops_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["build", "x.osm", "--out", str(tmp_path), "--profiles", "horse"])


def test_an_own_address_wins_over_the_same_door_in_the_source(tmp_path: Path) -> None:
    doors = tmp_path / "doors.csv"
    doors.write_text("straat;huisnummer;plaats;lat;lon\nHoofdstr.;12;Dorp;52.0444;4.3888\n", encoding="utf-8")
    built = build_pack(write_osm(tmp_path / "dorp.osm"), tmp_path / "dorp", addresses=doors)
    assert built.addresses == 2
    match = load_region(tmp_path / "dorp").geocode("Hoofdstraat", 12)
    assert match.point == pytest.approx((52.0444, 4.3888))
