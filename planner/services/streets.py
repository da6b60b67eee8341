"""What planning asks of the streets: travel seconds per way of travelling. A region of `maps` gives it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

import maps


class Way(Protocol):
    """One way of travelling."""

    @property
    def stop_s(self) -> float:
        """Seconds per stop to park and walk up."""

    def slowest_hour(self, first: int, last: int) -> int | None:
        """Return the hour from first to last in which trips take longest; None when none differs."""


class Travel(Protocol):
    """Travel times of one way of travelling."""

    @property
    def profile(self) -> Way:
        """The way of travelling."""

    def matrix(
        self, sources: Sequence[maps.Point], targets: Sequence[maps.Point], *, at_hour: int | None = None
    ) -> NDArray[np.float32]:
        """Return the seconds from every source to every target, NaN without a way; shape (n, m)."""


class Streets(Protocol):
    """The streets of a working area."""

    def profile(self, name: maps.ProfileName) -> Way:
        """Return a way of travelling by name."""

    def travel(self, by: maps.ProfileName = "car") -> Travel:
        """Return its travel times."""
