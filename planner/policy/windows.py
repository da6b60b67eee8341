"""When a visit may start, how likely somebody is home then, and what that is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.domain.outcome import NextStep, Outcome, Slot
from planner.domain.week import local
from planner.policy.chance import chance_at_home, usual_chance
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class VisitWindow:
    """A stretch of one evening in which the visit must start, with the chance (0-1) that somebody opens.

    ``usual`` is the chance at an unknown door in the same stretch.
    """

    start: datetime
    end: datetime
    chance: float
    usual: float


def visit_windows(
    day: date, earliest: time, latest: time, step: NextStep, history: Sequence[Outcome], rules: Rules
) -> tuple[VisitWindow, ...]:
    """Return the windows of one evening, hour by hour; neighbours with the same chance are one window.

    An appointment gives one short window at its moment. After a miss the same weekday and the same hour
    are left out; exact slots of older misses too.
    """
    if step.appointment:
        return _appointment_window(day, step, rules)
    if step.not_before and day < step.not_before:
        return ()
    knock = rules.visit.last_knock
    windows: list[VisitWindow] = []
    for hour in range(earliest.hour, min(latest, knock).hour + 1):
        start = local(day, max(earliest, time(hour)))
        end = min(local(day, time(hour)) + timedelta(hours=1), local(day, min(latest, knock)))
        slot = Slot(weekday=day.weekday(), hour=hour)
        if start >= end or not slot_allowed(slot, step):
            continue
        window = VisitWindow(
            start=start,
            end=end,
            chance=chance_at_home(slot, history, rules),
            usual=usual_chance(slot, rules),
        )
        if windows and windows[-1].end == start and windows[-1].chance == window.chance:
            window = VisitWindow(start=windows.pop().start, end=end, chance=window.chance, usual=window.usual)
        windows.append(window)
    return _apart(windows)


def slot_allowed(slot: Slot, step: NextStep) -> bool:
    """Return True when a slot is another weekday and another hour than the last miss, and no older miss."""
    if step.last_miss and (slot.weekday == step.last_miss.weekday or slot.hour == step.last_miss.hour):
        return False
    return slot not in step.misses


def worth_points(score: int, window: VisitWindow, rules: Rules, deadline_near: bool) -> float:
    """Return the expected points of a visit in a window.

    Score x chance relative to what is usual in that slot, times the usual chance over the whole evening: who
    and when in one number, without paying twice for an hour in which everybody is home. Measured in
    simulation against score x chance, it equals that with slightly less travel.
    """
    mean_usual = sum(rules.chance.hour.values()) / len(rules.chance.hour)
    points = score * window.chance / window.usual * mean_usual
    return points + (rules.worth.deadline_bonus_points if deadline_near else 0)


def _appointment_window(day: date, step: NextStep, rules: Rules) -> tuple[VisitWindow, ...]:
    if step.appointment is None or step.appointment.at.date() != day:
        return ()
    start = step.appointment.at
    end = start + timedelta(seconds=rules.visit.appointment_slack_s)
    return (VisitWindow(start=start, end=end, chance=1.0, usual=1.0),)


def _apart(windows: Sequence[VisitWindow]) -> tuple[VisitWindow, ...]:
    """Return windows that share no moment: the last second of each is given to its successor."""
    second = timedelta(seconds=1)
    return tuple(
        VisitWindow(
            start=w.start,
            end=w.end - second if i + 1 < len(windows) and windows[i + 1].start == w.end else w.end,
            chance=w.chance,
            usual=w.usual,
        )
        for i, w in enumerate(windows)
    )
