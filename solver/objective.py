"""What a plan is worth: the one definition that every engine is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.problem import Problem
    from solver.solution import Solution


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """How good a plan is; smaller is better, compared from left to right.

    Parameters
    ----------
    missed
        Required tasks that are not planned, per tier, highest tier first.
    cost_s
        In seconds: travel + priced overtime + unfair workload + `seconds_per_point` x lost points.
    travel_s, overtime_s, excess_work_s
        Its parts, in seconds, unpriced.
    lost_points
        Points of the best window and shift of every task, less what the plan earns.
    points
        What the plan earns.
    """

    missed: tuple[int, ...]
    cost_s: int
    travel_s: int
    overtime_s: int
    excess_work_s: int
    lost_points: int
    points: int


def value(problem: Problem, solution: Solution) -> Value:
    """Return the value of a plan; it need not be complete or allowed (see `check` for that)."""
    points = travel_s = overtime_s = overtime_cost_s = 0
    work_s = [0] * len(problem.shifts)
    planned: set[int] = set()
    for route in solution.routes:
        shift = problem.shifts[route.shift]
        travel_s += route.travel_s
        late_s = max(0, route.end_s - shift.end_s) if route.stops else 0
        overtime_s += late_s
        overtime_cost_s += late_s * shift.overtime_price
        for stop in route.stops:
            task = problem.tasks[stop.task]
            points += task.windows[stop.window].prize + task.shift_points.get(route.shift, 0)
            work_s[route.shift] += stop.depart_s - stop.start_s
            planned.add(stop.task)
    excess = [
        max(0, sum(work_s[shift] for shift in each.shifts) - each.target_s) for each in problem.workloads
    ]
    unfair_s = sum(each.price * over for each, over in zip(problem.workloads, excess, strict=True))
    lost = sum(task.best_points for task in problem.tasks) - points
    return Value(
        missed=_missed(problem, planned),
        cost_s=travel_s + overtime_cost_s + unfair_s + problem.seconds_per_point * lost,
        travel_s=travel_s,
        overtime_s=overtime_s,
        excess_work_s=sum(excess),
        lost_points=lost,
        points=points,
    )


def _missed(problem: Problem, planned: set[int]) -> tuple[int, ...]:
    """Count unplanned required tasks per tier, highest tier first."""
    tiers = max((task.required for task in problem.tasks), default=0)
    missed = [0] * tiers
    for index, task in enumerate(problem.tasks):
        if task.required and index not in planned:
            missed[tiers - task.required] += 1
    return tuple(missed)
