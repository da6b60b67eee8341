"""Compilation of inner loops, with their types kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

# Arrays of an inner loop: their contents are for the compiler to know, their meaning is in the docstring.
Ids = NDArray[np.integer[Any]]
Seconds = NDArray[np.floating[Any]]
Marks = NDArray[np.bool_]


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that is compiled at its first call; what was compiled is kept for the next run."""
    fast: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    return fast
