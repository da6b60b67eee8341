"""Every number a team may want to change, with its unit and where it comes from."""

from dataclasses import dataclass, field

from planner.domain.dossier import CreditorKind, Signal


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The settings of one desk; a plan stores the version it was made with.

    Sources: *gate and points* the usual practice of Dutch early-signalling teams (Divosa monitor 2023,
    Groningen, Heemskerk), cuts are proposals; *chance* a starting guess until a team has figures of its own;
    *minutes* a card takes about 5, a talk 35 on average, with a long tail up to an hour and more.
    """

    version: str = "2026-11"

    # gate
    min_amount_cents: int = 7_500
    min_calls: int = 2
    min_call_day_parts: int = 2
    min_signal_groups: int = 2
    long_arrears_days: int = 61
    max_visits: int = 3

    # points
    creditor_points: dict[CreditorKind, int] = field(
        default_factory=lambda: {
            CreditorKind.HOUSING: 20,
            CreditorKind.ENERGY: 18,
            CreditorKind.WATER: 14,
            CreditorKind.HEALTH: 10,
            CreditorKind.MUNICIPALITY: 4,
            CreditorKind.OTHER: 4,
        }
    )
    letter_points: int = 4
    message_points: int = 4
    calls_points: int = 8
    no_number_points: int = 4
    two_claims_points: int = 10
    more_claims_points: int = 15
    signal_points: dict[Signal, int] = field(
        default_factory=lambda: {Signal.CRISIS: 9, Signal.CHILDREN: 6, Signal.YOUNG_OR_PENSION: 3}
    )
    max_signal_points: int = 15
    duration_points: tuple[tuple[int, int], ...] = ((91, 12), (61, 7), (30, 3))
    amount_points: tuple[tuple[int, int], ...] = ((100_000, 10), (25_000, 6), (1, 2))
    earlier_signal_points: tuple[tuple[int, int], ...] = ((2, 8), (1, 5))
    waiting_points_per_week: int = 2
    max_waiting_points: int = 10

    # time
    last_knock_hour: int = 20
    last_knock_minute: int = 30
    talk_s: int = 35 * 60
    not_home_s: int = 5 * 60
    appointment_slack_s: int = 5 * 60
    revisit_room_days: int = 7

    # chance at home per hour of a weekday evening
    hour_chance: dict[int, float] = field(default_factory=lambda: {17: 0.38, 18: 0.45, 19: 0.45, 20: 0.40})
    friday_drop: float = 0.05
    other_hour_chance: float = 0.25
    prior_visits: float = 2.0

    # worth
    prize_scale: int = 10
    deadline_bonus_points: int = 40
    seconds_per_point: int = 120
