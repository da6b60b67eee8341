"""How likely is somebody home? A starting table per hour, bent by what this door did before."""

from collections.abc import Iterable

from planner.domain.outcome import Door, Outcome, Slot
from planner.domain.week import AMSTERDAM
from planner.policy.rules import Rules

FRIDAY = 4
SAME_HOUR, ADJACENT_HOUR, OTHER_HOUR = 1.0, 0.5, 0.15
OTHER_WEEKDAY = 0.6


def usual_chance(slot: Slot, rules: Rules) -> float:
    """Return the chance (0-1) that somebody opens in a slot, before anything is known of the door."""
    chance = rules.chance.hour.get(slot.hour, rules.chance.other_hour)
    return chance - rules.chance.friday_drop if slot.weekday == FRIDAY else chance


def kernel(tried: Slot, slot: Slot) -> float:
    """Return how much (0-1) one earlier try says about another slot.

    One miss in a 50 % cell leaves 33 % there, 40 % in the next hour, 48 % two hours away on another day, so
    the best slot moves by itself. Beta-binomial with kernel weights; the weights are a proposal that was
    tried out in simulation.
    """
    apart = abs(tried.hour - slot.hour)
    hours = SAME_HOUR if apart == 0 else ADJACENT_HOUR if apart == 1 else OTHER_HOUR
    return hours * (1.0 if tried.weekday == slot.weekday else OTHER_WEEKDAY)


def chance_at_home(slot: Slot, history: Iterable[Outcome], rules: Rules) -> float:
    """Return the chance (0-1) that this resident opens in a slot, given the earlier tries at the door."""
    hits = tries = 0.0
    for outcome in history:
        if outcome.rule.door is Door.NOT_RUNG:
            continue
        weight = kernel(Slot.of(outcome.at.astimezone(AMSTERDAM)), slot)
        tries += weight
        hits += weight * (outcome.rule.door is Door.SPOKEN)
    return (rules.chance.prior_visits * usual_chance(slot, rules) + hits) / (
        rules.chance.prior_visits + tries
    )


def expected_service_s(chance: float, rules: Rules) -> int:
    """Return the seconds a visit takes on average: a talk when somebody opens, else a card."""
    return round(chance * rules.visit.talk_s + (1 - chance) * rules.visit.not_home_s)
