"""What a user sees on a screen that runs without a browser."""

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest

from planner.screens.choice import KEY


def groups(screen: AppTest) -> list[dict[str, Any]]:
    """The list that is shown: its groups, each with rows."""
    (found,) = screen.get("bidi_component")
    data: dict[str, list[dict[str, Any]]] = json.loads(found.proto.json)
    return data["groups"]


def rows(screen: AppTest) -> list[dict[str, Any]]:
    return [row for group in groups(screen) for row in group["rows"]]


def text(screen: AppTest) -> str:
    """All text in our own HTML, without the tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", element.proto.body) for element in screen.get("html"))


def choose(screen: AppTest, dossier_id: str) -> AppTest:
    """Choose a dossier, as a click in the list or on the map does."""
    screen.session_state[KEY] = dossier_id
    return screen.run()


def assert_calm(screen: AppTest) -> None:
    assert not screen.exception, [one.value for one in screen.exception]
    assert not screen.error, [one.value for one in screen.error]
