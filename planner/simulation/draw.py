"""Some stops at a random slot: the only honest way to learn in the field what the choice of slots brings.

People are planned first. Then a coin is thrown for each planned stop, and those that are drawn get a slot
at random from all that were allowed. So drawn and other stops are alike in all but the choice of the slot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

import solver
from planner.policy.windows import VisitWindow
from planner.services.translation import Desk, Translation

_LEAST = timedelta(minutes=15)


@dataclass(frozen=True)
class Drawn:
    """A slot that was drawn, and with what propensity (0-1) it was."""

    start: datetime
    propensity: float


def draw_slots(
    desk: Desk, translation: Translation, solution: solver.Solution, share: float, seed: int
) -> tuple[Translation, dict[str, Drawn]]:
    """Return the week with a share of its planned stops held to a random slot, and those slots by dossier.

    Deadlines and appointments are never drawn. A drawn stop must be made: it was in the plan.
    """
    draw = np.random.default_rng([seed, 7])
    tasks, windows = list(translation.problem.tasks), list(translation.windows)
    drawn: dict[str, Drawn] = {}
    for task in sorted(solution.shift_of):
        slots = list(_hours(translation.windows[task]))
        if desk.candidates[task].tier or draw.random() >= share or not slots:
            continue
        slot = slots[int(draw.integers(len(slots)))]
        drawn[desk.candidates[task].dossier.dossier_id] = Drawn(slot.start, 1 / len(slots))
        windows[task] = (slot,)
        tasks[task] = _held(tasks[task], slot, desk, translation.windows[task])
    problem = replace(translation.problem, tasks=tuple(tasks))
    return replace(translation, problem=problem, windows=tuple(windows)), drawn


def _hours(windows: Sequence[VisitWindow]) -> Iterator[VisitWindow]:
    """Yield the hours that lie in windows, without ends of less than a quarter of an hour."""
    for window in windows:
        start = window.start
        while start < window.end:
            full = start.replace(minute=0, second=0) + timedelta(hours=1)
            end = min(full - timedelta(seconds=1), window.end)
            if end - start >= _LEAST:
                yield replace(window, start=start, end=end)
            start = full


def _held(task: solver.Task, slot: VisitWindow, desk: Desk, windows: Sequence[VisitWindow]) -> solver.Task:
    of = next(i for i, window in enumerate(windows) if window.start <= slot.start <= window.end)
    only = replace(task.windows[of], start_s=desk.week.seconds(slot.start), end_s=desk.week.seconds(slot.end))
    return replace(task, windows=(only,), required=1)
