"""A PostgreSQL server of the tests' own: on loopback, as an ordinary user, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


class Server:
    """A cluster in a folder of its own, and empty databases on it."""

    def __init__(self, folder: Path, port: int, account: str | None) -> None:
        self._folder = folder
        self._port = port
        self._account = account
        self._made = 0

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", f"{self._folder}/log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def create(self) -> None:
        self._run("initdb", "-D", self._data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def kill(self) -> None:
        """Kill the server without any notice, as a power cut of its process would."""
        os.kill(int(Path(self._data, "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def new_database(self) -> str:
        """Return the URL of an empty database."""
        self._made += 1
        name = f"record_{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self._port}/{name}"

    @property
    def _data(self) -> str:
        return f"{self._folder}/data"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [program, *arguments],
            user=self._account,
            check=True,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def absent() -> str:
    """Return why there can be no server here; empty when there can."""
    missing = [name for name in ("initdb", "pg_ctl", "postgres") if shutil.which(name) is None]
    if missing:
        return f"PostgreSQL is not installed: no {', '.join(missing)}"
    if os.geteuid() == 0 and _ordinary() is None:
        return "PostgreSQL refuses to run as root, and there is no other account"
    return ""


@contextmanager
def running() -> Iterator[Server]:
    """Yield a server; its folder is outside pytest's, into which only the user of the tests may look."""
    account = _ordinary() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="avondronde-postgresql-"))
    if account is not None:
        shutil.chown(folder, account)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(folder, port, account)
    try:
        server.create()
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)


def _ordinary() -> str | None:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)
