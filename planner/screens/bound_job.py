"""Finding out in the background how good a plan is: one plan at a time, on one core, never while planning."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

import maps
from planner.domain.plan import WeekPlan
from planner.policy.rules import Rules
from planner.services.plan_bound import PlanBound, bound_stored
from planner.store import Store


@dataclass
class BoundJob:
    """One plan being proven; written by its thread, read by every page that shows the plan."""

    plan: WeekPlan
    seconds: float
    found: PlanBound | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def run(self, store: Store, region: maps.Region, made_at: datetime, rules: Rules) -> None:
        """Find out what can be proven; a proof that was broken off is thrown away."""
        try:
            found = bound_stored(store, region, self.plan, made_at, rules, self.seconds, self.cancel)
            self.found = None if self.cancel.is_set() else found
        finally:
            self.done.set()


class BoundJobs:
    """The latest job of this server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: list[BoundJob] = []

    def of(self, plan: WeekPlan) -> BoundJob | None:
        """Return the job of exactly this plan, running or done."""
        return next((job for job in self._jobs if job.plan == plan and not job.cancel.is_set()), None)

    @property
    def are_running(self) -> bool:
        """Whether any plan is being proven."""
        return any(not job.done.is_set() for job in self._jobs)

    def start(
        self,
        plan: WeekPlan,
        seconds: float,
        store: Store,
        region: maps.Region,
        made_at: datetime,
        rules: Rules,
    ) -> BoundJob | None:
        """Return the job of a plan, which is started when there is none; None while another plan's runs."""
        with self._lock:
            known = self.of(plan)
            if known or self.are_running:
                return known
            self._jobs = [job for job in self._jobs if job.plan.week != plan.week]
            job = BoundJob(plan, seconds)
            self._jobs.append(job)
        threading.Thread(target=job.run, args=(store, region, made_at, rules), daemon=True).start()
        return job

    def stop(self) -> None:
        """Break off what is running: planning comes first."""
        for job in self._jobs:
            if not job.done.is_set():
                job.cancel.set()


@st.cache_resource(show_spinner=False)
def bound_jobs() -> BoundJobs:
    """Return the jobs of this server."""
    return BoundJobs()
