"""Tonight: the routes of one evening, and what happened at each door."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from maps.styles import INK
from planner.screens import opened
from planner.screens.choice import choose, chosen
from planner.screens.dutch import day_long, plain
from planner.screens.links import sheet_url
from planner.screens.outcome_form import outcome_form
from planner.screens.still_fits import still_fits
from planner.screens.stop_list import stop_list
from planner.screens.street_map import street_map
from planner.screens.visit_card import visit_card
from planner.screens.week_lists import evening_group
from planner.services.card import card
from planner.services.choices import EveningChoice, evening_choices, first_evening
from planner.services.map_view import route_line, route_pins
from planner.services.views import RouteView, StopView, WeekView, week_view

LIST_HEIGHT, MAP_HEIGHT = 700, 300


def show() -> None:
    """Draw the screen."""
    store, today = opened.store(), opened.today()
    choices = evening_choices(store)
    if not choices:
        st.info("Er is nog geen avond gepland. Ga naar Week en druk op Plannen.")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="evening-bar"):
        evening = _choose_evening(choices, today)
        view = week_view(store, evening.week, opened.rules())
        route = _choose_route([one for one in view.on(evening.day) if one.stops], evening.day)
        sheet = sheet_url(route.route)
        if sheet:
            st.link_button("Blad voor de telefoon", sheet, key="sheet")
    stop = _stop(route)
    left, right = st.columns([9, 11], gap="medium")
    with left, st.container(height=LIST_HEIGHT, border=True, key="route-list"):
        stop_list("route-stops", [evening_group(route)], stop.stop.dossier_id, choose)
    with right:
        _visit(view, route, stop, today)
        still_fits(view, route)
        _map(view, route, stop)


def _choose_evening(choices: Sequence[EveningChoice], today: date) -> EveningChoice:
    by_day = {str(choice.day): choice for choice in choices}
    names = list(by_day)
    found = st.selectbox(
        "Avond",
        names,
        index=names.index(str(first_evening(choices, today).day)),
        format_func=lambda name: day_long(by_day[name].day).capitalize(),
        key="evening",
        label_visibility="collapsed",
        persist_state="session",
        width=260,
    )
    return by_day[found]


def _choose_route(routes: Sequence[RouteView], day: date) -> RouteView:
    by_shift = {view.route.shift_id: view for view in routes}
    names = list(by_shift)
    found = st.segmented_control(
        "Route",
        names,
        default=names[0],
        required=True,
        format_func=lambda name: plain(by_shift[name].names),
        key=f"route-{day}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return by_shift[str(found)]


def _stop(route: RouteView) -> StopView:
    """Return the chosen stop of a route, else the first door without a result."""
    stops = {stop.stop.dossier_id: stop for stop in route.stops}
    open_stops = [stop for stop in route.stops if stop.outcome is None]
    return stops.get(chosen() or "") or (open_stops or list(route.stops))[0]


def _map(view: WeekView, route: RouteView, stop: StopView) -> None:
    pins = [
        replace(pin, colour=INK) if pin.key == stop.stop.dossier_id else pin
        for pin in route_pins(route.route, view.dossiers, route.colour)
    ]
    street_map(
        "tonight-map", pins, [route_line(route.route, view.team, route.colour)], MAP_HEIGHT, view.places
    )


def _visit(view: WeekView, route: RouteView, stop: StopView, today: date) -> None:
    found = card(view, stop.stop.dossier_id, today, opened.rules())
    with st.container(border=True, key="visit"):
        visit_card(route, stop, found)
        if stop.outcome is None:
            outcome_form(view.week, route.route.shift_id, stop)
        else:
            _next_button(route)


def _next_button(route: RouteView) -> None:
    following = next((stop for stop in route.stops if stop.outcome is None), None)
    if following is None:
        st.markdown("Alle adressen van deze route zijn ingevuld.")
    else:
        st.button(
            f"Volgende: {plain(following.dossier.address.line)}",
            type="primary",
            key="next",
            on_click=choose,
            args=(following.stop.dossier_id,),
        )
