"""The finished plan once more through OR-Tools: a last descent, and a proof by other code."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from solver.compiled import plan_cost
from solver.errors import SolverError
from solver.ortools_model import SubProblem, solve_sub

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop

_SHIFTS = 10
_STOPS = 250
_LEAST_S = 0.05


def polish(model: Compiled, plan: Sequence[Sequence[Stop]], seconds: float | None) -> list[list[Stop]]:
    """Return a plan as good or better, every part of which OR-Tools accepted as a start.

    Parameters
    ----------
    model, plan
        The problem and the plan.
    seconds
        Wall-clock limit, shared by the parts of the plan; None = descend to a local optimum.

    Raises
    ------
    SolverError
        When OR-Tools refuses a route: one of the two models is wrong.
    """
    best = [list(each) for each in plan]
    cost = plan_cost(model, best)
    parts = _parts(model, best)
    began = time.monotonic()
    for number, shifts in enumerate(parts):
        left = None if seconds is None else seconds - (time.monotonic() - began)
        if left is not None and left < _LEAST_S:
            break
        start = tuple(tuple(best[shift]) for shift in shifts)
        sub = SubProblem(tuple(shifts), tuple(stop for stops in start for stop in stops), start)
        found = solve_sub(model, sub, None if left is None else left / (len(parts) - number))
        if found is None:
            raise SolverError(f"OR-Tools refuses the routes of shifts {shifts} as infeasible.")
        trial = list(best)
        for shift, stops in zip(shifts, found, strict=True):
            trial[shift] = stops
        trial_cost = plan_cost(model, trial)
        if trial_cost < cost:
            best, cost = trial, trial_cost
    return best


def _parts(model: Compiled, plan: Sequence[Sequence[Stop]]) -> list[list[int]]:
    """Split the busy shifts into neighbouring parts that one routing model handles quickly."""
    busy = [shift for shift, stops in enumerate(plan) if stops]
    parts: list[list[int]] = []
    while busy:
        first = busy[0]
        places = model.location[[task for task, _ in plan[first]]]
        away = [
            float(np.mean(model.travel[0][np.ix_(places, model.location[[task for task, _ in plan[shift]]])]))
            for shift in busy
        ]
        part: list[int] = []
        stops = 0
        for at in np.argsort(away, kind="stable"):
            stops += len(plan[busy[at]])
            if part and (len(part) == _SHIFTS or stops > _STOPS):
                break
            part.append(busy[at])
        if first not in part:
            part = [first]
        parts.append(sorted(part))
        busy = [shift for shift in busy if shift not in part]
    return parts
