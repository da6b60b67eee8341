"""What stops at random slots say: how much the choice of slots brings, and how likely doors open per hour.

For use in the field, where nobody knows the truth: a team lets a share of its stops be drawn, and compares. A
before-and-after of hit rates says nothing, because those who are easy to reach leave first.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.simulation.evening import Ring
from planner.simulation.results import Interval

DRAWS = 2_000


def timing_gain(evenings: Sequence[Sequence[Ring]], seed: int = 0) -> Interval:
    """Return how much likelier (difference of chances) a door opens at a chosen slot than at a drawn one.

    Stops were drawn by a coin after it was decided who is visited, so the difference of the two shares is
    free of selection. The 95 % interval is by bootstrap over evenings.

    Parameters
    ----------
    evenings
        The rings of each evening.
    seed
        Of the bootstrap.

    Raises
    ------
    ValueError
        When no stop was drawn, or all were.
    """
    counts = np.array([_counts(rings) for rings in evenings], dtype=np.float64).reshape(-1, 4)
    total = counts.sum(axis=0)
    if total[1] == 0 or total[3] == 0:
        raise ValueError(f"{total[3]:.0f} of {total[1] + total[3]:.0f} stops were drawn: nothing to compare")
    at = np.random.default_rng(seed).integers(len(counts), size=(DRAWS, len(counts)))
    sums = counts[at].sum(axis=1)
    usable = sums[(sums[:, 1] > 0) & (sums[:, 3] > 0)]
    low, high = np.percentile(_gain(usable), [2.5, 97.5])
    return Interval(float(_gain(total[None, :])[0]), float(low), float(high))


def chance_by_hour(rings: Sequence[Ring]) -> dict[int, float]:
    """Return the share of doors that would open per hour, if everybody were visited in that hour.

    Each drawn stop counts by one over the propensity of its slot (Hajek's estimator), so that hours that were
    seldom allowed count in full.
    """
    weight: dict[int, float] = {}
    home: dict[int, float] = {}
    for ring in rings:
        if ring.drawn:
            weight[ring.slot.hour] = weight.get(ring.slot.hour, 0.0) + 1 / ring.propensity
            home[ring.slot.hour] = home.get(ring.slot.hour, 0.0) + ring.home / ring.propensity
    return {hour: home[hour] / weight[hour] for hour in sorted(weight)}


def _counts(rings: Sequence[Ring]) -> tuple[int, int, int, int]:
    """Return homes and rings at chosen slots, and homes and rings at drawn ones."""
    chosen = [ring.home for ring in rings if not ring.drawn and ring.comparable]
    drawn = [ring.home for ring in rings if ring.drawn]
    return sum(chosen), len(chosen), sum(drawn), len(drawn)


def _gain(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    gain: NDArray[np.float64] = counts[:, 0] / counts[:, 1] - counts[:, 2] / counts[:, 3]
    return gain
