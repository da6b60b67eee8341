from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from maps import PROFILE_NAMES, Grade, Region, load_region, profile
from maps.network import ARRAY_FIELDS
from maps.pack import check_source
from tests.maps.conftest import NOOTDORP
from tests.maps.osm_town import write_osm

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sample_town_has_its_streets(nootdorp: Region) -> None:
    assert nootdorp.network.node_count == 533
    assert len(nootdorp.street_names) == 210
    assert "Dorpsstraat" in nootdorp.street_names
    assert "OpenStreetMap" in nootdorp.attribution
    assert nootdorp.bounds.south < 52.04 < nootdorp.bounds.north


def test_a_cached_region_is_the_same_as_the_one_read(tmp_path: Path, nootdorp: Region) -> None:
    load_region(NOOTDORP, tmp_path)
    again = load_region(NOOTDORP, tmp_path)
    for name in ARRAY_FIELDS:
        np.testing.assert_array_equal(getattr(again.network, name), getattr(nootdorp.network, name))
    assert again.street_names == nootdorp.street_names
    assert (again.name, again.attribution) == (nootdorp.name, nootdorp.attribution)


@pytest.mark.parametrize("damage", [b"", b"PK not really"])
@pytest.mark.parametrize("name", ["streets.npz", "region.json"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, nootdorp: Region, name: str, damage: bytes) -> None:
    load_region(NOOTDORP, tmp_path)
    (kept,) = tmp_path.iterdir()
    (kept / name).write_bytes(damage)
    assert load_region(NOOTDORP, tmp_path).street_names == nootdorp.street_names
    assert (kept / name).stat().st_size > 1000
    assert load_region(kept).street_names == nootdorp.street_names


def test_a_cached_region_is_a_pack_with_an_index_for_every_profile(tmp_path: Path) -> None:
    load_region(NOOTDORP, tmp_path)
    (kept,) = tmp_path.iterdir()
    check_source(kept, NOOTDORP)
    assert {f"index_{name}.npz" for name in PROFILE_NAMES} < {path.name for path in kept.iterdir()}


def test_a_changed_source_is_not_served_from_the_cache_of_the_old_one(tmp_path: Path) -> None:
    load_region(NOOTDORP, tmp_path / "cache")
    changed = tmp_path / "changed.graphml.gz"
    # gzip keeps a time stamp in bytes 4-8; other bytes, same streets.
    body = bytearray(NOOTDORP.read_bytes())
    body[4] ^= 1
    changed.write_bytes(bytes(body))
    load_region(changed, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize("cached", [False, True])
def test_an_openstreetmap_file_is_a_region_with_its_doors_and_water(tmp_path: Path, *, cached: bool) -> None:
    source = write_osm(tmp_path / "dorp.osm")
    region = load_region(source, tmp_path / "cache" if cached else None)
    assert region.geocode("Hoofdstraat", 12, "2631AB").grade is Grade.EXACT
    assert [area.kind for area in region.ground] == ["water"]


def test_travel_times_are_made_once_per_profile(nootdorp: Region) -> None:
    assert nootdorp.travel("car") is nootdorp.travel("car")
    assert nootdorp.travel("car") is not nootdorp.travel("foot")


def test_a_tuned_region_travels_by_the_given_numbers_and_leaves_the_other_as_it_was(nootdorp: Region) -> None:
    slow = nootdorp.tuned(profile("car").changed(speed_factor=0.4, stop_s=300.0)).tuned(profile("foot"))
    assert slow.travel("car").profile.stop_s == 300
    assert slow.travel("bicycle").profile == profile("bicycle")
    assert nootdorp.travel("car").profile == profile("car")


def test_an_unknown_profile_is_refused_by_name(nootdorp: Region) -> None:
    with pytest.raises(ValueError, match="'horse'"):
        nootdorp.travel("horse")  # type: ignore[arg-type]


def test_the_background_is_a_few_lines_that_cover_the_town(nootdorp: Region) -> None:
    kinds = [group.kind for group in nootdorp.background]
    assert "street" in kinds
    lines = [line for group in nootdorp.background for line in group.lines]
    assert len(lines) < nootdorp.network.street_count
    assert max(p.lat for line in lines for p in line) == pytest.approx(nootdorp.bounds.north, abs=1e-4)
