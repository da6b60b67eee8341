"""Planning in the background: the page stays usable, shows how far it is, and can end it early."""

import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime

import streamlit as st

import maps
import solver
from planner.domain.errors import PlannerError
from planner.domain.week import Week
from planner.policy.rules import Rules
from planner.services import desk
from planner.store import Store


@dataclass(frozen=True)
class UntilAsked:
    """A stop rule that also ends when somebody asks for it."""

    rule: solver.StopRule
    asked: threading.Event

    @property
    def max_seconds(self) -> float | None:
        """Wall-clock budget in seconds of the rule itself."""
        return self.rule.max_seconds

    def spent(self, effort: solver.Effort) -> float:
        """Return the share of the budget that is spent; all of it when the end was asked for."""
        return 1.0 if self.asked.is_set() else self.rule.spent(effort)


@dataclass
class PlanJob:
    """One week being planned; written by its thread, read by every page that shows it.

    ``shown`` is the version of the plan that was on the screen, 0 when there was none.
    """

    week: Week
    stop: solver.StopRule
    rules: Rules
    shown: int
    began: float = field(default_factory=time.monotonic)
    visits: int = 0
    trouble: str = ""
    asked: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> float:
        """Wall-clock seconds since it began."""
        return time.monotonic() - self.began

    @property
    def share(self) -> float:
        """Share of the time that is spent, 0 to 1."""
        limit = self.stop.max_seconds
        return min(1.0, self.seconds / limit) if limit else 0.0

    def run(self, store: Store, region: maps.Region, today: date, now: datetime) -> None:
        """Plan the week and store the plan; what goes wrong is kept as a sentence for the page."""
        try:
            desk.make_plan(
                store,
                region,
                self.week,
                today,
                now,
                UntilAsked(self.stop, self.asked),
                rules=self.rules,
                on_top_of=self.shown,
                on_progress=self._better,
            )
        except (PlannerError, maps.MapsError) as problem:
            self.trouble = str(problem)
        except Exception:
            self.trouble = "Het plannen is niet gelukt. Probeer het opnieuw."
            raise
        finally:
            self.done.set()

    def _better(self, _cost: int, _seconds: float, visits: int) -> None:
        self.visits = visits


class PlanJobs:
    """The jobs of this server, one per week at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[Week, PlanJob] = {}

    def of(self, week: Week) -> PlanJob | None:
        """Return the job of a week, running or just done."""
        return self._jobs.get(week)

    @property
    def are_running(self) -> bool:
        """Whether any week is being planned."""
        return any(not job.done.is_set() for job in list(self._jobs.values()))

    def start(
        self,
        week: Week,
        stop: solver.StopRule,
        rules: Rules,
        shown: int,
        store: Store,
        region: maps.Region,
        today: date,
        now: datetime,
    ) -> PlanJob:
        """Return the job that plans a week; one that is running already is joined, not doubled."""
        with self._lock:
            running = self._jobs.get(week)
            if running and not running.done.is_set():
                return running
            job = self._jobs[week] = PlanJob(week, stop, rules, shown)
        threading.Thread(target=job.run, args=(store, region, today, now), daemon=True).start()
        return job

    def forget(self, job: PlanJob) -> None:
        """Let go of a job that is done."""
        with self._lock:
            if self._jobs.get(job.week) is job:
                del self._jobs[job.week]


@st.cache_resource(show_spinner=False)
def plan_jobs() -> PlanJobs:
    """Return the jobs of this server."""
    return PlanJobs()
