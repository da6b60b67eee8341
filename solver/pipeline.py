"""`solve`: construct, search, finish, check."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from solver.check import check
from solver.compiled import compile_problem, plan_cost
from solver.construct import construct, sweep
from solver.errors import CheckError, ProblemError
from solver.insertion import Routes
from solver.locks import Lock, by_task
from solver.reasons import compiled_stops
from solver.run import Cancel, Run
from solver.schedule import schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from solver.compiled import Compiled
    from solver.problem import Problem
    from solver.solution import Solution
    from solver.stop import StopRule

ENGINES = ("auto", "ortools")
_MARGIN = 0.02


def solve(
    problem: Problem,
    stop: StopRule,
    seed: int = 0,
    start: Solution | None = None,
    locked: Iterable[Lock] = (),
    engine: str = "auto",
    on_progress: Callable[[int, float, int], None] | None = None,
    cancel: Cancel | None = None,
) -> Solution:
    """Return the best plan found: every task once, planned or with the reason why not.

    Parameters
    ----------
    problem
        What to plan.
    stop
        When to end. A rule by count gives the same plan for the same seed; a rule by time does not.
    seed
        Of every random choice.
    start
        A plan to begin from. What no longer fits is left out; the result is never worse than what remains.
    locked
        Stops that are fixed.
    engine
        "auto" or "ortools".
    on_progress
        Called on every gain with (objective in seconds, with penalties for required tasks; seconds since the
        start; planned tasks).
    cancel
        When set, from any thread, the best plan so far is returned.

    Raises
    ------
    ProblemError
        When an argument contradicts the problem.
    CheckError
        When the plan breaks a rule: a fault in this library, never the caller's.
    """
    if engine not in ENGINES:
        raise ProblemError(f"engine must be one of {', '.join(ENGINES)}, not {engine!r}.")
    locked = tuple(locked)
    locks = by_task(problem, locked)
    run = Run(stop, seed, on_progress, cancel)
    model = compile_problem(problem, locks)
    first = _first_plan(problem, model, start, locks)
    routes = _search(model, first, run) if model.tasks and model.shifts else first
    solution = schedule(problem, [[task for task, _ in stops] for stops in routes.stops], locked)
    violations = check(problem, solution, locked)
    if violations:
        raise CheckError(engine, violations)
    return solution


def _search(model: Compiled, first: Routes, run: Run) -> Routes:
    """Fill the first plan, improve it within the stop rule, and fill again."""
    began = time.monotonic()
    sweep(first)
    limit = run.stop.max_seconds or 0.0
    run.keep_back(_MARGIN * limit + 2.5 * (time.monotonic() - began))
    run.report(plan_cost(model, first.stops), first.stops)
    if run.is_over():
        return first
    from solver.ortools_search import search  # importing OR-Tools takes a second: only when it is used

    return search(model, first, run)


def _first_plan(
    problem: Problem, model: Compiled, start: Solution | None, locks: Mapping[int, Lock]
) -> Routes:
    """Return the constructive plan, or what still fits of the given one."""
    if start is None:
        return construct(model)
    kept = Routes(model)
    for shift, stops in enumerate(compiled_stops(model, start.routes)):
        for task, _ in stops:
            only = model.allowed[task].copy()
            only[:shift] = only[shift + 1 :] = False
            at = kept.best_insertion(task, only)
            if at is not None:
                kept.insert(task, at)
    return kept
