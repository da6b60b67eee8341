"""Sweeps: the best relaxed route of every class at given prices, and new columns, on all cores."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bound.classes import SERVICE
from solver.bound.labels import MOST_TASKS, forbid_cycles, is_forbidden, new_labels, new_memory, search, trace
from solver.bound.paths import follow
from solver.bound.table import STRIP, Grid, fill, first_values, link, new_table, view_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solver.bound.classes import ShiftClass
    from solver.bound.table import Table, View

NEIGHBOURS = 60
_COLUMNS = 600
_COLUMNS_PER_CLASS = (8, 30)
_ENDS = 4096
_LOOK_NEAR = (0.9, 0.75, 0.5, 0.25, 0.0)
"""Shares of the table's bound below which ng-routes are looked for, one after the other."""
_MOST_EFFORT = 64
_MOST_BUCKETS = 4096
_FINE, _COARSE = 1440, 720
_MANY_ARCS = 20_000_000
"""Buckets wished for in classes with fewer arcs together than this, and with more."""


class Column(NamedTuple):
    """A route of a class: tasks in order, cost in seconds (no prizes), and if it can be driven."""

    owner: int
    tasks: tuple[int, ...]
    cost_s: int
    elementary: bool


@dataclass(frozen=True)
class Sweep:
    """What one sweep found.

    Parameters
    ----------
    least
        Per class, a lower bound on the reduced cost of its routes, in table units; never above 0.
    columns
        Routes of negative reduced cost.
    """

    least: NDArray[np.int64]
    columns: list[Column]


def bucket_of(one: ShiftClass, wished: int) -> int:
    """Return the seconds per bucket for about `wished` buckets, with a strip per visit at least."""
    owner = np.repeat(np.arange(one.size), np.diff(one.first_window))
    shortest = int((one.near[owner] + one.window[:, SERVICE]).min(initial=one.latest_s + STRIP))
    return max(1, min(one.latest_s // wished, shortest // STRIP))


def too_short(one: ShiftClass) -> NDArray[np.bool_]:
    """Return bool [n]: tasks whose visits are too short for the finest table that is worth its time."""
    finest = max(1, -(-one.latest_s // _MOST_BUCKETS))
    owner = np.repeat(np.arange(one.size), np.diff(one.first_window))
    shortest = np.full(one.size, one.latest_s + STRIP * finest, dtype=np.int64)
    np.minimum.at(shortest, owner, one.near[owner] + one.window[:, SERVICE])
    return np.asarray(shortest < STRIP * finest)


class Pricer:
    """Computes tables of all classes, one per thread at a time.

    Parameters
    ----------
    classes
        All shift classes.
    threads
        How many at once; the default is one per core.

    Attributes
    ----------
    remembers
        Whether small classes are priced with ng-routes: tighter, and slower.
    """

    def __init__(self, classes: list[ShiftClass], threads: int | None = None) -> None:
        self.classes = classes
        self.threads = max(1, min(threads or os.cpu_count() or 1, len(classes)))
        self.remembers = False
        self._effort = 1
        fewest, most = _COLUMNS_PER_CLASS
        self._many = max(fewest, min(most, _COLUMNS // max(1, len(classes))))
        self._memory = {k: new_memory(one) for k, one in enumerate(classes) if one.size <= MOST_TASKS}
        self._near = [_nearest(one) for one in classes]
        self._none = np.zeros((1, 0), dtype=np.int32)
        wished = _FINE if sum(one.size**2 for one in classes) <= _MANY_ARCS else _COARSE
        self._buckets = [bucket_of(one, wished) for one in classes]

    @property
    def has_short_cut(self) -> bool:
        """Whether sweeps on nearest arcs are any cheaper than full ones."""
        return any(one.size > 2 * NEIGHBOURS for one in self.classes)

    def try_harder(self) -> bool:
        """Give the search for ng-routes four times the room; return whether that is of any use."""
        if not self.remembers or self._effort >= _MOST_EFFORT:
            return False
        self._effort *= 4
        return True

    def forbid(self, column: Column) -> bool:
        """Make a route with cycles impossible; return whether it could be done (its class is small)."""
        stops = self._stops(column)
        if column.owner not in self._memory or len(set(stops)) == len(stops):
            return False
        forbid_cycles(self._memory[column.owner], stops)
        return True

    def is_possible(self, column: Column) -> bool:
        """Return whether the route can still be made, by what tasks remember."""
        memory = self._memory.get(column.owner)
        return column.elementary or memory is None or not is_forbidden(memory, self._stops(column))

    def _stops(self, column: Column) -> list[int]:
        """Return the stops of a route as positions in its class."""
        return [int(each) for each in np.searchsorted(self.classes[column.owner].tasks, column.tasks)]

    @property
    def can_remember(self) -> bool:
        """Whether some class is small enough for ng-routes."""
        return bool(self._memory)

    @property
    def short_cut_factor(self) -> float:
        """How many times more arcs a full sweep has than a short one."""
        full = sum(one.size**2 for one in self.classes)
        return full / max(1, sum(one.size * min(NEIGHBOURS, one.size) for one in self.classes))

    def sweep(
        self, units: NDArray[np.int64], scale: float, full: bool, is_over: Callable[[], bool]
    ) -> Sweep | None:
        """Return the best routes at these prices; None when it was stopped before the end.

        Parameters
        ----------
        units
            int64 [tasks]: what visiting each task earns, in table units.
        scale
            Table units per second, at most what `finest_scale` says for these prices.
        full
            Over all arcs (then `least` is a bound) or over the nearest ones only.
        is_over
            Asked before every class.
        """

        def one_class(owner: int) -> tuple[int, list[Column]] | None:
            return None if is_over() else self._price(owner, units, scale, full)

        owners = range(len(self.classes))
        if self.threads == 1:  # in the caller's own thread, so that a program can end in the middle of it
            found = [one_class(owner) for owner in owners]
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                found = list(pool.map(one_class, owners))
        done = [each for each in found if each is not None]
        if len(done) < len(found):
            return None
        least = np.array([value for value, _ in done], dtype=np.int64)
        return Sweep(least, [column for _, columns in done for column in columns])

    def finest_scale(self, price_s: NDArray[np.float64]) -> float:
        """Return the finest power of two, in units per second, at which no entry can overflow."""
        scale = 16.0
        for one, bucket_s in zip(self.classes, self._buckets, strict=True):
            owner = np.repeat(np.arange(one.size), np.diff(one.first_window))
            price = np.maximum(0.0, price_s[one.tasks])[owner]
            taken = (one.near[owner] + one.window[:, SERVICE]) // bucket_s * bucket_s
            gain = price.max() + one.latest_s * (price / taken).max() + 1.0
            most = 1 << (29 - one.size.bit_length())
            while most <= gain * scale or most <= (one.latest_s + 1) * scale:
                scale /= 2
        return scale

    def _price(
        self, owner: int, units: NDArray[np.int64], scale: float, full: bool
    ) -> tuple[int, list[Column]]:
        """Return the least reduced cost of one class and its best routes."""
        one = self.classes[owner]
        near = self._none if full else self._near[owner]
        bits = one.size.bit_length()
        buckets = -(-(one.latest_s // self._buckets[owner] + 1) // STRIP) * STRIP
        grid = Grid(self._buckets[owner], buckets, scale, bits)
        view = view_of(one, grid, units[one.tasks])
        table = new_table(one.size, one.size if full else near.shape[1], grid)
        link(view, one.travel, near, table, scale, bits, buckets)
        fill(view, table, scale, bits, buckets)
        if self.remembers and owner in self._memory:
            return self._routes(owner, view, table, grid)
        values = first_values(view, table, scale, bits)
        return int(min(0, values.min())), self._columns(owner, view, table, grid, values)

    def _routes(self, owner: int, view: View, table: Table, grid: Grid) -> tuple[int, list[Column]]:
        """Return a bound on the reduced cost of the ng-routes of one class, and the best of them."""
        one, near = self.classes[owner], self._memory[owner]
        labels = new_labels(one.size, grid.buckets, self._effort)
        ends = np.zeros((_ENDS, 2), dtype=np.int64)
        values = first_values(view, table, grid.scale, grid.bits)
        best, done, shape = int(values.min()), 0, (grid.scale, grid.bits)
        least = min(0, best)
        # The table bounds what is to be found: look near it first, where few labels survive.
        for share in _LOOK_NEAR if best < 0 else ():
            cut = int(best * share)
            least, done = search(view, table, near, labels, one.travel, cut, shape, ends)
            if done or least < cut:
                break
        ends = ends[: min(done, _ENDS)]
        found = []
        for value, at in ends[np.argsort(ends[:, 0], kind="stable")][: 4 * self._many].tolist():
            stops = trace(labels, at)
            cost_s = round((value + int(view.price[stops].sum())) / grid.scale)
            tasks = tuple(one.tasks[stops].tolist())
            found.append(Column(owner, tasks, cost_s, len(set(tasks)) == len(tasks)))
        found += [each for each in self._columns(owner, view, table, grid, values) if each.elementary]
        return int(min(0, least)), found

    def _columns(
        self, owner: int, view: View, table: Table, grid: Grid, values: NDArray[np.int64]
    ) -> list[Column]:
        """Return the routes of the most promising first tasks: as relaxed, and as they can be driven."""
        one = self.classes[owner]
        used, out = np.zeros(one.size, dtype=np.bool_), np.empty(grid.buckets // STRIP + 1, dtype=np.int32)
        found: list[Column] = []
        for first in np.argsort(values, kind="stable")[: self._many]:
            if values[first] >= -grid.scale:
                break
            for exact in (False, True):
                stops, cost_s = follow(
                    view, table, one.travel, grid.scale, grid.bits, first, exact, used, out
                )
                if stops:
                    tasks = tuple(one.tasks[out[:stops]].tolist())
                    found.append(Column(owner, tasks, int(cost_s), exact))
        return found


def _nearest(one: ShiftClass) -> NDArray[np.int32]:
    """Return the nearest other tasks of each, int32 [n, k]; a task among its own is passed over later."""
    many = min(NEIGHBOURS, one.size)
    between = one.travel[np.ix_(one.location, one.location)]
    return np.argpartition(between, many - 1, axis=1)[:, :many].astype(np.int32)
