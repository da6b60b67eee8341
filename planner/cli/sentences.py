"""``python -m planner sentences``: every sentence that the policy prints, as a Markdown table."""

import argparse
from typing import Any

from rich.console import Console

from planner.policy.sentences import markdown


def add_sentences(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Add the command to a parser."""
    command = commands.add_parser("sentences", help="every sentence of the policy, in Dutch and English")
    command.set_defaults(run=run)


def run(_options: argparse.Namespace, console: Console) -> None:
    """Print the table, each row on one line."""
    console.out(markdown(), end="", highlight=False)
