"""Opening the record, and one transaction at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from planner.store import migrate
from planner.store.engine import BUSY_TIMEOUT_MS, WRITE, name_of, open_engine, url_of
from planner.store.record import Record
from planner.store.trouble import told_plainly

DESK = "desk"


def _clock() -> datetime:
    return datetime.now(UTC)


class Store:
    """The record: one SQLite file, or one PostgreSQL database.

    There is one writer at a time on both. A write takes its lock before it reads, so that nothing it read has
    gone stale when it writes; what is read in one transaction is of one moment. What was acknowledged is on
    the disk (``synchronous=FULL``, ``synchronous_commit=on``).

    Parameters
    ----------
    where
        A path for SQLite, made when it does not exist, or a URL (``postgresql://``).
    rules
        By which the state of a dossier follows from its log; None takes those that are shipped.
    busy_timeout_ms
        How long a write waits for another one, in milliseconds.
    clock
        Gives the moment for the audit.

    Raises
    ------
    StaleRecordError
        When the record was made by a newer program, or is none of ours.
    RecordTroubleError
        When it cannot be opened.
    """

    def __init__(
        self,
        where: Path | str,
        *,
        rules: Rules | None = None,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        clock: Callable[[], datetime] = _clock,
    ) -> None:
        self.url = url_of(where)
        self.name = name_of(self.url)
        self._rules = rules or shipped_rules()
        self._clock = clock
        self._engine = open_engine(self.url, busy_timeout_ms)
        try:
            with told_plainly(self.name):
                migrate.bring_up_to_date(self._engine, self.name, self._follow_log)
                self._follow_rules()
        except BaseException:
            self.close()
            raise

    def _follow_log(self, connection: Connection) -> None:
        record = Record(connection, DESK, self._clock(), self._rules)
        if record.has_dossiers():
            record.rebuild_states()

    def _follow_rules(self) -> None:
        """Make the states anew when they follow from other rules than those of this desk."""
        with self.reading() as record:
            stale = record.has_states_of_other_rules()
        if stale:
            with self.writing() as record:
                record.rebuild_states()

    @property
    def engine(self) -> Engine:
        """The connections, for the rest of this room."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """Return a view of the record that does not change while it is used.

        Raises
        ------
        RecordTroubleError
            When the database cannot go on.
        """
        with told_plainly(self.name), self._engine.connect() as connection, connection.begin():
            yield Record(connection, DESK, self._clock(), self._rules)

    @contextmanager
    def writing(self, by: str = DESK) -> Iterator[Record]:
        """Return the record for one change by somebody; an error inside undoes all of it.

        What was written is on the disk once the block has ended without an error, not before.

        Raises
        ------
        RecordTroubleError
            When the database cannot go on; nothing is stored.
        """
        with (
            told_plainly(self.name),
            self._engine.connect().execution_options(**{WRITE: True}) as connection,
            connection.begin(),
        ):
            yield Record(connection, by, self._clock(), self._rules)

    def rebuild(self) -> int:
        """Return how many rows were missing or wrong, after making anew all that follows from the log."""
        with self.writing() as record:
            return record.rebuild_states() + record.rebuild_stops()

    def close(self) -> None:
        """Let go of the file or the connections."""
        self._engine.dispose()
