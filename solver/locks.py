"""Stops a planner has fixed: which shift, and if wished in which order and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.errors import LockError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class Lock:
    """A task fixed to a shift; it counts above every required tier, and is reported if it cannot be kept.

    Parameters
    ----------
    task, shift
        What is fixed to whom.
    order
        Ordered locks of one shift are visited in ascending `order`; other stops may come between.
    earliest_s, latest_s
        The visit starts between these, on top of the task's windows.
    """

    task: int
    shift: int
    order: int | None = None
    earliest_s: int | None = None
    latest_s: int | None = None

    def __post_init__(self) -> None:
        if self.order is not None and self.order < 0:
            raise LockError(f"Lock of task {self.task}: order must be 0 or more, not {self.order}.")
        if None not in (self.earliest_s, self.latest_s) and self.opens_s > self.closes_s:
            raise LockError(
                f"Lock of task {self.task} ends ({self.latest_s}) before it starts ({self.earliest_s})."
            )

    @property
    def opens_s(self) -> int:
        """First second at which the visit may start; 0 when nothing was fixed."""
        return 0 if self.earliest_s is None else self.earliest_s

    @property
    def closes_s(self) -> float:
        """Last second at which the visit may start; infinity when nothing was fixed."""
        return float("inf") if self.latest_s is None else self.latest_s


def by_task(problem: Problem, locked: Iterable[Lock]) -> Mapping[int, Lock]:
    """Return task -> lock.

    Raises
    ------
    LockError
        When a lock names an unknown task or shift, a shift that may not do the task, or a task twice.
    """
    found: dict[int, Lock] = {}
    for lock in locked:
        if not 0 <= lock.task < len(problem.tasks):
            raise LockError(f"A lock names task {lock.task}; there are {len(problem.tasks)} tasks.")
        if not 0 <= lock.shift < len(problem.shifts):
            raise LockError(
                f"The lock of task {lock.task} names shift {lock.shift}; there are {len(problem.shifts)}."
            )
        if lock.task in found:
            raise LockError(
                f"Task {lock.task} is locked twice: shift {found[lock.task].shift} and {lock.shift}."
            )
        if not problem.may_do(lock.shift, lock.task):
            raise LockError(f"Task {lock.task} is locked to shift {lock.shift}, which may not do it.")
        found[lock.task] = lock
    return found
