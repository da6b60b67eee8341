"""Which dossier is chosen, in the list or on the map; both read and write the same place."""

import streamlit as st

KEY = "chosen-dossier"


def chosen() -> str | None:
    """Return the id of the chosen dossier."""
    found = st.session_state.get(KEY)
    return str(found) if found else None


def choose(dossier_id: str | None) -> None:
    """Choose a dossier, or none."""
    st.session_state[KEY] = dossier_id
