"""Routes met during a search, for set packing afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solver.compiled import Stop


class RoutePool:
    """Distinct routes per shift: one sequence per set of tasks, the one met last.

    Parameters
    ----------
    limit
        How many routes are kept at most; the oldest go first.
    """

    def __init__(self, limit: int = 6000) -> None:
        self._limit = limit
        self._routes: dict[tuple[int, frozenset[int]], tuple[Stop, ...]] = {}

    def add(self, routes: Sequence[Sequence[Stop]]) -> None:
        """Remember the routes of a plan, one per shift."""
        for shift, stops in enumerate(routes):
            if stops:
                key = (shift, frozenset(task for task, _ in stops))
                self._routes.pop(key, None)
                self._routes[key] = tuple(stops)
        while len(self._routes) > self._limit:
            del self._routes[next(iter(self._routes))]

    def __iter__(self) -> Iterator[tuple[int, tuple[Stop, ...]]]:
        """Yield (shift, stops)."""
        for (shift, _), stops in self._routes.items():
            yield shift, stops

    def __len__(self) -> int:
        return len(self._routes)
