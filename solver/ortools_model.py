"""An OR-Tools routing model over some shifts and some tasks, started from a plan.

One node per (task, window row): the window's prize sits on the arcs into the node, so *who* and *when* are
one decision. Travel is given as matrices, never as Python callbacks, which cost more than half the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from solver.compiled import NO_LIMIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.compiled import Compiled, Stop


@dataclass(frozen=True)
class SubProblem:
    """What a sub-model may change.

    Parameters
    ----------
    shifts
        Shifts whose routes are rebuilt.
    stops
        (task, window row) pairs that may be used; rows of one task exclude each other.
    start
        Present routes of these shifts, in the same order, made of pairs in `stops`.
    """

    shifts: tuple[int, ...]
    stops: tuple[Stop, ...]
    start: tuple[tuple[Stop, ...], ...]


def solve_sub(model: Compiled, sub: SubProblem, seconds: float | None) -> list[list[Stop]] | None:
    """Return better or equal routes for the sub-problem's shifts, or None when the start was refused.

    Parameters
    ----------
    model, sub
        The compiled problem and the part of it.
    seconds
        Guided local search for this long; None = plain descent to a local optimum, which no clock touches.
    """
    routing = _Routing(model, sub)
    return routing.improve(seconds)


class _Routing:
    """The routing model of one sub-problem. Nodes: 2 per shift (start, end), then one per stop."""

    def __init__(self, model: Compiled, sub: SubProblem) -> None:
        self.model, self.sub = model, sub
        many = len(sub.shifts)
        self.first = 2 * many
        self.manager = pywrapcp.RoutingIndexManager(
            self.first + len(sub.stops), many, list(range(0, 2 * many, 2)), list(range(1, 2 * many, 2))
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.index_of = {stop: self.manager.NodeToIndex(self.first + k) for k, stop in enumerate(sub.stops)}
        self.task_of = np.array([task for task, _ in sub.stops], dtype=np.int64)
        self.row_of = np.array([row for _, row in sub.stops], dtype=np.int64)
        self._add_arcs()
        self._add_times()
        self._add_load()
        self._add_choice()

    def _add_arcs(self) -> None:
        """One travel-time and one cost matrix per profile (per shift when there are preferences)."""
        locations = self._locations()
        service = np.zeros(len(locations), dtype=np.int64)
        service[self.first :] = self.model.service[self.row_of]
        loss = np.zeros(len(locations), dtype=np.int64)
        loss[self.first :] = self.model.loss[self.row_of]
        known: dict[tuple[int, int], tuple[int, int]] = {}
        preferring = bool(self.model.preference.shape[1])
        self.transits = []
        for vehicle, shift in enumerate(self.sub.shifts):
            key = (int(self.model.profile[shift]), shift if preferring else -1)
            if key not in known:
                travel = self.model.travel[key[0]][np.ix_(locations, locations)].astype(np.int64)
                cost = travel + loss
                if preferring:
                    cost[:, self.first :] += self.model.preference[self.task_of, shift]
                known[key] = (self._register(travel + service[:, None]), self._register(cost))
            self.transits.append(known[key][0])
            self.routing.SetArcCostEvaluatorOfVehicle(known[key][1], vehicle)

    def _locations(self) -> NDArray[np.int64]:
        ends = [(self.model.start_location[k], self.model.end_location[k]) for k in self.sub.shifts]
        homes = np.array(ends, dtype=np.int64).ravel()
        return np.concatenate([homes, self.model.location[self.task_of].astype(np.int64)])

    def _register(self, matrix: NDArray[np.int64]) -> int:
        return int(self.routing.RegisterTransitMatrix(matrix.tolist()))

    def _add_times(self) -> None:
        """Absolute seconds: shifts leave at their start, are back by their latest end; windows per node."""
        horizon = int(self.model.latest[list(self.sub.shifts)].max())
        self.routing.AddDimensionWithVehicleTransits(self.transits, horizon, horizon, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        for vehicle, shift in enumerate(self.sub.shifts):
            start, end = int(self.model.starts[shift]), int(self.model.latest[shift])
            self.time.CumulVar(self.routing.Start(vehicle)).SetRange(start, start)
            self.time.CumulVar(self.routing.End(vehicle)).SetRange(start, end)
            price = int(self.model.overtime_price[shift])
            if end > self.model.ends[shift] and price:
                last = self.routing.End(vehicle)
                self.time.SetCumulVarSoftUpperBound(last, int(self.model.ends[shift]), price)
        for (_, row), index in self.index_of.items():
            closes = min(int(self.model.closes[row]), horizon)
            self.time.CumulVar(index).SetRange(int(self.model.opens[row]), closes)

    def _add_load(self) -> None:
        limits = self.model.max_load[list(self.sub.shifts)]
        if (limits >= NO_LIMIT).all():
            return
        loads = [0] * self.first + [int(self.model.load[task]) for task in self.task_of]
        transit = self.routing.RegisterUnaryTransitVector(loads)
        ceiling = sum(loads)
        ceilings = [min(int(limit), ceiling) for limit in limits]
        self.routing.AddDimensionWithVehicleCapacity(transit, 0, ceilings, True, "load")

    def _add_choice(self) -> None:
        """Each task once or at its price; allowed shifts; groups; order of locks."""
        rows: dict[int, list[int]] = {}
        for (task, row), index in self.index_of.items():
            rows.setdefault(task, []).append(index)
            self._allow(task, row, index)
        groups: dict[int, list[int]] = {}
        for task, indices in rows.items():
            self.routing.AddDisjunction(indices, int(self.model.miss_cost[task]), 1)
            if self.model.group[task] >= 0:
                groups.setdefault(int(self.model.group[task]), []).extend(indices)
        solver = self.routing.solver()
        for indices in groups.values():
            if len(indices) > 1:
                solver.Add(solver.Sum([self.routing.ActiveVar(index) for index in indices]) <= 1)
        self._keep_order()

    def _allow(self, task: int, row: int, index: int) -> None:
        """Narrow the vehicles of a node (`SetAllowedVehiclesForIndex` refuses lists in ortools 9.15)."""
        model = self.model
        vehicles = [
            vehicle
            for vehicle, shift in enumerate(self.sub.shifts)
            if model.allowed[task, shift]
            and model.opens[row] <= model.latest[shift]
            and model.starts[shift] <= model.closes[row]
        ]
        self.routing.VehicleVar(index).SetValues([-1, *vehicles])

    def _keep_order(self) -> None:
        """Locked stops with an order are visited in that order: each starts before the next one."""
        ordered = [
            (int(self.model.order[task]), stop)
            for stop in self.sub.stops
            if self.model.order[task := stop[0]]
        ]
        solver = self.routing.solver()
        for order, stop in ordered:
            for later, other in ordered:
                if order < later:
                    one, two = self.index_of[stop], self.index_of[other]
                    together = self.routing.VehicleVar(one) == self.routing.VehicleVar(two)
                    both = together * self.routing.ActiveVar(one) * self.routing.ActiveVar(two)
                    late = self.time.CumulVar(one) > self.time.CumulVar(two)
                    solver.Add(both * late == 0)

    def improve(self, seconds: float | None) -> list[list[Stop]] | None:
        parameters = _parameters(seconds)
        self.routing.CloseModelWithParameters(parameters)
        routes = [[self.index_of[stop] for stop in stops] for stops in self.sub.start]
        start = self.routing.ReadAssignmentFromRoutes(routes, True)
        if start is None:
            return None
        found = self.routing.SolveFromAssignmentWithParameters(start, parameters)
        if found is None:  # the start was accepted, the time did not suffice for a first step
            return [list(stops) for stops in self.sub.start]
        return self._read(found)

    def _read(self, found: Any) -> list[list[Stop]]:  # noqa: ANN401 - an ortools Assignment, untyped
        routes = []
        for vehicle in range(len(self.sub.shifts)):
            stops: list[Stop] = []
            index = found.Value(self.routing.NextVar(self.routing.Start(vehicle)))
            while not self.routing.IsEnd(index):
                stops.append(self.sub.stops[self.manager.IndexToNode(index) - self.first])
                index = found.Value(self.routing.NextVar(index))
            routes.append(stops)
        return routes


def _parameters(seconds: float | None) -> Any:  # noqa: ANN401 - a protobuf message, untyped
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    search = routing_enums_pb2.LocalSearchMetaheuristic
    if seconds is None:
        parameters.local_search_metaheuristic = search.GREEDY_DESCENT
    else:
        parameters.local_search_metaheuristic = search.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromMilliseconds(max(1, round(1000 * seconds)))
    return parameters
