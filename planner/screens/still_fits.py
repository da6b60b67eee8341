"""What still fits in an evening under way: in a line, and per address when asked."""

from collections.abc import Sequence

import streamlit as st

from planner.policy.evening import EveningState, Outlook
from planner.screens import opened
from planner.screens.dutch import plain
from planner.services.desk import week_request
from planner.services.evening import state_at, tonight
from planner.services.views import RouteView, WeekView

RESERVES_SHOWN = 5


def still_fits(view: WeekView, route: RouteView) -> None:
    """Draw where an evening stands; nothing when the week has no plan."""
    if view.plan is None:
        return
    with opened.store().reading() as record:
        request = week_request(record, view.week, route.route.date, opened.rules())
    one = tonight(request, view.plan, route.route, opened.region())
    state = state_at(one, route.route, request.outcomes, opened.now())
    with st.expander(plain(state.sentence), key=f"fits-{route.route.shift_id}"):
        _lines(view, state.stops)
        _lines(view, state.reserves[:RESERVES_SHOWN], "Reserve: ")
        first = _first_to_go(view, state)
        if first:
            st.markdown(first)


def _lines(view: WeekView, outlooks: Sequence[Outlook], before: str = "") -> None:
    for one in outlooks:
        st.markdown(f"{before}**{plain(view.address(one.stop.dossier_id))}** {plain(one.sentence)}")


def _first_to_go(view: WeekView, state: EveningState) -> str:
    """Return who goes first when the evening runs late; nothing while all is sure to fit."""
    if not state.drop_first:
        return ""
    return f"Loopt het uit? Laat dan eerst {plain(view.address(state.drop_first[0].dossier_id))} vallen."
