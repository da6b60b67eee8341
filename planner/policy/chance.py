"""How likely is somebody home? A table per weekday and hour, learned from first tries, bent per door.

Beta-binomial with a kernel: measured in simulation, it does as well as heavier models, and each number can be
told in a sentence. The table says how likely a door opens that nothing is known of; the tries at a door, and
what is known of the household, bend it for that door. It decides when somebody goes, never who is visited.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from scipy.special import betaincinv

from planner.domain.dossier import Dossier
from planner.domain.log import Event
from planner.domain.outcome import Slot
from planner.policy.groups import HouseholdGroup, groups_of
from planner.policy.hints import KnownHint, known_hints
from planner.policy.rules import ChanceRules, Rules
from planner.policy.tries import DoorTry, door_tries, first_try

FRIDAY = 4
WORKDAYS = range(5)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A chance (0-1) that somebody opens, with how much stands behind it.

    ``n`` counts the tries that speak of it, ``visits`` is the weight of all evidence with the start table in
    it, ``range_share`` how sure the range ``low`` to ``high`` is (0.8: true in 8 of 10 cases).
    """

    chance: float
    n: int
    visits: float
    range_share: float

    @property
    def low(self) -> float:
        """The low end of the range, by the Beta distribution with the same mean and weight."""
        return min(self.chance, max(self._quantile((1 - self.range_share) / 2), math.ulp(0.0)))

    @property
    def high(self) -> float:
        """The high end of the range."""
        return max(self.chance, min(self._quantile((1 + self.range_share) / 2), math.nextafter(1.0, 0.0)))

    def _quantile(self, share: float) -> float:
        return float(betaincinv(self.visits * self.chance, self.visits * (1 - self.chance), share))


class DoorChance(Protocol):
    """The chance at one door, for every slot."""

    def at(self, slot: Slot) -> Estimate:
        """Return the chance that somebody opens in a slot."""

    def usual(self, slot: Slot) -> float:
        """Return the chance (0-1) in the slot at a door that nothing is known of."""

    @property
    def mean_usual(self) -> float:
        """The mean of that over the evening hours of the working days."""

    @property
    def best(self) -> float:
        """The chance in the best evening slot of the week."""

    @property
    def hints(self) -> tuple[KnownHint, ...]:
        """What was told of the household."""


class Chances(Protocol):
    """What a plan asks of a table of chances; a learned table gives it, and so does a simulated truth."""

    @property
    def mean_usual(self) -> float:
        """The mean chance at an unknown door over the evening hours of the working days."""

    def first_tries(self, hour: int) -> int:
        """Return from how many first tries the chance in an hour was learned."""

    def door(self, dossier: Dossier, history: Sequence[Event]) -> DoorChance:
        """Return the chances at the door of a dossier, with its history."""


@dataclass(frozen=True, kw_only=True)
class ChanceTable:
    """The chances at an unknown door, learned from the first tries at all doors.

    ``homes`` and ``tries`` count per slot, ``group_shift`` is how much likelier (or less) a household of a
    group opens.
    """

    rules: Rules
    homes: Mapping[Slot, int] = field(default_factory=dict)
    tries: Mapping[Slot, int] = field(default_factory=dict)
    group_shift: Mapping[HouseholdGroup, float] = field(default_factory=dict)

    def usual(self, slot: Slot) -> float:
        """Return the chance (0-1) that an unknown door opens in a slot."""
        return self._usual.get(slot) or self._hourly(slot)

    def usual_estimate(self, slot: Slot) -> Estimate:
        """Return the chance at an unknown door with its n and range; n is of this weekday and hour."""
        n = self.tries.get(slot, 0)
        return Estimate(
            chance=self.usual(slot),
            n=n,
            visits=self.rules.chance.cell_visits + n,
            range_share=self.rules.chance.range_share,
        )

    @cached_property
    def mean_usual(self) -> float:
        """The mean chance at an unknown door over the evening hours of the working days."""
        slots = evening_slots(self.rules.chance)
        return math.fsum(self.usual(slot) for slot in slots) / len(slots)

    def first_tries(self, hour: int) -> int:
        """Return the number of first tries in an hour of the day, all weekdays together."""
        return sum(count for slot, count in self.tries.items() if slot.hour == hour)

    def door(self, dossier: Dossier, history: Sequence[Event]) -> "LearnedDoor":
        """Return the chances at the door of a dossier."""
        tries = door_tries(dossier, history)
        shifts = [self.group_shift[group] for group in groups_of(dossier) if group in self.group_shift]
        return LearnedDoor(
            table=self,
            tries=tries,
            hints=known_hints(dossier, history, tries, self.rules),
            shift=math.fsum(shifts) / len(shifts) if shifts else 0.0,
        )

    def at(self, slot: Slot, dossier: Dossier, history: Sequence[Event]) -> Estimate:
        """Return the chance that the resident of a dossier opens in a slot."""
        return self.door(dossier, history).at(slot)

    @cached_property
    def _hour_shift(self) -> dict[int, float]:
        """How far each hour lies from the start table, shrunk by its weight."""
        chance = self.rules.chance
        surplus: dict[int, list[float]] = {}
        for slot in sorted(self.tries, key=lambda one: (one.hour, one.weekday)):
            found = self.homes.get(slot, 0) - self.tries[slot] * start_chance(slot, chance)
            surplus.setdefault(slot.hour, []).append(found)
        return {
            hour: math.fsum(found) / (chance.hour_visits + self.first_tries(hour))
            for hour, found in surplus.items()
        }

    def _hourly(self, slot: Slot) -> float:
        chance = self.rules.chance
        return chance.within(start_chance(slot, chance) + self._hour_shift.get(slot.hour, 0.0))

    @cached_property
    def _usual(self) -> dict[Slot, float]:
        """The slots with first tries of their own, shrunk to their hour."""
        chance = self.rules.chance
        return {
            slot: chance.within(
                (chance.cell_visits * self._hourly(slot) + self.homes.get(slot, 0))
                / (chance.cell_visits + count)
            )
            for slot, count in self.tries.items()
        }


@dataclass(frozen=True, kw_only=True)
class LearnedDoor:
    """The chances at one door: the table, bent by its own tries and by what is known of the household."""

    table: ChanceTable
    tries: tuple[DoorTry, ...] = ()
    hints: tuple[KnownHint, ...] = ()
    shift: float = 0.0

    def at(self, slot: Slot) -> Estimate:
        """Return the chance that somebody opens in a slot, with the number of tries behind it.

        One miss in a 50 % slot leaves 33 % there, 40 % in the next hour, 48 % two hours away on another day:
        the best slot moves by itself.
        """
        chance = self.table.rules.chance
        start = chance.within(self.table.usual(slot) + self.shift)
        weights = [
            (chance.kernel.weight(abs(t.slot.hour - slot.hour), t.slot.weekday == slot.weekday), t.home)
            for t in self.tries
        ]
        weights += [one for hint in self.hints for one in hint.evidence(slot, self.table.rules)]
        visits = math.fsum([chance.prior_visits, *(weight for weight, _ in weights)])
        homes = math.fsum([chance.prior_visits * start, *(weight for weight, home in weights if home)])
        return Estimate(
            chance=chance.within(homes / visits),
            n=len(self.tries),
            visits=visits,
            range_share=chance.range_share,
        )

    def usual(self, slot: Slot) -> float:
        """Return the chance (0-1) at an unknown door in the same slot."""
        return self.table.usual(slot)

    @property
    def mean_usual(self) -> float:
        """The mean chance at an unknown door over the evening hours of the working days."""
        return self.table.mean_usual

    @cached_property
    def best(self) -> float:
        """The chance in the best evening slot of the working days."""
        return max(self.at(slot).chance for slot in evening_slots(self.table.rules.chance))


def learn(
    history_by_dossier: Mapping[str, Sequence[Event]], dossiers: Iterable[Dossier], rules: Rules
) -> ChanceTable:
    """Return the chances at an unknown door, from the first try at every door.

    Counts are whole numbers and sums are rounded once, so the same log gives the same table in any order. A
    history whose dossier is gone still teaches.
    """
    known = {dossier.dossier_id: dossier for dossier in dossiers}
    firsts: list[tuple[Dossier | None, DoorTry]] = []
    for dossier_id, history in history_by_dossier.items():
        dossier = known.get(dossier_id)
        first = first_try(dossier, history)
        if first:
            firsts.append((dossier, first))
    table = ChanceTable(
        rules=rules,
        homes=Counter(first.slot for _, first in firsts if first.home),
        tries=Counter(first.slot for _, first in firsts),
    )
    shifts = _group_shifts(table, [(dossier, first) for dossier, first in firsts if dossier])
    return ChanceTable(rules=rules, homes=table.homes, tries=table.tries, group_shift=shifts)


def _group_shifts(
    table: ChanceTable, firsts: Sequence[tuple[Dossier, DoorTry]]
) -> dict[HouseholdGroup, float]:
    chance = table.rules.chance
    surplus: dict[HouseholdGroup, list[float]] = {group: [] for group in chance.groups}
    for dossier, first in firsts:
        for group in groups_of(dossier, before=first.at):
            if group in surplus:
                surplus[group].append(first.home - table.usual(first.slot))
    return {group: math.fsum(found) / (chance.group_visits + len(found)) for group, found in surplus.items()}


def start_chance(slot: Slot, chance: ChanceRules) -> float:
    """Return the chance (0-1) in a slot by the start table, before anything was learned."""
    start = chance.hour.get(slot.hour, chance.other_hour)
    return chance.within(start - chance.friday_drop if slot.weekday == FRIDAY else start)


def evening_slots(chance: ChanceRules) -> tuple[Slot, ...]:
    """Return the slots of the start table on working days."""
    return tuple(Slot(weekday=day, hour=hour) for day in WORKDAYS for hour in sorted(chance.hour))
