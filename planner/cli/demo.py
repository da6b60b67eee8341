"""``python -m planner demo``: the whole round once, with the sample."""

import argparse
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

import maps
from planner.cli.changes import print_changes
from planner.cli.folder import write_plan
from planner.cli.report import print_intake, print_plan, solving
from planner.domain.plan import WeekPlan
from planner.domain.week import AMSTERDAM, Week
from planner.intake import write_problems_csv
from planner.policy.rules_file import shipped_rules
from planner.services.desk import Files, copy_evenings, import_files, make_plan, week_request
from planner.services.first_evening import live_through
from planner.services.places import open_region
from planner.store import Store

WEEK = Week(2026, 49)
SUNDAY = date(2026, 11, 29)
CACHE = Path("var/cache")
SAMPLE = Path("sample_data")


def add_demo(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Add the command to a parser."""
    command = commands.add_parser("demo", help="de hele ronde een keer, met het voorbeeld")
    command.add_argument("--out", type=Path, default=Path("out"), metavar="DIR")
    command.add_argument("--store", type=Path, default=Path("var/demo.sqlite"), metavar="F")
    command.add_argument(
        "--seconds", type=float, default=10.0, metavar="S", help="seconds of solving per week"
    )
    command.add_argument("--seed", type=int, default=1, metavar="N")
    command.set_defaults(run=run)


def run(options: argparse.Namespace, console: Console) -> None:
    """Load the sample, plan its week, live through the first evening, and plan the week after."""
    region = open_region(SAMPLE / "nootdorp_drive.graphml.gz", CACHE)
    _fresh(options.store)
    store = Store(options.store)
    try:
        loaded = import_files(store, _sample_files(), _moment(SUNDAY))
        print_intake(console, loaded)
        first = _plan(options, console, store, region, WEEK, SUNDAY)
        _write(options.out, store, region, WEEK, SUNDAY, first)
        write_problems_csv(loaded.problems, options.out / "problems.csv")
        print_plan(console, first, loaded.team)
        outcomes = live_through(store, WEEK, WEEK.monday, options.seed)
        tuesday = WEEK.monday + timedelta(days=1)
        copy_evenings(store, WEEK, WEEK.next)
        console.print(
            f"\n[bold]De eerste avond is geweest[/bold]: {len(outcomes)} bezoekresultaten. "
            f"Nu week {WEEK.next.number}."
        )
        second = _plan(options, console, store, region, WEEK.next, tuesday)
        _write(options.out / "next_week", store, region, WEEK.next, tuesday, second)
        print_changes(console, store, WEEK, second, shipped_rules())
    finally:
        store.close()
    console.print(f"\nKlaar. Het plan staat in [bold]{options.out}[/bold], de volgende week in next_week/.")


def _plan(
    options: argparse.Namespace,
    console: Console,
    store: Store,
    region: maps.Region,
    week: Week,
    today: date,
) -> WeekPlan:
    with solving(console, options.seconds) as (stop, progress):
        return make_plan(
            store, region, week, today, _moment(today), stop, seed=options.seed, on_progress=progress
        )


def _write(out: Path, store: Store, region: maps.Region, week: Week, today: date, plan: WeekPlan) -> None:
    with store.reading() as record:
        known = week_request(record, week, today, shipped_rules())
    write_plan(out, plan, known.dossiers, (*known.outcomes, *known.notices), known.team, region, known.rules)


def _fresh(path: Path) -> None:
    """Remove an earlier demo, so that each one starts the same."""
    for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        old.unlink(missing_ok=True)


def _sample_files() -> Files:
    return Files(
        dossiers=SAMPLE / "dossiers.csv",
        coaches=SAMPLE / "coaches.csv",
        shifts=SAMPLE / "shifts.csv",
        creditors=SAMPLE / "creditors.csv",
        referrals=SAMPLE / "referrals.csv",
        call_evenings=SAMPLE / "call_evenings.csv",
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=AMSTERDAM)
