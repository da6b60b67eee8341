"""The map of the desk: the streets stay, what is on them changes."""

from collections.abc import Sequence

import streamlit as st
from streamlit_folium import st_folium

from maps.drawing import base_map, layers
from maps.features import Line, Pin
from planner.domain.plan import Point
from planner.screens import opened
from planner.screens.choice import choose


def street_map(
    key: str, pins: Sequence[Pin], lines: Sequence[Line], height: int, view: Sequence[Point] = ()
) -> None:
    """Draw signs and ways on the streets; a click on a sign with a key chooses its dossier.

    The map opens on the points of ``view``; give the same ones while signs change, so that it does not jump.
    """
    signs = {pin.key for pin in pins if pin.key}

    def clicked() -> None:
        drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
        found = drawing.get("properties", {}).get("key")
        if found in signs:
            choose(found)

    ground = base_map(opened.region(), tiles=opened.tiles())
    if view:
        ground.fit_bounds(box(view), padding=(24, 24))
    st_folium(
        ground,
        key=key,
        height=height,
        use_container_width=True,
        feature_group_to_add=layers(pins, lines),
        returned_objects=["last_active_drawing", "last_object_clicked_count"],
        on_change=clicked,
    )


def box(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Return the south-west and north-east corners around points, in degrees."""
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return [(min(lats), min(lons)), (max(lats), max(lons))]
