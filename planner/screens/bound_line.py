"""The line that says how good a plan is, once that is known; nobody waits for it."""

from datetime import date

import streamlit as st

from planner.screens import opened
from planner.screens.bound_job import BoundJob, bound_jobs
from planner.screens.plan_job import plan_jobs
from planner.services.plan_bound import PlanBound
from planner.services.views import WeekView

LOOK_AGAIN_S = 2


def bound_line(view: WeekView, today: date) -> None:
    """Draw the line of a week's plan, or look for it in the background and draw it when it is there.

    Nothing is said of a plan without visits, or of a week that is over.
    """
    if view.plan is None or view.counts is None or not view.counts.planned:
        return
    if view.week.sunday < today or not opened.settings().bound_seconds:
        return
    job = bound_jobs().of(view.plan)
    if job and job.done.is_set():
        _say(job.found)
    else:
        _wait(view)


@st.fragment(run_every=LOOK_AGAIN_S)
def _wait(view: WeekView) -> None:
    job = _job(view)
    if job and job.done.is_set():
        st.rerun()


def _job(view: WeekView) -> BoundJob | None:
    """Return the job of the plan; it begins when the machine has nothing else to plan or to prove."""
    if view.plan is None or view.made_at is None or plan_jobs().are_running:
        return None
    return bound_jobs().start(
        view.plan,
        opened.settings().bound_seconds,
        opened.store(),
        opened.region(),
        view.made_at,
        opened.rules(),
    )


def _say(found: PlanBound | None) -> None:
    if found:
        with st.popover(found.sentence, type="tertiary", icon=":material/info:", wrap=True, key="bound"):
            st.markdown(found.explanation)
