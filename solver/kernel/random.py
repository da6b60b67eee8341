"""Random numbers inside compiled code, from a state the caller owns, so that threads do not share one.

xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", ACM TOMS
42(4), 2016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.kernel.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def draw(state: NDArray[np.uint64]) -> np.uint64:
    """Return 64 random bits and advance the state, uint64 [1]."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    bits: np.uint64 = x * np.uint64(0x2545F4914F6CDD1D)
    return bits


@compiled
def uniform(state: NDArray[np.uint64]) -> float:
    """Return a float in [0, 1)."""
    return np.float64(draw(state) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def below(state: NDArray[np.uint64], limit: int) -> int:
    """Return an integer in [0, limit)."""
    return int(uniform(state) * limit)
