"""The week: plan it in one press, see who goes where and when, and why others do not."""

from dataclasses import replace
from datetime import date

import streamlit as st

from maps.features import Line, Pin, reasons_of
from maps.styles import INK, reason_style
from planner.screens import opened
from planner.screens.bound_line import bound_line
from planner.screens.choice import choose, chosen
from planner.screens.dossier_card import dossier_card
from planner.screens.dutch import day_short
from planner.screens.last_knock import last_knock
from planner.screens.loaded import loaded_note
from planner.screens.plan_bar import choose_week, copy_button, not_planned, plan_button, trouble
from planner.screens.stop_list import Group, stop_list
from planner.screens.street_map import street_map
from planner.screens.tiles import tiles
from planner.screens.week_lists import change_groups, left_out_groups, route_groups
from planner.screens.welcome import welcome
from planner.services.card import card
from planner.services.choices import has_dossiers, week_choices
from planner.services.map_view import plan_on_map, route_line, route_pins
from planner.services.views import RouteView, WeekView, week_view

ROUTES, LEFT_OUT, CHANGED = "routes", "left_out", "changed"
WHOLE_WEEK = "week"
LIST_HEIGHT, MAP_HEIGHT = 600, 420


def show() -> None:
    """Draw the screen."""
    store, today = opened.store(), opened.today()
    if not has_dossiers(store):
        welcome()
        return
    choices = week_choices(store, today)
    with st.container(horizontal=True, vertical_alignment="center", key="week-bar"):
        choice = choose_week(choices, today)
        if choice.has_evenings:
            plan_button(choice.week, choice.version)
        made, bound = st.empty(), st.container(width="content")
    trouble(choice.week)
    loaded_note()
    if not choice.has_evenings and not choice.has_plan:
        copy_button(choices, choice.week)
        return
    view = week_view(store, choice.week, opened.rules())
    if view.plan is None or view.counts is None:
        not_planned(view)
        return
    if view.made_at:
        made.caption(f"Gemaakt op {day_short(view.made_at.date())} om {view.made_at:%H:%M}")
    with bound:
        bound_line(view, today)
    tiles(view.counts)
    _week(view, today)
    last_knock(view)


def _week(view: WeekView, today: date) -> None:
    left, right = st.columns([9, 11], gap="medium")
    with left:
        shown = _tabs(view)
        routes = _evening(view, today) if shown == ROUTES else ()
        pins, lines = _on_map(view, shown, routes)
        with st.container(height=LIST_HEIGHT, border=True, key="week-list"):
            stop_list("week-stops", _groups(view, shown, routes, pins), chosen(), choose)
    with right:
        street_map("week-map", pins, lines, MAP_HEIGHT, view.places)
        picked = chosen()
        dossier_card(card(view, picked, today, opened.rules()) if picked else None)


def _tabs(view: WeekView) -> str:
    names = {ROUTES: "Routes", LEFT_OUT: f"Niet ingepland ({sum(len(g.members) for g in view.left_out)})"}
    if view.changes:
        names[CHANGED] = f"Veranderd ({len(view.changes)})"
    found = st.segmented_control(
        "Toon", list(names), default=ROUTES, required=True, format_func=names.__getitem__, key="shown",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return str(found)


def _evening(view: WeekView, today: date) -> tuple[RouteView, ...]:
    """Return the routes of the chosen evening, or of the whole week."""
    days = {str(day): day for day in view.evenings}
    last = max(days, default=WHOLE_WEEK)
    first = next((name for name, day in days.items() if day >= today), last)
    found = st.segmented_control(
        "Avond", [*days, WHOLE_WEEK], default=first, required=True, key=f"evening-{view.week}",
        format_func=lambda name: day_short(days[name]) if name in days else "Hele week",
        label_visibility="collapsed", wrap=True, persist_state="session",
    )  # fmt: skip
    return view.on(days[found]) if found in days else view.routes


def _on_map(
    view: WeekView, shown: str, routes: tuple[RouteView, ...]
) -> tuple[tuple[Pin, ...], tuple[Line, ...]]:
    if view.plan is None:
        return (), ()
    if shown == CHANGED:
        routes = tuple(r for r in view.routes if chosen() in {s.stop.dossier_id for s in r.stops})
    pins = [pin for one in routes for pin in route_pins(one.route, view.dossiers, one.colour)]
    lines = tuple(route_line(one.route, view.team, one.colour) for one in routes if one.stops)
    if shown != CHANGED:
        pins += plan_on_map(replace(view.plan, routes=()), view.dossiers, view.team)[0]
    return tuple(replace(pin, colour=INK) if pin.key and pin.key == chosen() else pin for pin in pins), lines


def _groups(
    view: WeekView, shown: str, routes: tuple[RouteView, ...], pins: tuple[Pin, ...]
) -> tuple[Group, ...]:
    if shown == CHANGED:
        return change_groups(view)
    if shown == ROUTES:
        return route_groups(routes, with_day=len({one.route.date for one in routes}) > 1)
    colours = {name: reason_style(i).colour for i, name in enumerate(reasons_of(pins))}
    names = [group.name for group in view.left_out]
    only = st.pills("Reden", names, key="reason", label_visibility="collapsed", wrap=True)
    return left_out_groups(view, [g for g in view.left_out if only in (None, g.name)], colours)
