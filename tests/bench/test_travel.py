"""The comparison of time matrices, end to end on a small town, without OSRM."""

import json
import subprocess
import sys

import numpy as np
import osmium
import pytest

from bench.travel import main
from bench.travel_engines import Networkx
from bench.travel_osm_file import write_osm_file
from bench.travel_osrm import OsrmMissingError, OsrmTools, python_with_osrm
from bench.travel_region import points_on_streets
from bench.travel_runs import Run, difference
from maps import Point, TravelTimes, load_region, profile
from maps.build import read_source
from maps.dijkstra import Dijkstra
from maps.network import Street, build_network

TOWN = "sample_data/nootdorp_drive.graphml.gz"
CAR = profile("car")


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "bench.travel", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def town():
    return load_region(TOWN).network


def test_all_engines_on_one_graph_give_the_same_seconds_and_osrm_is_skipped_with_its_reason(tmp_path):
    out = tmp_path / "out" / "runs.json"
    done = run(
        *("--region", TOWN, "--points", 30, "--rounds", 1, "--check-rows", 30, "--json", out),
        *("--osrm-tools", tmp_path),
    )
    assert done.returncode == 0, done.stderr
    assert f"osrm skipped: {tmp_path}: no osrm-extract below it" in done.stdout
    document = json.loads(out.read_text())
    assert [each["engine"] for each in document["runs"]] == ["elimination", "scipy", "networkx"]
    assert document["max_difference_s"] <= 0.01
    ours = document["runs"][0]
    assert ours["index_s"] > 0
    assert all(each["seconds"] > 0 and each["peak_mb"] > 1 for each in document["runs"])
    assert all(each["scaled_from_rows"] is None for each in document["runs"])


def test_without_a_python_for_osrms_wheel_its_own_process_is_skipped_and_each_try_told(tmp_path):
    (tmp_path / "osrm").mkdir()
    (tmp_path / "osrm" / "__init__.py").write_text("from . import osrm_ext")
    (tmp_path / "osrm" / "osrm_ext.abi3.so").write_bytes(b"")
    tools = OsrmTools(tmp_path, tmp_path, "v0", tmp_path)
    with pytest.raises(OsrmMissingError, match="no-such-python: not there"):
        python_with_osrm(tools, "no-such-python")
    with pytest.raises(OsrmMissingError, match="ImportError"):
        python_with_osrm(tools, sys.executable)


def test_an_engine_that_runs_out_of_its_budget_says_from_how_many_rows_it_is_scaled():
    done = run(*("--region", TOWN, "--points", 30, "--rounds", 1, "--engines", "networkx", "--budget", 1e-6))
    assert done.returncode == 0, done.stderr
    (line,) = [each for each in done.stdout.splitlines() if each.startswith("networkx   ")]
    assert line.endswith("scaled from 3 rows")


def test_a_region_that_is_not_there_is_named():
    done = run("--region", "nowhere", "--points", 5)
    assert done.returncode == 2
    assert "nowhere: no such file" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--points", "0"], "at least 1, not '0'"),
        (["--points", "5", "--engines", "valhalla"], "unknown engine valhalla"),
    ],
)
def test_an_impossible_wish_is_refused_with_its_value(arguments, message, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--region", TOWN, *arguments])
    assert message in capsys.readouterr().err


def test_networkx_takes_the_quicker_way_out_of_a_loop():
    loop = [(52.0, 4.40), (52.003, 4.40), (52.003, 4.404), (52.0, 4.40)]
    streets = [
        Street(0, 0, "residential", (3, 3, 3), *zip(*loop, strict=True)),
        Street(0, 1, "residential", (3, 3, 3), (52.0, 52.0), (4.40, 4.39)),
    ]
    network = build_network("loop", [52.0, 52.0], [4.40, 4.39], streets)
    doors = [Point(52.0005, 4.40), Point(52.0, 4.391), Point(52.0026, 4.4035)]
    plain = TravelTimes(network, CAR, engine=Dijkstra).matrix(doors, doors)
    assert np.allclose(TravelTimes(network, CAR, engine=Networkx).matrix(doors, doors), plain, atol=1e-3)


def test_points_lie_on_streets_and_follow_their_seed(town):
    points = points_on_streets(town, CAR, 200, seed=7)
    snaps = TravelTimes(town, CAR, engine=Dijkstra).snap(points)
    assert max(snap.distance_m for snap in snaps) < 0.1
    assert len(set(points)) == 200
    assert points == points_on_streets(town, CAR, 200, seed=7)
    assert points != points_on_streets(town, CAR, 200, seed=8)


def test_the_file_written_for_others_has_the_same_streets_directions_and_limits(town, tmp_path):
    path = tmp_path / "town.osm.pbf"
    write_osm_file(town, "car", path)
    ways = [dict(way.tags) for way in osmium.FileProcessor(str(path), osmium.osm.WAY)]
    open_ways = town.access[:, 0]
    assert len(ways) == (open_ways > 0).sum()
    assert sum("oneway" in tags for tags in ways) == np.isin(open_ways, (1, 2)).sum()
    again, _, _, _ = read_source(path)
    points = points_on_streets(town, CAR, 40, seed=3)
    before, after = (TravelTimes(each, CAR, engine=Dijkstra).matrix(points, points) for each in (town, again))
    apart = before > 0
    assert np.nanmedian(np.abs(after[apart] / before[apart] - 1)) < 0.01


def test_a_pair_that_only_one_engine_has_a_way_for_is_no_small_difference():
    one = np.array([[0.0, 5.0], [np.nan, 0.0]], np.float32)
    other = np.array([[0.0, 5.25], [np.nan, 0.0]], np.float32)
    assert difference(one, other) == 0.25
    assert difference(one, np.nan_to_num(other)) is None


def test_ratios_are_taken_within_a_round_so_that_load_on_the_machine_cancels_out():
    calm, busy = (0.1, 0.1, 0.4), (1.0, 1.0, 4.0)
    slow, ours = (Run(name, times, None, 0.0, None) for name, times in (("slow", busy), ("ours", calm)))
    assert slow.ratio_to(ours) == pytest.approx(10)
