"""Errors of the solver.

SolverError
├── ProblemError (also a ValueError)   the input contradicts itself; the message quotes the value
│   └── LockError                      a lock names something that is not there, or a task twice
└── CheckError                         a plan came out of a search that `check` does not accept
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.check import Violation


class SolverError(Exception):
    """Any error raised on purpose by the solver."""


class ProblemError(SolverError, ValueError):
    """The input contradicts itself; the message names the field, the index and the value."""


class LockError(ProblemError):
    """A lock names a task or shift that does not exist, or the same task twice."""


class CheckError(SolverError):
    """A search returned a plan that breaks a rule; such a plan is never handed out.

    Attributes
    ----------
    violations
        What `check` found.
    """

    def __init__(self, engine: str, violations: list[Violation]) -> None:
        self.violations = violations
        shown = "; ".join(str(violation) for violation in violations[:5])
        super().__init__(f"Engine {engine!r} returned a plan with {len(violations)} violation(s): {shown}")
