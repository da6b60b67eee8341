"""VROOM (vroom-project.org) through pyvroom, told everything its model knows.

Jobs with priorities 0 to 100 (all it has: they come before any travel, so it cannot weigh one against the
other), skills for restricted shifts, capacities, its deepest exploration level, all cores and a timeout. It
stops early when it is done and takes no seed.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import vroom

from bench.engines.answer import Answer
from bench.engines.plain import Plain, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver import Problem

_HIGHEST = 100
_EXPLORATION = 5


def run(problem: Problem, seconds: float, _seed: int) -> Answer:
    """Return VROOM's plan after at most that many wall-clock seconds."""
    began = time.perf_counter()
    model = plain(problem)
    asked = _input(model)
    setup_s = time.perf_counter() - began
    found = asked.solve(
        exploration_level=_EXPLORATION,
        nb_threads=len(os.sched_getaffinity(0)),
        timeout=timedelta(seconds=seconds),
    )
    spent = time.perf_counter() - began - setup_s
    return Answer(_sequences(found, len(model.shifts)), spent, setup_s, spent)


def _input(model: Plain) -> vroom.Input:
    """Return VROOM's model; distinct sets of allowed shifts become skills."""
    groups = {row.tobytes(): row for row in model.allowed if not row.all()}
    skills = {key: number for number, key in enumerate(groups, start=1)}
    asked = vroom.Input()
    asked.set_durations_matrix("car", model.travel.astype(np.uint32))
    has_loads = bool(model.load.any())
    priorities = _priorities(model)
    asked.add_job(
        [
            vroom.Job(
                id=task,
                location=int(model.location[task]),
                default_service=int(model.service[task]),
                delivery=[int(model.load[task])] if has_loads else [],
                skills={skills[key]} if (key := model.allowed[task].tobytes()) in skills else set(),
                priority=int(priorities[task]),
                time_windows=[vroom.TimeWindow(int(model.opens[task]), int(model.closes[task]))],
            )
            for task in range(model.tasks)
        ]
    )
    asked.add_vehicle(
        [
            vroom.Vehicle(
                id=index,
                start=shift.start_location,
                end=shift.end_location,
                capacity=([model.load.sum() if shift.max_load is None else shift.max_load])
                if has_loads
                else [],
                skills={skills[key] for key, row in groups.items() if row[index]},
                time_window=vroom.TimeWindow(shift.start_s, shift.end_s),
            )
            for index, shift in enumerate(model.shifts)
        ]
    )
    return asked


def _priorities(model: Plain) -> NDArray[np.int64]:
    """Return priorities 0 to 100: the prizes themselves when they fit, else scaled to fit."""
    most = int(model.prize.max(initial=0))
    if most <= _HIGHEST:
        return model.prize
    scaled: NDArray[np.int64] = np.rint(model.prize * (_HIGHEST / most)).astype(np.int64)
    return np.maximum(1, scaled)


def _sequences(found: vroom.Solution, shifts: int) -> list[list[int]]:
    """Return the order of tasks per shift."""
    sequences: list[list[int]] = [[] for _ in range(shifts)]
    steps = found.routes
    for shift, task in steps.loc[steps["type"] == "job", ["vehicle_id", "id"]].itertuples(index=False):
        sequences[int(shift)].append(int(task))
    return sequences
