"""How long a visit takes: a card at a shut door, a short talk on the step, or a long one at the table.

A mixture of three lognormal lengths, learned per kind of visit and the same for every coach. Weeks are
planned with expected lengths, which was measured to be the best single number; appointments look at the whole
spread, because a talk of an hour is no exception.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from planner.domain.dossier import Dossier
from planner.domain.log import Event
from planner.policy.rules import LengthRules, Rules, TalkRules
from planner.policy.tries import DoorTry, door_tries
from planner.policy.visit_kind import VisitKind

STEP_S = 15
"""The grid on which lengths are added up, in seconds."""


@dataclass(frozen=True, kw_only=True)
class Length:
    """A lognormal length in seconds, with how many visits it was learned from."""

    median_s: float
    sigma: float
    n: int = 0

    @property
    def mean_s(self) -> float:
        """The mean, in seconds."""
        return self.median_s * math.exp(self.sigma**2 / 2)

    @property
    def second_moment(self) -> float:
        """The mean of the square, in square seconds."""
        return self.median_s**2 * math.exp(2 * self.sigma**2)

    def share_within(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance (0-1) of being done within each number of seconds."""
        with np.errstate(divide="ignore"):
            logs = np.log(np.maximum(seconds, 0.0) / self.median_s)
        return np.asarray(ndtr(logs / self.sigma), dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class VisitLength:
    """The length of one kind of visit; ``long_share`` (0-1) of the talks is a long one."""

    card: Length
    short: Length
    long: Length
    long_share: float

    @property
    def n(self) -> int:
        """The number of talks it was learned from."""
        return self.short.n + self.long.n

    @property
    def talk_mean_s(self) -> float:
        """The mean length of a talk, in seconds."""
        return self.long_share * self.long.mean_s + (1 - self.long_share) * self.short.mean_s

    def expected_s(self, chance: float) -> float:
        """Return the expected seconds at a door that opens with a chance (0-1): a talk, or a card."""
        return chance * self.talk_mean_s + (1 - chance) * self.card.mean_s

    def spread_s(self, chance: float) -> float:
        """Return the standard deviation in seconds at a door that opens with a chance (0-1)."""
        parts = self._parts(chance)
        square = math.fsum(share * length.second_moment for share, length in parts)
        return math.sqrt(max(0.0, square - self.expected_s(chance) ** 2))

    def share_within(self, chance: float, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance (0-1) that such a visit is done within each number of seconds."""
        within = np.zeros_like(seconds, dtype=np.float64)
        for share, length in self._parts(chance):
            within += share * length.share_within(seconds)
        return within

    def talk_quantile_s(self, share: float) -> float:
        """Return the seconds within which a share (0-1) of the talks is over, on whole steps of 15 s."""
        if not 0 < share < 1:
            raise ValueError(f"{share} is no share of talks: between 0 and 1, both excluded")
        end = STEP_S
        while self.share_within(1.0, np.array([float(end)]))[0] < share:
            end *= 2
        grid = np.arange(STEP_S, end + STEP_S, STEP_S, dtype=np.float64)
        return float(grid[int(np.searchsorted(self.share_within(1.0, grid), share))])

    def _parts(self, chance: float) -> tuple[tuple[float, Length], ...]:
        return (
            (1 - chance, self.card),
            (chance * (1 - self.long_share), self.short),
            (chance * self.long_share, self.long),
        )


@dataclass(frozen=True, kw_only=True)
class TalkTable:
    """The lengths of all kinds of visits, and the share of talks that a cautious plan counts with."""

    kinds: Mapping[VisitKind, VisitLength]
    cautious_share: float

    def of(self, kind: VisitKind) -> VisitLength:
        """Return the length of a kind of visit."""
        return self.kinds[kind]

    def cautious_s(self, kind: VisitKind) -> float:
        """Return the seconds within which most talks (80 % as shipped) of a kind are over."""
        return self.of(kind).talk_quantile_s(self.cautious_share)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A visit still to come: how long such a visit is, and the chance (0-1) that somebody opens."""

    length: VisitLength
    chance: float = 1.0


def late_chance(before: Iterable[Expected], slack_s: float) -> float:
    """Return the chance (0-1) that visits together take longer than some seconds.

    For an appointment: the visits before it, and the time until it starts less the travel. The lengths are
    added up exactly, on a grid of 15 s: a few visits of a mixture are far from a normal curve.
    """
    visits = list(before)
    if slack_s < 0:
        return 1.0
    if not visits:
        return 0.0
    steps = int(slack_s / STEP_S + 0.5)
    edges = (np.arange(steps + 1, dtype=np.float64) + 0.5) * STEP_S
    total = np.zeros(steps + 1)
    total[0] = 1.0
    for visit in visits:
        within = visit.length.share_within(visit.chance, edges)
        total = np.convolve(total, np.diff(within, prepend=0.0))[: steps + 1]
    total[-1] *= slack_s / STEP_S - (steps - 0.5)  # the part of the last step that is in time
    return float(min(1.0, max(0.0, 1.0 - total.sum())))


@dataclass(kw_only=True)
class _Heard:
    """The lengths in seconds that were heard of one kind of visit."""

    card: list[float] = field(default_factory=list)
    short: list[float] = field(default_factory=list)
    long: list[float] = field(default_factory=list)


def learn_talks(
    history_by_dossier: Mapping[str, Sequence[Event]], dossiers: Iterable[Dossier], rules: Rules
) -> TalkTable:
    """Return the lengths of visits, from those of which start and end are known; the coach doesn't matter.

    Each kind of visit is shrunk to all visits together, and those to the start values. A length that
    cannot be (a tap forgotten until later) teaches nothing. The same log gives the same table in any order.
    """
    known = {dossier.dossier_id: dossier for dossier in dossiers}
    heard = {kind: _Heard() for kind in VisitKind}
    for dossier_id, history in history_by_dossier.items():
        for number, tried in enumerate(door_tries(known.get(dossier_id), history)):
            _hear(heard, number, tried, rules.talk)
    everything = _Heard(
        card=[s for one in heard.values() for s in one.card],
        short=[s for one in heard.values() for s in one.short],
        long=[s for one in heard.values() for s in one.long],
    )
    talk = rules.talk
    card, short, long = (
        _shrunk(seconds, start, talk.visits)
        for seconds, start in (
            (everything.card, _start(talk.card)),
            (everything.short, _start(talk.short)),
            (everything.long, _start(talk.long)),
        )
    )
    return TalkTable(
        kinds={
            kind: VisitLength(
                card=card,
                short=_shrunk(one.short, short, talk.visits),
                long=_shrunk(one.long, long, talk.visits),
                long_share=_long_share(talk.long_share[kind], one, talk.visits),
            )
            for kind, one in heard.items()
        },
        cautious_share=talk.cautious_share,
    )


def _hear(heard: Mapping[VisitKind, _Heard], number: int, tried: DoorTry, talk: TalkRules) -> None:
    outcome = tried.outcome
    if outcome is None or outcome.left_at is None:
        return
    seconds = (outcome.left_at - outcome.at).total_seconds()
    if not talk.least_s <= seconds <= talk.most_s:
        return
    kind = VisitKind.APPOINTMENT if tried.promised else VisitKind.REVISIT if number else VisitKind.FIRST
    if not tried.home:
        heard[kind].card.append(seconds)
    elif seconds < talk.long_from_s:
        heard[kind].short.append(seconds)
    else:
        heard[kind].long.append(seconds)


def _start(length: LengthRules) -> Length:
    return Length(median_s=length.median_s, sigma=length.sigma)


def _shrunk(seconds: Sequence[float], start: Length, visits: float) -> Length:
    """Return a length learned from seconds, in which the start counts for some visits.

    Mean and spread of the logarithms, each with the start as so many earlier visits (conjugate normal).
    """
    n = len(seconds)
    logs = [math.log(one) for one in seconds]
    centre = math.log(start.median_s)
    mean = (visits * centre + math.fsum(logs)) / (visits + n)
    start_square = start.sigma**2 + (centre - mean) ** 2
    square = math.fsum([visits * start_square, *((log - mean) ** 2 for log in logs)])
    return Length(median_s=math.exp(mean), sigma=math.sqrt(square / (visits + n)), n=n)


def _long_share(start: float, heard: _Heard, visits: float) -> float:
    return (visits * start + len(heard.long)) / (visits + len(heard.long) + len(heard.short))
