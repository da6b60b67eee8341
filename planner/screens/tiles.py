"""The numbers of a plan at a glance."""

import streamlit as st

from planner.screens.markup import Markup, tag
from planner.services.views import Counts


def tiles(counts: Counts) -> None:
    """Draw the counts in one strip."""
    missed = counts.must_planned < counts.must
    must = f"móét deze week, {counts.must_planned} gepland" if missed else "móét deze week"
    cells = (
        _tile(counts.dossiers, "dossiers"),
        _tile(counts.must, must, "tile short" if missed else "tile"),
        _tile(counts.planned, "bezoeken gepland"),
        _tile(f"± {counts.talks}", "gesprekken verwacht"),
        _tile(counts.unplanned, "niet ingepland"),
    )
    st.html(tag("div", *cells, cls="tiles"))


def _tile(number: int | str, label: str, cls: str = "tile") -> Markup:
    return tag("div", tag("div", str(number), cls="number"), tag("div", label, cls="label"), cls=cls)
