"""The settings of one desk, one frozen section per decision; the values live in ``rules.toml``."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import time

from planner.domain.dossier import CreditorKind, Signal

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


@dataclass(frozen=True, kw_only=True)
class GateRules:
    """When a visit is allowed."""

    min_amount_cents: int
    min_calls: int
    min_call_day_parts: int
    min_signal_groups: int
    long_arrears_days: int

    def __post_init__(self) -> None:
        _least(self, min_amount_cents=0, min_calls=0, min_call_day_parts=0, min_signal_groups=0)


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
    talk_s: int
    not_home_s: int
    appointment_slack_s: int
    revisit_room_days: int

    def __post_init__(self) -> None:
        _least(self, talk_s=1, not_home_s=1, appointment_slack_s=0, revisit_room_days=0)


@dataclass(frozen=True, kw_only=True)
class EveningRules:
    """How an evening goes on when it runs another way than planned.

    ``talk_spread`` is the sigma of the lognormal length of a talk; ``late_limit`` the largest chance (0-1),
    door by door, that an appointment or a deadline visit comes too late because of a visit before it.
    """

    reserves_per_route: int
    late_limit: float
    talk_spread: float
    max_wait_s: int
    max_over_s: int
    last_knocks: tuple[time, ...]

    def __post_init__(self) -> None:
        _least(self, reserves_per_route=0, talk_spread=0.01, max_wait_s=0, max_over_s=0)
        _chances(self.late_limit)
        if list(self.last_knocks) != sorted(set(self.last_knocks)):
            raise ValueError("last_knocks must go from early to late, each once")


@dataclass(frozen=True, kw_only=True)
class FollowupRules:
    """What an outcome leads to."""

    max_visits: int

    def __post_init__(self) -> None:
        _least(self, max_visits=1)


@dataclass(frozen=True, kw_only=True)
class ChanceRules:
    """The chance (0-1) that somebody opens, before anything is known of the door."""

    hour: dict[int, float]
    other_hour: float
    friday_drop: float
    prior_visits: float

    def __post_init__(self) -> None:
        _chances(*self.hour.values(), self.other_hour, self.friday_drop)
        _least(self, prior_visits=0)
        if not self.hour:
            raise ValueError("hour is empty: at least one evening hour")


@dataclass(frozen=True, kw_only=True)
class WorthRules:
    """What the route search weighs."""

    prize_scale: int
    deadline_bonus_points: int
    seconds_per_point: int

    def __post_init__(self) -> None:
        _least(self, prize_scale=1, deadline_bonus_points=0, seconds_per_point=1)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All settings of one desk; a plan stores the ``stamp`` of those it was made with."""

    version: str
    gate: GateRules
    points: PointRules
    visit: VisitRules
    evening: EveningRules
    followup: FollowupRules
    chance: ChanceRules
    worth: WorthRules

    @property
    def stamp(self) -> str:
        """The version and a digest of every value: a changed number is never taken for the old one."""
        values = json.dumps(asdict(self), sort_keys=True, default=str)
        return f"{self.version}-{hashlib.sha256(values.encode()).hexdigest()[:8]}"
