"""Set packing: the best combination of routes that were met during the search (CP-SAT)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from solver.compiled import plan_cost, route_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.compiled import Compiled, Stop
    from solver.pool import RoutePool

_COUNTED_EFFORT = 0.5
"""CP-SAT's deterministic time units when no clock may decide."""


def pack(
    model: Compiled,
    pool: RoutePool,
    incumbent: Sequence[Sequence[Stop]],
    seconds: float | None,
    workers: int,
) -> list[list[Stop]]:
    """Return the best plan made of pool routes, never worse than the incumbent.

    Parameters
    ----------
    model, pool, incumbent
        The problem, the routes met, and the plan to beat (given to CP-SAT as a hint).
    seconds
        Wall-clock limit; None = a fixed amount of work on one worker, for repeatable results.
    workers
        Parallel workers when a clock decides.
    """
    pool.add(incumbent)
    routes = list(pool)
    packing = cp_model.CpModel()
    used = [packing.new_bool_var(f"r{k}") for k in range(len(routes))]
    at_most_one: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
    gains, work = [], defaultdict(list)
    for variable, (shift, stops) in zip(used, routes, strict=True):
        cost, work_s = route_cost(model, shift, stops)
        gains.append(cost - sum(int(model.miss_cost[task]) for task, _ in stops))
        at_most_one["shift", shift].append(variable)
        for task, _ in stops:
            at_most_one["task", task].append(variable)
            if model.group[task] >= 0:
                at_most_one["group", int(model.group[task])].append(variable)
        if model.workload[shift] >= 0:
            work[int(model.workload[shift])].append(work_s * variable)
        packing.add_hint(variable, tuple(incumbent[shift]) == stops)
    for variables in at_most_one.values():
        packing.add_at_most_one(variables)
    excess = [
        _excess(packing, sum(parts), int(model.workload_target[share])) * int(model.workload_price[share])
        for share, parts in work.items()
    ]
    packing.minimize(cp_model.LinearExpr.weighted_sum(used, gains) + sum(excess))
    found = _solve(packing, seconds, workers)
    if found is None:
        return [list(stops) for stops in incumbent]
    plan: list[list[Stop]] = [[] for _ in range(model.shifts)]
    for variable, (shift, stops) in zip(used, routes, strict=True):
        if found.boolean_value(variable):
            plan[shift] = list(stops)
    better = plan_cost(model, plan) < plan_cost(model, incumbent)
    return plan if better else [list(stops) for stops in incumbent]


def _excess(packing: cp_model.CpModel, total: cp_model.LinearExprT, target: int) -> cp_model.IntVar:
    over = packing.new_int_var(0, 2**40, "excess")
    packing.add(over >= total - target)
    return over


def _solve(packing: cp_model.CpModel, seconds: float | None, workers: int) -> cp_model.CpSolver | None:
    solver = cp_model.CpSolver()
    if seconds is None:
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = _COUNTED_EFFORT
    else:
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = 0
    status = solver.solve(packing)
    return solver if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
