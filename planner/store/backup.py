"""Backups: made in one step while others write, verified before they count, and put back with a way back."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.domain.errors import BackupError
from planner.store import postgresql_backup, tables
from planner.store.copying import Contents, contents
from planner.store.engine import open_engine, url_of
from planner.store.store import Store
from planner.store.verified import verified


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put back, and where the record as it was before is kept; None when there was none."""

    contents: Contents
    kept: Path | None


def back_up(store: Store, target: Path) -> Contents:
    """Return what a verified backup holds; others go on reading and writing meanwhile.

    The copy is of one moment: one step for SQLite, as a copy in steps starts again at every write, and one
    snapshot for PostgreSQL. The file appears under its name once it was verified, not before.

    Raises
    ------
    BackupError
        When the file exists, cannot be written, or is not whole.
    """
    if target.exists():
        raise BackupError(f"{target} bestaat al. Kies een andere naam; er is niets overschreven.")
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        if store.url.drivername == "sqlite":
            with store.engine.connect() as connection, connection.begin():
                before = contents(connection)
            _copy_file(Path(store.url.database or ""), unfinished)
            found = _verify_file(unfinished)
            _check_rows(before, found, unfinished.name)
        else:
            found = postgresql_backup.dump(store, unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return found


def restore(where: Path | str, backup: Path, at: datetime) -> Restored:
    """Return what was put back into a record, after verifying the backup and keeping what was there.

    Raises
    ------
    BackupError
        When the backup is not whole or of another kind of database; the record is as it was.
    StaleRecordError
        When the backup was made by a newer program.
    """
    if not backup.is_file():
        raise BackupError(f"De reservekopie {backup} bestaat niet.")
    url = url_of(where)
    stamp = f"{at:%Y%m%d-%H%M%S}"
    if url.drivername != "sqlite":
        kept = backup.with_name(f"{url.database}.before-restore-{stamp}.dump")
        return Restored(contents=postgresql_backup.put_back(Path(backup), where, kept), kept=kept)
    record = Path(url.database or "")
    wanted = _verify_file(backup)
    before = record.with_name(f"{record.name}.before-restore-{stamp}")
    if record.exists():
        _copy_file(record, before)
    record.absolute().parent.mkdir(parents=True, exist_ok=True)
    _copy_file(backup, record)
    store = Store(where)  # brings a backup of an earlier version up to date
    try:
        found = verified(store.engine)
    finally:
        store.close()
    _check_rows(wanted, found, record.name)
    return Restored(contents=found, kept=before if before.exists() else None)


def _check_rows(least: Contents, found: Contents, name: str) -> None:
    """Refuse a copy that has fewer rows of what is never removed than its source had before."""
    for table in (*tables.APPEND_ONLY, tables.dossier):
        if table.name in dict(least.rows) and found.of(table.name) < least.of(table.name):
            raise BackupError(
                f"{name} mist rijen van {table.name}: {found.of(table.name)} van {least.of(table.name)}."
            )


def _copy_file(source: Path, target: Path) -> None:
    """Copy a whole database in one step, into the file itself: who has it open sees the new content."""
    try:
        with (
            closing(sqlite3.connect(f"file:{source.absolute()}?mode=ro", uri=True)) as there,
            closing(sqlite3.connect(target)) as here,
        ):
            here.execute("PRAGMA busy_timeout=10000")
            there.backup(here, pages=-1)
    except sqlite3.Error as error:
        raise BackupError(
            f"{source.name} is niet te kopieren naar {target.name}: {error}. "
            "Is er ruimte, en is het bestand vrij?"
        ) from error


def _verify_file(path: Path) -> Contents:
    """Return what a copy holds; it is one file by then, without a log beside it."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(f"{path.name} is geen reservekopie van Avondronde: {error}.") from error
    if sound != "ok":
        raise BackupError(f"{path.name} is beschadigd: {sound}.")
    engine = open_engine(url_of(path))
    try:
        found = verified(engine)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
    return found
