"""The orders in which candidates are put back, one of which every move draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.compiled import Compiled

RANDOM, NOISY_WORTH = -1, -2
VISIT_S, SPAN_S, WIDTH_S = range(3)
"""Columns of a task's sizes: mean service, the same with travel to the nearest, total length of windows."""
_WORTH, _WORTH_PER_SPAN, _WORTH_PER_VISIT, _NARROW, _LOAD, _FAR, _CLOSE, _OPENS, _CLOSES = range(9)

_CHOOSING = (RANDOM, _WORTH, _WORTH_PER_SPAN, _WORTH_PER_VISIT, _NARROW, NOISY_WORTH)
"""Where most tasks are optional: what is worth most, or most per second, first."""
_SERVING = (
    (RANDOM,) * 4 + (_LOAD,) * 4 + (_FAR,) * 2 + (_CLOSE,) + (_NARROW,) * 2 + (_OPENS,) * 2 + (_CLOSES,) * 2
)
"""Where most are required: weights of Christiaens & Vanden Berghe, "Slack Induction by String Removals for
Vehicle Routing Problems", Transportation Science 54(2), 2020."""


def orders_of(model: Compiled, size: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return sort keys [n, 9], least first, and the columns to draw from, equally likely, [d]."""
    worth = model.miss_cost.astype(np.float64)
    homes = np.unique(model.start_location)
    away = model.travel[0][np.ix_(homes, model.location)].min(axis=0).astype(np.float64)
    opens, closes = np.zeros(model.tasks), np.zeros(model.tasks)
    has = np.diff(model.first_window) > 0
    opens[has] = model.opens[model.first_window[:-1][has]]
    closes[has] = model.closes[model.first_window[1:][has] - 1]
    columns = (
        -worth,
        -worth / size[:, SPAN_S],
        -worth / size[:, VISIT_S],
        size[:, WIDTH_S],
        -model.load.astype(np.float64),
        -away,
        away,
        opens,
        closes,
    )
    serving = bool(np.median(model.tier) > 0)
    return np.stack(columns, axis=1), np.array(_SERVING if serving else _CHOOSING, dtype=np.int64)
