"""What the last import held, and every row that could not be used."""

from typing import TYPE_CHECKING

import streamlit as st

from planner.screens.dutch import count, plain

if TYPE_CHECKING:
    from planner.services.desk import Loaded


def loaded_note() -> None:
    """Say what was read, until the planner puts it away."""
    loaded: Loaded | None = st.session_state.get("loaded")
    if loaded is None:
        return
    dossiers = loaded.dossiers
    words = f"{count(dossiers.read, 'dossier', 'dossiers')} gelezen"
    if dossiers.refused:
        words += f", {dossiers.refused} niet gelukt. Die staat bij Niet ingepland."
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="loaded-note"):
        st.markdown(f"**{words}** {len(loaded.team.coaches)} coaches, {len(loaded.team.shifts)} avonden.")
        st.button("Sluit", key="close-loaded", on_click=_put_away)
        for problem in loaded.problems:
            where = f"{problem.file}, rij {problem.row}, {problem.column}"
            st.markdown(f"{plain(where)}: {plain(problem.sentence)}")


def _put_away() -> None:
    st.session_state.pop("loaded", None)
