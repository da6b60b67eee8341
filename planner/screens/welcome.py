"""The first page of an empty record: what belongs here, and one button that starts it."""

from pathlib import Path

import streamlit as st

import planner
from planner.domain.errors import PlannerError
from planner.screens import opened
from planner.screens.markup import tag
from planner.services.desk import Files, import_files

SAMPLE = Path(planner.__file__).resolve().parents[1] / "sample_data"


def welcome() -> None:
    """Say what belongs here, and offer the sample."""
    with st.container(border=True, key="welcome"):
        steps = (
            "Laad de open dossiers, het team en de avonden.",
            "Druk op Plannen: wie krijgt bezoek, wanneer en van wie?",
            "Vul 's avonds in wat er aan de deur gebeurde. Het volgende plan leert daarvan.",
        )
        st.html(
            tag(
                "div",
                tag("h2", "Hier komen uw avonden te staan"),
                tag("p", "Avondronde plant huisbezoeken voor mensen met een betalingsachterstand."),
                tag("ol", *(tag("li", step) for step in steps)),
                tag("p", "Het voorbeeld heeft 240 verzonnen dossiers in Nootdorp en vijf coaches."),
                cls="welcome",
            )
        )
        if st.button("Laad het voorbeeld", type="primary", key="load-sample"):
            _load_sample()


def _load_sample() -> None:
    files = Files(
        dossiers=SAMPLE / "dossiers.csv", coaches=SAMPLE / "coaches.csv", shifts=SAMPLE / "shifts.csv"
    )
    try:
        loaded = import_files(opened.store(), files, opened.now())
    except PlannerError as problem:
        st.error(str(problem))
        return
    st.session_state["loaded"] = loaded
    st.rerun()
