"""OSRM's bare table inside its own process: run by a Python that its wheel supports, not by ours.

    python3.12 bench/travel_osrm_inside.py WHEEL_FOLDER STREETS.osrm ROUNDS < points.json

Reads `[[lon, lat], ...]` and prints `{"load_s": ..., "raw_s": [...], "listed_s": [...], "peak_mb": ...}`:
seconds until OSRM had its answer, and until that was plain Python lists. It imports nothing of this project
and no numpy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter


def main(wheel: str, streets: str, rounds: int) -> None:
    """Time the table of the points on standard input."""
    points = [tuple(point) for point in json.load(sys.stdin)]
    sys.path.insert(0, wheel)
    import osrm

    began = perf_counter()
    engine = osrm.OSRM(
        algorithm="CH",
        storage_config=streets,
        max_locations_distance_table=len(points),
        use_shared_memory=False,
    )
    load_s = perf_counter() - began
    asked = osrm.TableParameters(coordinates=points, annotations=["duration"], generate_hints=False)
    raw_s, listed_s = [], []
    # The first question pays for pages that are not in memory yet.
    for turn in range(rounds + 1):
        began = perf_counter()
        answer = engine.Table(asked)
        raw = perf_counter() - began
        rows = [list(row) for row in answer["durations"]]
        listed = perf_counter() - began
        if len(rows) != len(points):
            raise SystemExit(f"OSRM gave {len(rows)} rows for {len(points)} points")
        if turn:
            raw_s.append(raw)
            listed_s.append(listed)
    print(json.dumps({"load_s": load_s, "raw_s": raw_s, "listed_s": listed_s, "peak_mb": _peak_mb()}))


def _peak_mb() -> float | None:
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
