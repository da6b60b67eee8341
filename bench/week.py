"""A seeded, over-subscribed week: more dossiers than any team can visit, on noisy road-like travel times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver import Problem, Shift, Task, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVENING_S = 4 * 3600
SECONDS_PER_POINT = 60

_SIDE_M = 16_000.0
_DETOUR = 1.35
_SPEED_M_S = 9.0
_STANDSTILL_S = 60.0
_NOISE = (0.85, 1.30)
_BLOCK = 256
_SKILLS = 3


@dataclass(frozen=True, slots=True)
class EveningWeek:
    """So many dossiers for so many coaches, each working every evening from home and back.

    The clock runs from the start of an evening (0 to four hours): a shift is one coach on one evening, and
    what is possible on which evening is in the allowed shifts. So every engine needs one window per visit.
    """

    dossiers: int
    coaches: int
    evenings: int
    seed: int
    skills: bool = False

    def problem(self) -> Problem:
        """Return the week; the same arguments give the same week.

        Homes and doors lie evenly spread over a square of 16 km. A leg takes a minute plus 1.35 times the
        straight line at 9 m/s, times a factor of its own between 0.85 and 1.30 that differs there and back.
        A visit takes 15 to 30 minutes, earns 1 to 60 points and may start in a window of 1, 1.5, 2 or 4
        hours. With `skills`, coaches and some dossiers have needs, deadlines and evenings off.
        """
        rng = np.random.default_rng([self.seed, self.dossiers, self.coaches, self.evenings])
        points = rng.uniform(0.0, _SIDE_M, (self.coaches + self.dossiers, 2))
        service_s = 60 * rng.integers(15, 31, self.dossiers)
        prize = rng.integers(1, 61, self.dossiers)
        windows = self._windows(rng)
        allowed = self._allowed(rng) if self.skills else [None] * self.dossiers
        return Problem(
            tasks=tuple(
                Task(
                    location=self.coaches + k,
                    service_s=int(service_s[k]),
                    windows=(Window(int(windows[k, 0]), int(windows[k, 1]), int(prize[k])),),
                    shifts_allowed=allowed[k],
                )
                for k in range(self.dossiers)
            ),
            shifts=tuple(
                Shift(coach, coach, 0, EVENING_S)
                for _ in range(self.evenings)
                for coach in range(self.coaches)
            ),
            travel_s=(_travel(points, rng),),
            seconds_per_point=SECONDS_PER_POINT,
        )

    def _windows(self, rng: np.random.Generator) -> NDArray[np.int64]:
        """Return first and last start [dossiers, 2] in seconds of the evening, on whole quarters."""
        length = rng.choice([3600, 5400, 7200, EVENING_S], self.dossiers)
        opens = 900 * (rng.uniform(0.0, 1.0, self.dossiers) * ((EVENING_S - length) // 900 + 1)).astype(
            np.int64
        )
        return np.stack((opens, opens + length), axis=1)

    def _allowed(self, rng: np.random.Generator) -> list[frozenset[int] | None]:
        """Return the allowed shifts per dossier.

        A coach has each of three skills with a chance of one half (somebody has each). Three dossiers in ten
        need a skill, three in ten have a deadline (an evening), and a third is away on one evening.
        """
        has = rng.random((self.coaches, _SKILLS)) < 0.5
        has[rng.permutation(_SKILLS) % self.coaches, np.arange(_SKILLS)] = True
        needs = np.where(rng.random(self.dossiers) < 0.3, rng.integers(_SKILLS, size=self.dossiers), -1)
        late = rng.integers(self.evenings, size=self.dossiers)
        last = np.where(rng.random(self.dossiers) < 0.3, late, self.evenings - 1)
        away = np.where(
            rng.random(self.dossiers) < 1 / 3, rng.integers(self.evenings, size=self.dossiers), -1
        )
        found: list[frozenset[int] | None] = []
        for k in range(self.dossiers):
            evenings = [e for e in range(int(last[k]) + 1) if e != away[k]] or [int(last[k])]
            coaches = [c for c in range(self.coaches) if needs[k] < 0 or has[c, needs[k]]]
            allowed = frozenset(e * self.coaches + c for e in evenings for c in coaches)
            found.append(None if len(allowed) == self.coaches * self.evenings else allowed)
        return found


def _travel(points: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int32]:
    """Return travel seconds [n, n], made in blocks of rows so that little memory is needed at once."""
    many = len(points)
    travel = np.zeros((many, many), dtype=np.int32)
    for first in range(0, many, _BLOCK):
        rows = points[first : first + _BLOCK]
        metres = np.hypot(*(rows[:, None, axis] - points[None, :, axis] for axis in range(2)))
        noise = rng.uniform(*_NOISE, metres.shape)
        travel[first : first + _BLOCK] = np.rint(_STANDSTILL_S + metres * noise * (_DETOUR / _SPEED_M_S))
    np.fill_diagonal(travel, 0)
    return travel
