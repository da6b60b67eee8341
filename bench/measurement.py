"""One engine on one problem: run, checked again, weighed by `solver.value`, with time and memory."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

import solver
from bench.engines import EngineMissingError, load_engine
from solver import Problem, Shift, Solution, Task, Value, Window, check, schedule, value

if TYPE_CHECKING:
    from bench.engines import Answer

_WARM_UP_S = 0.3
_SHOWN = 3


class Recipe(Protocol):
    """Makes a problem in the process that needs it; small, so that it can be sent there."""

    def problem(self) -> Problem:
        """Return the problem."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took from the machine, and how busy that was.

    Parameters
    ----------
    peak_mb
        Largest resident memory of the engine's process so far, everything included.
    cpu_s
        Processor time of the engine and its children in that time, over all cores: on a busy machine
        an engine may get far less than it was promised.
    load
        Load average of the machine over one minute when the engine began.
    """

    peak_mb: float
    cpu_s: float
    load: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one engine reached.

    Parameters
    ----------
    value
        What the plan is worth, from `solver.value`, whatever the engine claims.
    sequences
        Tasks per shift, in order.
    violations
        Rules the plan breaks, from `solver.check`; a plan with any does not count.
    seconds, setup_s, first_plan_s
        Wall clock: of the search; of building a peer's model, on top; to the first plan.
    spent
        What it took from the machine.
    """

    value: Value
    sequences: tuple[tuple[int, ...], ...]
    violations: tuple[str, ...]
    seconds: float
    setup_s: float
    first_plan_s: float | None
    spent: Spent

    @property
    def planned(self) -> int:
        """Number of tasks planned."""
        return sum(len(each) for each in self.sequences)

    @property
    def routes(self) -> int:
        """Number of shifts that do anything."""
        return sum(bool(each) for each in self.sequences)

    @property
    def plan(self) -> list[str]:
        """The tasks of every shift as text, for a check by others: "3 1 7", or "" for nothing."""
        return [" ".join(str(task) for task in each) for each in self.sequences]

    @property
    def counts(self) -> bool:
        """Whether the plan breaks no rule and misses no required task."""
        return not self.violations and not any(self.value.missed)

    @property
    def fault(self) -> str:
        """What is wrong with the plan, in a few words; empty when it counts."""
        if self.violations:
            more = len(self.violations) - _SHOWN
            shown = "; ".join(self.violations[:_SHOWN])
            return f"breaks rules: {shown}" + (f" and {more} more" if more > 0 else "")
        return f"misses {sum(self.value.missed)} required" if any(self.value.missed) else ""


def warm_up(engine: str) -> None:
    """Import and compile everything an engine needs, as an application does when it starts.

    Raises
    ------
    EngineMissingError
        When its package is not installed, or numba is not and "auto" would only repeat "ortools".
    """
    if engine == "auto" and not solver.warm_up():
        raise EngineMissingError("numba cannot be imported: auto would be the same as ortools")
    travel = np.full((4, 4), 60, dtype=np.int32)
    np.fill_diagonal(travel, 0)
    tasks = tuple(Task(k, 600, (Window(0, 7200, 5),)) for k in range(1, 4))
    load_engine(engine)(Problem(tasks, (Shift(0, 0, 0, 7200),) * 2, (travel,)), _WARM_UP_S, 0)


def measure(recipe: Recipe, engine: str, seconds: float, seed: int) -> Measurement:
    """Return what an engine reaches on a problem in that many wall-clock seconds.

    Raises
    ------
    EngineMissingError
        When its package is not installed.
    """
    load = os.getloadavg()[0]
    problem = recipe.problem()
    busy_s = _cpu_s()
    answer = load_engine(engine)(problem, seconds, seed)
    spent = Spent(_peak_mb(), _cpu_s() - busy_s, load)
    return judge(problem, answer, spent)


def judge(problem: Problem, answer: Answer, spent: Spent) -> Measurement:
    """Return an answer's measurement: its plan timed where needed, checked and weighed without the engine."""
    plan = answer.plan if isinstance(answer.plan, Solution) else schedule(problem, answer.plan)
    return Measurement(
        value=value(problem, plan),
        sequences=plan.sequences,
        violations=tuple(str(each) for each in check(problem, plan)),
        seconds=answer.seconds,
        setup_s=answer.setup_s,
        first_plan_s=answer.first_plan_s,
        spent=spent,
    )


def _cpu_s() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def _peak_mb() -> float:
    """Return the largest resident memory of this process in MB.

    Linux keeps the parent's peak in `ru_maxrss` of a new process; `VmHWM` is the process's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    units = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / units
