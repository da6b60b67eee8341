"""PyVRP (pyvrp.org), told everything its model knows.

Optional clients with prizes in the unit of travel, one vehicle type per kind of shift, and for restricted
shifts one routing profile per distinct set of forbidden clients: PyVRP knows no "this vehicle may not", its
documentation names profiles with forbidden arcs. Its search runs on one core; here one search per core
runs, each with a seed of its own, and the best answer counts.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyvrp

from bench.engines.answer import Answer
from bench.engines.plain import NO_WAY_S, Plain, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver import Problem, Shift

_NEXT_SEED = 1000
_INFEASIBLE = 2**62
"""Costs from here on stand for a plan that cannot be carried out."""


class _Deadline:
    """A stop rule that counts from the call of `solve`, neighbours and first plan included."""

    def __init__(self, seconds: float) -> None:
        self.began = time.perf_counter()
        self.seconds = seconds
        self.first_plan_s: float | None = None

    def __call__(self, best_cost: float) -> bool:
        now_s = time.perf_counter() - self.began
        if self.first_plan_s is None and best_cost < _INFEASIBLE:
            self.first_plan_s = now_s
        return now_s >= self.seconds


@dataclass(frozen=True, slots=True)
class _Found:
    """One search's best: cost (infinite = cannot be carried out), tasks per shift, time to a first plan."""

    cost: float
    sequences: list[list[int]]
    first_plan_s: float | None


@dataclass(frozen=True)
class _Model:
    """PyVRP's data, and which of our shifts each vehicle type stands for."""

    data: pyvrp.ProblemData
    shifts: list[list[int]]


def run(problem: Problem, seconds: float, seed: int) -> Answer:
    """Return PyVRP's best plan after that many wall-clock seconds: one search per core, each its own seed."""
    began = time.perf_counter()
    model = _build(plain(problem))
    setup_s = time.perf_counter() - began
    others = [_Fork(model, seconds, seed + _NEXT_SEED * k) for k in range(1, len(os.sched_getaffinity(0)))]
    found = [_search(model, seconds, seed), *(other.result() for other in others)]
    spent = time.perf_counter() - began - setup_s
    best = min(found, key=lambda each: each.cost)
    firsts = [each.first_plan_s for each in found if each.first_plan_s is not None]
    return Answer(best.sequences, spent, setup_s, min(firsts, default=None))


def _search(model: _Model, seconds: float, seed: int) -> _Found:
    rule = _Deadline(seconds)
    result = pyvrp.solve(model.data, rule, seed=seed, collect_stats=False)
    return _Found(float(result.cost()), _sequences(model, result.best), rule.first_plan_s)


class _Fork:
    """A search on another core, in a copy of this process that shares the matrices."""

    def __init__(self, model: _Model, seconds: float, seed: int) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=lambda: theirs.send(_search(model, seconds, seed)))
        self._process.start()
        theirs.close()

    def result(self) -> _Found:
        """Return what it found."""
        found: _Found = self._pipe.recv()
        self._process.join()
        return found


def _build(model: Plain) -> _Model:
    """Return PyVRP's model: places are the shifts' ends first, then one per client."""
    ends = sorted({place for shift in model.shifts for place in (shift.start_location, shift.end_location)})
    kinds = _kinds(model)
    masks = [_forbidden(model, shifts[0]) for shifts in kinds]
    profiles = {mask: k for k, mask in enumerate(dict.fromkeys(masks))}
    places = np.concatenate((np.array(ends, dtype=np.int64), model.location))
    travel = model.travel[np.ix_(places, places)].astype(np.int64)
    np.fill_diagonal(travel, 0)
    blocked_s = 1 + max((shift.end_s for shift in model.shifts), default=0)
    distances: list[Any] = [
        _with_forbidden(travel, len(ends), np.frombuffer(mask, dtype=np.bool_), blocked_s)
        for mask in profiles
    ]
    has_loads = bool(model.load.any())
    return _Model(
        data=pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in places],
            clients=[_client(model, task, len(ends) + task, has_loads) for task in range(model.tasks)],
            depots=[pyvrp.Depot(k) for k in range(len(ends))],
            vehicle_types=[
                _vehicle_type(model.shifts[shifts[0]], len(shifts), ends, profiles[mask], has_loads)
                for shifts, mask in zip(kinds, masks, strict=True)
            ],
            distance_matrices=distances,
            duration_matrices=distances,
        ),
        shifts=kinds,
    )


def _forbidden(model: Plain, shift: int) -> bytes:
    """Return which clients a shift may not visit, as a key."""
    return (~model.allowed[:, shift]).tobytes()


def _kinds(model: Plain) -> list[list[int]]:
    """Return groups of shifts that are alike in everything."""
    alike: dict[tuple[Shift, bytes], list[int]] = {}
    for index, shift in enumerate(model.shifts):
        alike.setdefault((shift, _forbidden(model, index)), []).append(index)
    return list(alike.values())


def _with_forbidden(
    travel: NDArray[np.int64], ends: int, forbidden: NDArray[np.bool_], blocked_s: int
) -> NDArray[np.int64]:
    """Return travel with every way to a forbidden client longer than any shift."""
    if not forbidden.any():
        return travel
    blocked = travel.copy()
    blocked[:, ends + np.flatnonzero(forbidden)] = blocked_s
    np.fill_diagonal(blocked, 0)
    return blocked


def _client(model: Plain, task: int, place: int, has_loads: bool) -> pyvrp.Client:
    return pyvrp.Client(
        location=place,
        delivery=[int(model.load[task])] if has_loads else [],
        service_duration=int(model.service[task]),
        tw_early=int(model.opens[task]),
        tw_late=int(model.closes[task]),
        prize=int(model.prize[task]) * model.seconds_per_point,
        required=bool(model.required[task]),
    )


def _vehicle_type(
    shift: Shift, many: int, ends: list[int], profile: int, has_loads: bool
) -> pyvrp.VehicleType:
    capacity = NO_WAY_S if shift.max_load is None else shift.max_load
    return pyvrp.VehicleType(
        num_available=many,
        capacity=[capacity] if has_loads else [],
        start_depot=ends.index(shift.start_location),
        end_depot=ends.index(shift.end_location),
        tw_early=shift.start_s,
        tw_late=shift.end_s,
        profile=profile,
    )


def _sequences(model: _Model, solution: pyvrp.Solution) -> list[list[int]]:
    """Return the order of tasks per shift of our problem."""
    found: list[list[int]] = [[] for shifts in model.shifts for _ in shifts]
    free = [list(shifts) for shifts in model.shifts]
    for route in solution.routes():
        tasks = [activity.idx for activity in route if activity.is_client()]
        if tasks:
            found[free[route.vehicle_type()].pop(0)] = tasks
    return found
