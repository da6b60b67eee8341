"""Backups of a PostgreSQL record, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import URL, text

from planner.domain.errors import BackupError, StaleRecordError
from planner.store import tables
from planner.store.copying import Contents, contents
from planner.store.engine import url_of
from planner.store.store import Store
from planner.store.verified import verified

_DEBIAN = Path("/usr/lib/postgresql")


def dump(store: Store, target: Path) -> Contents:
    """Return what a dump holds: the record at one moment, counted in the database and in the file.

    Raises
    ------
    BackupError
        When the program fails, or the file has another number of rows.
    """
    with store.engine.connect() as connection, connection.begin():
        there = contents(connection)
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        _run(
            "pg_dump",
            store.url,
            "--format=custom",
            "--no-owner",
            f"--snapshot={snapshot}",
            f"--file={target}",
            f"--dbname={store.url.database}",
        )
    counted = _count(target)
    if any(counted.get(name) != count for name, count in there.rows):
        raise BackupError(f"De reservekopie {target.name} heeft niet alle rijen. Maak haar opnieuw.")
    return there


def put_back(backup: Path, where: Path | str, kept: Path) -> Contents:
    """Return what was put back from a dump; the record as it was is dumped to ``kept`` first.

    Raises
    ------
    BackupError
        When the dump cannot be read or is not whole; the record is as it was.
    StaleRecordError
        When the dump was made by a newer program.
    """
    counted = _count(backup)
    if "event" not in counted or "about" not in counted:
        raise BackupError(f"{backup.name} is geen reservekopie van Avondronde.")
    version = next(_lines(backup, "alembic_version"), "")
    if version > tables.REVISION:
        raise StaleRecordError(
            f"De reservekopie {backup.name} is van een nieuwere versie ({version}). Gebruik het programma "
            "waarmee zij is gemaakt."
        )
    store = Store(where)
    try:
        dump(store, kept)
    finally:
        store.close()
    url = url_of(where)
    _run(
        "pg_restore",
        url,
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={url.database}",
        str(backup),
    )
    store = Store(where)
    try:
        found = verified(store.engine)
    finally:
        store.close()
    if any(found.of(name) != count for name, count in counted.items() if name != "alembic_version"):
        raise BackupError(f"Niet alles uit {backup.name} kwam terug. De oude gegevens staan in {kept}.")
    return found


def _count(backup: Path) -> Mapping[str, int]:
    """Return how many rows a dump has of each table."""
    found: dict[str, int] = {}
    for name, _line in _copied(backup):
        found[name] = found.get(name, -1) + 1
    return found


def _lines(backup: Path, table: str) -> Iterator[str]:
    """Yield the rows of one table in a dump, as text."""
    rows = (line for name, line in _copied(backup) if name == table)
    next(rows, None)  # the head
    yield from rows


def _copied(backup: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of the table with each of its rows, after one line for its head."""
    table = ""
    for line in _run("pg_restore", None, "--data-only", "--file=-", str(backup)).splitlines():
        if table and line == "\\.":
            table = ""
        elif table:
            yield table, line
        elif line.startswith("COPY "):
            table = line.split()[1].rpartition(".")[2].strip('"')
            yield table, line


def _run(program: str, url: URL | None, *arguments: str) -> str:
    """Return what a program of PostgreSQL said; the password goes by the environment, never by its words."""
    server: list[str] = []
    environment = dict(os.environ)
    if url is not None:
        given = (("--host", url.host), ("--port", url.port), ("--username", url.username))
        server = [f"{name}={value}" for name, value in given if value is not None]
        environment |= {"PGPASSWORD": str(url.password)} if url.password is not None else {}
    # Fixed programs and our own arguments; no shell.
    done = subprocess.run(  # noqa: S603
        [_program(program), *server, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["geen uitleg"]
        raise BackupError(f"{program} is niet gelukt: {said[0]}")
    return done.stdout


def _program(name: str) -> str:
    """Return the newest program of that name; Debian keeps them beside the path."""
    installed = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3].partition(".")[0]))
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise BackupError(f"Het programma {name} is er niet. Installeer de programma's van PostgreSQL.")
    return found
