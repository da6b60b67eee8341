"""The top of the week: which week, the one button, and how far planning is."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import streamlit as st

import solver
from planner.domain.errors import PlannerError
from planner.domain.week import Week
from planner.screens import opened
from planner.screens.bound_job import bound_jobs
from planner.screens.dutch import count, day_short, plain, week_words
from planner.screens.plan_job import PlanJob, plan_jobs
from planner.services.choices import WeekChoice, first_week
from planner.services.desk import copy_evenings
from planner.services.map_view import names
from planner.services.views import WeekView


def choose_week(choices: Sequence[WeekChoice], today: date) -> WeekChoice:
    """Draw the week picker and return the chosen week."""
    by_name = {str(choice.week): choice for choice in choices}
    known = list(by_name)
    name = st.selectbox(
        "Week",
        known,
        index=known.index(str(first_week(choices, today))),
        format_func=lambda one: week_words(by_name[one].week),
        key="week",
        label_visibility="collapsed",
        persist_state="session",
        width=280,
    )
    return by_name[name]


def plan_button(week: Week, version: int) -> None:
    """Draw the button that plans on top of the version that is shown, or how far planning is."""
    if plan_jobs().of(week):
        _running(week)
    else:
        words = "Opnieuw plannen" if version else "Plannen"
        st.button(words, type="primary", key="plan", on_click=_start, args=(week, version))


def _start(week: Week, version: int) -> None:
    st.session_state.pop(_trouble(week), None)
    bound_jobs().stop()
    plan_jobs().start(
        week,
        solver.MaxSeconds(opened.settings().solve_seconds),
        opened.rules(),
        version,
        opened.store(),
        opened.region(),
        opened.today(),
        opened.now(),
    )


def copy_button(choices: Sequence[WeekChoice], week: Week) -> None:
    """Offer the evenings of the latest earlier week that has them."""
    earlier = [choice.week for choice in choices if choice.has_evenings and choice.week < week]
    with st.container(border=True, key="no-evenings"):
        st.markdown(f"**Week {week.number} heeft nog geen avonden.** Zonder avonden is er niets te plannen.")
        if not earlier:
            st.markdown("Laad een bestand met avonden voor deze week.")
        else:
            words = f"Neem de avonden van week {earlier[-1].number} over"
            st.button(words, type="primary", key="copy", on_click=_copy, args=(earlier[-1], week))


def _copy(source: Week, target: Week) -> None:
    try:
        copy_evenings(opened.store(), source, target)
    except PlannerError as problem:
        st.session_state[_trouble(target)] = str(problem)


def not_planned(view: WeekView) -> None:
    """Say what is ready to be planned: the evenings, and who works on them."""
    if plan_jobs().of(view.week):
        return
    with st.container(border=True, key="not-planned"):
        ready = count(len(view.team.shifts), "route", "routes")
        waiting = count(len(view.dossiers), "dossier wacht", "dossiers wachten")
        st.markdown(f"**Week {view.week.number} is nog niet gepland.** {ready} klaar, {waiting}.")
        for day, shifts in groupby(view.team.shifts, key=lambda shift: shift.date):
            who = ", ".join(plain(names(view.team, shift.coach_ids)) for shift in shifts)
            st.markdown(f"{day_short(day)}: {who}")


def trouble(week: Week) -> None:
    """Say what went wrong with the last plan of a week, if anything did."""
    if st.session_state.get(_trouble(week)):
        st.error(st.session_state[_trouble(week)])


def _trouble(week: Week) -> str:
    return f"plan-trouble-{week}"


@st.fragment(run_every=0.5)
def _running(week: Week) -> None:
    job = plan_jobs().of(week)
    if job is None or job.done.is_set():
        if job:
            st.session_state[_trouble(week)] = job.trouble
            plan_jobs().forget(job)
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="planning"):
        st.progress(job.share, text=_progress_words(job))
        st.button("Stop en houd dit plan", key="stop", disabled=job.asked.is_set(), on_click=job.asked.set)


def _progress_words(job: PlanJob) -> str:
    if job.share >= 1 or job.asked.is_set():
        return "De routes worden uitgewerkt…"
    if not job.visits:
        return "De reistijden worden berekend…"
    minutes, seconds = divmod(int(job.seconds), 60)
    return f"Beste plan: {count(job.visits, 'bezoek', 'bezoeken')} · {minutes}:{seconds:02d}"
