"""Telling what changed after an evening, and why."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.domain.plan import WeekPlan
from planner.domain.week import Week
from planner.policy.rules import Rules
from planner.services.changes import changes
from planner.store import Store

SHOWN = 12


def print_changes(console: Console, store: Store, lived: Week, plan: WeekPlan, rules: Rules) -> None:
    """Print what happened at the doors and what the new plan does with it, a few of each kind."""
    with store.reading() as record:
        dossiers = {dossier.dossier_id: dossier for dossier in record.dossiers()}
        events = record.events()
        stored = record.plan(plan.week)
    made_on = stored.made_at.date() if stored else plan.week.monday
    found = changes(plan, dossiers, events, rules, made_on)
    console.print(
        f"\n[bold]Wat er in week {lived.number} gebeurde, en wat week {plan.week.number} daarmee doet[/bold]"
    )
    table = Table("Dossier", "Wat er gebeurde", "Nu", "Waarom", box=None, pad_edge=False)
    seen: Counter[str] = Counter()
    for change in found:
        seen[change.happened] += 1
        if seen[change.happened] <= max(1, SHOWN // max(1, len({c.happened for c in found}))):
            table.add_row(*map(escape, (change.dossier_id, change.happened, change.now, change.why)))
    console.print(table)
    back = sum(plan.find(change.dossier_id) is not None for change in found)
    console.print(
        f"  {len(found)} deuren bezocht: {back} komen terug in week {plan.week.number}, "
        f"{len(found) - back} niet."
    )
