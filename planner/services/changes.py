"""What changed because of what happened at the doors, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier, in_order
from planner.domain.notice import Notice
from planner.domain.plan import WeekPlan
from planner.policy.followup import next_step
from planner.policy.rules import Rules
from planner.services.weekplan import WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happened to one dossier, at the door or by a message, where it is now, and why."""

    dossier_id: str
    source: str
    happened: str
    now: str
    why: str


def changes(
    plan: WeekPlan, dossiers: Mapping[str, Dossier], events: Iterable[Event], rules: Rules, today: date
) -> tuple[Change, ...]:
    """Return a line per dossier that something happened to: the last event, and what this plan does with it.

    Judged on the day the plan was made.
    """
    return tuple(
        _change(plan, dossiers[dossier_id], counting, rules, today)
        for dossier_id, known in sorted(by_dossier(events).items())
        if dossier_id in dossiers and (counting := in_order(known))
    )


def _change(plan: WeekPlan, dossier: Dossier, history: Sequence[Event], rules: Rules, today: date) -> Change:
    last = history[-1]
    step = next_step(dossier, history, rules, today)
    found = plan.find(dossier.dossier_id)
    left = {one.dossier_id: one for one in plan.unplanned}.get(dossier.dossier_id)
    if found:
        _, stop = found
        when = stop.start_service
        now = f"{WEEKDAYS[when.weekday()]} {when:%d-%m %H:%M}"
        # A new moment explains itself; otherwise what the coach found is the reason.
        why = stop.why_when if step.last_miss or step.appointment else step.sentence
    else:
        now = "niet ingepland"
        why = left.sentence if left else step.sentence
    return Change(
        dossier_id=dossier.dossier_id,
        source="Bericht" if isinstance(last, Notice) else "Aan de deur",
        happened=last.rule.label.nl,
        now=now,
        why=why,
    )
