"""The entry of the desk: its look, its pages, and the page that was asked for."""

from pathlib import Path

import streamlit as st

from planner.screens import calls, opened, tonight, week
from planner.services.places import ESTIMATED

ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Draw the page that was asked for."""
    st.set_page_config(
        page_title="Avondronde", page_icon=str(ASSETS / "icon.png"), layout="wide", initial_sidebar_state=200
    )
    st.html(f"<style>{(ASSETS / 'desk.css').read_text('utf-8')}</style>")
    st.logo(str(ASSETS / "logo.svg"), size="large", icon_image=str(ASSETS / "icon.svg"))
    page = st.navigation(
        [
            st.Page(week.show, title="Week", url_path="week", default=True),
            st.Page(tonight.show, title="Vanavond", url_path="vanavond"),
            st.Page(calls.show, title="Belavond", url_path="belavond"),
        ]
    )
    if opened.region().estimated:
        st.warning(ESTIMATED)
    page.run()


main()
