"""The server: only this machine, careful headers, its own files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from maps.assets import asset_files
from maps.drawing import DEFAULT_PREFIX
from planner.screens.guard import LOOPBACK, host_name

HERE = "http://127.0.0.1"


@pytest.fixture
def client(record_path: Path) -> TestClient:
    from app import app

    return TestClient(app, base_url=HERE, client=("127.0.0.1", 50000))


def test_a_page_names_no_other_host(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "//" not in policy
    assert "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8501", "[::1]:8501", "LOCALHOST"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/_stcore/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "localhost.example.org", "192.168.1.10:8501", ""]
)
def test_another_name_gets_nothing(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.text == "Avondronde antwoordt alleen op deze computer."


def test_a_websocket_for_another_name_is_refused(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect("/_stcore/stream", headers={"host": "example.org"}),
    ):
        pass
    assert refused.value.code == 1008


def test_a_websocket_from_a_page_elsewhere_is_refused(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/_stcore/stream", headers={"origin": "http://example.org"}),
    ):
        pass


def test_every_file_of_a_map_comes_from_here(client: TestClient) -> None:
    for name in asset_files():
        answer = client.get(f"{DEFAULT_PREFIX}{name}")
        assert answer.status_code == 200
        assert len(answer.content) > 1000
    assert client.get(f"{DEFAULT_PREFIX}app.py").status_code == 404
    assert "st.App" not in client.get(f"{DEFAULT_PREFIX}..%2f..%2fapp.py").text


def test_a_sheet_keeps_its_own_stricter_policy(client: TestClient, planned_path: Path) -> None:
    answer = client.get("/blad/2026-W49/A01")
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.text
    assert answer.headers["cache-control"] == "no-store"


@given(st.text(max_size=40))
def test_only_the_loopback_has_the_name_of_the_loopback(host: str) -> None:
    if host_name(host) in LOOPBACK:
        bare = host.strip().lower()
        assert any(bare.startswith((name, f"[{name}]")) for name in LOOPBACK)
