"""A careful plan by hand: the highest priority first, each visit to the place where it costs least travel."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from bench.engines.answer import Answer
from bench.engines.plain import NO_WAY_S, Plain, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver import Problem

_ROOM = 16


def run(problem: Problem, _seconds: float, _seed: int) -> Answer:
    """Return the plan by hand; it takes the time it takes and has no dice."""
    began = time.perf_counter()
    model = plain(problem)
    order = np.lexsort((np.arange(model.tasks), -model.prize, ~model.required))
    paper = _Paper(model)
    for task in order:
        paper.write_in(int(task))
    seconds = time.perf_counter() - began
    return Answer(paper.routes, seconds, 0.0, seconds)


class _Paper:
    """Routes under construction, as arrays of legs [shifts, legs]: a visit is put in by splitting a leg.

    Leg k of a shift leads from its k-th stop (0 = where it starts) to the next one. `leave` is the earliest
    departure at the leg's tail, `due` the latest arrival at its head that leaves the rest possible.
    """

    def __init__(self, model: Plain) -> None:
        self.model = model
        self.routes: list[list[int]] = [[] for _ in model.shifts]
        shape = (len(model.shifts), _ROOM)
        self.tail, self.head = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        self.leave, self.due = np.zeros(shape, dtype=np.int64), np.full(shape, -1, dtype=np.int64)
        self.direct = np.zeros(shape, dtype=np.int64)
        self.room = np.array([NO_WAY_S if s.max_load is None else s.max_load for s in model.shifts])
        for shift in range(len(model.shifts)):
            self._draw(shift)

    def write_in(self, task: int) -> None:
        """Put a task where it costs least, if it fits anywhere and is worth its travel."""
        model, place = self.model, self.model.location[task]
        there, onward = model.travel[self.tail, place], model.travel[place, self.head]
        start = np.maximum(self.leave + there, model.opens[task])
        extra = (there.astype(np.int64) + onward) - self.direct
        fits = (start <= model.closes[task]) & (start + model.service[task] + onward <= self.due)
        fits &= (model.allowed[task] & (self.room >= model.load[task]))[:, None]
        worth = model.prize[task] * model.seconds_per_point
        if not model.required[task]:
            fits &= extra < worth
        if not fits.any():
            return
        shift, leg = np.unravel_index(int(np.where(fits, extra, np.iinfo(np.int64).max).argmin()), fits.shape)
        self.routes[shift].insert(int(leg), task)
        self.room[shift] -= model.load[task]
        self._draw(int(shift))

    def _draw(self, shift: int) -> None:
        """Work out the legs of one shift anew."""
        stops = np.array(self.routes[shift], dtype=np.int64)
        legs = len(stops) + 1
        if legs > self.tail.shape[1]:
            self._widen()
        one, model = self.model.shifts[shift], self.model
        places = np.concatenate(([one.start_location], model.location[stops], [one.end_location]))
        travel = model.travel[places[:-1], places[1:]].astype(np.int64)
        self.tail[shift, :legs], self.head[shift, :legs] = places[:-1], places[1:]
        self.direct[shift, :legs] = travel if len(stops) else 0
        self.leave[shift, :legs] = self._leaving(one.start_s, stops, travel)
        self.due[shift, :legs] = self._latest(one.end_s, stops, travel)

    def _leaving(self, start_s: int, stops: NDArray[np.int64], travel: NDArray[np.int64]) -> list[int]:
        """Return the earliest departure at the tail of every leg, in seconds."""
        now, found = start_s, [start_s]
        for task, leg in zip(stops, travel, strict=False):
            now = int(max(now + leg, self.model.opens[task]) + self.model.service[task])
            found.append(now)
        return found

    def _latest(self, end_s: int, stops: NDArray[np.int64], travel: NDArray[np.int64]) -> list[int]:
        """Return the latest arrival at the head of every leg, in seconds."""
        due, found = end_s, [end_s]
        for task, leg in zip(stops[::-1], travel[::-1], strict=False):
            due = int(min(due - leg - self.model.service[task], self.model.closes[task]))
            found.append(due)
        return found[::-1]

    def _widen(self) -> None:
        """Make room for longer routes."""
        more = ((0, 0), (0, self.tail.shape[1]))
        self.tail, self.head = np.pad(self.tail, more), np.pad(self.head, more)
        self.leave, self.direct = np.pad(self.leave, more), np.pad(self.direct, more)
        self.due = np.pad(self.due, more, constant_values=-1)
