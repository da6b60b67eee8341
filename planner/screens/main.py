"""The entry of the desk: its look, its pages, and the page that was asked for."""

from pathlib import Path

import streamlit as st

from planner.screens import tonight, week
from planner.screens.markup import tag

ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Draw the page that was asked for."""
    st.set_page_config(
        page_title="Avondronde", page_icon=str(ASSETS / "icon.png"), layout="wide", initial_sidebar_state=200
    )
    st.html(f"<style>{(ASSETS / 'desk.css').read_text('utf-8')}</style>")
    with st.sidebar:
        st.html(tag("div", "Avondronde", cls="brand"))
    st.navigation(
        [
            st.Page(week.show, title="Week", url_path="week", default=True),
            st.Page(tonight.show, title="Vanavond", url_path="vanavond"),
        ]
    ).run()


main()
