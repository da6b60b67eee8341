"""`python -m bench.agreement`: our car times between real addresses beside those of OSRM.

Two routing engines differ in level (how fast a car drives in town), which is one number to be fitted; what
matters is what is left after it. The factor is the median ratio, so that it is not fitted on the very figure
that it improves.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.report import circumstances, count, write_json
from bench.travel_osrm import OsrmFailedError, OsrmMissingError, OsrmPeer, OsrmTools
from maps import MapsError, Point, build_pack, load_region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MEDIAN_BAR_PERCENT, P95_BAR_PERCENT = 3.0, 12.0


@dataclass(frozen=True)
class Agreement:
    """How near two matrices of seconds are.

    Parameters
    ----------
    pairs
        Pairs of different points that both have a time for, and theirs is above zero.
    without_way, without_distance
        Pairs left out: without a time in either matrix; with a time of zero in theirs.
    ratio
        Median of ours divided by theirs.
    before, after
        Median, 95th and 99th percentile of the absolute difference in percent of theirs, as the times are
        and after division by `ratio`.
    """

    pairs: int
    without_way: int
    without_distance: int
    ratio: float
    before: tuple[float, float, float]
    after: tuple[float, float, float]

    @property
    def reached(self) -> bool:
        """Whether what is left after the factor is within both bars."""
        return self.after[0] < MEDIAN_BAR_PERCENT and self.after[1] < P95_BAR_PERCENT


def agreement(ours_s: NDArray[np.float32], theirs_s: NDArray[np.float32]) -> Agreement:
    """Return how near two matrices of seconds between the same points are, the diagonal left out.

    Raises
    ------
    ValueError
        When their shapes differ, or no pair can be compared.
    """
    if ours_s.shape != theirs_s.shape or ours_s.shape[0] != ours_s.shape[1]:
        raise ValueError(f"matrices of shape {ours_s.shape} and {theirs_s.shape}; expected (n, n) twice")
    off = ~np.eye(len(ours_s), dtype=np.bool_)
    ours, theirs = ours_s[off].astype(np.float64), theirs_s[off].astype(np.float64)
    known = np.isfinite(ours) & np.isfinite(theirs) & (theirs > 0)
    if not known.any():
        raise ValueError("no pair of points has a time in both matrices")
    ratios = ours[known] / theirs[known]
    level = float(np.median(ratios))
    without_way = int((np.isnan(ours) | np.isnan(theirs)).sum())
    without_distance = len(ours) - len(ratios) - without_way
    return Agreement(
        len(ratios), without_way, without_distance, level, _spread(ratios), _spread(ratios / level)
    )


def _spread(ratios: NDArray[np.float64]) -> tuple[float, float, float]:
    median, p95, p99 = np.percentile(100 * np.abs(ratios - 1), (50, 95, 99)).tolist()
    return median, p95, p99


def read_points(path: Path, wanted: int, seed: int) -> list[Point]:
    """Return so many points drawn from the rows of a CSV with columns `lat` and `lon`, in degrees.

    Raises
    ------
    ValueError
        When a column is absent, a value is no number, or there are fewer rows; the message says where.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if not {"lat", "lon"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path}: columns {rows.fieldnames}; expected lat and lon among them")
        points = []
        for row in rows:
            try:
                points.append(Point(float(row["lat"]), float(row["lon"])))
            except (TypeError, ValueError) as error:
                raise ValueError(f"{path}, line {rows.line_num}: {error}") from error
    if len(points) < wanted:
        raise ValueError(f"{path}: {len(points)} rows; --points asks for {wanted}")
    drawn = np.random.default_rng(seed).choice(len(points), wanted, replace=False)
    return [points[row] for row in drawn.tolist()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and print; return 0, 1 when a bar is missed, or 2 when there is nothing to compare."""
    asked = _parser().parse_args(arguments)
    try:
        tools = OsrmTools.inside(asked.osrm_tools)
        points = read_points(asked.addresses, asked.points, asked.seed)
        ours_s = _our_seconds(asked.pbf, points)
        with OsrmPeer(tools, asked.pbf, "car", asked.points) as peer:
            theirs_s, _, _ = peer.table(points)
        found = agreement(ours_s, theirs_s)
    except (MapsError, OSError, OsrmMissingError, OsrmFailedError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(report(found, tools.version)))
    write_json(asked.json, {**_as_json(found), "osrm": tools.version, "seed": asked.seed, **circumstances()})
    return 0 if found.reached else 1


def _our_seconds(pbf: Path, points: Sequence[Point]) -> NDArray[np.float32]:
    with tempfile.TemporaryDirectory() as scratch:
        pack = Path(scratch) / "pack"
        build_pack(pbf, pack, profiles=("car",))
        return load_region(pack).travel("car").matrix(points, points)


def report(found: Agreement, version: str) -> list[str]:
    """Return the lines to print."""
    verdict = "within" if found.reached else "NOT within"
    bars = f"median < {MEDIAN_BAR_PERCENT:g} %, p95 < {P95_BAR_PERCENT:g} %"
    return [
        f"{found.pairs:,} pairs; left out {found.without_way:,} without a way in one of the two, "
        f"{found.without_distance:,} on one spot; reference OSRM {version} CH, its own car.lua",
        f"median ratio ours / OSRM      {found.ratio:.3f}",
        "difference, % of OSRM         median    p95    p99",
        "as they are                   " + _cells(found.before),
        "after one factor              " + _cells(found.after),
        f"{verdict} the bars after one factor: {bars}",
    ]


def _cells(spread: tuple[float, float, float]) -> str:
    return "".join(f"{value:>6.1f} " for value in spread)


def _as_json(found: Agreement) -> dict[str, Any]:
    def named(spread: tuple[float, float, float]) -> dict[str, float]:
        return dict(zip(("median", "p95", "p99"), (round(value, 3) for value in spread), strict=True))

    return {
        "pairs": found.pairs,
        "without_way": found.without_way,
        "without_distance": found.without_distance,
        "median_ratio": round(found.ratio, 4),
        "difference_percent": {"as_they_are": named(found.before), "after_one_factor": named(found.after)},
        "reached": found.reached,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.agreement", description=__doc__)
    parser.add_argument("--pbf", required=True, type=Path, help="OpenStreetMap extract that both read")
    parser.add_argument("--addresses", required=True, type=Path, help="CSV with lat and lon of real doors")
    parser.add_argument("--points", type=count, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--osrm-tools", type=Path, default=os.environ.get("OSRM_TOOLS"), help="folder with OSRM's programs"
    )
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
