"""What was filled in at one door, and storing it once.

Saving runs as a callback and reads what the fields hold at that moment: a press is never lost to another
click right after it, and never stores what a field held before.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

import streamlit as st

from planner.domain.errors import PlannerError
from planner.domain.outcome import OutcomeCode
from planner.domain.week import AMSTERDAM, Week, local
from planner.screens import opened
from planner.screens.choice import choose
from planner.services import desk
from planner.services.views import StopView, recorded_at


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What was filled in, complete enough to store."""

    code: OutcomeCode
    at: datetime
    appointment_at: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The form of one stop: the names of its fields, and what they hold."""

    week: Week
    shift_id: str
    stop: StopView

    def key(self, field: str) -> str:
        """Return the name of a field."""
        return f"{field}-{self.shift_id}-{self.stop.stop.dossier_id}"

    def held(self, field: str) -> object:
        """Return what a field holds; None when it is empty or not shown yet."""
        return st.session_state.get(self.key(field))

    @property
    def day(self) -> date:
        """The evening of the stop."""
        return self.stop.stop.start_service.astimezone(AMSTERDAM).date()

    @property
    def planned(self) -> time:
        """The planned time, which the form proposes."""
        return self.stop.stop.start_service.astimezone(AMSTERDAM).time()

    def filled(self) -> Filled | None:
        """Return what was filled in; None while something is missing."""
        door = self.held("door")
        chosen = self.held(f"code-{door}") if door else None
        at = st.session_state.get(self.key("at"), self.planned)
        if not isinstance(chosen, str) or not isinstance(at, time):
            return None
        code = OutcomeCode(chosen)
        appointment = self._appointment() if code is OutcomeCode.AFSPRAAK else None
        language = self.held("language") if code is OutcomeCode.TAAL else None
        if (code is OutcomeCode.AFSPRAAK and appointment is None) or (
            code is OutcomeCode.TAAL and language is None
        ):
            return None
        return Filled(
            code=code,
            at=local(self.day, at),
            appointment_at=appointment,
            language=str(language) if language else None,
        )

    def _appointment(self) -> datetime | None:
        day, hour = self.held("appointment-day"), self.held("appointment-time")
        return local(day, hour) if isinstance(day, date) and isinstance(hour, time) else None

    def save(self) -> None:
        """Store what was filled in; the id is made once per form, so a second press stores nothing new."""
        filled = self.filled()
        if filled is None:
            return
        made: UUID = st.session_state.setdefault(self.key("outcome-id"), uuid4())
        st.session_state[self.key("trouble")] = _store(self, filled, made)
        choose(self.stop.stop.dossier_id)


def _store(entry: Entry, filled: Filled, made: UUID) -> str:
    """Return an empty text when the outcome is stored, else what is in the way."""
    store, dossier_id = opened.store(), entry.stop.stop.dossier_id
    known = recorded_at(store, entry.shift_id, dossier_id)
    if known and known.outcome_id != made:
        return f"Dit adres is al ingevuld: {known.rule.label.nl}. Er is niets veranderd."
    try:
        outcome = desk.outcome_at_stop(
            store,
            entry.week,
            dossier_id,
            filled.code,
            made,
            filled.at,
            filled.appointment_at,
            filled.language,
        )
        desk.record_outcome(store, outcome, opened.now())
    except PlannerError as problem:
        return str(problem)
    return ""
