"""The desk's map asks a tile server only when a setting names one, and the page policy follows it."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from planner.domain.errors import PlannerError
from planner.screens import opened
from planner.screens.guard import POLICY, SecurityHeaders

URL = "https://tiles.example/{z}/{x}/{y}.png"


def policy(**changes: str) -> str:
    """Return the content policy of a page behind the guard."""
    guard = SecurityHeaders(PlainTextResponse("ok"), **changes)
    return TestClient(guard).get("/").headers["content-security-policy"]


def test_as_shipped_pictures_come_from_this_server_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AVONDRONDE_TILES", raising=False)
    assert opened.tiles() is None
    assert policy() == POLICY
    assert "https:" not in POLICY


def test_with_the_setting_pictures_may_come_from_that_server_and_nothing_else_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AVONDRONDE_TILES", URL)
    monkeypatch.setenv("AVONDRONDE_TILES_CREDIT", "Gemeente")
    tiles = opened.tiles()
    assert tiles is not None
    assert (tiles.url, tiles.credit) == (URL, "Gemeente")
    found = policy(pictures=tiles.origin)
    assert [part for part in found.split("; ") if "tiles.example" in part] == [
        "img-src 'self' https://tiles.example data: blob:"
    ]


def test_a_setting_that_is_no_template_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVONDRONDE_TILES", "http://tiles.example/kaart")
    with pytest.raises(PlannerError, match=r"AVONDRONDE_TILES klopt niet.*http://tiles\.example/kaart"):
        opened.tiles()
