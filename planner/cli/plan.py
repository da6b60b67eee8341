"""``python -m planner plan``: from three files to a planned week, without a record."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

import solver
from planner.cli.folder import write_plan
from planner.cli.report import print_bound, print_intake, print_plan, proving, solving
from planner.domain.errors import PlannerError
from planner.domain.week import Week
from planner.intake import write_problems_csv
from planner.services.desk import Files, load
from planner.services.places import ESTIMATED, open_region
from planner.services.plan_bound import bound_and_improve
from planner.services.planning import WeekRequest, prepare, solve_week, to_plan
from planner.settings import Settings

CACHE = Path("var/cache")


def add_plan(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Add the command to a parser."""
    command = commands.add_parser("plan", help="plan een week uit drie bestanden")
    command.add_argument("--dossiers", type=Path, required=True, metavar="F")
    command.add_argument("--coaches", type=Path, required=True, metavar="F")
    command.add_argument("--shifts", type=Path, required=True, metavar="F")
    command.add_argument("--creditors", type=Path, metavar="F", help="agreements with creditors")
    command.add_argument("--referrals", type=Path, metavar="F", help="places to refer to")
    command.add_argument(
        "--region", type=Path, required=True, metavar="PATH", help="region pack or street file"
    )
    command.add_argument("--week", type=Week.parse, required=True, metavar="2026-W49")
    command.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="day of judgement")
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    command.add_argument("--seconds", type=float, default=10.0, metavar="S", help="seconds of solving")
    command.add_argument("--rounds", type=int, metavar="N", help="stop by count: same seed, same plan")
    command.add_argument("--seed", type=int, default=1, metavar="N")
    command.add_argument("--engine", choices=solver.ENGINES, default="auto")
    command.add_argument(
        "--bound",
        type=seconds_from_zero,
        default=0.0,
        metavar="S",
        help="seconds to prove how good the plan is, and to better it on the way; 0 = don't",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace, console: Console) -> None:
    """Plan the week and write the folder.

    Raises
    ------
    PlannerError
        When a file or the week cannot be used.
    """
    loaded = load(
        Files(
            dossiers=options.dossiers,
            coaches=options.coaches,
            shifts=options.shifts,
            creditors=options.creditors,
            referrals=options.referrals,
        )
    )
    settings = Settings.from_env()
    region = open_region(options.region, CACHE, settings.pdok, settings.travel)
    if region.estimated:
        console.print(ESTIMATED)
    print_intake(console, loaded)
    if not any(shift.date in options.week for shift in loaded.team.shifts):
        raise PlannerError(f"In {options.shifts.name} staan geen avonden in week {options.week}.")
    request = WeekRequest(
        week=options.week,
        today=options.today or day_before(options.week),
        dossiers=loaded.dossiers.rows,
        team=loaded.team,
        refused=loaded.batch.refused,
        agreements={one.creditor_id: one for one in loaded.agreements},
        directory=loaded.directory,
        rules=settings.rules,
    )
    work, bound = prepare(request, region), None
    with solving(console, options.seconds, options.rounds) as (stop, progress):
        solution = solve_week(work, stop, options.seed, options.engine, progress)
    if options.bound:
        with proving(console, options.bound):
            solution, bound = bound_and_improve(work, solution, options.bound)
    plan = to_plan(work, solution, region)
    write_plan(options.out, plan, loaded.dossiers.rows, (), loaded.team, region, request.rules, bound)
    write_problems_csv(loaded.problems, options.out / "problems.csv")
    print_plan(console, plan, loaded.team)
    if options.bound:
        print_bound(console, bound)
    console.print(f"\nKlaar. Het plan staat in [bold]{options.out}[/bold].")


def seconds_from_zero(text: str) -> float:
    """Return a number of seconds, 0 for none."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"'{text}' is geen aantal seconden van 0 of meer")
    return seconds


def day_before(week: Week) -> date:
    """Return the Sunday before a week: the day on which it is usually planned."""
    return Week.of(date.fromordinal(week.monday.toordinal() - 1)).sunday
