"""When a coach is free again: moments with a chance, and a density over minutes, both at once.

A visit is a mixture: nobody home and a card of a few minutes, or a talk of which the length varies widely.
Before any talk the moments are exact; after a talk they are spread over bins of a minute, evenly inside each.
"""

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from planner.policy.talk import VisitLength

BIN_S = 60
LONGEST_TALK_S = 5 * 3600
FAINT = 2e-4  # of the evening: a chance less than this is not followed further
EXACT = 1e-4  # a moment with less chance than this is spread over its minute

Density = NDArray[np.float64]


@lru_cache(maxsize=256)
def talk_density(length: VisitLength) -> Density:
    """Return the chance of each whole minute of a talk that somebody opened for, [minutes]."""
    edges = np.arange(0, LONGEST_TALK_S + BIN_S, BIN_S, dtype=np.float64)
    chances = np.diff(length.share_within(1.0, edges))
    chances.setflags(write=False)
    return chances


@dataclass
class Moments:
    """When something happens: exact moments with their chance, and a density per minute after ``zero_s``.

    What lies beyond the last bin is dropped: the evening is over by then.
    """

    zero_s: int
    density: Density
    exact: dict[int, float] = field(default_factory=dict)

    @classmethod
    def none(cls, zero_s: int, bins: int) -> "Moments":
        """Return moments without any chance."""
        return cls(zero_s, np.zeros(bins))

    @property
    def chance(self) -> float:
        """The chance (0-1) that it happens within the bins at all."""
        return float(self.density.sum()) + sum(self.exact.values())

    def span_s(self) -> tuple[float, float]:
        """Return the earliest and the latest moment with a chance; infinity twice when there is none."""
        filled = self.density.nonzero()[0]
        if not filled.size and not self.exact:
            return math.inf, math.inf
        moments = list(self.exact)
        if filled.size:
            moments += [self.zero_s + BIN_S * int(filled[0]), self.zero_s + BIN_S * int(filled[-1] + 1)]
        return min(moments), max(moments)

    def total_s(self) -> float:
        """Return the sum of moment x chance, in seconds."""
        middles = self.zero_s + BIN_S * (np.arange(self.density.size) + 0.5)
        return float(middles @ self.density) + sum(s * chance for s, chance in self.exact.items())

    def at(self, moment_s: int, chance: float) -> None:
        """Add one moment."""
        if chance >= EXACT:
            self.exact[moment_s] = self.exact.get(moment_s, 0.0) + chance
        elif chance > 0:
            self.spread(np.array([chance]), moment_s - BIN_S // 2 - self.zero_s)

    def spread(self, density: Density, later_s: float) -> None:
        """Add a density, so many seconds after the first bin; a part of a bin goes to the next one."""
        first, part = divmod(later_s / BIN_S, 1)
        for start, share in ((int(first), 1 - part), (int(first) + 1, part)):
            skipped = max(0, -start)
            room = self.density.size - start
            if share and room > 0 and density.size > skipped:
                given = density[skipped:room]
                self.density[start + skipped : start + skipped + given.size] += share * given

    def add(self, other: "Moments", later_s: int, share: float = 1.0) -> None:
        """Add a share of other moments, so many seconds later."""
        if other.density.any():
            self.spread(other.density * share, later_s)
        for moment_s, chance in other.exact.items():
            self.at(moment_s + later_s, share * chance)

    def take(self, from_s: float, to_s: float) -> "Moments":
        """Return what lies from one moment to another, both included, and keep the rest."""
        taken = Moments.none(self.zero_s, self.density.size)
        if to_s < from_s:
            return taken
        low, high = ((moment - self.zero_s) / BIN_S for moment in (from_s, to_s))
        low, high = max(0.0, low), min(float(self.density.size), high)
        if low < high:
            first, last = int(low), math.ceil(high)
            part = taken.density[first:last]
            part += self.density[first:last]
            edges = (1 - low + first, 1 - last + high) if last - first > 1 else (high - low, 1.0)
            part[0] *= edges[0]
            part[-1] *= edges[1]
            self.density[first:last] -= part
        for moment_s in [moment for moment in self.exact if from_s <= moment <= to_s]:
            taken.exact[moment_s] = self.exact.pop(moment_s)
        return taken

    def after_talk(self, talk: Density) -> "Moments":
        """Return when it is over, if each begins a talk."""
        over = Moments.none(self.zero_s, self.density.size)
        if self.density.any():
            first = int(self.density.nonzero()[0][0])
            both = np.convolve(self.density[first:], talk[: self.density.size - first])
            # Two lengths that are each even within a minute are half a minute longer than their bins.
            over.spread(both[: self.density.size - first], BIN_S * first + BIN_S / 2)
        for moment_s, chance in self.exact.items():
            over.spread(talk * chance, moment_s - self.zero_s)
        return over

    def later_than(self, limit_s: float) -> float:
        """Return the chance (0-1) that it happens after a moment, within the bins."""
        bins = np.clip(np.arange(1, self.density.size + 1) - (limit_s - self.zero_s) / BIN_S, 0.0, 1.0)
        exact = sum(chance for moment, chance in self.exact.items() if moment > limit_s)
        return float(bins @ self.density) + exact
