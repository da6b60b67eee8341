"""Straight-line distances rounded exactly as the literature of each family does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bench.formats.lines import COORDINATE_UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bench.formats.nodes import Node


def euclidean(nodes: Sequence[Node], scale: int, *, nearest: bool = False) -> NDArray[np.int32]:
    """Return distances [n, n] times `scale`, cut down to whole numbers (or rounded to the `nearest`).

    Whole-number arithmetic throughout: no distance is off by one because a square root came out a hair low.
    `scale` is 1, 10, 100 or 1000.
    """
    x = np.array([node.x for node in nodes], dtype=np.int64)
    y = np.array([node.y for node in nodes], dtype=np.int64)
    squared = (x[:, None] - x[None]) ** 2 + (y[:, None] - y[None]) ** 2
    units = (COORDINATE_UNITS // scale) ** 2
    below = _root(squared // units)
    if nearest:
        below += 4 * squared >= units * (4 * below * below + 4 * below + 1)
    return below.astype(np.int32)


def _root(squares: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return whole square roots, rounded down."""
    roots = np.sqrt(squares.astype(np.float64)).astype(np.int64)
    roots -= roots * roots > squares
    roots += (roots + 1) * (roots + 1) <= squares
    return roots
