"""The real server as a user starts it, on a free port with a record of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_TRIES, TRY_S = 240, 0.5


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and which record it writes."""

    port: int
    address: str
    store: Path
    log: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """Run ``python app.py`` and wait until it answers."""
    port = free_port()
    server = Server(port, f"http://127.0.0.1:{port}", folder / "record.sqlite", folder / "server.log")
    settings = {"AVONDRONDE_STORE": str(server.store), "AVONDRONDE_PORT": str(port), **settings}
    with server.log.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log
        )
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_TRIES):
        if _answers(server.port):
            return
        try:
            process.wait(timeout=TRY_S)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"the server did not start:\n{server.log.read_text()}")


def _answers(port: int) -> bool:
    asked = HTTPConnection("127.0.0.1", port, timeout=TRY_S)
    try:
        asked.request("GET", "/_stcore/health")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()
