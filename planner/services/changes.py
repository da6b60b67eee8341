"""What changed because of what happened at the doors, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.dossier import Dossier
from planner.domain.outcome import Outcome
from planner.domain.plan import WeekPlan
from planner.policy.followup import next_step
from planner.policy.rules import Rules
from planner.services.weekplan import WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class Change:
    """One door that was visited: what happened, where the dossier is now, and why."""

    dossier_id: str
    happened: str
    now: str
    why: str


def changes(
    plan: WeekPlan, dossiers: Mapping[str, Dossier], outcomes: Iterable[Outcome], rules: Rules
) -> tuple[Change, ...]:
    """Return a line per visited dossier: the last outcome, and what this plan does with it."""
    history: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        history[outcome.dossier_id].append(outcome)
    return tuple(
        _change(plan, dossiers[dossier_id], sorted(known, key=lambda o: o.at), rules)
        for dossier_id, known in sorted(history.items())
        if dossier_id in dossiers
    )


def _change(plan: WeekPlan, dossier: Dossier, history: list[Outcome], rules: Rules) -> Change:
    last = history[-1]
    step = next_step(dossier, history, rules)
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
    return Change(dossier_id=dossier.dossier_id, happened=last.rule.label, now=now, why=why)
