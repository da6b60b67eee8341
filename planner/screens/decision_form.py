"""A planner's own decision on a dossier: shown with who and when, made with a reason, taken back again."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import streamlit as st

from planner.domain.override import Override, OverrideKind
from planner.domain.week import AMSTERDAM
from planner.screens import opened
from planner.screens.dutch import day_long, day_short
from planner.screens.fields import who, who_field
from planner.screens.markup import Markup, tag
from planner.screens.told import tell_saved, telling
from planner.services.card import Card
from planner.services.desk import decide

KINDS = {
    OverrideKind.VISIT.value: "Toch bezoeken",
    OverrideKind.LATER.value: "Wachten tot",
    OverrideKind.POINTS.value: "Punten erbij of eraf",
}


def decision_line(decision: Override | None) -> Markup:
    """Return what was decided, why, by whom and when."""
    if decision is None:
        return Markup("")
    at = decision.at.astimezone(AMSTERDAM)
    return tag(
        "div",
        tag("p", tag("b", decision_words(decision)), f" {decision.reason.strip()}"),
        tag("p", f"Besluit van {decision.by}, {day_short(at.date())} {at:%H:%M}", cls="muted"),
        cls="when",
    )


def decision_words(decision: Override) -> str:
    """Return a decision as the desk says it."""
    if decision.until is not None:
        return f"Wachten tot {day_long(decision.until)}."
    if decision.kind is OverrideKind.POINTS:
        return f"{decision.points:+d} punten."
    return "Toch bezoeken."


def decision_form(card: Card) -> None:
    """Draw the form, and the button that takes an earlier decision back."""
    form, made = f"decision-{card.dossier_id}", uuid4()
    kind = st.pills("Wat besluit u?", list(KINDS), format_func=KINDS.__getitem__, key=f"{form}-kind")
    if kind == OverrideKind.LATER:
        tomorrow = opened.today() + timedelta(days=1)
        st.date_input(
            "Wachten tot", None, min_value=tomorrow, format="DD-MM-YYYY", key=f"{form}-until", width=180
        )
    if kind == OverrideKind.POINTS:
        st.number_input("Punten (min is eraf)", -100, 100, 10, 5, key=f"{form}-points", width=180)
    if kind is not None:
        st.text_input("Waarom?", key=f"{form}-reason", max_chars=200, placeholder="In een paar woorden")
    who_field(form)
    with st.container(horizontal=True, key=f"{form}-buttons"):
        st.button(
            "Besluit opslaan",
            type="primary",
            key=f"{form}-save",
            disabled=kind is None,
            on_click=_save,
            args=(card.dossier_id, form, made),
        )
        if card.decision is not None:
            st.button(
                "Neem besluit terug",
                key=f"{form}-undo",
                on_click=_undo,
                args=(card.dossier_id, form, made),
            )


def _save(dossier_id: str, form: str, made: UUID) -> None:
    held = st.session_state
    kind = held.get(f"{form}-kind")
    if kind is None:
        return
    _store(
        form,
        made,
        dossier_id,
        OverrideKind(kind),
        str(held.get(f"{form}-reason") or ""),
        points=int(held.get(f"{form}-points") or 0) if kind == OverrideKind.POINTS else 0,
        until=held.get(f"{form}-until") if kind == OverrideKind.LATER else None,
    )


def _undo(dossier_id: str, form: str, made: UUID) -> None:
    _store(form, made, dossier_id, OverrideKind.NONE, "Besluit teruggenomen")


def _store(
    form: str,
    made: UUID,
    dossier_id: str,
    kind: OverrideKind,
    reason: str,
    points: int = 0,
    until: date | None = None,
) -> None:
    """Store a decision once; what is in the way is told under the form."""
    with telling():
        now = opened.now()
        decision = Override(
            override_id=made,
            dossier_id=dossier_id,
            kind=kind,
            reason=reason,
            by=who(form),
            at=now,
            points=points,
            until=until,
        )
        decide(opened.store(), decision, now)
        tell_saved("Besluit opgeslagen. Het telt mee in het volgende plan.")
