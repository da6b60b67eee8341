"""What a policy knows of when somebody is home: nothing personal, what was learned, or the truth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.domain.dossier import Dossier
from planner.domain.log import Event
from planner.domain.outcome import Slot
from planner.policy.chance import Chances, ChanceTable, DoorChance, Estimate, LearnedDoor, learn
from planner.policy.hints import KnownHint
from planner.policy.rules import Rules
from planner.simulation.pool import Pool
from planner.simulation.truth import Household, hour_index
from planner.simulation.world import HOURS, WEEKDAYS

_SURE = 1e6


@dataclass(frozen=True)
class PopulationOnly:
    """The table of all doors together: a door's own visits and hints are not looked at."""

    table: ChanceTable

    @property
    def mean_usual(self) -> float:
        """The mean chance (0-1) at an unknown door."""
        return self.table.mean_usual

    def first_tries(self, hour: int) -> int:
        """Return from how many first tries the chance in an hour was learned."""
        return self.table.first_tries(hour)

    def door(self, dossier: Dossier, history: Sequence[Event]) -> DoorChance:
        """Return the chances at any door at all."""
        return LearnedDoor(table=self.table)


@dataclass(frozen=True)
class TrueChances:
    """The hidden truth, for the one policy that may know it."""

    households: Mapping[str, Household]
    usual: NDArray[np.float64]

    @property
    def mean_usual(self) -> float:
        """The mean true chance (0-1) over all cells."""
        return float(self.usual.mean())

    def first_tries(self, hour: int) -> int:
        """Return 0: nothing was learned."""
        return 0

    def door(self, dossier: Dossier, history: Sequence[Event]) -> DoorChance:
        """Return the true chances at a door."""
        return TrueDoor(self.households[dossier.dossier_id], self.usual)


@dataclass(frozen=True)
class TrueDoor:
    """The true chances at one door."""

    household: Household
    usual_of: NDArray[np.float64]

    def at(self, slot: Slot) -> Estimate:
        """Return the true chance in a slot."""
        chance = min(0.99, max(0.01, self.household.chance_in(slot)))
        return Estimate(chance=chance, n=0, visits=_SURE, range_share=0.8)

    def usual(self, slot: Slot) -> float:
        """Return the mean true chance over all doors in a slot."""
        return float(self.usual_of[min(slot.weekday, WEEKDAYS - 1), hour_index(slot.hour)])

    @property
    def mean_usual(self) -> float:
        """The mean true chance over all doors and cells."""
        return float(self.usual_of.mean())

    @property
    def best(self) -> float:
        """The true chance in the best slot."""
        return float(self.household.chance.max())

    @property
    def hints(self) -> tuple[KnownHint, ...]:
        """Nothing: the truth needs no hints."""
        return ()


Knowledge = Callable[[Pool, Rules], Chances]
"""Makes the chances of a week from a pool; only `everything` looks at households."""


def nothing_personal(pool: Pool, rules: Rules) -> Chances:
    """Return the chances of all doors together, learned from first tries."""
    return PopulationOnly(_table(pool, rules))


def learned(pool: Pool, rules: Rules) -> Chances:
    """Return the chances that a desk learns from its own visits and from hints."""
    return _table(pool, rules)


def everything(pool: Pool, rules: Rules) -> Chances:
    """Return the true chances."""
    households = {dossier_id: one.household for dossier_id, one in pool.open.items()}
    chances = [one.chance for one in households.values()] or [np.full((WEEKDAYS, len(HOURS)), 0.5)]
    return TrueChances(households, np.mean(chances, axis=0))


def _table(pool: Pool, rules: Rules) -> ChanceTable:
    """Return the table learned from the whole log, also of dossiers that are gone."""
    bare = [replace(one.dossier, hints=()) for one in pool.open.values()]
    return learn(pool.history, bare, rules)
