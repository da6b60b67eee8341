"""Until when to knock: a small table that a team can choose by."""

from datetime import datetime

import streamlit as st

from planner.domain.week import Week
from planner.screens import opened
from planner.services.desk import week_request
from planner.services.last_knock import LastKnock, last_knocks
from planner.services.views import WeekView


def last_knock(view: WeekView) -> None:
    """Draw the table of a planned week behind a line; it is worked out when somebody opens it."""
    if view.plan is None:
        return
    shown = st.expander("Tot hoe laat aanbellen?", key="last-knock", on_change="rerun")
    if shown.open:
        with shown:
            draw(view)


def draw(view: WeekView) -> None:
    """Draw the table."""
    if view.made_at is None:
        return
    st.table([_row(choice) for choice in _choices(view.week, view.made_at, opened.rules().stamp)])
    st.caption(
        "Verwacht per avond, met de kansen van deze week en de reserveadressen erbij. "
        "De keuze staat in de instellingen."
    )


@st.cache_data(show_spinner="Even rekenen…", max_entries=20)
def _choices(week: Week, made_at: datetime, stamp: str) -> tuple[LastKnock, ...]:
    """Return the choices for the latest plan of a week; made_at and stamp tell plans and settings apart."""
    with opened.store().reading() as record:
        stored = record.plan(week)
        if stored is None:
            return ()
        request = week_request(record, week, stored.made_at.date(), opened.rules())
    return last_knocks(request, stored.plan, opened.region())


def _row(choice: LastKnock) -> dict[str, str]:
    over_min = opened.rules().evening.max_over_s // 60
    return {
        "Laatste keer aanbellen": f"{choice.at:%H:%M}" + (" (nu)" if choice.chosen else ""),
        "Adressen": _decimal(choice.doors),
        "Gesprekken": _decimal(choice.contacts),
        f"Kans op meer dan {over_min} min uitloop": f"{round(100 * choice.late_home)} %",
    }


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
