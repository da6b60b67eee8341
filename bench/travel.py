"""`python -m bench.travel`: a time matrix by every engine, same streets, same points, side by side.

The points lie on streets, anywhere along them, so that no engine is spared the ends of a trip. Three rounds;
in each round every engine has its turn, in a fresh process held to one thread, so that other load on the
machine falls on all of them alike. Medians are shown. An engine that would take longer than `--budget`
computes as many rows as fit in it and is scaled to all, which its line says.

`--tiles 4` lays 4 x 4 copies of the region side by side and joins neighbours at their common border by up to
40 two-way roads each, between their outermost nodes (`bench/travel_tiles.py`): from a city of 5,800 drivable
nodes a graph of some 90,000, with cuts as wide as those inside a city.

elimination, scipy and networkx search the very same graph, and their times are compared with scipy's on
`--check-rows` rows. OSRM reads the same streets from a file written for it, with its own speeds and turn
costs, so its times differ; it is asked over HTTP on the loopback address, and shown twice: until its last
byte is there, and until the answer is an array. Where there is a Python that can import its wheel, its bare
table is timed inside its own process too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.report import above_zero, circumstances, count, write_json
from bench.travel_engines import OWN_GRAPH, Round, check_rows_of_oracle, time_engine
from bench.travel_osrm import Inside, OsrmFailedError, OsrmMissingError, OsrmPeer, OsrmTools, python_with_osrm
from bench.travel_process import ProcessDiedError, in_own_process, one_thread
from bench.travel_region import Order, Prepared, prepare
from bench.travel_runs import Run, difference, of_osrm, of_osrm_inside, of_rounds
from maps import PROFILE_NAMES, MapsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

ENGINES = (*OWN_GRAPH, "osrm")
EXACT_S = 0.01


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; return 0, 1 when engines on one graph disagree, or 2 when nothing could run."""
    asked = _parser().parse_args(arguments)
    one_thread()
    with_osrm = "osrm" in asked.engines
    order = Order(asked.region, asked.profile, asked.points, asked.tiles, asked.seed, with_osrm)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="travel-")))
        try:
            prepared = in_own_process(prepare, order, folder)
        except (MapsError, ProcessDiedError) as error:
            print(error, file=sys.stderr)
            return 2
        print(_what(prepared, asked), flush=True)
        peer = _osrm(prepared, asked, stack) if with_osrm else None
        runs, checked = _measured(prepared, asked, peer)
        if not runs:
            print("No engine can run here.", file=sys.stderr)
            return 2
        oracle = checked.pop("scipy", None)
        if oracle is None:
            oracle = in_own_process(check_rows_of_oracle, prepared, min(asked.check_rows, asked.points))
    differences = {engine: difference(rows, oracle[: len(rows)]) for engine, rows in checked.items()}
    print("\n".join(_lines(runs, differences)))
    exact = all(each is not None and each <= EXACT_S for each in differences.values())
    write_json(asked.json, _document(prepared, asked, runs, differences))
    return 0 if exact else 1


def _measured(
    prepared: Prepared, asked: argparse.Namespace, peer: OsrmPeer | None
) -> tuple[list[Run], dict[str, NDArray[np.float32]]]:
    """Return a run per engine, and the rows to check of those that search our graph."""
    check_rows = min(asked.check_rows, asked.points)
    own = [engine for engine in asked.engines if engine in OWN_GRAPH]
    rounds: dict[str, list[Round]] = {engine: [] for engine in own}
    tables: list[tuple[float, float]] = []
    bare: list[Inside] = []
    points = prepared.points()
    python = _osrm_python(peer, asked) if peer is not None else None
    for turn in range(asked.rounds):
        checked = check_rows if turn == 0 else 0
        for engine in own:
            rounds[engine].append(in_own_process(time_engine, prepared, engine, checked, asked.budget))
        if peer is not None:
            tables.append(peer.table(points)[1:])
            if python is not None:
                bare.append(peer.inside(python, points))
    runs = [of_rounds(engine, rounds[engine], asked.points) for engine in own]
    if peer is not None:
        runs += of_osrm(tables, peer) + (of_osrm_inside(bare, peer.index_s) if bare else [])
    return runs, {engine: rounds[engine][0].checked for engine in own}


def _osrm(prepared: Prepared, asked: argparse.Namespace, stack: ExitStack) -> OsrmPeer | None:
    """Start OSRM; where it can't run, say why."""
    try:
        tools = OsrmTools.inside(asked.osrm_tools)
        peer = stack.enter_context(OsrmPeer(tools, prepared.osm_file, asked.profile, asked.points))
    except (OsrmMissingError, OsrmFailedError) as error:
        print(f"osrm skipped: {error}", flush=True)
        return None
    print(f"OSRM {tools.version} with its own {asked.profile} profile, contraction hierarchies")
    return peer


def _osrm_python(peer: OsrmPeer, asked: argparse.Namespace) -> str | None:
    """Return a Python for OSRM's own process; where there is none, say why."""
    try:
        return python_with_osrm(peer.tools, asked.osrm_python)
    except OsrmMissingError as error:
        print(f"osrm in its own process skipped: {error}", flush=True)
        return None


def _what(prepared: Prepared, asked: argparse.Namespace) -> str:
    growth = prepared.index_arcs / prepared.arcs
    return (
        f"{prepared.name}, {prepared.profile}: {prepared.nodes:,} nodes, {prepared.arcs:,} arcs; "
        f"index of {prepared.index_arcs:,} arcs ({growth:.1f} x); {asked.points:,} points on streets, "
        f"seed {asked.seed}; load {os.getloadavg()[0]:.1f}"
    )


def _lines(runs: list[Run], differences: dict[str, float | None]) -> list[str]:
    """Return the table, the ratios to ours, and the agreement."""
    head = f"{'engine':18}{'seconds':>10}{'rounds':>26}{'index_s':>9}{'load_s':>8}{'peak_mb':>9}"
    lines = [head, *(run.line() for run in runs)]
    ours = next((run for run in runs if run.engine == "elimination"), None)
    if ours is not None:
        lines.append(f"25 new points to and from all others: {ours.new_points_s:.3f} s")
        others = (run for run in runs if run is not ours)
        lines += [f"{run.engine} / elimination: {run.ratio_to(ours):.1f} x" for run in others]
    for engine, worst in differences.items():
        said = "not the same pairs have a way" if worst is None else f"at most {worst:.4f} s"
        lines.append(f"{engine} against scipy: {said}")
    return lines


def _document(
    prepared: Prepared, asked: argparse.Namespace, runs: list[Run], differences: dict[str, float | None]
) -> dict[str, Any]:
    known = [each for each in differences.values() if each is not None]
    return {
        "runs": [run.as_json() for run in runs],
        "max_difference_s": max(known) if known and len(known) == len(differences) else None,
        "difference_s": differences,
        "region": prepared.name,
        "profile": prepared.profile,
        "nodes": prepared.nodes,
        "arcs": prepared.arcs,
        "index_arcs": prepared.index_arcs,
        "points": asked.points,
        "tiles": asked.tiles,
        "seed": asked.seed,
        "check_rows": min(asked.check_rows, asked.points),
        "load": round(os.getloadavg()[0], 2),
        **circumstances(),
    }


def _engines(text: str) -> list[str]:
    """Return the engines of a comma-separated list, ours first, each once."""
    wanted = {name.strip() for name in text.split(",") if name.strip()}
    unknown = sorted(wanted - set(ENGINES))
    if unknown or not wanted:
        raise argparse.ArgumentTypeError(
            f"unknown engine {', '.join(unknown) or '(none)'}; choose from {', '.join(ENGINES)}"
        )
    return [name for name in ENGINES if name in wanted]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.travel",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--region", required=True, type=Path, help="a pack folder, a .graphml[.gz] or an .osm.pbf"
    )
    parser.add_argument("--points", required=True, type=count)
    parser.add_argument("--profile", choices=PROFILE_NAMES, default="car")
    parser.add_argument("--engines", type=_engines, default=list(ENGINES), help=", ".join(ENGINES))
    parser.add_argument("--tiles", type=count, default=1, help="copies of the region per side")
    parser.add_argument("--seed", type=int, default=1, help="of the points")
    parser.add_argument("--rounds", type=count, default=3)
    parser.add_argument(
        "--budget", type=above_zero, default=5.0, help="seconds per round before rows are scaled"
    )
    parser.add_argument("--check-rows", type=count, default=50, help="rows compared between engines")
    parser.add_argument(
        "--osrm-tools", type=Path, default=os.environ.get("OSRM_TOOLS"), help="folder with OSRM's programs"
    )
    parser.add_argument(
        "--osrm-python", default=os.environ.get("OSRM_PYTHON"), help="a Python that can import OSRM's wheel"
    )
    parser.add_argument("--json", type=Path, help="write all runs here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
