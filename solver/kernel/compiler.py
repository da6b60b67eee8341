"""How the solver compiles: machine code without the interpreter lock, kept in numba's cache."""

from __future__ import annotations

import inspect
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numba as nb

from solver.kernel.fresh import drop_stale_code

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function as machine code; it is compiled when first called, or loaded from the cache."""
    dispatcher: Any = nb.njit(cache=True, nogil=True)(function)
    _once_per_folder(Path(inspect.getfile(function)).parent, Path(dispatcher.stats.cache_path))
    made: Callable[P, R] = dispatcher
    return made


_once_per_folder = cache(drop_stale_code)
"""The first function of a folder throws away what is older than the folder, before anything is loaded."""
