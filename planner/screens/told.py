"""What a form says after a press: that it is stored, or what is in the way."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from planner.domain.errors import PlannerError

SAVED, TROUBLE = "form-saved", "form-trouble"


@contextmanager
def telling() -> Iterator[None]:
    """Keep what the user can do something about, to be told under the form."""
    try:
        yield
    except PlannerError as problem:
        st.session_state[TROUBLE] = str(problem)


def tell_saved(words: str) -> None:
    """Say on the next page that something was stored."""
    st.session_state[SAVED] = words


def saved() -> str:
    """Return what was stored since the last page, once; empty when nothing was."""
    return str(st.session_state.pop(SAVED, ""))


def trouble() -> str:
    """Return what was in the way since the last page, once; empty when nothing was."""
    return str(st.session_state.pop(TROUBLE, ""))
