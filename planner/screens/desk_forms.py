"""What the desk can record on a dossier's card: one form at a time, each press stored once."""

import streamlit as st

from planner.screens import told
from planner.screens.decision_form import decision_form
from planner.screens.dutch import plain
from planner.screens.heard_form import heard_form, hint_form
from planner.screens.markup import tag
from planner.services.card import Card

FORMS = {"Besluit": decision_form, "Bericht van de bewoner": heard_form, "Tip wanneer thuis": hint_form}
LAST = "desk-last-saved"


@st.fragment
def desk_forms(card: Card) -> None:
    """Draw the choice of forms and the chosen one; the page is drawn anew when something was stored."""
    key = f"desk-form-{card.dossier_id}"
    stored = told.saved()
    if stored:
        st.session_state[LAST] = (card.dossier_id, stored)
        st.session_state[key] = None
        st.rerun()
    form = st.pills("Vastleggen", list(FORMS), key=key)
    if form:
        st.session_state.pop(LAST, None)
        FORMS[form](card)
    trouble = told.trouble()
    if trouble:
        st.warning(plain(trouble))
    of, words = st.session_state.get(LAST, ("", ""))
    if of == card.dossier_id:
        st.html(tag("p", f"✓ {words}", cls="saved"))
