"""The card of one dossier: who, when, why, what was tried, what happens next, and what the desk records."""

import streamlit as st

from maps.styles import route_style
from planner.domain.creditor import ReferralPlace
from planner.domain.outcome import Outcome
from planner.screens.decision_form import decision_line
from planner.screens.desk_forms import desk_forms
from planner.screens.dutch import clock, count, day_long
from planner.screens.markup import Markup, tag
from planner.services.card import Card

SHOWN, PLACES = 6, 3


def dossier_card(card: Card | None) -> None:
    """Draw a card, or say how to get one."""
    with st.container(border=True, key="dossier-card"):
        if card is None:
            st.html(
                tag("div", tag("p", "Kies een adres in de lijst of op de kaart.", cls="muted"), cls="card")
            )
            return
        right = tag("div", _next(card), _agreed(card), _help_first(card), _contact(card))
        parts = [part for part in (_why(card), right) if part]
        st.html(
            tag(
                "div",
                _head(card),
                _chips(card),
                _when(card),
                decision_line(card.decision),
                tag("div", *parts, cls="parts"),
                cls="card",
            )
        )
        if card.is_known:
            desk_forms(card)


def outcome_words(outcome: Outcome) -> str:
    """Return what was recorded at a door, with its moment."""
    words = f"{outcome.rule.label.nl} ({clock(outcome.at)})"
    if outcome.appointment_at:
        words += f": {day_long(outcome.appointment_at.date())} {clock(outcome.appointment_at)}"
    return words


def _head(card: Card) -> Markup:
    return tag("div", tag("h2", card.address), tag("span", card.resident, cls="muted"), cls="head")


def _chips(card: Card) -> Markup:
    chips = [tag("span", f"Moet voor {card.must_by:%d-%m-%Y} uit", cls="chip must")] if card.must_by else []
    if card.outcome:
        chips.append(tag("span", f"✓ {outcome_words(card.outcome)}", cls="chip good"))
    chips += [tag("span", ask, cls="chip lamp") for ask in card.asks]
    chips += [tag("span", f"Advies: {card.advice}", cls="chip")] if card.advice and not card.outcome else []
    return tag("div", *chips, cls="chips") if chips else Markup("")


def _when(card: Card) -> Markup:
    if card.place:
        route, stop = card.place
        colour = route_style(route.colour).colour
        moment = f"{day_long(route.route.date).capitalize()} {clock(stop.stop.start_service)}"
        place = f"{route.names}, stop {stop.number} van {len(route.stops)}"
        return tag(
            "div",
            tag("p", tag("b", moment), f" · {place}"),
            tag("p", stop.stop.why_when, cls="muted"),
            cls="when",
            style=f"border-left-color:{colour}",
        )
    if card.left:
        return tag("div", tag("p", tag("b", "Niet ingepland")), tag("p", card.left.sentence), cls="when")
    return Markup("")


def _why(card: Card) -> Markup:
    if not card.points:
        return Markup("")
    rows = [
        tag("li", tag("span", reason.sentence), tag("b", f"{reason.points:+d}")) for reason in card.points
    ]
    total = tag("li", tag("span", "Samen"), tag("b", count(card.score, "punt", "punten")), cls="sum")
    return tag("div", tag("h3", "Waarom dit adres"), tag("ul", *rows, total, cls="points"))


def _contact(card: Card) -> Markup:
    if not card.contact:
        return Markup("")
    rows = [tag("li", line) for line in card.contact[:SHOWN]]
    return tag("div", tag("h3", "Wat al geprobeerd is"), tag("ul", *rows, cls="dates"))


def _next(card: Card) -> Markup:
    title = "Wat zou helpen" if card.left else "Wat hierna gebeurt"
    lines = dict.fromkeys(line for line in (card.next_step, card.deadline) if line)
    return tag("div", tag("h3", title), *(tag("p", line) for line in lines), cls="part")


def _agreed(card: Card) -> Markup:
    if not card.agreements:
        return Markup("")
    lines = (tag("p", line) for line in card.agreements)
    return tag("div", tag("h3", "Afspraken met de schuldeiser"), *lines, cls="part")


def _help_first(card: Card) -> Markup:
    """Return where help is offered before anything else, with how to refer."""
    if not card.help_first:
        return Markup("")
    title = tag("h3", "Meer schuldeisers wachten. Bied eerst hulp aan")
    return tag("div", title, tag("ul", *(_place(one) for one in card.help_first[:PLACES])), cls="part")


def _place(place: ReferralPlace) -> Markup:
    more = " ".join(part for part in (place.phone, place.how) if part)
    return tag("li", tag("b", place.name), f" {more}")
