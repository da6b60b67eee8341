"""The engines that are compared: ours, two peers and a plan by hand, all on the same `solver.Problem`."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING

from bench.engines.answer import Answer, EngineMissingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver import Problem

    Engine = Callable[[Problem, float, int], Answer]

ENGINES = ("auto", "ortools", "pyvrp", "vroom", "greedy")
"""Ours first."""

OURS = ("auto", "ortools")

__all__ = ["ENGINES", "OURS", "Answer", "EngineMissingError", "load_engine"]


def load_engine(name: str) -> Engine:
    """Return the engine: a function of (problem, wall-clock seconds, seed).

    Raises
    ------
    EngineMissingError
        When its package is not installed.
    """
    module = "own" if name in OURS else name if name == "greedy" else f"{name}_peer"
    try:
        loaded = importlib.import_module(f"bench.engines.{module}")
    except ModuleNotFoundError as error:
        raise EngineMissingError(f"{error.name} is not installed (pip install '.[bench]')") from error
    engine: Engine = partial(loaded.run, engine=name) if name in OURS else loaded.run
    return engine
