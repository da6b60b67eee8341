"""`--place`: streets through osmnx, with a stand-in for the servers it asks."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import osmnx
import pytest

from maps import load_region
from maps.__main__ import main
from tests.maps.overpass_double import TOWN, serving
from tests.maps.towns import at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    # Both are changed by a download, and are put back after the test.
    monkeypatch.setattr(socket, "getaddrinfo", socket.getaddrinfo)
    for name in ("useful_tags_way", "cache_folder", "doh_url_template"):
        monkeypatch.setattr(osmnx.settings, name, getattr(osmnx.settings, name))
    # The servers of OpenStreetMap ask for pauses; the stand-in does not.
    monkeypatch.setattr("osmnx._nominatim.time.sleep", lambda _: None)
    monkeypatch.setattr(osmnx.settings, "overpass_rate_limit", False)
    found: list[str] = []
    with serving(found) as url:
        monkeypatch.setattr(osmnx.settings, "nominatim_url", url)
        monkeypatch.setattr(osmnx.settings, "overpass_url", url)
        yield found


def test_a_place_is_downloaded_and_becomes_a_pack(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--place", TOWN, "--out", "dorp"]) == 0
    region = load_region(tmp_path / "dorp")
    assert region.name == TOWN
    assert "Hoofdstraat" in region.street_names
    # The access tags came along: one way only for cars, both ways for bicycles.
    there, back = [at(250, 0), at(350, 0)], [at(350, 0), at(250, 0)]
    assert region.travel("bicycle").route(back)[0].metres == pytest.approx(100, abs=1)
    assert region.travel("car").route(there)[0].metres == pytest.approx(100, abs=1)
    assert region.travel("car").route(back)[0].metres > 300
    assert [path.split("?")[0] for path in asked] == ["/search", "/interpreter"]
    assert [path.name for path in tmp_path.iterdir()] == ["dorp"]


def test_a_place_that_nobody_knows_is_told_in_one_line(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--place", "Nergenshuizen", "--out", str(tmp_path / "x")]) == 1
    assert "'Nergenshuizen': streets can't be downloaded" in capsys.readouterr().err.replace("\n", " ")
    assert len(asked) == 1
    assert not (tmp_path / "x").exists()
