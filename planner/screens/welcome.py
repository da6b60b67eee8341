"""The first page of an empty record: what belongs here, and one button that starts it."""

from pathlib import Path

import streamlit as st

import planner
from planner.domain.errors import PlannerError
from planner.intake import Source
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
            _load(
                Files(
                    dossiers=SAMPLE / "dossiers.csv",
                    coaches=SAMPLE / "coaches.csv",
                    shifts=SAMPLE / "shifts.csv",
                    creditors=SAMPLE / "creditors.csv",
                    referrals=SAMPLE / "referrals.csv",
                    call_evenings=SAMPLE / "call_evenings.csv",
                )
            )
        with st.expander("Of laad uw eigen bestanden", key="own-files"):
            _own_files()


def _own_files() -> None:
    """Take the files of a team of its own; the last two may be left out."""
    names = {"dossiers": "Dossiers", "coaches": "Coaches", "shifts": "Avonden"}
    more = {"creditors": "Schuldeisers", "referrals": "Hulpplekken", "call_evenings": "Belavonden"}
    st.caption("De drie bovenste zijn nodig. Schuldeisers, hulpplekken en belavonden mogen later.")
    sources = _uploads(names) | _uploads(more)
    if st.button("Laad deze bestanden", key="load-own", disabled=not set(names) <= set(sources)):
        _load(Files(**sources))


def _uploads(names: dict[str, str]) -> dict[str, Source]:
    """Return the files that were given, by name."""
    columns = st.columns(len(names))
    given = {
        key: column.file_uploader(f"{label} (csv)", type="csv", key=f"file-{key}")
        for column, (key, label) in zip(columns, names.items(), strict=True)
    }
    return {key: (file.name, file.getvalue()) for key, file in given.items() if file}


def _load(files: Files) -> None:
    try:
        loaded = import_files(opened.store(), files, opened.now())
    except PlannerError as problem:
        st.error(str(problem))
        return
    st.session_state["loaded"] = loaded
    st.rerun()
