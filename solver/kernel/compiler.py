"""How this folder compiles: machine code without the interpreter lock, kept in numba's cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numba as nb

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function as machine code; it is compiled when first called, or loaded from the cache."""
    made: Callable[P, R] = nb.njit(cache=True, nogil=True)(function)
    return made
