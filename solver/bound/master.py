"""The restricted master problem: which routes, in fractions.

The only module here that knows an LP solver. It is OR-Tools' own, not HiGHS's `highspy`: the two cannot be
loaded into one process (both bring a `libhighs.so.1`, of different versions, and the one that comes second
fails to import).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from ortools.linear_solver import pywraplp

from solver.bound.dual import Demand, Prices
from solver.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from solver.bound.pricing import Column

_NEVER_S = 2**62
_ENGINE = "GLOP"
_USED = 1e-6


class Master:
    """The linear programme over the routes known so far: least route cost + missed points.

    Rows: tasks, groups, classes, and one for the tier in which the plan in hand misses tasks. Columns: one
    "missed" per task, then routes. The simplex method starts each time from the basis before.

    Parameters
    ----------
    demand
        The task and group rows.
    counts
        int64 [classes]: number of shifts per class.
    """

    def __init__(self, demand: Demand, counts: NDArray[np.int64]) -> None:
        self._demand = demand
        self.columns: list[Column] = []
        self._shares: list[pywraplp.Variable] = []
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._unit_s = max(1.0, float(demand.miss_s.max(initial=1)) / 100.0)
        self._lp = pywraplp.Solver.CreateSolver(_ENGINE)
        self._cost = self._lp.Objective()
        self._cost.SetMinimization()
        none = -self._lp.infinity()
        self._task_rows = [self._lp.Constraint(1.0, 1.0) for _ in demand.miss_s]
        self._group_rows = [self._lp.Constraint(none, 1.0) for _ in range(demand.groups)]
        self._class_rows = [self._lp.Constraint(none, float(count)) for count in counts]
        self._tier_row = self._lp.Constraint(none, float(demand.may_miss))
        self._how = pywraplp.MPSolverParameters()
        self._how.SetIntegerParam(self._how.INCREMENTALITY, self._how.INCREMENTALITY_ON)
        self._how.SetIntegerParam(self._how.PRESOLVE, self._how.PRESOLVE_OFF)
        self._how.SetIntegerParam(self._how.LP_ALGORITHM, self._how.PRIMAL)
        self._solved = 0
        self._add_missed()

    def _add_missed(self) -> None:
        upper = np.where(self._demand.must, 0.0, 1.0).tolist()
        missed = [self._lp.NumVar(0.0, most, "") for most in upper]
        for variable, row, miss_s in zip(missed, self._task_rows, self._demand.miss_s.tolist(), strict=True):
            row.SetCoefficient(variable, 1.0)
            self._cost.SetCoefficient(variable, miss_s / self._unit_s)
        for task in self._demand.tier:
            self._tier_row.SetCoefficient(missed[task], 1.0)

    def add(self, columns: Iterable[Column]) -> int:
        """Add routes that are not there yet, or cheaper than there; return how many."""
        fresh = 0
        for column in columns:
            key = (column.owner, tuple(sorted(column.tasks)))
            if column.cost_s < self._known.get(key, _NEVER_S):
                self._known[key] = column.cost_s
                self.columns.append(column)
                self._add(column)
                fresh += 1
        return fresh

    def _add(self, column: Column) -> None:
        variable = self._lp.NumVar(0.0, self._lp.infinity(), "")
        self._shares.append(variable)
        self._cost.SetCoefficient(variable, column.cost_s / self._unit_s)
        self._class_rows[column.owner].SetCoefficient(variable, 1.0)
        groups = [int(self._demand.group[task]) for task in column.tasks]
        for task, times in Counter(column.tasks).items():
            self._task_rows[task].SetCoefficient(variable, float(times))
        for group, times in Counter(each for each in groups if each >= 0).items():
            self._group_rows[group].SetCoefficient(variable, float(times))

    def used(self) -> list[Column]:
        """Return the routes of the last fractional plan."""
        shares = [variable.solution_value() for variable in self._shares[: self._solved]]
        return [column for column, share in zip(self.columns, shares, strict=False) if share > _USED]

    def solve(self, seconds: float) -> tuple[float, Prices] | None:
        """Return (cost in seconds, row prices) of the best fractional plan; None when time ran out.

        Raises
        ------
        SolverError
            When the problem is called infeasible or unbounded, which cannot be: the plan in hand is in it.
        """
        self._lp.SetTimeLimit(max(10, int(1000 * seconds)))
        status = self._lp.Solve(self._how)
        if status in (self._lp.FEASIBLE, self._lp.NOT_SOLVED):
            return None
        if status != self._lp.OPTIMAL:
            raise SolverError(f"The master problem of the bound ended with status {status}.")
        self._solved = len(self.columns)
        worth = np.array([row.dual_value() for row in self._task_rows]) * self._unit_s
        group = np.array([row.dual_value() for row in self._group_rows]) * -self._unit_s
        return float(self._cost.Value()) * self._unit_s, Prices(worth, group)
