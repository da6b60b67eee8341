"""Answers why a task is not planned, and what is the cheapest change that would make it fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.changes import Changes, Surroundings
from solver.compiled import compile_problem
from solver.errors import ProblemError
from solver.locks import by_task
from solver.reasons import alone_fits, reason_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from solver.changes import Change
    from solver.locks import Lock
    from solver.problem import Problem
    from solver.solution import Reason, Solution


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a task is out.

    Parameters
    ----------
    task, reason
        Which task and the checked reason.
    worth_s
        What planning it would earn, in seconds: its points x `seconds_per_point`, tier penalty included.
    cost_s
        What its cheapest insertion into the plan as it stands costs, in seconds; None when it does not fit.
    changes
        Every kind of change that would make it fit, cheapest first.
    """

    task: int
    reason: Reason
    worth_s: int
    cost_s: int | None
    changes: tuple[Change, ...]

    @property
    def would_fit_if(self) -> Change | None:
        """The cheapest change, or None when no single change helps."""
        return self.changes[0] if self.changes else None


def explain(problem: Problem, solution: Solution, task: int, locked: Iterable[Lock] = ()) -> Explanation:
    """Return why the task is out and what would make it fit; every change is carried out and checked.

    Raises
    ------
    ProblemError
        When the task is unknown, or planned.
    """
    if not 0 <= task < len(problem.tasks):
        raise ProblemError(f"Task {task} is unknown; there are {len(problem.tasks)}.")
    if task in solution.shift_of:
        raise ProblemError(f"Task {task} is planned, on shift {solution.shift_of[task]}.")
    return _explained(problem, solution, [task], locked)[0]


def explain_all(problem: Problem, solution: Solution, locked: Iterable[Lock] = ()) -> tuple[Explanation, ...]:
    """Return what `explain` says of every unassigned task, in their order.

    Work that does not depend on the task is done once, which makes hundreds of them a matter of seconds.
    """
    return tuple(_explained(problem, solution, [each.task for each in solution.unassigned], locked))


def _explained(
    problem: Problem, solution: Solution, tasks: Sequence[int], locked: Iterable[Lock]
) -> list[Explanation]:
    locks = by_task(problem, locked)
    model = compile_problem(problem, locks)
    around, alone = Surroundings(problem, solution, locks, model), alone_fits(model)
    found = []
    for task in tasks:
        at = around.plan.best_insertion(task)
        changes = sorted(Changes(around, task).all(), key=lambda change: (change.cost_s, change.kind))
        found.append(
            Explanation(
                task=task,
                reason=reason_for(problem, around.plan, alone, task),
                worth_s=int(model.miss_cost[task]),
                cost_s=None if at is None else at.cost,
                changes=tuple(changes),
            )
        )
    return found
