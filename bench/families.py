"""The families of public instances: where their files lie and how each becomes a `solver.Problem`.

| family | files in | units of the problem | counts |
|---|---|---|---|
| toptw | `toptw/` | distance cut to 1 decimal (c, r, rc) or 2 decimals (pr): x10, x100 | prize |
| solomon, gh | `solomon/`, `gh/` | distance rounded to 2 decimals: x100 | distance |
| ortec_asym | `ortec_asym/` | the file's own matrix: x1 | distance |
| vrptw | the three above | as above | distance |
| pcvrptw | `pcvrptw/` | distance cut to 1 decimal: x10, prizes x10 | distance + lost prizes, x10 |
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.distances import euclidean
from bench.formats.lines import InstanceError
from bench.formats.solomon import Fleet, read_solomon
from bench.formats.toptw import read_toptw
from bench.formats.vrplib import explicit_matrix, fleet_of, read_vrplib
from bench.instance import Case, Goal, Instance
from solver import Problem, Shift, Task, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from bench.formats.nodes import Node

_MOST_UNITS_PER_POINT = 1_000_000


@dataclass(frozen=True, slots=True)
class Family:
    """One folder of instances.

    Parameters
    ----------
    folder, suffix
        Where the files lie below the folder of all families.
    listed_as
        Name of the family in the list of best known values.
    read
        Returns an instance from a file and a number of vehicles (None = as the file says).
    """

    folder: str
    suffix: str
    listed_as: str
    read: Callable[[Path, int | None], Instance]


def _toptw(path: Path, vehicles: int | None) -> Instance:
    """Read team orienteering: the smallest step in prize outweighs all travel."""
    if vehicles is None:
        raise InstanceError(path, None, "team orienteering needs a number of vehicles")
    scale = 100 if path.stem.startswith("pr") else 10
    nodes = read_toptw(path, scale)
    step = math.gcd(*(node.prize for node in nodes)) or 1
    longest = vehicles * (nodes[0].closes - nodes[0].opens) // step + 1
    tasks = [_task(k, node) for k, node in enumerate(nodes) if k]
    return Instance(
        problem=Problem(
            tasks=tuple(tasks),
            shifts=_shifts(nodes, vehicles),
            travel_s=(euclidean(nodes, scale),),
            seconds_per_point=min(longest, _MOST_UNITS_PER_POINT),
        ),
        goal=Goal.PRIZE,
        scale=scale,
    )


def _solomon(path: Path, _: int | None) -> Instance:
    """Read a VRPTW with the fleet of its file: everybody must be visited, the number of routes is free."""
    scale = 100
    fleet = read_solomon(path, scale)
    return _all_required(fleet, euclidean(fleet.nodes, scale, nearest=True), scale)


def _ortec(path: Path, _: int | None) -> Instance:
    """Read a VRPTW with an asymmetric matrix of its own."""
    parts = read_vrplib(path)
    return _all_required(fleet_of(parts, 1), explicit_matrix(parts), 1)


def _pcvrptw(path: Path, _: int | None) -> Instance:
    """Read a prize-collecting VRPTW, where a lost prize costs what its figure says."""
    scale = 10
    fleet = fleet_of(read_vrplib(path), scale)
    return Instance(
        problem=Problem(
            tasks=tuple(_task(k, node) for k, node in enumerate(fleet.nodes) if k),
            shifts=_shifts(fleet.nodes, fleet.vehicles, fleet.capacity),
            travel_s=(euclidean(fleet.nodes, scale),),
            seconds_per_point=scale,
        ),
        goal=Goal.OBJECTIVE,
        scale=scale,
    )


def _all_required(fleet: Fleet, travel: NDArray[np.int32], scale: int) -> Instance:
    return Instance(
        problem=Problem(
            tasks=tuple(_task(k, node, required=1) for k, node in enumerate(fleet.nodes) if k),
            shifts=_shifts(fleet.nodes, fleet.vehicles, fleet.capacity),
            travel_s=(travel,),
        ),
        goal=Goal.DISTANCE,
        scale=scale,
    )


def _task(location: int, node: Node, required: int = 0) -> Task:
    window = Window(node.opens, node.closes, node.prize)
    return Task(location, node.service, (window,), required=required, load=node.demand)


def _shifts(nodes: Sequence[Node], vehicles: int, capacity: int | None = None) -> tuple[Shift, ...]:
    """Return identical shifts from the depot and back."""
    depot = nodes[0]
    return (Shift(0, 0, depot.opens, depot.closes, max_load=capacity),) * vehicles


_FOLDERS = {
    "toptw": Family("toptw", ".txt", "toptw", _toptw),
    "solomon": Family("solomon", ".txt", "vrptw", _solomon),
    "gh": Family("gh", ".txt", "vrptw", _solomon),
    "ortec_asym": Family("ortec_asym", ".txt", "vrptw", _ortec),
    "pcvrptw": Family("pcvrptw", ".vrp", "pcvrptw", _pcvrptw),
}

FAMILIES: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in _FOLDERS},
    "vrptw": ("solomon", "gh", "ortec_asym"),
}
"""What can be asked for -> folders it stands for."""


def family(folder: str) -> Family:
    """Return the family of a folder."""
    return _FOLDERS[folder]


def read(case: Case) -> Instance:
    """Return the instance of a case.

    Raises
    ------
    InstanceError
        When its file is damaged; names file and line.
    """
    return _FOLDERS[case.family].read(case.path, case.vehicles)
