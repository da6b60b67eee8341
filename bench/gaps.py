"""How far the engines are from the best known values, and from the best of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.instance import Case, Goal, Instance, gap_percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.measurement import Measurement

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Run:
    """One engine on one case."""

    engine: str
    case: Case
    instance: Instance
    found: Measurement | None
    fault: str

    @property
    def figure(self) -> float | None:
        """What counts in the family, when the plan counts."""
        if self.found is None or not self.found.counts:
            return None
        return self.instance.figure(self.found.value)

    def gap(self, best: float | None) -> float | None:
        """Return how much worse than `best`, in percent."""
        figure = self.figure
        return None if figure is None or best is None else gap_percent(self.instance.goal, figure, best)

    def as_json(self) -> dict[str, Any]:
        """Return the run as DESIGN.md 7 words it, with more beside it."""
        found = self.found
        return {
            "engine": self.engine,
            "instance": self.case.name,
            "vehicles": len(self.instance.problem.shifts),
            "seconds": None if found is None else round(found.seconds, 3),
            "value": self.figure,
            "best_known": self.case.best_known,
            "gap_percent": _rounded(self.gap(self.case.best_known)),
            "family": self.case.family,
            "counts": self.instance.goal.value,
            "fault": self.fault or None,
            "planned": None if found is None else found.planned,
            "routes": None if found is None else found.routes,
            "travel": None if found is None else found.value.travel_s / self.instance.scale,
            "setup_s": None if found is None else round(found.setup_s, 3),
            "first_plan_s": None if found is None else _rounded(found.first_plan_s),
            "cpu_s": None if found is None else round(found.spent.cpu_s, 2),
            "load": None if found is None else round(found.spent.load, 2),
            "plan": None if found is None else found.plan,
        }


def cell(run: Run) -> str:
    """Return a run in a few characters."""
    if run.figure is None:
        return "no full plan"
    gap = run.gap(run.case.best_known)
    return f"{run.figure:g}" + ("" if gap is None else f" {gap:+.2f} %")


def remark(run: Run) -> str:
    """Return what is remarkable about a run, if anything: a fault, or a figure better than any known."""
    if run.fault:
        return run.fault
    gap = run.gap(run.case.best_known)
    if gap is None or gap >= -_NOTHING or run.instance.goal is not Goal.PRIZE:
        return ""
    if run.case.proven:
        return f"{run.figure:g} IS ABOVE A PROVEN OPTIMUM: the instance is read wrongly"
    return f"{run.figure:g} is a new best value"


def summary(runs: Sequence[Run], engines: Sequence[str]) -> list[str]:
    """Return one line per engine: its mean gap to the best known values, and to the best of these runs."""
    best = _best_of_run(runs)
    lines = []
    for engine in engines:
        own = [run for run in runs if run.engine == engine]
        known = _gaps((run, run.case.best_known) for run in own)
        beside = _gaps((run, best.get(run.case)) for run in own)
        parts = [_mean("best known", known)] if known else []
        parts.append(_mean("best of these runs", beside) if beside else "no gap: no plan counts")
        lines.append(f"{engine:8} " + "   ".join([*parts, _rest(own)]))
    return lines


def _gaps(pairs: Iterable[tuple[Run, float | None]]) -> list[float]:
    return [gap for run, best in pairs if (gap := run.gap(best)) is not None]


def _mean(target: str, gaps: Sequence[float]) -> str:
    mean, met = sum(gaps) / len(gaps), sum(gap <= _NOTHING for gap in gaps)
    return f"mean gap {mean:.2f} % to {target} (max {max(gaps):.2f} %, met {met} of {len(gaps)})"


def _rest(runs: Sequence[Run]) -> str:
    """Return the mean wall clock and processor time, and how many runs have no plan that counts."""
    found = [run.found for run in runs if run.found is not None]
    parts = []
    if found:
        clock_s = sum(each.seconds for each in found) / len(found)
        cpu_s = sum(each.spent.cpu_s for each in found) / len(found)
        parts.append(f"{clock_s:.2f} s, processor {cpu_s:.2f} s")
    if failed := sum(run.figure is None for run in runs):
        parts.append(f"{failed} without a full plan")
    return "   ".join(parts)


def _best_of_run(runs: Sequence[Run]) -> dict[Case, float]:
    best: dict[Case, float] = {}
    for run in runs:
        figure = run.figure
        if figure is not None:
            pick = max if run.instance.goal is Goal.PRIZE else min
            best[run.case] = pick(best.get(run.case, figure), figure)
    return best


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
