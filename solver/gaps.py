"""The gaps between the stops of a route, and what a visit costs in each: tested for all gaps at once.

For every gap the earliest departure before it and the latest arrival after it are kept, so that one insertion
is tested in constant time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.compiled import FAR_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from solver.compiled import Compiled, Row, Stop

SHIFT, PLACE, BEFORE, AFTER, LEAVES, DUE, DIRECT, REST, PUSHED = range(9)
"""Rows of a gap table: shift; number of stops before; locations before and after; earliest departure before;
latest arrival after; travel between the two; time from there to the end without waiting; earliest end."""

NO_FIT = np.iinfo(np.int64).max
"""Stands for the cost of a place where a visit does not fit."""


class Fit(NamedTuple):
    """Where a visit fits in one of its window rows.

    Parameters
    ----------
    row
        The window row.
    start, cost, detour
        Per gap [g], in seconds: start of the visit; what it adds to the objective (`NO_FIT` where it does not
        fit); travel it adds.
    """

    row: Row
    start: NDArray[np.int64]
    cost: NDArray[np.int64]
    detour: NDArray[np.int64]


def no_gaps() -> NDArray[np.int64]:
    """Return a gap table without gaps, int64 [9, 0]."""
    return np.zeros((PUSHED + 1, 0), dtype=np.int64)


def gaps_of(model: Compiled, shift: int, stops: Sequence[Stop]) -> NDArray[np.int64]:
    """Return the gap table of one route, int64 [9, stops + 1]."""
    travel = model.travel[model.profile[shift]]
    home, end = int(model.start_location[shift]), int(model.end_location[shift])
    places = [int(model.location[task]) for task, _ in stops]
    before, after = [home, *places], [*places, end]
    legs = [int(travel[a, b]) for a, b in zip(before, after, strict=True)]
    opens = [int(model.opens[row]) for _, row in stops]
    service = [int(model.service[row]) for _, row in stops]
    leaves = [int(model.starts[shift])]
    for k in range(len(stops)):
        leaves.append(max(leaves[-1] + legs[k], opens[k]) + service[k])
    due, rest, pushed = [int(model.latest[shift])], [0], [0]
    for k in range(len(stops) - 1, -1, -1):
        after_s = service[k] + legs[k + 1]
        due.append(min(int(model.closes[stops[k][1]]), due[-1] - after_s))
        rest.append(rest[-1] + after_s)
        pushed.append(max(pushed[-1], opens[k] + rest[-1]))
    if not stops:
        legs = [0]  # a shift without stops does not leave, so the first stop is charged both legs
    many = len(legs)
    columns = ([shift] * many, list(range(many)), before, after, leaves, due[::-1], legs)
    return np.array([*columns, rest[::-1], pushed[::-1]], dtype=np.int64)


def fits(
    model: Compiled, task: int, rows: Iterable[Row], gaps: NDArray[np.int64], work: NDArray[np.int64]
) -> Iterator[Fit]:
    """Yield for each window row in which the task fits somewhere what it costs in every gap.

    Parameters
    ----------
    model, task, rows
        The compiled problem, the task and its window rows.
    gaps
        Gap table [9, g].
    work
        Visiting seconds so far of the fair share of each gap's shift [g]; not read without fair shares.
    """
    shift, location = gaps[SHIFT], model.location[task]
    profile = model.profile[shift]
    there = model.travel[profile, gaps[BEFORE], location].astype(np.int64)
    onward = model.travel[profile, location, gaps[AFTER]].astype(np.int64)
    detour = there + onward - gaps[DIRECT]
    fixed = detour + model.preference[task, shift] if model.preference.shape[1] else detour
    reaches = gaps[LEAVES] + there
    # Whoever leaves may leave neighbours with no way between them: then the visit also saves what
    # `route_cost` charges such a route for ending so late, whether or not any shift may.
    charges_late = model.has_priced_overtime or bool((gaps[DIRECT] >= FAR_S).any())
    for row in rows:
        start = np.maximum(reaches, row.opens)
        arrives = start + (row.service + onward)
        fitting = (start <= row.closes) & (arrives <= gaps[DUE])
        if fitting.any():
            cost = fixed + row.loss + _unfair(model, shift, row, work)
            if charges_late:
                cost = cost + _overtime(model, gaps, arrives)
            yield Fit(row, start, np.where(fitting, cost, NO_FIT), detour)


def _unfair(
    model: Compiled, shift: NDArray[np.int64], row: Row, work: NDArray[np.int64]
) -> NDArray[np.int64] | int:
    """Price of the unfair workload that the visit adds, in seconds."""
    if not len(model.workload_target):
        return 0
    share = model.workload[shift]
    over = work - model.workload_target[share]
    more = np.maximum(0, over + row.service) - np.maximum(0, over)
    return np.where(share >= 0, more * model.workload_price[share], 0)


def _overtime(model: Compiled, gaps: NDArray[np.int64], arrives: NDArray[np.int64]) -> NDArray[np.int64]:
    """Price of a later return: after the gap a route takes `rest`, and ends at `pushed` at the earliest."""
    ends, price = model.ends[gaps[SHIFT]], model.overtime_price[gaps[SHIFT]]
    arrived = gaps[LEAVES] + gaps[DIRECT]
    new = np.maximum(0, np.maximum(arrives + gaps[REST], gaps[PUSHED]) - ends)
    old = np.maximum(0, np.maximum(arrived + gaps[REST], gaps[PUSHED]) - ends)
    cost: NDArray[np.int64] = price * (new - old)
    return cost


def keeps_order(model: Compiled, task: int, stops: Sequence[Stop], place: int) -> bool:
    """Return whether a lock's order allows this place: after every lower one, before every higher one."""
    order = model.order
    behind = (0 < order[other] < order[task] for other, _ in stops[place:])
    ahead = (order[other] > order[task] for other, _ in stops[:place])
    return not (any(behind) or any(ahead))
