"""A list of addresses to choose from: routes of an evening, the unplanned, or what changed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "assets"
INK = "#14213d"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A small word beside an address; ``kind`` is must, lamp or rest."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address in a list.

    ``hollow`` draws an open circle in ``colour`` instead of a number; ``tight`` keeps each line on one line.
    """

    key: str
    title: str
    disc: str = ""
    time: str = ""
    marks: tuple[Mark, ...] = ()
    lines: tuple[str, ...] = ()
    done: str = ""
    score: int | None = None
    hollow: bool = False
    tight: bool = False
    colour: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under one heading, with the colour of the route."""

    title: str
    sub: str
    rows: tuple[Row, ...]
    colour: str = INK
    ink: str = "#ffffff"
    swatch: bool = False


_LIST = st.components.v2.component(
    "avondronde_stop_list",
    html='<div class="stop-list"></div>',
    css=(ASSETS / "stop_list.css").read_text("utf-8"),
    js=(ASSETS / "stop_list.js").read_text("utf-8"),
)


def stop_list(
    key: str, groups: Sequence[Group], selected: str | None, on_choose: Callable[[str], None]
) -> None:
    """Draw a list and call ``on_choose`` with the key of a row when it is chosen."""

    def chosen() -> None:
        found = st.session_state[key].chosen
        if found:
            on_choose(found)

    _LIST(
        key=key,
        data={"groups": [asdict(group) for group in groups], "selected": selected or ""},
        on_chosen_change=chosen,
    )
