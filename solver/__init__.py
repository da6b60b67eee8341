"""A small vehicle-routing library: who is visited, by which shift, in which order and when.

It knows integers and positions in tuples, no people. `solve` plans, `check` proves, `value` weighs, `explain`
answers why a task is not in a plan.
"""

from solver.changes import Change, ChangeKind
from solver.check import Violation, ViolationCode, check
from solver.errors import CheckError, LockError, ProblemError, SolverError
from solver.evening import WhatIf, replan, what_if
from solver.explain import Explanation, explain, explain_all
from solver.locks import Lock
from solver.objective import Value, value
from solver.offers import Offer, recommend
from solver.pipeline import ENGINES, solve, warm_up
from solver.problem import UNREACHABLE, Problem, Shift, Task, Window, Workload
from solver.schedule import schedule
from solver.solution import PlannedStop, Reason, Route, Solution, Unassigned
from solver.stop import Effort, FirstOf, MaxRounds, MaxSeconds, NoGain, StopRule
from solver.variants import keeping, with_shift_like, without_shift

__all__ = [
    "ENGINES",
    "UNREACHABLE",
    "Change",
    "ChangeKind",
    "CheckError",
    "Effort",
    "Explanation",
    "FirstOf",
    "Lock",
    "LockError",
    "MaxRounds",
    "MaxSeconds",
    "NoGain",
    "Offer",
    "PlannedStop",
    "Problem",
    "ProblemError",
    "Reason",
    "Route",
    "Shift",
    "Solution",
    "SolverError",
    "StopRule",
    "Task",
    "Unassigned",
    "Value",
    "Violation",
    "ViolationCode",
    "WhatIf",
    "Window",
    "Workload",
    "check",
    "explain",
    "explain_all",
    "keeping",
    "recommend",
    "replan",
    "schedule",
    "solve",
    "value",
    "warm_up",
    "what_if",
    "with_shift_like",
    "without_shift",
]
