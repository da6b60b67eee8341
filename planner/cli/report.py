"""What the command line says: what was read, how solving goes, and what the plan holds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.progress_bar import ProgressBar
from rich.table import Table

import solver
from planner.domain.plan import WeekPlan
from planner.domain.staff import Team
from planner.exports.plan_json import summary
from planner.services import planning
from planner.services.desk import Loaded
from planner.services.map_view import DAYS, REASON_NAMES, names
from planner.services.plan_bound import PlanBound


def print_intake(console: Console, loaded: Loaded) -> None:
    """Print how many dossiers were read, and every row that was refused and why."""
    dossiers = loaded.dossiers
    console.print(
        f"[bold]{dossiers.read}[/bold] dossiers gelezen, [bold]{dossiers.refused}[/bold] geweigerd; "
        f"{len(loaded.team.coaches)} coaches, {len(loaded.team.shifts)} avonden."
    )
    for problem in loaded.problems:
        where = f"{problem.file} rij {problem.row}" + (f", {problem.column}" if problem.column else "")
        console.print(f"  [yellow]{escape(where)}[/yellow]: {escape(problem.sentence)}")


@contextmanager
def solving(
    console: Console, seconds: float, rounds: int | None = None
) -> Iterator[tuple[solver.StopRule, planning.Progress]]:
    """Return the stop rule and a callback, and show a bar with the best plan so far while solving."""
    with console.status("De zoeker klaarzetten (alleen de eerste keer een halve minuut)"):
        planning.get_ready()
    stop: solver.StopRule = solver.MaxSeconds(seconds) if rounds is None else solver.MaxRounds(rounds)
    columns = (
        SpinnerColumn(),
        TextColumn("Plannen"),
        *((_TimeBar(),) if rounds is None else ()),
        TextColumn("{task.fields[best]}"),
    )
    with Progress(*columns, console=console, transient=False) as bar:
        task = bar.add_task("plan", total=seconds, best="")

        def on_progress(_best: int, at_s: float, planned: int) -> None:
            bar.update(task, best=f"beste plan: {planned} bezoeken, na {at_s:.1f} s")

        yield stop, on_progress
        bar.update(task, completed=seconds)


@contextmanager
def proving(console: Console, seconds: float) -> Iterator[None]:
    """Show that it is being worked out how good the plan is."""
    with console.status(f"Nagaan hoe goed het plan is (hoogstens {seconds:g} s)"):
        yield


class _TimeBar(ProgressColumn):
    """A bar that fills with the clock, also when no better plan is found."""

    def render(self, task: Task) -> ProgressBar:
        return ProgressBar(total=task.total, completed=min(task.elapsed or 0.0, task.total or 0.0), width=40)


def print_plan(console: Console, plan: WeekPlan, team: Team) -> None:
    """Print the routes with their travel minutes, and how many dossiers are left out and why."""
    counts = summary(plan)
    console.print(
        f"\n[bold]Week {plan.week.number}[/bold]: {counts['dossiers']} dossiers, "
        f"[bold]{counts['planned']}[/bold] bezoeken gepland, ongeveer {counts['expected_talks']:.0f} "
        f"gesprekken verwacht, {len(plan.unplanned)} niet ingepland."
    )
    routes = Table("Avond", "Wie", "Bezoeken", "Moet", "Van", "Tot", "Reis (min)", box=None, pad_edge=False)
    for route in plan.routes:
        routes.add_row(
            f"{DAYS[route.date.weekday()]} {route.date:%d-%m}",
            escape(names(team, route.coach_ids)),
            str(len(route.stops)),
            str(sum(stop.required for stop in route.stops) or ""),
            f"{route.start:%H:%M}",
            f"{route.end:%H:%M}",
            str(round(route.travel_s / 60)),
        )
    console.print(routes)
    console.print("\nNiet ingepland:")
    for reason, count in Counter(left.reason for left in plan.unplanned).most_common():
        console.print(f"  {count:4d}  {REASON_NAMES[reason]}")


def print_bound(console: Console, bound: PlanBound | None) -> None:
    """Print how good the plan is, as far as it is proven."""
    if bound is None:
        console.print("\nHoe goed dit plan is, kan hier niet worden nagerekend: daarvoor is numba nodig.")
    else:
        console.print(f"\n[bold]{bound.sentence}[/bold] {bound.explanation}")
