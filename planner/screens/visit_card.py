"""One stop of tonight: where, why in a line, what was tried, and what was recorded."""

import streamlit as st

from maps.styles import route_style
from planner.screens.dossier_card import outcome_words
from planner.screens.dutch import clock
from planner.screens.markup import Markup, tag
from planner.services.card import Card
from planner.services.views import RouteView, StopView


def visit_card(route: RouteView, stop: StopView, card: Card | None) -> None:
    """Draw the stop."""
    asks = card.asks if card else ()
    colour = route_style(route.colour).colour
    when = f"{clock(stop.stop.start_service)} · stop {stop.number} van {len(route.stops)} · {route.names}"
    st.html(
        tag(
            "div",
            tag("p", when, cls="muted"),
            tag("h2", stop.dossier.address.line),
            tag("p", stop.dossier.resident),
            _chips(stop, asks),
            tag(
                "div",
                tag("p", stop.why),
                tag("p", stop.stop.why_when, cls="muted"),
                *(tag("p", f"Eerder: {line}", cls="muted") for line in stop.before),
                cls="when",
                style=f"border-left-color:{colour}",
            ),
            _result(stop, card),
            cls="card visit",
        )
    )


def _chips(stop: StopView, asks: tuple[str, ...]) -> Markup:
    if stop.leaves:
        return tag("div", tag("span", f"Niet meer gaan. {stop.leaves}", cls="chip must"), cls="chips")
    chips = [tag("span", "⚑ Moet deze week", cls="chip must")] if stop.stop.required else []
    chips += [tag("span", ask, cls="chip lamp") for ask in asks]
    return tag("div", *chips, cls="chips") if chips else Markup("")


def _result(stop: StopView, card: Card | None) -> Markup:
    if stop.outcome is None or card is None:
        return Markup("")
    return tag(
        "div",
        tag("p", f"✓ Opgeslagen: {outcome_words(stop.outcome)}", cls="saved"),
        tag("p", card.next_step),
        cls="result",
    )
