"""The settings of a world: who lives there, how they are home, and what a team works with."""

from dataclasses import dataclass
from datetime import time

HOURS = (17, 18, 19, 20)
"""The hours of the evening for which a household has a chance to be home."""
WEEKDAYS = 5


def _least(section: object, **least: float) -> None:
    for name, floor in least.items():
        value = getattr(section, name)
        if value < floor:
            raise ValueError(f"{name} is {value}, at least {floor}")


def _shares(section: object, *names: str) -> None:
    for name in names:
        value = getattr(section, name)
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}, between 0 and 1")


@dataclass(frozen=True, kw_only=True)
class Area:
    """Where people live: evenly in a square, or in round towns; travel is a straight line with a detour."""

    extent_km: float
    towns: int
    town_radius_km: float
    detour: float
    speed_kmh: float
    stop_s: float

    def __post_init__(self) -> None:
        _least(self, extent_km=0.1, towns=0, town_radius_km=0.01, detour=1, speed_kmh=1, stop_s=0)


@dataclass(frozen=True, kw_only=True)
class HouseholdType:
    """A kind of household: its share, and the chance to be home per evening hour and weekday.

    ``weekday`` is added to the log-odds of each weekday. ``hint`` is what a neighbour would say of such a
    household: its hours (from, to) and weekdays; an empty one says that they are hardly ever home.
    """

    share: float
    hour: tuple[float, float, float, float]
    weekday: tuple[float, float, float, float, float] = (0.0, 0.0, 0.0, 0.0, 0.0)
    hint_hours: tuple[int, int] | None = None
    hint_weekdays: tuple[int, ...] = ()
    seldom_home: bool = False

    def __post_init__(self) -> None:
        _least(self, share=0)
        for chance in self.hour:
            if not 0 < chance < 1:
                raise ValueError(f"{chance} is no chance: above 0 and below 1")


@dataclass(frozen=True, kw_only=True)
class Presence:
    """How households differ: spread of the log-odds per dossier, per weekday and per cell.

    ``mean`` is the chance (0-1) that a door opens, over everybody and all cells. With ``shuffled`` a hint is
    that of another household: labels without meaning.
    """

    mean: float
    spread_dossier: float
    spread_weekday: float
    spread_cell: float
    hint_share: float
    hint_right: float
    shuffled: bool = False

    def __post_init__(self) -> None:
        _least(self, spread_dossier=0, spread_weekday=0, spread_cell=0)
        _shares(self, "mean", "hint_share", "hint_right")
        if not 0.02 <= self.mean <= 0.98:
            raise ValueError(f"mean is {self.mean}, between 0.02 and 0.98")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What other ways than a talk do: a card that is answered, a phone that works, an appointment asked."""

    card_answered: float
    phone_share: float
    phone_reached_per_week: float
    appointment_share: float
    appointment_kept: float

    def __post_init__(self) -> None:
        _shares(
            self,
            "card_answered",
            "phone_share",
            "phone_reached_per_week",
            "appointment_share",
            "appointment_kept",
        )


@dataclass(frozen=True, kw_only=True)
class Visits:
    """How long a visit takes, in minutes; talks are lognormal."""

    talk_median_min: float
    talk_spread: float
    card_min: float

    def __post_init__(self) -> None:
        _least(self, talk_median_min=0.1, talk_spread=0, card_min=0)

    @property
    def talk_mean_min(self) -> float:
        """The mean of the lognormal talk, in minutes."""
        return float(self.talk_median_min * 2.718281828459045 ** (self.talk_spread**2 / 2))


@dataclass(frozen=True, kw_only=True)
class Inflow:
    """The dossiers that come in and leave by themselves."""

    per_week: int
    start_weeks: int
    life_weeks: int
    score_median: float
    score_spread: float
    deadline_share: float
    deadline_days: tuple[int, int]

    def __post_init__(self) -> None:
        _least(self, per_week=1, start_weeks=0, life_weeks=1, score_median=1, score_spread=0)
        _shares(self, "deadline_share")
        if not 1 <= self.deadline_days[0] <= self.deadline_days[1]:
            raise ValueError(f"deadline_days {self.deadline_days} must rise from 1 or more")


@dataclass(frozen=True, kw_only=True)
class Crew:
    """The team: how many evenings each coach works, Monday first, and the clock of an evening."""

    evenings: tuple[tuple[int, ...], ...]
    start: time
    end: time
    last_knock: time
    by_hand_list: int
    fixed_visit_min: float

    def __post_init__(self) -> None:
        _least(self, by_hand_list=1, fixed_visit_min=1)
        if not self.start < self.last_knock < self.end:
            raise ValueError(f"start {self.start}, last_knock {self.last_knock}, end {self.end} must rise")
        if not self.evenings or not all(self.evenings):
            raise ValueError(f"evenings {self.evenings}: every coach works at least one")
        if any(not 0 <= day < WEEKDAYS for days in self.evenings for day in days):
            raise ValueError(f"evenings {self.evenings}: weekdays are 0 (Monday) to {WEEKDAYS - 1}")


@dataclass(frozen=True, kw_only=True)
class Search:
    """How hard our planner searches (rounds of a thousand moves), and how many stops are drawn at random.

    With ``replan_at_door`` the rest of an evening is planned again after every door, in ``door_rounds``
    rounds; without it the coach keeps the order of the plan, the reserves behind it.
    """

    week_rounds: int
    replan_at_door: bool
    door_rounds: int
    random_share: float
    warm_up_weeks: int

    def __post_init__(self) -> None:
        _least(self, week_rounds=0, door_rounds=0, warm_up_weeks=0)
        _shares(self, "random_share")


@dataclass(frozen=True, kw_only=True)
class World:
    """All settings of one world."""

    description: str
    area: Area
    types: dict[str, HouseholdType]
    presence: Presence
    reach: Reach
    visits: Visits
    inflow: Inflow
    crew: Crew
    search: Search

    def __post_init__(self) -> None:
        if not sum(kind.share for kind in self.types.values()) > 0:
            raise ValueError("types: at least one household type with a share above 0")
