"""``python -m planner simulate``: planning policies side by side in a world that does not exist."""

import argparse
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from planner.domain.errors import PlannerError
from planner.settings import Settings
from planner.simulation.batch import run_all
from planner.simulation.chart import KINDS, write_chart
from planner.simulation.policies import EXPLAINED, POLICIES, USUAL
from planner.simulation.results import report
from planner.simulation.world_file import SHIPPED, read_world

CAVEATS = (
    "The world is invented: these figures compare policies, they do not predict results in a real town.",
    "Ours does not make more contacts than a careful planner by hand; what it adds is priority.",
    "The lead in priority hangs on pressure: it grows with overload, and is nothing when all can be visited.",
    "'by_hand' fills an evening with neighbours of its most urgent doors; against one who lists top "
    "scores only (--policies by_hand_scores,...) the lead of ours was less than half.",
    "'perfect' knows what nobody knows: it is a ceiling, not a product.",
    "An interval that holds zero proves nothing; one seed differs by 5 % from the next.",
    "Whether people follow the list, and how good real hints are, is not in the world.",
)
COLUMNS = (
    ("priority_per_evening", "Priority", 1.0, ".1f"),
    ("contacts_per_evening", "Contacts", 1.0, ".2f"),
    ("all_contacts_per_evening", "with cards", 1.0, ".2f"),
    ("doors_per_contact", "Doors/contact", 1.0, ".2f"),
    ("deadline_share", "Deadlines %", 100.0, ".1f"),
    ("overtime_share", ">15 min over %", 100.0, ".1f"),
    ("missed_appointment_share", "Appts missed %", 100.0, ".0f"),
    ("seldom_home_share", "Seldom-home", 1.0, ".2f"),
    ("seldom_home_weeks", "their weeks", 1.0, ".1f"),
)


def add_simulate(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Add the command to a parser."""
    command = commands.add_parser("simulate", help="vergelijk manieren van plannen in een verzonnen wereld")
    command.add_argument("--weeks", type=_at_least_one, default=11, metavar="N")
    command.add_argument("--seed", type=int, default=1, metavar="S", help="first seed")
    command.add_argument(
        "--seeds", type=_at_least_one, default=1, metavar="K", help="so many seeds, S and following"
    )
    command.add_argument(
        "--world", default="base", metavar="NAME_OR_FILE", help=f"{', '.join(SHIPPED)}, or a TOML file"
    )
    command.add_argument("--policies", type=_policies, default=USUAL, metavar="A,B")
    command.add_argument("--fair", type=float, default=None, metavar="0-1", help="weight of relative chance")
    command.add_argument("--json", type=Path, metavar="OUT")
    command.add_argument("--chart", type=_chart, metavar="OUT.html|png")
    command.add_argument("--jobs", type=_at_least_one, default=os.cpu_count() or 1, metavar="N")
    command.add_argument(
        "--resume", type=Path, metavar="FILE", help="keeps finished runs; start again to go on"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace, console: Console) -> None:
    """Run the comparison, print its table, and write what was asked for."""
    world, rules = read_world(options.world), Settings.from_env().rules
    if options.fair is not None:
        if not 0 <= options.fair <= 1:
            raise PlannerError(f"--fair is {options.fair}: kies tussen 0 en 1.")
        rules = replace(rules, worth=replace(rules.worth, fairness=options.fair))
    seeds = range(options.seed, options.seed + options.seeds)
    columns = (TextColumn("Simuleren"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("simulate", total=len(seeds) * len(options.policies))
        runs = run_all(
            world,
            options.policies,
            seeds,
            options.weeks,
            rules,
            options.jobs,
            options.resume,
            lambda _: bar.advance(task),
        )
    found = report(runs, options.policies)
    found["settings"] = {
        "world": options.world,
        "weeks": options.weeks,
        "seeds": list(seeds),
        "rules": rules.stamp,
    }
    title = f"World {options.world}: {options.weeks} weeks, {len(seeds)} seed(s) from {options.seed}"
    _print(console, found, f"{title}. {world.description}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.chart:
        write_chart(found, title, CAVEATS, options.chart)


def _print(console: Console, found: Mapping[str, Any], title: str) -> None:
    table = Table(
        "Policy", *(name for _, name, _, _ in COLUMNS), box=None, pad_edge=False, title=escape(title)
    )
    for row in found["policies"]:
        table.add_row(row["policy"], *(_cell(row, key, scale, form) for key, _, scale, form in COLUMNS))
    console.print(table)
    for one in found["comparisons"]:
        parts = ", ".join(
            f"{name} {_percent(one, key)}"
            for key, name in (("priority_per_evening", "priority"), ("contacts_per_evening", "door contacts"))
        )
        console.print(f"  {one['policy']} against {one['against']}: {parts}")
    for row in found["policies"]:
        console.print(f"  [dim]{row['policy']}: {EXPLAINED[row['policy']]}[/dim]")
    console.print("\n[bold]What may not be claimed[/bold]")
    for one in CAVEATS:
        console.print(f"  - {one}")


def _cell(row: Mapping[str, Any], key: str, scale: float, form: str) -> str:
    low, high = row["ci95"][key]
    return f"{scale * row[key]:{form}} ±{scale * (high - low) / 2:{form}}"


def _percent(one: Mapping[str, Any], key: str) -> str:
    low, high = one["ci95"][key]
    return f"{100 * one[key]:+.1f} % ({100 * low:+.1f} to {100 * high:+.1f})"


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def _policies(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in POLICIES]
    if unknown or not names:
        raise argparse.ArgumentTypeError(
            f"unknown policy {', '.join(unknown)}; choose from {', '.join(POLICIES)}"
        )
    return names


def _chart(text: str) -> Path:
    path = Path(text)
    if path.suffix not in KINDS:
        raise argparse.ArgumentTypeError(f"'{text}' must end in .png or .html")
    return path
