"""The settings of one desk, one frozen section per decision; the values live in ``rules.toml``."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import time
from enum import StrEnum

from planner.domain.arrangement import OtherArrears
from planner.domain.dossier import CreditorKind, Signal
from planner.domain.hint import HintSource
from planner.domain.state import Bonus, Wait
from planner.policy.groups import HouseholdGroup
from planner.policy.visit_kind import VisitKind

Cuts = tuple[tuple[int, int], ...]
"""Points by size, as (from, points), largest first."""


def _least(section: object, **least: float) -> None:
    """Refuse values below their least; the message is shown to whoever wrote the file."""
    for name, floor in least.items():
        value = getattr(section, name)
        if value < floor:
            raise ValueError(f"{name} is {value}, at least {floor}")


def _chances(*chances: float) -> None:
    for chance in chances:
        if not 0 <= chance <= 1:
            raise ValueError(f"{chance} is no chance: between 0 and 1")


def _falling(name: str, cuts: Cuts) -> None:
    if list(cuts) != sorted(cuts, reverse=True):
        raise ValueError(f"{name} {cuts} must go from large to small")


def _complete(name: str, known: Iterable[StrEnum], wanted: Sequence[StrEnum]) -> None:
    present = set(known)
    missing = [one.value for one in wanted if one not in present]
    if missing:
        raise ValueError(f"{name} lacks {', '.join(missing)}")


@dataclass(frozen=True, kw_only=True)
class GateRules:
    """When a visit is allowed."""

    min_amount_cents: int
    min_calls: int
    min_call_day_parts: int
    min_signal_groups: int
    long_arrears_days: int
    announce_days: int
    lawful_signals: frozenset[Signal]

    def __post_init__(self) -> None:
        _least(self, min_amount_cents=0, min_calls=0, min_call_day_parts=0, min_signal_groups=0)
        _least(self, announce_days=0)


@dataclass(frozen=True, kw_only=True)
class DeadlineRules:
    """How long before a date the personal attempt must be made."""

    eviction_days: int
    cutoff_working_days: int
    overdue_days: int

    def __post_init__(self) -> None:
        _least(self, eviction_days=1, cutoff_working_days=1, overdue_days=1)


@dataclass(frozen=True, kw_only=True)
class PointRules:
    """What adds how many points; cuts are (from, points), largest first."""

    creditor: dict[CreditorKind, int]
    letter: int
    message: int
    calls: int
    no_number: int
    two_claims: int
    more_claims: int
    signal: dict[Signal, int]
    max_signal: int
    duration: Cuts
    amount: Cuts
    earlier_signal: Cuts
    waiting_per_week: int
    max_waiting: int

    def __post_init__(self) -> None:
        for name in ("duration", "amount", "earlier_signal"):
            _falling(name, getattr(self, name))
        for name, known, kind in (("creditor", self.creditor, CreditorKind), ("signal", self.signal, Signal)):
            missing = [one.value for one in kind if one not in known]
            if missing:
                raise ValueError(f"{name} has no points for {', '.join(missing)}")


@dataclass(frozen=True, kw_only=True)
class VisitRules:
    """How an evening runs."""

    last_knock: time
    appointment_slack_s: int
    revisit_room_days: int

    def __post_init__(self) -> None:
        _least(self, appointment_slack_s=0, revisit_room_days=0)


@dataclass(frozen=True, kw_only=True)
class EveningRules:
    """How an evening goes on when it runs another way than planned.

    ``late_limit`` is the largest chance (0-1), door by door, that an appointment or a deadline visit comes
    too late because of a visit before it.
    """

    reserves_per_route: int
    late_limit: float
    max_wait_s: int
    max_over_s: int
    last_knocks: tuple[time, ...]

    def __post_init__(self) -> None:
        _least(self, reserves_per_route=0, max_wait_s=0, max_over_s=0)
        _chances(self.late_limit)
        if list(self.last_knocks) != sorted(set(self.last_knocks)):
            raise ValueError("last_knocks must go from early to late, each once")


@dataclass(frozen=True, kw_only=True)
class FollowupRules:
    """What an outcome leads to.

    Visits stop after ``max_visits`` without contact when they were varied enough: in ``min_slots`` slots,
    with ``min_calls`` calls and ``min_cards`` cards; else after ``most_visits``. A payment arrangement may
    take at most ``room_share`` of what the household can miss.
    """

    max_visits: int
    most_visits: int
    min_slots: int
    min_calls: int
    min_cards: int
    wait_days: dict[Wait, int]
    bonus_points: dict[Bonus, int]
    room_share: float
    most_terms: int
    refer_from_creditors: int
    refer_from_arrears: OtherArrears

    def __post_init__(self) -> None:
        _least(self, max_visits=1, most_visits=1, min_slots=1, min_calls=0, min_cards=0)
        _least(self, most_terms=1, refer_from_creditors=1)
        _chances(self.room_share)
        waits = [wait for wait in Wait if wait is not Wait.NONE]
        _complete("wait_days", self.wait_days, waits)
        _complete("bonus_points", self.bonus_points, list(Bonus))
        for name, days in self.wait_days.items():
            if days < 0:
                raise ValueError(f"wait_days.{name} is {days}, at least 0")

    def days(self, wait: Wait) -> int:
        """Return how long a rest or a term is, in days."""
        return 0 if wait is Wait.NONE else self.wait_days[wait]


@dataclass(frozen=True, kw_only=True)
class KernelRules:
    """How much (0-1) one try says about other hours and weekdays."""

    same_hour: float
    adjacent_hour: float
    far_hour: float
    other_weekday: float

    def __post_init__(self) -> None:
        _chances(self.same_hour, self.adjacent_hour, self.far_hour, self.other_weekday)

    def weight(self, hours_apart: int, same_weekday: bool) -> float:
        """Return how much (0-1) a try says about a slot so many hours away."""
        hours = {0: self.same_hour, 1: self.adjacent_hour}.get(hours_apart, self.far_hour)
        return hours * (1.0 if same_weekday else self.other_weekday)


@dataclass(frozen=True, kw_only=True)
class ChanceRules:
    """The chance (0-1) that somebody opens: the start table, and what it is worth against what was seen.

    A ``..._visits`` weight says how many visits the thing before it counts for: the start of an hour, the
    hour for its weekday, the table for a door, all households for a group.
    """

    hour: dict[int, float]
    other_hour: float
    friday_drop: float
    appointment: float
    hour_visits: float
    cell_visits: float
    prior_visits: float
    group_visits: float
    groups: tuple[HouseholdGroup, ...]
    kernel: KernelRules
    least: float
    range_share: float

    def __post_init__(self) -> None:
        _chances(*self.hour.values(), self.other_hour, self.friday_drop, self.appointment)
        _least(self, hour_visits=0.01, cell_visits=0.01, prior_visits=0.01, group_visits=0.01)
        if not self.hour:
            raise ValueError("hour is empty: at least one evening hour")
        if not 0 < self.least < 0.5:
            raise ValueError(f"least is {self.least}: between 0 and 0.5, both excluded")
        if not 0 < self.range_share < 1:
            raise ValueError(f"range_share is {self.range_share}: between 0 and 1, both excluded")

    def within(self, chance: float) -> float:
        """Return a chance that is never quite 0 or 1."""
        return min(max(chance, self.least), 1 - self.least)


@dataclass(frozen=True, kw_only=True)
class HintRules:
    """What a household hint is worth, in visits that found what it says."""

    source: dict[HintSource, float]
    preferred: float
    outside_share: float
    fade: float

    def __post_init__(self) -> None:
        _least(self, preferred=0)
        _chances(self.outside_share, self.fade)
        missing = [one.value for one in HintSource if one not in self.source]
        if missing or min(self.source.values()) < 0:
            raise ValueError(f"source needs a weight of at least 0 for {', '.join(missing) or 'each source'}")


@dataclass(frozen=True, kw_only=True)
class LengthRules:
    """A lognormal length to start from: the median in seconds and the sigma of its logarithm."""

    median_s: int
    sigma: float

    def __post_init__(self) -> None:
        _least(self, median_s=1, sigma=0.01)


@dataclass(frozen=True, kw_only=True)
class TalkRules:
    """How long visits take, before any were measured, and how fast that is given up for measurements."""

    card: LengthRules
    short: LengthRules
    long: LengthRules
    long_share: dict[VisitKind, float]
    long_from_s: int
    least_s: int
    most_s: int
    visits: float
    cautious_share: float

    def __post_init__(self) -> None:
        _least(self, least_s=1, visits=0.01)
        _chances(*self.long_share.values())
        missing = [one.value for one in VisitKind if one not in self.long_share]
        if missing:
            raise ValueError(f"long_share has no share for {', '.join(missing)}")
        if not self.least_s < self.long_from_s < self.most_s:
            raise ValueError(f"long_from_s is {self.long_from_s}, not between least_s and most_s")
        if not 0 < self.cautious_share < 1:
            raise ValueError(f"cautious_share is {self.cautious_share}: between 0 and 1, both excluded")


@dataclass(frozen=True, kw_only=True)
class WorthRules:
    """What the route search weighs; ``deadline`` is (within days, x median prize), soonest first."""

    prize_scale: int
    fairness: float
    deadline: tuple[tuple[int, float], ...]
    merge_share: float
    travel_share: float

    def __post_init__(self) -> None:
        _least(self, prize_scale=1, merge_share=0, travel_share=0.01)
        _chances(self.fairness)
        if list(self.deadline) != sorted(self.deadline) or any(worth < 0 for _, worth in self.deadline):
            raise ValueError(f"deadline {self.deadline} must go from soon to late, with no worth below 0")


@dataclass(frozen=True, kw_only=True)
class CallRules:
    """How a call evening runs, and the chance (0-1) that a call is answered."""

    hour: dict[int, float]
    other_hour: float
    prior_calls: float
    talk_s: int
    no_answer_s: int
    most_tries: int
    opens_points: int

    def __post_init__(self) -> None:
        _chances(*self.hour.values(), self.other_hour)
        _least(self, prior_calls=0.01, talk_s=1, no_answer_s=1, most_tries=1, opens_points=0)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All settings of one desk; a plan stores the ``stamp`` of those it was made with."""

    version: str
    gate: GateRules
    deadline: DeadlineRules
    points: PointRules
    visit: VisitRules
    evening: EveningRules
    followup: FollowupRules
    chance: ChanceRules
    hints: HintRules
    talk: TalkRules
    worth: WorthRules
    calls: CallRules

    @property
    def stamp(self) -> str:
        """The version and a digest of every value: a changed number is never taken for the old one."""
        values = json.dumps(asdict(self), sort_keys=True, default=_in_order)
        return f"{self.version}-{hashlib.sha256(values.encode()).hexdigest()[:8]}"


def _in_order(value: object) -> object:
    """Return a value that JSON does not know in a form that is the same in every process."""
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
