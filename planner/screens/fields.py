"""Fields that several forms ask for: who records it, and when a household is home."""

from datetime import date, time

import streamlit as st

from planner.domain.dossier import Channel
from planner.domain.errors import PlannerError
from planner.domain.hint import Hint, HintSource
from planner.screens.dutch import DAYS

SOURCES = {
    HintSource.RESIDENT.value: "De bewoner",
    HintSource.NEIGHBOUR.value: "Een buur",
    HintSource.COACH.value: "Een coach",
    HintSource.PHONE.value: "De telefoon is opgenomen",
    HintSource.CARD.value: "Antwoord op een kaart",
}
WRITTEN = {
    Channel.EMAIL.value: "E-mail",
    Channel.LETTER.value: "Brief",
    Channel.SMS.value: "Sms",
    Channel.WHATSAPP.value: "WhatsApp",
    Channel.PORTAL.value: "Portaal",
}
FIVE_MINUTES, QUARTER = 300, 900
WHO = "recorded-by"


def who_field(form: str) -> None:
    """Ask who records it, until somebody said so; the name stays for the session."""
    st.text_input(
        "Uw naam",
        value=st.session_state.get(WHO, ""),
        key=f"who-{form}",
        max_chars=60,
        placeholder="Wie legt dit vast?",
        width=260,
    )


def who(form: str) -> str:
    """Return who records it, and remember the name for the next form.

    Raises
    ------
    PlannerError
        When no name was given.
    """
    name = str(st.session_state.get(f"who-{form}") or "").strip()
    if not name:
        raise PlannerError("Vul uw naam in: bij elk besluit en bericht staat van wie het is.")
    st.session_state[WHO] = name
    return name


def moment_fields(form: str, first_day: date) -> None:
    """Ask for a day and a time, from a day on."""
    with st.container(horizontal=True, key=f"moment-{form}"):
        st.date_input(
            "Afspraak op", None, min_value=first_day, format="DD-MM-YYYY", key=f"day-{form}", width=180
        )
        st.time_input("Tijd", None, step=FIVE_MINUTES, key=f"time-{form}", width=140)


def moment(form: str) -> tuple[date, time] | None:
    """Return the day and time that were filled in; None while one is missing."""
    day, hour = st.session_state.get(f"day-{form}"), st.session_state.get(f"time-{form}")
    return (day, hour) if isinstance(day, date) and isinstance(hour, time) else None


def written_field(form: str) -> None:
    """Ask through which channel a resident wrote."""
    st.pills("Hoe schreef de bewoner?", list(WRITTEN), format_func=WRITTEN.__getitem__, key=f"channel-{form}")


def written(form: str) -> Channel | None:
    """Return through which channel a resident wrote; None while nothing is chosen."""
    found = st.session_state.get(f"channel-{form}")
    return Channel(found) if found else None


def source_field(form: str) -> None:
    """Ask who or what told when somebody is home."""
    st.pills("Hoe weet u dit?", list(SOURCES), format_func=SOURCES.__getitem__, key=f"source-{form}")


def source(form: str) -> HintSource | None:
    """Return who told it; None while nothing is chosen."""
    found = st.session_state.get(f"source-{form}")
    return HintSource(found) if found else None


def hint_fields(form: str) -> None:
    """Ask on which days and between which hours somebody is home."""
    st.pills(
        "Welke dagen? Niets gekozen is elke dag.",
        range(7),
        selection_mode="multi",
        format_func=lambda day: DAYS[day][:2],
        key=f"hint-days-{form}",
    )
    with st.container(horizontal=True, key=f"hint-hours-{form}"):
        st.time_input("Thuis vanaf", None, step=QUARTER, key=f"hint-from-{form}", width=140)
        st.time_input("Thuis tot", None, step=QUARTER, key=f"hint-until-{form}", width=140)


def hint(form: str, told_by: HintSource, told_on: date) -> Hint | None:
    """Return the hint that was filled in; None while it says nothing.

    Raises
    ------
    PlannerError
        When the hours are the wrong way round.
    """
    days = frozenset(st.session_state.get(f"hint-days-{form}") or ())
    first, last = st.session_state.get(f"hint-from-{form}"), st.session_state.get(f"hint-until-{form}")
    if not days and first is None and last is None:
        return None
    return Hint(
        source=told_by,
        told_on=told_on,
        weekdays=days,
        earliest=first if isinstance(first, time) else time(0),
        latest=last if isinstance(last, time) else time(23, 59),
    )
