"""What is true of a household and nobody knows: when somebody is home, how long they talk, what they answer.

Every draw belongs to a household and a cell (week, weekday, hour) or to the number of a try, never to a
policy. So two policies that ring at the same door in the same hour find the same thing (common random
numbers), and a difference between policies is not one of luck.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from planner.domain.outcome import Slot
from planner.simulation.world import HOURS, WEEKDAYS, Presence, World

TRIES = 12
"""So many visits, cards and appointments of one household have a draw of their own."""
_SAMPLE = 400
_MOMENTS = (9, 21)


@dataclass(frozen=True, kw_only=True)
class Household:
    """The hidden truth of one household; every array holds chances or draws between 0 and 1.

    Parameters
    ----------
    kind
        Name of the household type.
    seldom_home
        Whether that type is hardly ever home.
    chance
        Chance that somebody opens, per weekday and evening hour (`HOURS`), shape (5, 4).
    home
        Draw per week since entry, weekday and hour, shape (weeks, 5, 4).
    talk_min
        Length in minutes of the talk at each try.
    card, appointment, keeps
        Draws per try: a card is answered, another moment is asked, the promise is kept.
    phone
        Draw per week since entry: the office reaches somebody by phone.
    """

    kind: str
    seldom_home: bool
    entered: date
    chance: NDArray[np.float64]
    home: NDArray[np.float64]
    talk_min: NDArray[np.float64]
    card: NDArray[np.float64]
    appointment: NDArray[np.float64]
    keeps: NDArray[np.float64]
    phone: NDArray[np.float64]

    def chance_in(self, slot: Slot) -> float:
        """Return the true chance (0-1) that somebody opens in a slot; the hour is moved into the evening."""
        return float(self.chance[min(slot.weekday, WEEKDAYS - 1), hour_index(slot.hour)])

    def opens(self, day: date, hour: int) -> bool:
        """Return whether somebody opens on a day in an hour."""
        week, weekday = divmod((day - self.entered).days, 7)
        weekday = min((self.entered.weekday() + weekday) % 7, WEEKDAYS - 1)
        at = weekday, hour_index(hour)
        return bool(self.home[min(max(week, 0), len(self.home) - 1)][at] < self.chance[at])


def hour_index(hour: int) -> int:
    """Return the position of an hour among the evening hours; others count as the nearest."""
    return min(max(hour, HOURS[0]), HOURS[-1]) - HOURS[0]


class Truth:
    """Makes the households of one world and seed, each from its own number."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.seed = world, seed
        self._names = tuple(world.types)
        shares = np.array([world.types[name].share for name in self._names])
        self._cumulative = np.cumsum(shares / shares.sum())
        self._shift = _log_odds_shift(world, self._names, shares / shares.sum())

    def household(self, number: int, entered: date) -> Household:
        """Return household `number`; the same for every policy."""
        world = self.world
        draw = np.random.default_rng([self.seed, number, 1])
        name = self._names[int(np.searchsorted(self._cumulative, draw.random()))]
        chance = _chance(_log_odds(world, name) + _spread(world.presence, draw) + self._shift)
        weeks = world.inflow.life_weeks + 3
        talk = world.visits
        return Household(
            kind=name,
            seldom_home=world.types[name].seldom_home,
            entered=entered,
            chance=chance,
            home=draw.random((weeks, WEEKDAYS, len(HOURS))),
            talk_min=talk.talk_median_min * np.exp(talk.talk_spread * draw.standard_normal(TRIES)),
            card=draw.random(TRIES),
            appointment=draw.random(TRIES),
            keeps=draw.random(TRIES),
            phone=draw.random(weeks),
        )

    def another_kind(self, number: int, name: str) -> str:
        """Return a household type other than `name`, drawn by share: what a wrong hint is about."""
        others = [other for other in self._names if other != name and self.world.types[other].share > 0]
        if not others:
            return name
        shares = np.array([self.world.types[other].share for other in others])
        draw = np.random.default_rng([self.seed, number, 2])
        return others[int(np.searchsorted(np.cumsum(shares / shares.sum()), draw.random()))]

    def any_kind(self, number: int) -> str:
        """Return a household type drawn by share, whatever household it is said of."""
        draw = np.random.default_rng([self.seed, number, 4])
        return self._names[int(np.searchsorted(self._cumulative, draw.random()))]


def _log_odds(world: World, name: str) -> NDArray[np.float64]:
    kind = world.types[name]
    hour = np.array(kind.hour)
    odds: NDArray[np.float64] = np.log(hour / (1 - hour))[None, :] + np.array(kind.weekday)[:, None]
    return odds


def _spread(presence: Presence, draw: np.random.Generator) -> NDArray[np.float64]:
    own = presence.spread_dossier * draw.standard_normal()
    weekday = presence.spread_weekday * draw.standard_normal((WEEKDAYS, 1))
    cell = presence.spread_cell * draw.standard_normal((WEEKDAYS, len(HOURS)))
    spread: NDArray[np.float64] = own + weekday + cell
    return spread


def _chance(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-log_odds))
    return chance


def _log_odds_shift(world: World, names: tuple[str, ...], shares: NDArray[np.float64]) -> float:
    """Return what is added to all log-odds so that the mean chance is the one in the settings."""
    draw = np.random.default_rng(_MOMENTS)
    spread = np.stack([_spread(world.presence, draw) for _ in range(_SAMPLE)])
    odds = [_log_odds(world, name) + spread for name in names]

    def too_high(shift: float) -> float:
        means = [float(_chance(each + shift).mean()) for each in odds]
        return float(np.dot(means, shares)) - world.presence.mean

    return float(brentq(too_high, -12.0, 12.0))
