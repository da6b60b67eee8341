"""`python -m bench.evening`: one over-subscribed week, every engine the same seconds, side by side."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.engines import ENGINES, OURS, EngineMissingError
from bench.own_process import EngineFailedError, EngineProcess
from bench.report import above_zero, circumstances, count, engine_list, write_json
from bench.week import EveningWeek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.measurement import Measurement

_COLUMNS = ("points", "travel_s", "objective", "planned", "seconds", "first_plan_s", "peak_mb", "cpu_s")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison that the arguments ask for; return 0, or 2 when no engine could run."""
    asked = _parser().parse_args(arguments)
    week = EveningWeek(asked.dossiers, asked.coaches, asked.evenings, asked.seed, asked.skills)
    shifts = asked.coaches * asked.evenings
    kind = "skills, deadlines, evenings off" if asked.skills else "free"
    print(f"{asked.dossiers} dossiers, {shifts} shifts, {kind}, seed {asked.seed}, {asked.seconds:g} s each")
    print(f"{'engine':8}" + "".join(f"{name:>14}" for name in _COLUMNS))
    found: dict[str, Measurement] = {}
    for engine in asked.engines:
        try:
            with EngineProcess(engine) as process:
                found[engine] = process.measure(week, asked.seconds, asked.search_seed)
        except (EngineMissingError, EngineFailedError) as error:
            print(f"{engine} skipped: {error}")
            continue
        print(_line(engine, found[engine]), flush=True)
    write_json(
        asked.json,
        {
            "runs": [_as_json(engine, each) for engine, each in found.items()],
            "dossiers": asked.dossiers,
            "coaches": asked.coaches,
            "evenings": asked.evenings,
            "skills": asked.skills,
            "seed": asked.seed,
            "search_seed": asked.search_seed,
            "budget_s": asked.seconds,
            **circumstances(),
        },
    )
    counting = {engine: each for engine, each in found.items() if each.counts}
    print("\n".join(_ratios(counting)))
    return 0 if found else 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.evening", description=__doc__)
    parser.add_argument("--dossiers", type=count, required=True)
    parser.add_argument("--coaches", type=count, required=True)
    parser.add_argument("--evenings", type=count, required=True)
    parser.add_argument("--seed", type=int, required=True, help="of the week")
    parser.add_argument("--search-seed", type=int, default=1, help="of the search")
    parser.add_argument("--seconds", type=above_zero, required=True, help="wall clock per engine")
    parser.add_argument("--skills", action="store_true", help="skills, deadlines and evenings off")
    parser.add_argument("--engines", type=engine_list, default=list(ENGINES), help=", ".join(ENGINES))
    parser.add_argument("--json", type=Path, help="write all runs here")
    return parser


def _as_json(engine: str, found: Measurement) -> dict[str, Any]:
    """Return a run as DESIGN.md 7 words it, with more beside it."""
    first = found.first_plan_s
    return {
        "engine": engine,
        "points": found.value.points,
        "travel_s": found.value.travel_s,
        "objective": found.value.cost_s,
        "planned": found.planned,
        "seconds": round(found.seconds, 3),
        "first_plan_s": None if first is None else round(first, 3),
        "peak_mb": round(found.spent.peak_mb, 1),
        "cpu_s": round(found.spent.cpu_s, 2),
        "setup_s": round(found.setup_s, 3),
        "fault": found.fault or None,
        "load": round(found.spent.load, 2),
        "plan": found.plan,
    }


def _line(engine: str, found: Measurement) -> str:
    shown = _as_json(engine, found)
    cells = "".join(f"{shown[name] if shown[name] is not None else '-':>14}" for name in _COLUMNS)
    setup = f"   + {found.setup_s:.1f} s to build its model" if found.setup_s >= 0.1 else ""
    return f"{engine:8}{cells}{setup}" + (f"   {found.fault}" if found.fault else "")


def _ratios(found: dict[str, Measurement]) -> list[str]:
    """Return lines of points and objective of ours against every other engine, and against our other one."""
    lines = []
    for own in (engine for engine in OURS if engine in found):
        for other in found:
            if other == own or (own == OURS[1] and other == OURS[0]):
                continue
            lines.append(_ratio(own, other, found))
    if all(engine in found for engine in OURS):
        lines.append(_ratio(OURS[1], OURS[0], found))
    return lines


def _ratio(one: str, other: str, found: dict[str, Measurement]) -> str:
    ours, theirs = found[one].value, found[other].value
    points = ours.points / theirs.points if theirs.points else float("inf")
    objective = ours.cost_s / theirs.cost_s if theirs.cost_s else float("inf")
    return f"{one} / {other}: points {points:.3f}   objective {objective:.3f}"


if __name__ == "__main__":
    sys.exit(main())
