"""The questions at one door: first what the door did, then the code, then what that code asks for."""

import streamlit as st

from planner.domain.outcome import OUTCOME_RULES, Door, OutcomeCode
from planner.domain.week import Week
from planner.screens.outcome_entry import Entry
from planner.services.left_out import LANGUAGES
from planner.services.views import StopView

DOOR_NAMES = {
    Door.NOT_HOME: "Niemand thuis",
    Door.SPOKEN: "Iemand gesproken",
    Door.NOT_RUNG: "Niet aangebeld",
}
FIVE_MINUTES = 300


@st.fragment
def outcome_form(week: Week, shift_id: str, stop: StopView) -> None:
    """Draw the form of one stop; nothing is chosen beforehand."""
    entry = Entry(week=week, shift_id=shift_id, stop=stop)
    trouble = st.session_state.pop(entry.key("trouble"), None)
    if trouble == "":
        st.rerun()
    door = st.pills(
        "Wat gebeurde er aan de deur?",
        [door.value for door in Door],
        format_func=lambda one: DOOR_NAMES[Door(one)],
        key=entry.key("door"),
        persist_state="page",
    )
    if door:
        _details(entry, Door(door))
    st.button(
        "Opslaan",
        type="primary",
        key=entry.key("save"),
        disabled=entry.filled() is None,
        on_click=entry.save,
    )
    if trouble:
        st.warning(trouble)


def _details(entry: Entry, door: Door) -> None:
    """Ask for the code, and for what the code needs."""
    code = st.pills(
        "Wat precies?",
        [str(rule.code) for rule in OUTCOME_RULES.values() if rule.door is door],
        format_func=lambda one: OUTCOME_RULES[OutcomeCode(one)].label.nl,
        key=entry.key(f"code-{door}"),
        persist_state="page",
    )
    if code == OutcomeCode.AFSPRAAK:
        _appointment(entry)
    if code == OutcomeCode.TAAL:
        _language(entry)
    if code:
        st.time_input(
            "Hoe laat was dat?",
            entry.planned,
            step=FIVE_MINUTES,
            key=entry.key("at"),
            persist_state="page",
            width=160,
        )


def _appointment(entry: Entry) -> None:
    with st.container(horizontal=True, key=entry.key("appointment")):
        st.date_input(
            "Afspraak op",
            None,
            min_value=entry.day,
            format="DD-MM-YYYY",
            key=entry.key("appointment-day"),
            persist_state="page",
            width=180,
        )
        st.time_input(
            "Tijd",
            None,
            step=FIVE_MINUTES,
            key=entry.key("appointment-time"),
            persist_state="page",
            width=160,
        )


def _language(entry: Entry) -> None:
    codes = sorted((code for code in LANGUAGES if code != "nl"), key=LANGUAGES.__getitem__)
    st.selectbox(
        "Welke taal?",
        codes,
        index=None,
        placeholder="Kies een taal",
        format_func=LANGUAGES.__getitem__,
        key=entry.key("language"),
        persist_state="page",
        width=240,
    )
