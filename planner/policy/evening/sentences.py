"""What is said of an evening under way, in plain Dutch (B1)."""

import math

from planner.domain.wording import Wording
from planner.policy.evening.stops import Evening, OpenStop
from planner.policy.rules import Rules

SURE, MAYBE = 0.8, 0.3
STOPS: dict[str, Wording] = {
    "fits": Wording("Past nog (kans {chance}).", "Still fits (chance {chance})."),
    "maybe": Wording("Past misschien nog (kans {chance}).", "May still fit (chance {chance})."),
    "unlikely": Wording(
        "Past waarschijnlijk niet meer (kans {chance}).", "Probably no longer fits (chance {chance})."
    ),
    "no_time": Wording(
        "Past vanavond niet: er is geen tijd voor dit adres.",
        "Does not fit tonight: there is no time for this address.",
    ),
    "after_last_knock": Wording(
        "Past niet meer: na {clock} bellen we nergens meer aan.",
        "No longer fits: after {clock} we ring no bells.",
    ),
    "window_over": Wording(
        "Past niet meer: hier kon het tot {clock}.", "No longer fits: here it was possible until {clock}."
    ),
    "appointment_lost": Wording(
        "De afspraak om {clock} lukt niet meer op tijd. Bel de bewoner.",
        "The appointment at {clock} cannot be kept in time. Call the resident.",
    ),
    "appointment_safe": Wording(
        "Afspraak om {clock}: op tijd (kans {chance}).", "Appointment at {clock}: in time (chance {chance})."
    ),
    "appointment_in_danger": Wording(
        "De afspraak om {clock} komt in gevaar (kans op tijd {chance}). Ga er nu heen.",
        "The appointment at {clock} is in danger (chance to be in time {chance}). Go there now.",
    ),
    "must_lost": Wording(
        "Moet vanavond, maar past niet meer. Bel de planner.",
        "Must be tonight, but no longer fits. Call the planner.",
    ),
    "must_safe": Wording(
        "Moet vanavond en past nog (kans {chance}).", "Must be tonight and still fits (chance {chance})."
    ),
    "must_in_danger": Wording(
        "Moet vanavond en komt in gevaar (kans {chance}). Ga er eerst heen.",
        "Must be tonight and is in danger (chance {chance}). Go there first.",
    ),
    "reserve_out": Wording("Past vanavond niet meer.", "No longer fits tonight."),
    "reserve_now": Wording("Mag er nu bij.", "May be added now."),
    "reserve_maybe": Wording(
        "Past misschien aan het eind (kans {chance}).", "May fit at the end (chance {chance})."
    ),
    "reserve_unlikely": Wording(
        "Alleen als er veel tijd over is (kans {chance}).", "Only when much time is left (chance {chance})."
    ),
}
"""What is said of one address."""
EVENING: dict[str, Wording] = {
    "over": Wording(
        "Er past geen bezoek meer. De avond is klaar.", "No visit fits any more. The evening is done."
    ),
    "done": Wording("De route is klaar.", "The route is done."),
    "last_fits": Wording("Het laatste adres past nog.", "The last address still fits."),
    "all_fit": Wording("Alle {waiting} adressen passen nog.", "All {waiting} addresses still fit."),
    "one_fits": Wording(
        "Van de {waiting} adressen past er nog 1.", "Of the {waiting} addresses 1 still fits."
    ),
    "some_fit": Wording(
        "Van de {waiting} adressen passen er nog {fitting}.",
        "Of the {waiting} addresses {fitting} still fit.",
    ),
    "one_more": Wording("Er past nog een reserveadres.", "One reserve address still fits."),
    "time_for_one": Wording(
        "Er is ook tijd voor 1 reserveadres.", "There is time for 1 reserve address, too."
    ),
    "time_for_more": Wording(
        "Er is ook tijd voor ongeveer {reserves} reserveadressen.",
        "There is time for about {reserves} reserve addresses, too.",
    ),
}
"""What is said of the evening as a whole."""


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
    code = "fits" if chance >= SURE else "maybe" if chance >= MAYBE else "unlikely"
    return STOPS[code].nl.format(chance=percent(chance))


def reserve_sentence(chance: float, in_time: bool, now: bool) -> str:
    """Return how a reserve stands."""
    if not in_time:
        return STOPS["reserve_out"].nl
    if now:
        return STOPS["reserve_now"].nl
    code = "reserve_maybe" if chance >= MAYBE else "reserve_unlikely"
    return STOPS[code].nl.format(chance=percent(chance))


def evening_sentence(waiting: int, fitting: int, reserves: int, goes_on: bool) -> str:
    """Return how the evening stands as a whole; ``reserves`` is the number there is likely time for."""
    if not goes_on:
        return EVENING["over"].nl
    words = EVENING[_still_fits(waiting, fitting)]
    if reserves:
        words = words.then(EVENING["time_for_one" if reserves == 1 else "time_for_more"])
    elif not waiting:
        words = words.then(EVENING["one_more"])
    return words.nl.format(waiting=waiting, fitting=fitting, reserves=reserves)


def _still_fits(waiting: int, fitting: int) -> str:
    if not waiting:
        return "done"
    if fitting == waiting:
        return "last_fits" if waiting == 1 else "all_fit"
    return "one_fits" if fitting == 1 else "some_fit"


def _appointment(stop: OpenStop, chance: float, kept: bool, rules: Rules) -> str:
    safe = chance >= 1 - 2 * rules.evening.late_limit
    code = "appointment_lost" if not kept else "appointment_safe" if safe else "appointment_in_danger"
    at = clock(stop.windows[0].start_s) if stop.windows else ""
    return STOPS[code].nl.format(clock=at, chance=percent(chance))


def _deadline(chance: float, kept: bool, rules: Rules) -> str:
    safe = chance >= 1 - 2 * rules.evening.late_limit
    code = "must_lost" if not kept else "must_safe" if safe else "must_in_danger"
    return STOPS[code].nl.format(chance=percent(chance))


def _too_late(stop: OpenStop, evening: Evening) -> str:
    if not stop.windows:
        return STOPS["no_time"].nl
    last_s = min(stop.windows[-1].end_s, evening.last_knock_s)
    code = "after_last_knock" if last_s == evening.last_knock_s else "window_over"
    return STOPS[code].nl.format(clock=clock(last_s))
