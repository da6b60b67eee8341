"""One instance of the routing benchmark: a problem, what counts in it, and what is known to be reachable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from solver import Problem, Value


class Goal(StrEnum):
    """What a family of instances counts."""

    PRIZE = "prize"
    """Collected prize; more is better."""
    DISTANCE = "distance"
    """Distance in the file's own unit, everybody visited; less is better."""
    OBJECTIVE = "objective"
    """Scaled distance plus the prizes left behind; less is better."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem read from a file.

    Parameters
    ----------
    problem
        In scaled whole units, which take the place of seconds.
    goal
        What counts.
    scale
        Units of the problem per unit of the file.
    """

    problem: Problem
    goal: Goal
    scale: int

    def figure(self, value: Value) -> float:
        """Return what counts of a plan's value, in the unit of the published figures."""
        if self.goal is Goal.PRIZE:
            return value.points
        return value.travel_s / self.scale if self.goal is Goal.DISTANCE else value.cost_s


def gap_percent(goal: Goal, figure: float, best: float) -> float:
    """Return how much worse a figure is than the best known one, in percent of it; negative when better."""
    worse = best - figure if goal is Goal.PRIZE else figure - best
    return 100.0 * worse / best


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a list of best known values, and the file it is about.

    Parameters
    ----------
    family, name, path
        Which reader, and which file.
    vehicles
        Number of routes of the row; None when the row or the problem leaves it to the file.
    best_known, proven
        Published figure and whether it is proven to be optimal; None when nothing is known.
    """

    family: str
    name: str
    path: Path
    vehicles: int | None = None
    best_known: float | None = None
    proven: bool = False
