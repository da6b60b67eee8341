"""What happened at one door: first what the door did, then the code, then what that code asks for."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

import streamlit as st

from planner.domain.errors import PlannerError
from planner.domain.outcome import OUTCOME_RULES, Door, OutcomeCode
from planner.domain.week import AMSTERDAM, Week, local
from planner.screens import opened
from planner.screens.choice import choose
from planner.services import desk
from planner.services.left_out import LANGUAGES
from planner.services.views import StopView, recorded_at

DOOR_NAMES = {
    Door.NOT_HOME: "Niemand thuis",
    Door.SPOKEN: "Iemand gesproken",
    Door.NOT_RUNG: "Niet aangebeld",
}
FIVE_MINUTES = 300


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What was filled in, complete enough to store."""

    code: OutcomeCode
    at: datetime
    appointment_at: datetime | None = None
    language: str | None = None


@st.fragment
def outcome_form(week: Week, shift_id: str, stop: StopView) -> None:
    """Draw the form of one stop; nothing is chosen beforehand."""
    form = f"{shift_id}-{stop.stop.dossier_id}"
    door = st.segmented_control(
        "Wat gebeurde er aan de deur?",
        [door.value for door in Door],
        format_func=lambda one: DOOR_NAMES[Door(one)],
        key=f"door-{form}",
        persist_state="page",
    )
    filled = _details(Door(door), form, stop) if door else None
    if st.button("Opslaan", type="primary", key=f"save-{form}", disabled=filled is None) and filled:
        _save(week, shift_id, stop.stop.dossier_id, filled)


def _details(door: Door, form: str, stop: StopView) -> Filled | None:
    """Return what was filled in, or None while something is missing."""
    code = st.pills(
        "Wat precies?",
        [rule.code.value for rule in OUTCOME_RULES.values() if rule.door is door],
        format_func=lambda one: OUTCOME_RULES[OutcomeCode(one)].label,
        key=f"code-{door}-{form}",
        persist_state="page",
    )
    if code is None:
        return None
    day = stop.stop.start_service.astimezone(AMSTERDAM).date()
    appointment = _appointment(form, day) if code == OutcomeCode.AFSPRAAK else None
    language = _language(form) if code == OutcomeCode.TAAL else None
    planned = stop.stop.start_service.astimezone(AMSTERDAM).time()
    at = st.time_input(
        "Hoe laat was dat?", planned, step=FIVE_MINUTES, key=f"at-{form}", persist_state="page", width=160
    )
    missing = (code == OutcomeCode.AFSPRAAK and appointment is None) or (
        code == OutcomeCode.TAAL and language is None
    )
    if missing or at is None:
        return None
    return Filled(code=OutcomeCode(code), at=local(day, at), appointment_at=appointment, language=language)


def _appointment(form: str, day: date) -> datetime | None:
    with st.container(horizontal=True, key=f"appointment-{form}"):
        chosen = st.date_input(
            "Afspraak op",
            None,
            min_value=day,
            format="DD-MM-YYYY",
            key=f"appointment-day-{form}",
            persist_state="page",
            width=180,
        )
        hour: time | None = st.time_input(
            "Tijd", None, step=FIVE_MINUTES, key=f"appointment-time-{form}", persist_state="page", width=160
        )
    return local(chosen, hour) if isinstance(chosen, date) and hour else None


def _language(form: str) -> str | None:
    codes = sorted((code for code in LANGUAGES if code != "nl"), key=LANGUAGES.__getitem__)
    return st.selectbox(
        "Welke taal?",
        codes,
        index=None,
        placeholder="Kies een taal",
        format_func=LANGUAGES.__getitem__,
        key=f"language-{form}",
        persist_state="page",
        width=240,
    )


def _save(week: Week, shift_id: str, dossier_id: str, filled: Filled) -> None:
    """Store once: the id is made once per open form, so a second press stores nothing new."""
    made: UUID = st.session_state.setdefault(f"outcome-id-{shift_id}-{dossier_id}", uuid4())
    store = opened.store()
    known = recorded_at(store, shift_id, dossier_id)
    if known and known.outcome_id != made:
        st.warning(f"Dit adres is al ingevuld: {known.rule.label}. Er is niets veranderd.")
        return
    try:
        outcome = desk.outcome_at_stop(
            store, week, dossier_id, filled.code, made, filled.at, filled.appointment_at, filled.language
        )
        desk.record_outcome(store, outcome, opened.now())
    except PlannerError as problem:
        st.error(str(problem))
        return
    choose(dossier_id)
    st.rerun()
