"""The dossiers that come in: real ones, judged by the product's own gate and points."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import numpy as np

from planner.domain.dossier import Channel, Claim, ContactAttempt, CreditorKind, Dossier, LegalTrack, Signal
from planner.domain.hint import Hint, HintSource
from planner.domain.place import Address
from planner.domain.plan import Point
from planner.domain.week import Week, local
from planner.policy.priority import assess
from planner.policy.rules import Rules
from planner.simulation.streets import at_metres
from planner.simulation.truth import Household, Truth
from planner.simulation.world import Area, HouseholdType, World

_DECK = 1_500
_NEAREST = 12
_DECK_SEED = 2_718
_CREDITORS = tuple(CreditorKind)
_CALLED = ((time(10, 30), 9), (time(18, 30), 6))


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A dossier as the desk knows it, where it is, and the hidden truth of its household.

    ``score`` are the points on the day it came in: what meeting this household counts for, the same for every
    policy.
    """

    dossier: Dossier
    point: Point
    household: Household
    score: int
    leaves_on: date


@dataclass(frozen=True)
class _Card:
    """What makes up a number of points: claims, silence on several channels, duration, signals."""

    score: int
    claims: tuple[Claim, ...]
    days: int
    letter: bool
    message: bool
    phone: bool
    earlier_signals: int
    signals: frozenset[Signal]


class Inflow:
    """Makes the dossiers of one world and seed; the same for every policy."""

    def __init__(self, world: World, seed: int, rules: Rules) -> None:
        self.world, self.seed, self.rules = world, seed, rules
        self.truth = Truth(world, seed)
        self._deck = _deck(world.reach.phone_share, rules)
        self._scores = [card.score for card in self._deck]
        self._towns = _towns(world.area, seed)

    def of_week(self, week: Week, first_number: int) -> list[Arrival]:
        """Return the dossiers that come in during a week, numbered from `first_number`."""
        return [
            self._arrival(first_number + i, week.monday + timedelta(days=i % 7))
            for i in range(self.world.inflow.per_week)
        ]

    def _arrival(self, number: int, day: date) -> Arrival:
        draw = np.random.default_rng([self.seed, number, 0])
        household = self.truth.household(number, day)
        dossier = self._dossier(number, day, household, draw)
        return Arrival(
            dossier=dossier,
            point=_home(self.world.area, self._towns, draw),
            household=household,
            score=assess(dossier, day, self.rules).score,
            leaves_on=day + timedelta(weeks=self.world.inflow.life_weeks),
        )

    def _dossier(self, number: int, day: date, household: Household, draw: np.random.Generator) -> Dossier:
        inflow = self.world.inflow
        wanted = inflow.score_median * float(np.exp(inflow.score_spread * draw.standard_normal()))
        card = self._card(wanted, draw)
        deadline = None
        if draw.random() < inflow.deadline_share:
            low, high = inflow.deadline_days
            deadline = day + timedelta(days=int(draw.integers(low, high + 1)))
        return Dossier(
            dossier_id=f"S-{number:05d}",
            address=Address(street=f"Proefstraat {number // 90_000}", number=number % 90_000 + 1),
            claims=card.claims,
            arrears_since=day - timedelta(days=card.days),
            registered_on=day,
            phone=f"06-{number:08d}" if card.phone else "",
            reminder_sent_on=day - timedelta(days=20),
            attempts=tuple(_attempts(card, day)),
            earlier_signals=card.earlier_signals,
            signals=card.signals,
            legal=LegalTrack(summons_on=deadline),
            hints=tuple(self._hints(number, day, household, draw)),
        )

    def _card(self, wanted: float, draw: np.random.Generator) -> _Card:
        at = bisect_left(self._scores, wanted) + int(draw.integers(-_NEAREST, _NEAREST + 1))
        return self._deck[min(max(at, 0), len(self._deck) - 1)]

    def _hints(
        self, number: int, day: date, household: Household, draw: np.random.Generator
    ) -> Iterator[Hint]:
        """Yield what a neighbour says: of the right type of household, or by mistake of another one."""
        presence = self.world.presence
        given, right = draw.random(2)
        if given >= presence.hint_share:
            return
        kind = household.kind
        if right >= presence.hint_right:
            kind = self.truth.another_kind(number, kind)
        if presence.shuffled:
            kind = self.truth.any_kind(number)
        yield from _said(self.world.types[kind], day)


def _said(kind: HouseholdType, day: date) -> Iterator[Hint]:
    days = frozenset(kind.hint_weekdays)
    if kind.hint_hours is None:
        yield Hint(
            source=HintSource.NEIGHBOUR,
            told_on=day,
            home=False,
            weekdays=days,
            earliest=time(17),
            latest=time(21),
        )
        return
    yield Hint(
        source=HintSource.NEIGHBOUR,
        told_on=day,
        weekdays=days,
        earliest=time(kind.hint_hours[0]),
        latest=time(kind.hint_hours[1]),
    )


def _attempts(card: _Card, day: date) -> Iterator[ContactAttempt]:
    if card.letter:
        yield ContactAttempt(channel=Channel.LETTER, at=local(day - timedelta(days=20), time(12)))
    if card.message:
        yield ContactAttempt(channel=Channel.EMAIL, at=local(day - timedelta(days=15), time(12)))
    if card.phone:
        for at, before in _CALLED:
            yield ContactAttempt(channel=Channel.CALL, at=local(day - timedelta(days=before), at))


def _deck(phone_share: float, rules: Rules) -> list[_Card]:
    """Return many ways to make up a dossier that may be visited, in order of the points they get."""
    draw = np.random.default_rng(_DECK_SEED)
    day = date(2026, 1, 5)
    cards = []
    for _ in range(_DECK):
        card = _drawn(phone_share, draw)
        dossier = Dossier(
            dossier_id="S",
            address=Address(street="Proefstraat", number=1),
            claims=card.claims,
            arrears_since=day - timedelta(days=card.days),
            registered_on=day,
            phone="06-0" if card.phone else "",
            reminder_sent_on=day - timedelta(days=20),
            attempts=tuple(_attempts(card, day)),
            earlier_signals=card.earlier_signals,
            signals=card.signals,
        )
        judged = assess(dossier, day, rules)
        if judged.may_visit:
            cards.append(replace(card, score=judged.score))
    return sorted(cards, key=lambda one: one.score)


def _drawn(phone_share: float, draw: np.random.Generator) -> _Card:
    """Return a dossier drawn around a hidden weight, so that light and heavy ones both come up often."""
    heavy = draw.random()
    count = 1 + int(draw.random() < heavy * 0.7) + int(draw.random() < heavy * 0.5)
    kinds = draw.choice(len(_CREDITORS), size=count, replace=False, p=_creditor_weights(heavy))
    claims = tuple(
        Claim(creditor=_CREDITORS[kind], amount_cents=int(8_000 + 150_000 * heavy * draw.random()))
        for kind in kinds
    )
    signals = frozenset(signal for signal in Signal if draw.random() < heavy * 0.6)
    return _Card(
        score=0,
        claims=claims,
        days=int(15 + 110 * heavy * draw.random() + 20 * draw.random()),
        letter=bool(draw.random() < 0.3 + 0.7 * heavy),
        message=bool(draw.random() < 0.2 + 0.7 * heavy),
        phone=bool(draw.random() < phone_share),
        earlier_signals=int(2 * heavy * draw.random() + 0.5),
        signals=signals,
    )


def _creditor_weights(heavy: float) -> list[float]:
    """Return the shares of the creditors: fixed costs the more often, the heavier the dossier."""
    light = np.array([0.05, 0.05, 0.10, 0.15, 0.30, 0.35])
    weights = (1 - heavy) * light + heavy * np.array([0.35, 0.30, 0.15, 0.12, 0.04, 0.04])
    return list(weights / weights.sum())


def _towns(area: Area, seed: int) -> list[tuple[float, float]]:
    """Return the middles of the towns in metres from the centre; none when people live all over."""
    draw = np.random.default_rng([seed, 3])
    half = area.extent_km * 500
    return [(float(x), float(y)) for x, y in draw.uniform(-half, half, (area.towns, 2))]


def _home(area: Area, towns: list[tuple[float, float]], draw: np.random.Generator) -> Point:
    half = area.extent_km * 500
    if not towns:
        return at_metres(*map(float, draw.uniform(-half, half, 2)))
    east, north = towns[int(draw.integers(len(towns)))]
    angle, share = draw.uniform(0, 2 * np.pi), np.sqrt(draw.random())
    radius = area.town_radius_km * 1000 * share
    return at_metres(east + radius * float(np.cos(angle)), north + radius * float(np.sin(angle)))
