"""Our own engines; turning the problem into arrays and the final check are inside their seconds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.engines.answer import Answer
from solver import MaxSeconds, solve

if TYPE_CHECKING:
    from solver import Problem


def run(problem: Problem, seconds: float, seed: int, engine: str) -> Answer:
    """Return the plan of `solver.solve` after that many wall-clock seconds."""
    first: list[float] = []
    began = time.perf_counter()

    def hear(_cost: int, _seconds: float, _planned: int) -> None:
        if not first:
            first.append(time.perf_counter() - began)

    plan = solve(problem, MaxSeconds(seconds), seed=seed, engine=engine, on_progress=hear)
    return Answer(plan, time.perf_counter() - began, 0.0, first[0] if first else None)
