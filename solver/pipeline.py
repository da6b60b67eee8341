"""`solve`: construct, search, finish, check."""

from __future__ import annotations

import importlib
import os
import time
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from solver.check import check
from solver.compiled import compile_problem, plan_cost
from solver.errors import CheckError, ProblemError
from solver.insertion import Routes
from solver.locks import Lock, by_task
from solver.pool import RoutePool
from solver.problem import Problem, Shift, Task, Window
from solver.reasons import compiled_stops
from solver.run import Cancel, Run
from solver.schedule import schedule
from solver.stop import MaxRounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from solver.compiled import Compiled, Stop
    from solver.solution import Solution
    from solver.stop import StopRule

ENGINES = ("auto", "ortools")
_MARGIN = 0.02
_FINISH = 4.0
"""Kept back for timing, reasons and check: this share of a clock, and this many times one filling."""
_LEAST_STEP_S = 0.1
_LAST_STEPS = 0.06
"""Recombining and polishing may each take this share of the seconds spent so far."""


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
        "auto" = the compiled search (see `warm_up`), where numba can be imported; "ortools" = OR-Tools alone.
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
    routes: list[list[Stop]] = [[] for _ in problem.shifts]
    if model.tasks and model.shifts:
        routes = _search(model, _kept(model, start), run, _engine(engine, model, stop))
    solution = schedule(problem, [[task for task, _ in stops] for stops in routes], locked)
    violations = check(problem, solution, locked)
    if violations:
        raise CheckError(engine, violations)
    return solution


class _Engine(Protocol):
    """What differs between engines: building a plan, filling it up, searching."""

    @property
    def search_share(self) -> float:
        """Share of the budget for `search`."""

    def construct(self) -> list[list[Stop]]:
        """Return a first plan."""

    def complete(self, routes: Sequence[Sequence[Stop]]) -> list[list[Stop]]:
        """Return the plan with every task inserted that fits and pays."""

    def search(
        self, start: Sequence[Sequence[Stop]], run: Run, until: float, pool: RoutePool
    ) -> list[list[Stop]]:
        """Return the best plan found until this share of the budget is spent."""

    def reroute(self, plan: list[list[Stop]], run: Run) -> list[list[Stop]]:
        """Return a plan as good or better, with the best route where there is only one to look for."""


def _engine(name: str, model: Compiled, stop: StopRule) -> _Engine:
    """Return the engine; "auto" is the compiled one unless numba is missing or has to compile first."""
    if name == "auto" and (kernel := _kernel()) is not None:
        waits = stop.max_seconds is not None and not kernel.is_compiled()
        if not waits:
            return cast("_Engine", kernel.Engine(model))
    return cast("_Engine", importlib.import_module("solver.ortools_engine").Engine(model))


def _kernel() -> Any:  # noqa: ANN401 - a module
    """Return the compiled engine, or None where numba cannot be imported."""
    try:
        return importlib.import_module("solver.kernel.engine")
    except ImportError as error:
        if error.name is not None and error.name.startswith("solver"):
            raise
        return None


def warm_up() -> bool:
    """Compile the search or load it from the cache, and return whether the compiled engine is there.

    Takes about half a minute the first time after an installation or update, about a second later on. Call
    it when an application starts: a `solve` against the clock does not wait for a compiler, it uses OR-Tools
    alone.
    """
    home = np.zeros((2, 2), dtype=np.int32)
    tiny = Problem((Task(1, 1, (Window(0, 9, 1),)),), (Shift(0, 0, 0, 9),), (home,))
    solve(tiny, MaxRounds(1))
    kernel = _kernel()
    if kernel is not None:
        kernel.Engine(compile_problem(tiny, {})).load_code()
    return kernel is not None


def _search(model: Compiled, start: list[list[Stop]] | None, run: Run, engine: _Engine) -> list[list[Stop]]:
    """Construct or take over, search, reroute, recombine, polish, fill: each step only improves the plan."""
    plan = engine.complete(start) if start is not None else engine.construct()
    began = time.monotonic()
    plan = engine.complete(plan)
    run.keep_back(_MARGIN * (run.stop.max_seconds or 0.0) + _FINISH * (time.monotonic() - began))
    run.report(plan_cost(model, plan), plan)
    if run.is_over():
        return plan
    pool = RoutePool()
    plan = engine.search(plan, run, engine.search_share, pool)
    if not run.is_cancelled:
        plan = engine.reroute(plan, run)
        run.report(plan_cost(model, plan), plan)
        plan = _finish(model, plan, run, pool)
    plan = engine.complete(plan)
    run.report(plan_cost(model, plan), plan)
    return plan


def _finish(model: Compiled, plan: list[list[Stop]], run: Run, pool: RoutePool) -> list[list[Stop]]:
    """Recombine the routes met, then let OR-Tools prove and polish the plan; both are imported only now."""
    packing = importlib.import_module("solver.ortools_packing")
    polishing = importlib.import_module("solver.ortools_polish")
    seconds = run.slice_of(_LAST_STEPS * run.seconds)
    several = sum(1 for stops in plan if stops) > 1
    if several and (seconds is None or seconds > _LEAST_STEP_S):
        plan = packing.pack(model, pool, plan, seconds, max(1, os.cpu_count() or 1))
        run.report(plan_cost(model, plan), plan)
    polished: list[list[Stop]] = polishing.polish(model, plan, run.slice_of(_LAST_STEPS * run.seconds))
    return polished


def _kept(model: Compiled, start: Solution | None) -> list[list[Stop]] | None:
    """Return what still fits of a given plan, or None without one."""
    if start is None:
        return None
    kept = Routes(model)
    for shift, stops in enumerate(compiled_stops(model, start.routes)):
        if not kept.take_over(shift, stops):
            for task, _ in stops:
                only = np.zeros(model.shifts, dtype=np.bool_)
                only[shift] = model.allowed[task, shift]
                at = kept.best_insertion(task, only)
                if at is not None:
                    kept.insert(task, at)
    return kept.stops
