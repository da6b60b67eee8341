"""Where an evening stands: what still fits and with what chance, what may be added, what goes first."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.policy.evening.care import Care
from planner.policy.evening.chances import Prospect, prospects
from planner.policy.evening.choice import first_of, in_danger, may_go, next_of, rank, worth_per_hour
from planner.policy.evening.sentences import SURE, evening_sentence, reserve_sentence, stop_sentence
from planner.policy.evening.stops import Evening, OpenStop, fits, open_stops
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """One stop or reserve as it stands now.

    ``fits``: going there straight away would be in time. ``chance`` (0-1) that it is rung tonight in the
    order of the evening; ``begins_s`` is then its mean start. ``now``: it may be the next door without harm
    to what is promised, and for a reserve also without harm to the planned stops.
    """

    stop: OpenStop
    fits: bool
    chance: float
    now: bool
    begins_s: float | None
    sentence: str


@dataclass(frozen=True, kw_only=True)
class EveningState:
    """The rest of an evening, as seen at one moment.

    ``stops`` keep their order, ``reserves`` come best first. ``drop_first`` are the stops to let go when it
    runs late, the first one first; appointments and deadlines are never among them. ``next`` is where to go
    now, None is home. ``contacts`` and ``points`` are what is expected of the rest, reserves included, and
    ``late_home`` is the chance (0-1) to be home more than the allowed time after the end.
    """

    now_s: int
    stops: tuple[Outlook, ...]
    reserves: tuple[Outlook, ...]
    drop_first: tuple[OpenStop, ...]
    next: OpenStop | None
    contacts: float
    points: float
    late_home: float
    sentence: str


def evening_state(
    now_s: int,
    here: int,
    remaining: Sequence[OpenStop],
    reserves: Sequence[OpenStop],
    evening: Evening,
    rules: Rules,
    done: Iterable[str] = (),
) -> EveningState:
    """Return which stops still fit and with what chance, which reserves may be added, and what goes first.

    The coach is taken to keep the order of the plan, the reserves behind it; only a promise in danger is
    kept first.

    Parameters
    ----------
    now_s, here
        When the coach is free, and at which place (a row of the travel matrix).
    remaining
        The planned stops in their order.
    reserves
        The reserve dossiers of the route, in any order.
    evening, rules
        What holds all evening long, and the settings.
    done
        Ids of the stops and reserves that were visited, or left the route for another reason.
    """
    done = set(done)
    left, spare = open_stops(remaining, done), open_stops(reserves, done)
    care = Care(now_s, here, left, evening, rules)
    ranked = rank(now_s, left[-1].place if left else here, spare, evening)
    following = next_of(care, left, ranked)
    saved = in_danger(care, left)
    if saved is not None:
        care = first_of(care, left, saved)
    order = sorted(left, key=lambda stop: stop is not saved)
    expected = prospects(now_s, here, (*order, *ranked), evening, rules, care)
    planned, after = expected.stops[: len(left)], expected.stops[len(left) :]
    stops = tuple(_stop(one, care) for one in sorted(planned, key=lambda one: left.index(one.stop)))
    spare_s = _spare_s(planned)
    outlooks = tuple(_reserve(one, spare_s, left, care) for one in after)
    return EveningState(
        now_s=now_s,
        stops=stops,
        reserves=outlooks,
        drop_first=tuple(_drops(here, [one.stop for one in stops if one.fits], evening)),
        next=following,
        contacts=expected.contacts,
        points=expected.points,
        late_home=expected.late_home,
        sentence=evening_sentence(
            waiting=len(stops),
            fitting=sum(one.fits for one in stops),
            reserves=round(sum(one.chance for one in outlooks)),
            goes_on=following is not None,
        ),
    )


def next_stop(
    now_s: int,
    here: int,
    remaining: Sequence[OpenStop],
    reserves: Sequence[OpenStop],
    evening: Evening,
    rules: Rules,
    done: Iterable[str] = (),
) -> OpenStop | None:
    """Return where a coach goes now, None is home: `evening_state(...).next`, without the chances.

    The planned order is kept; what may not be rung is passed by; a reserve is rung while one fits before the
    last knock, also in the time before an appointment.
    """
    done = set(done)
    left, spare = open_stops(remaining, done), open_stops(reserves, done)
    return next_of(Care(now_s, here, left, evening, rules), left, rank(now_s, here, spare, evening))


def _stop(one: Prospect, care: Care) -> Outlook:
    in_time = fits(care.now_s, care.here, one.stop, care.evening, care.rules)
    return Outlook(
        stop=one.stop,
        fits=in_time,
        chance=one.chance,
        now=may_go(care, one.stop),
        begins_s=one.begins_s,
        sentence=stop_sentence(
            one.stop, one.chance, in_time, one.stop in care.chain, care.evening, care.rules
        ),
    )


def _reserve(one: Prospect, spare_s: float, left: Sequence[OpenStop], care: Care) -> Outlook:
    """Return how a reserve stands; it may go first when the planned stops can spare its detour and visit."""
    in_time = fits(care.now_s, care.here, one.stop, care.evening, care.rules)
    there_s = care.evening.way_s(care.here, one.stop.place)
    on_s = care.evening.way_s(one.stop.place, left[0].place) if left else 0.0
    straight_s = care.evening.way_s(care.here, left[0].place) if left else 0.0
    longer_s = there_s + on_s - (straight_s if straight_s < math.inf else 0.0)
    costs_s = max(0.0, longer_s) + one.stop.length.expected_s(one.stop.likeliest)
    now = costs_s <= spare_s and may_go(care, one.stop)
    return Outlook(
        stop=one.stop,
        fits=in_time,
        chance=one.chance,
        now=now,
        begins_s=one.begins_s,
        sentence=reserve_sentence(one.chance, in_time, now),
    )


def _spare_s(planned: Sequence[Prospect]) -> float:
    """Return by how much all planned stops may begin later, on average; nothing when one is not sure yet."""
    if any(one.chance < SURE for one in planned):
        return 0.0
    begun = [one.latest_s - one.begins_s for one in planned if one.begins_s is not None]
    return max(0.0, min(begun, default=math.inf))


def _drops(here: int, left: Sequence[OpenStop], evening: Evening) -> list[OpenStop]:
    """Return the optional stops, those first that bring least for their time."""
    places = [here, *(stop.place for stop in left)]
    optional = [(i, stop) for i, stop in enumerate(left) if not stop.protected]
    worth = {
        stop.dossier_id: worth_per_hour(stop, evening.way_s(places[i], stop.place), evening)
        for i, stop in optional
    }
    return sorted((stop for _, stop in optional), key=lambda stop: worth[stop.dossier_id])
