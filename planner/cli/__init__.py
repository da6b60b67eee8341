"""The command line: plan a week from files, or live through the sample once."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from maps import MapsError
from planner.cli.demo import add_demo
from planner.cli.plan import add_plan
from planner.cli.record import add_record
from planner.cli.sentences import add_sentences
from planner.cli.simulate import add_simulate
from planner.domain.errors import PlannerError

EXIT_OK, EXIT_PROBLEM = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 when all went well, 2 when the user can do something about it."""
    options = parser().parse_args(arguments)
    try:
        options.run(options, Console(highlight=False))
    except (PlannerError, MapsError, OSError) as problem:
        print(f"avondronde: {problem}", file=sys.stderr)  # noqa: T201 - a command line talks
        return EXIT_PROBLEM
    return EXIT_OK


def parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    top = argparse.ArgumentParser(prog="python -m planner", description="Avondronde op de opdrachtregel.")
    commands = top.add_subparsers(required=True, metavar="OPDRACHT")
    add_plan(commands)
    add_demo(commands)
    add_record(commands)
    add_simulate(commands)
    add_sentences(commands)
    return top


def existing(text: str) -> Path:
    """Return a path that must exist."""
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"'{text}' bestaat niet")
    return path
