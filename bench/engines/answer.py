"""What an engine hands back, before anyone has checked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver import Solution


class EngineMissingError(RuntimeError):
    """An engine cannot run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An engine's plan and what it took.

    Parameters
    ----------
    plan
        A timed plan, or only the order of tasks per shift.
    seconds
        Wall clock of the search.
    setup_s
        Wall clock of turning the problem into the engine's own model, on top of `seconds`.
    first_plan_s
        Wall clock from the start of the search to the first plan that can be carried out; None for none.
    """

    plan: Solution | list[list[int]]
    seconds: float
    setup_s: float
    first_plan_s: float | None
