"""Every rule of the record is tested on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from planner.store import Store
from planner.store.engine import WRITE, open_engine, url_of
from tests.planner.store import postgresql

Where = Path | str


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    reason = postgresql.absent()
    if reason:
        pytest.skip(reason)
    with postgresql.running() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """An empty place for a record."""
    if request.param == "sqlite":
        return tmp_path / "record.sqlite"
    server: postgresql.Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def store(where: Where) -> Iterator[Store]:
    opened = Store(where)
    yield opened
    opened.close()


@pytest.fixture
def other_store(server: postgresql.Server) -> Iterator[Store]:
    """An empty record on PostgreSQL."""
    opened = Store(server.new_database())
    yield opened
    opened.close()


@contextmanager
def raw(where: Where) -> Iterator[Connection]:
    """Yield a connection that can write anything, past the record."""
    engine = open_engine(url_of(where))
    try:
        with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


@pytest.fixture
def tmp_path_store(tmp_path: Path) -> Iterator[Store]:
    """An empty record on SQLite."""
    opened = Store(tmp_path / "record.sqlite")
    yield opened
    opened.close()
