"""The policies by the name that the command line and its JSON use; these names are fixed."""

from planner.policy.rules import Rules
from planner.simulation.knowledge import Knowledge, everything, learned, nothing_personal
from planner.simulation.life import Make, Policy
from planner.simulation.ours import Ours
from planner.simulation.pool import Pool
from planner.simulation.rivals import ByHand, ByHandScores, Nearest, PlainVrp, PlainVrpReserves
from planner.simulation.streets import StraightStreets
from planner.simulation.world import World


def _rival(kind: type[Nearest] | type[ByHand] | type[PlainVrp]) -> Make:
    def make(world: World, streets: StraightStreets, pool: Pool, rules: Rules) -> Policy:
        return kind(world, streets, pool)

    return make


def _ours(knowledge: Knowledge) -> Make:
    def make(world: World, streets: StraightStreets, pool: Pool, rules: Rules) -> Policy:
        return Ours(world, streets, pool, rules, knowledge)

    return make


POLICIES: dict[str, Make] = {
    "nearest": _rival(Nearest),
    "by_hand": _rival(ByHand),
    "plain_vrp": _rival(PlainVrp),
    "plain_vrp_reserves": _rival(PlainVrpReserves),
    "no_chance": _ours(nothing_personal),
    "learning": _ours(learned),
    "perfect": _ours(everything),
    "by_hand_scores": _rival(ByHandScores),
}
USUAL = tuple(name for name in POLICIES if name != "by_hand_scores")
"""Those that are compared unless others are asked for."""
EXPLAINED = {
    "nearest": "always the nearest door",
    "by_hand": "a careful planner: territories, deadlines or the top score, and neighbours",
    "plain_vrp": "a route plan of a fixed list",
    "plain_vrp_reserves": "the same, with the nearest doors after it",
    "no_chance": "ours, without personal data",
    "learning": "ours, learning from visits and hints",
    "perfect": "ours, if it knew who is home when",
    "by_hand_scores": "by hand, the top scores of a territory every evening",
}
