"""`python -m bench.routing`: public routing instances, same seconds, side by side."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.best_known import ListError, cases_of, chosen
from bench.engines import ENGINES, EngineMissingError
from bench.families import FAMILIES, read
from bench.formats.lines import InstanceError
from bench.gaps import Run, cell, remark, summary
from bench.own_process import EngineFailedError, EngineProcess
from bench.report import above_zero, circumstances, count, engine_list, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.instance import Case, Instance
    from solver import Problem


@dataclass(frozen=True, slots=True)
class FileRecipe:
    """A case, read again in the engine's own process."""

    case: Case

    def problem(self) -> Problem:
        """Return the problem in the file."""
        return read(self.case).problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison that the arguments ask for; return 0, or 2 when there is nothing to compare."""
    asked = _parser().parse_args(arguments)
    try:
        cases = cases_of(asked.family, asked.instances, asked.best_known)
    except ListError as error:
        print(error, file=sys.stderr)
        return 2
    cases = chosen(cases, {name.casefold() for name in asked.only}, set(asked.vehicles), asked.limit)
    if not cases:
        print("No instance is left after --only and --vehicles.", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        processes = _start(asked.engines, stack)
        if not processes:
            print("No engine can run here.", file=sys.stderr)
            return 2
        runs = _run_all(cases, processes, asked.seconds, asked.seed)
    write_json(
        asked.json,
        {
            "runs": [run.as_json() for run in runs],
            "family": asked.family,
            "budget_s": asked.seconds,
            "seed": asked.seed,
            **circumstances(),
        },
    )
    print()
    print("\n".join(summary(runs, list(processes))))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.routing", description=__doc__)
    parser.add_argument("--family", required=True, choices=sorted(FAMILIES))
    parser.add_argument("--instances", required=True, type=Path, help="holds one folder per family")
    parser.add_argument("--best-known", required=True, type=Path, help="CSV of best known values")
    parser.add_argument("--seconds", required=True, type=above_zero, help="wall clock per run")
    parser.add_argument("--engines", type=engine_list, default=list(ENGINES), help=", ".join(ENGINES))
    parser.add_argument("--only", type=_names, default=[], help="names of instances, comma-separated")
    parser.add_argument("--vehicles", type=_counts, default=[], help="numbers of vehicles, comma-separated")
    parser.add_argument("--limit", type=count, help="the first so many instances")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write all runs here")
    return parser


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _counts(text: str) -> list[int]:
    return [count(each.strip()) for each in text.split(",")]


def _start(engines: Sequence[str], stack: ExitStack) -> dict[str, EngineProcess]:
    """Start a process per engine; those that cannot run are named with the reason."""
    started = {}
    for engine in engines:
        try:
            started[engine] = stack.enter_context(EngineProcess(engine))
        except (EngineMissingError, EngineFailedError) as error:
            print(f"{engine} skipped: {error}")
    return started


def _run_all(
    cases: Sequence[Case], processes: dict[str, EngineProcess], seconds: float, seed: int
) -> list[Run]:
    """Run every engine on every case, one at a time, and print a line per case."""
    runs: list[Run] = []
    print(f"{'instance':34} {'m':>3} {'best known':>11}  " + "".join(f"{name:>22}" for name in processes))
    for case in cases:
        try:
            instance = read(case)
        except InstanceError as error:
            print(f"{case.name}: not run: {error}")
            continue
        row = [_run(case, instance, each, seconds, seed) for each in processes.values()]
        runs += row
        best = "" if case.best_known is None else f"{case.best_known:g}"
        cells = "".join(f"{cell(run):>22}" for run in row)
        print(f"{case.name:34} {len(instance.problem.shifts):3} {best:>11}  {cells}", flush=True)
        for run in row:
            if said := remark(run):
                print(f"  {run.engine}: {said}")
    return runs


def _run(case: Case, instance: Instance, process: EngineProcess, seconds: float, seed: int) -> Run:
    try:
        found = process.measure(FileRecipe(case), seconds, seed)
    except EngineFailedError as error:
        return Run(process.engine, case, instance, None, str(error))
    return Run(process.engine, case, instance, found, found.fault)


if __name__ == "__main__":
    sys.exit(main())
