"""How near two matrices are, and what can't be compared."""

import numpy as np
import pytest

from bench.agreement import agreement, main, read_points


def test_a_difference_in_level_alone_disappears_after_one_factor():
    theirs = np.array([[0, 100, 200], [300, 0, 400], [500, 600, 0]], np.float32)
    found = agreement(theirs * np.float32(0.75), theirs)
    assert found.ratio == pytest.approx(0.75)
    assert found.before == pytest.approx((25, 25, 25))
    assert found.after == pytest.approx((0, 0, 0), abs=1e-4)
    assert (found.pairs, found.without_way, found.without_distance) == (6, 0, 0)
    assert found.reached


def test_the_median_alone_does_not_reach_the_bars():
    draw = np.random.default_rng(1)
    theirs = np.full((100, 100), 1000, np.float32)
    ours = np.where(draw.random((100, 100)) < 0.08, 1300, 1000).astype(np.float32)
    found = agreement(ours, theirs)
    assert found.after[0] == 0
    assert found.after[1] == pytest.approx(30)
    assert not found.reached


def test_pairs_without_a_way_or_on_one_spot_are_counted_and_the_diagonal_is_not():
    theirs = np.array([[0, 0, 10], [10, 0, 10], [np.nan, 10, 0]], np.float32)
    ours = np.array([[0, 3, 10], [np.nan, 0, 10], [10, 10, 0]], np.float32)
    found = agreement(ours, theirs)
    assert (found.pairs, found.without_way, found.without_distance) == (3, 2, 1)


def test_matrices_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"\(2, 2\) and \(3, 3\)"):
        agreement(np.ones((2, 2), np.float32), np.ones((3, 3), np.float32))
    with pytest.raises(ValueError, match="no pair"):
        agreement(np.full((2, 2), np.nan, np.float32), np.ones((2, 2), np.float32))


def test_addresses_are_drawn_once_each_and_bad_rows_are_named(tmp_path):
    path = tmp_path / "doors.csv"
    path.write_text("street,lon,lat\n" + "".join(f"A,4.{k:02},52.{k:02}\n" for k in range(50)))
    points = read_points(path, 40, seed=1)
    assert len(set(points)) == 40
    assert all(point.lat - 52 == pytest.approx(point.lon - 4) for point in points)
    with pytest.raises(ValueError, match="50 rows; --points asks for 51"):
        read_points(path, 51, seed=1)
    path.write_text("street,lon,lat\nA,4.1,52.1\nB,,52.2\n")
    with pytest.raises(ValueError, match=r"doors.csv, line 3: could not convert"):
        read_points(path, 1, seed=1)
    path.write_text("x,y\n1,2\n")
    with pytest.raises(ValueError, match="expected lat and lon"):
        read_points(path, 1, seed=1)


def test_without_osrm_the_command_says_what_is_missing(tmp_path, capsys):
    assert main(["--pbf", "x", "--addresses", "y", "--osrm-tools", str(tmp_path)]) == 2
    assert "no osrm-extract below it" in capsys.readouterr().err
