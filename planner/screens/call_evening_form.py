"""The form that adds a call evening: a day, two times, and who calls."""

from collections.abc import Sequence
from datetime import date, time

import streamlit as st

from planner.domain.staff import BudgetCoach
from planner.screens import opened
from planner.screens.dutch import plain
from planner.screens.told import telling
from planner.services.calling import add_call_evening

START, END, QUARTER = time(17, 30), time(20, 30), 900


def call_evening_form(staff: Sequence[BudgetCoach], chosen_key: str) -> None:
    """Draw the form; the new evening is written under ``chosen_key``, so that it opens."""
    names = {one.coach_id: one.name for one in staff}
    with st.container(horizontal=True, key="new-call-moment"):
        st.date_input(
            "Dag", None, min_value=opened.today(), format="DD-MM-YYYY", key="new-call-day", width=160
        )
        st.time_input("Van", START, step=QUARTER, key="new-call-start", width=120)
        st.time_input("Tot", END, step=QUARTER, key="new-call-end", width=120)
    st.pills(
        "Wie belt?",
        list(names),
        selection_mode="multi",
        format_func=lambda one: plain(names[one]),
        key="new-call-coaches",
    )
    day, coaches = st.session_state.get("new-call-day"), st.session_state.get("new-call-coaches")
    st.button(
        "Belavond opslaan",
        type="primary",
        key="new-call-save",
        disabled=not (day and coaches),
        on_click=_save,
        args=(chosen_key,),
    )


def _save(chosen_key: str) -> None:
    held = st.session_state
    day, start, end = held.get("new-call-day"), held.get("new-call-start"), held.get("new-call-end")
    if not (isinstance(day, date) and isinstance(start, time) and isinstance(end, time)):
        return
    with telling():
        coaches = held.get("new-call-coaches") or ()
        made = add_call_evening(opened.store(), day, start, end, coaches, opened.today())
        held[chosen_key] = made.evening_id
        held["new-call-day"], held["new-call-coaches"] = None, []
