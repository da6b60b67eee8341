"""When a visit may start, how likely somebody is home then, and what one point of score is worth then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from planner.domain.outcome import NextStep, Slot
from planner.domain.week import local
from planner.policy.chance import DoorChance
from planner.policy.rules import Rules
from planner.policy.worth import slot_weight


@dataclass(frozen=True, kw_only=True)
class VisitWindow:
    """A stretch of one evening in which the visit must start, with the chance (0-1) that somebody opens.

    ``weight`` is what one point of the dossier's score is worth in the stretch.
    """

    start: datetime
    end: datetime
    chance: float
    weight: float


def visit_windows(
    day: date, earliest: time, latest: time, step: NextStep, door: DoorChance, rules: Rules
) -> tuple[VisitWindow, ...]:
    """Return the windows of one evening; neighbouring hours of about the same worth are one window.

    An appointment gives one short window at its moment. After a miss the same weekday and the same hour
    are left out; exact slots of older misses too.
    """
    if step.appointment:
        return _appointment_window(day, step, rules)
    if step.not_before and day < step.not_before:
        return ()
    knock = min(latest, rules.visit.last_knock)
    windows: list[VisitWindow] = []
    for hour in range(earliest.hour, knock.hour + 1):
        start = local(day, max(earliest, time(hour)))
        end = min(local(day, time(hour)) + timedelta(hours=1), local(day, knock))
        slot = Slot(weekday=day.weekday(), hour=hour)
        if start < end and slot_allowed(slot, step):
            weight = slot_weight(slot, door, rules.worth)
            windows.append(VisitWindow(start=start, end=end, chance=door.at(slot).chance, weight=weight))
    return _apart(_merged(windows, rules.worth.merge_share))


def slot_allowed(slot: Slot, step: NextStep) -> bool:
    """Return True when a slot is another weekday and another hour than the last miss, and no older miss."""
    if step.last_miss and (slot.weekday == step.last_miss.weekday or slot.hour == step.last_miss.hour):
        return False
    return slot not in step.misses


def _appointment_window(day: date, step: NextStep, rules: Rules) -> tuple[VisitWindow, ...]:
    if step.appointment is None or step.appointment.at.date() != day:
        return ()
    chance = rules.chance.appointment
    start = step.appointment.at
    end = start + timedelta(seconds=rules.visit.appointment_slack_s)
    return (VisitWindow(start=start, end=end, chance=chance, weight=chance),)


def _merged(windows: Sequence[VisitWindow], share: float) -> list[VisitWindow]:
    """Return windows in which neighbours whose weights differ by no more than a share are one."""
    groups: list[list[VisitWindow]] = []
    for window in windows:
        group = [*groups[-1], window] if groups and groups[-1][-1].end == window.start else [window]
        weights = [one.weight for one in group]
        if len(group) > 1 and max(weights) - min(weights) <= share * max(weights):
            groups[-1] = group
        else:
            groups.append([window])
    return [_as_one(group) for group in groups]


def _as_one(group: Sequence[VisitWindow]) -> VisitWindow:
    """Return one window over neighbours, with their means by length."""
    lengths = [(one.end - one.start).total_seconds() for one in group]
    total = sum(lengths)
    return VisitWindow(
        start=group[0].start,
        end=group[-1].end,
        chance=sum(one.chance * length for one, length in zip(group, lengths, strict=True)) / total,
        weight=sum(one.weight * length for one, length in zip(group, lengths, strict=True)) / total,
    )


def _apart(windows: Sequence[VisitWindow]) -> tuple[VisitWindow, ...]:
    """Return windows that share no moment: the last second of each is given to its successor."""
    second = timedelta(seconds=1)
    cut = [
        replace(one, end=one.end - second) if one.end == following.start else one
        for one, following in pairwise(windows)
    ]
    return (*cut, *windows[-1:])
