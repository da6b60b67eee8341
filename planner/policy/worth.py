"""What a visit is worth to the route search: who, when and how much travel, in one unit.

``prize = score x chance in the slot / usual chance in the slot x mean usual chance + deadline bonus``.
Dividing by the usual chance pays nobody twice for an hour in which everybody is home. Measured in simulation,
it equals score x chance with slightly less travel.
"""

import statistics
from collections.abc import Iterable
from datetime import date

from planner.domain.outcome import Slot
from planner.policy.chance import DoorChance
from planner.policy.rules import WorthRules

MOST_SECONDS_PER_POINT = 7_200.0
"""Two hours: with a point worth this much travel, every visit that fits is made."""


def slot_weight(slot: Slot, door: DoorChance, worth: WorthRules) -> float:
    """Return what one point of score is worth at a door in a slot.

    With fairness 0 the chance counts against the usual chance in the slot, with fairness 1 against the best
    chance of this very door: then somebody who is seldom home counts as much as everybody else, at the moment
    that suits. In between it is a blend.
    """
    chance = door.at(slot).chance
    weight = (1 - worth.fairness) * chance / door.usual(slot)
    if worth.fairness:
        weight += worth.fairness * chance / door.best
    return weight * door.mean_usual


def deadline_bonus(
    evening: date, last_day: date | None, first_evening: date, median_prize: float, worth: WorthRules
) -> float:
    """Return the extra points of a visit on an evening, for a deadline that comes near.

    Parameters
    ----------
    evening
        The evening of the visit; after the last day there is no bonus.
    last_day
        The last day for a personal attempt; None when there is none, or one was made.
    first_evening
        The first evening that is planned: from there the days are counted, so that a later evening of the
        same week is worth no more than an early one.
    median_prize
        The usual prize of this week, in points.
    worth
        The settings.
    """
    if last_day is None or evening > last_day:
        return 0.0
    left = (last_day - first_evening).days
    times = next((times for within, times in worth.deadline if left <= within), 0.0)
    return times * median_prize


def median_prize(scores: Iterable[int], mean_usual: float) -> float:
    """Return the prize of a usual visit in points; 0 when there are none."""
    known = list(scores)
    return statistics.median(known) * mean_usual if known else 0.0


def seconds_per_point(prizes: Iterable[tuple[float, float]], capacity_s: float, worth: WorthRules) -> float:
    """Return how much travel in seconds one point is worth, from what the evenings can yield.

    Parameters
    ----------
    prizes
        Per dossier the points of its best window, and the seconds that a visit takes with its travel.
    capacity_s
        All evenings together, in seconds.
    worth
        The settings: travel costs a share of what the same time yields. Where little can be earned, travel
        is cheap, so that nobody is sent home while a visit fits.

    Notes
    -----
    The evenings are filled with the most points first; unused time yields nothing.
    """
    earned = used_s = 0.0
    for points, takes_s in sorted(prizes, reverse=True):
        if used_s + takes_s > capacity_s:
            break
        earned += points
        used_s += takes_s
    if earned <= 0 or capacity_s <= 0:
        return MOST_SECONDS_PER_POINT
    return min(capacity_s / earned / worth.travel_share, MOST_SECONDS_PER_POINT)
