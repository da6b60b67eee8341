"""What is said of an evening under way, in plain Dutch (B1)."""

import math

from planner.policy.evening.stops import Evening, OpenStop
from planner.policy.rules import Rules

SURE, MAYBE = 0.8, 0.3


def clock(moment_s: float) -> str:
    """Return seconds on an axis that begins at midnight as ``18:40``."""
    minutes = math.floor(moment_s / 60)
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def percent(chance: float) -> str:
    """Return a chance as ``85 %``; what is nearly sure is not said to be sure."""
    if chance < 0.005:
        return "bijna 0 %"
    return "bijna 100 %" if chance > 0.995 else f"{round(100 * chance)} %"


def stop_sentence(
    stop: OpenStop, chance: float, in_time: bool, kept: bool, evening: Evening, rules: Rules
) -> str:
    """Return how a planned stop stands; ``kept`` is False for a promise that was given up."""
    if stop.appointment:
        return _appointment(stop, chance, in_time and kept, rules)
    if stop.must:
        return _deadline(chance, in_time and kept, rules)
    if not in_time:
        return _too_late(stop, evening)
    if chance >= SURE:
        return f"Past nog (kans {percent(chance)})."
    if chance >= MAYBE:
        return f"Past misschien nog (kans {percent(chance)})."
    return f"Past waarschijnlijk niet meer (kans {percent(chance)})."


def reserve_sentence(chance: float, in_time: bool, now: bool) -> str:
    """Return how a reserve stands."""
    if not in_time:
        return "Past vanavond niet meer."
    if now:
        return "Mag er nu bij."
    if chance >= MAYBE:
        return f"Past misschien aan het eind (kans {percent(chance)})."
    return f"Alleen als er veel tijd over is (kans {percent(chance)})."


def evening_sentence(waiting: int, fitting: int, reserves: int, goes_on: bool) -> str:
    """Return how the evening stands as a whole; ``reserves`` is the number there is likely time for."""
    if not goes_on:
        return "Er past geen bezoek meer. De avond is klaar."
    if not waiting:
        done = "De route is klaar."
    elif fitting == waiting:
        done = "Het laatste adres past nog." if waiting == 1 else f"Alle {waiting} adressen passen nog."
    else:
        done = f"Van de {waiting} adressen {'past' if fitting == 1 else 'passen'} er nog {fitting}."
    if not waiting and not reserves:
        return f"{done} Er past nog een reserveadres."
    return f"{done} Er is ook tijd voor {_reserves(reserves)}." if reserves else done


def _reserves(count: int) -> str:
    return "1 reserveadres" if count == 1 else f"ongeveer {count} reserveadressen"


def _appointment(stop: OpenStop, chance: float, kept: bool, rules: Rules) -> str:
    at = clock(stop.windows[0].start_s) if stop.windows else ""
    if not kept:
        return f"De afspraak om {at} lukt niet meer op tijd. Bel de bewoner."
    if chance >= 1 - 2 * rules.evening.late_limit:
        return f"Afspraak om {at}: op tijd (kans {percent(chance)})."
    return f"De afspraak om {at} komt in gevaar (kans op tijd {percent(chance)}). Ga er nu heen."


def _deadline(chance: float, kept: bool, rules: Rules) -> str:
    if not kept:
        return "Moet vanavond, maar past niet meer. Bel de planner."
    if chance >= 1 - 2 * rules.evening.late_limit:
        return f"Moet vanavond en past nog (kans {percent(chance)})."
    return f"Moet vanavond en komt in gevaar (kans {percent(chance)}). Ga er eerst heen."


def _too_late(stop: OpenStop, evening: Evening) -> str:
    if not stop.windows:
        return "Past vanavond niet: er is geen tijd voor dit adres."
    last_s = min(stop.windows[-1].end_s, evening.last_knock_s)
    if last_s == evening.last_knock_s:
        return f"Past niet meer: na {clock(last_s)} bellen we nergens meer aan."
    return f"Past niet meer: hier kon het tot {clock(last_s)}."
