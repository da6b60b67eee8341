"""The desk without a browser: a record of its own per test, planned once per run."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import maps
import solver
from planner.domain.week import AMSTERDAM, Week
from planner.services.desk import Files, import_files, make_plan
from planner.store import Store
from tests.conftest import SAMPLE
from tests.factories import TODAY

WEEK = Week(2026, 49)
NOW = datetime(2026, 11, 29, 12, tzinfo=AMSTERDAM)
TIMEOUT_S = 120


@pytest.fixture(autouse=True)
def the_main_module_stays() -> Iterator[None]:
    """A screen under test takes the place of the main module; a process started later would look for it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all records, so that the streets are kept beside them once."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def planned_once(desk_folder: Path, nootdorp: maps.Region) -> Path:
    """The record of the sample with a plan of its week."""
    path = desk_folder / "planned.sqlite"
    store = Store(path)
    names = ("dossiers", "coaches", "shifts")
    import_files(store, Files(**{name: SAMPLE / f"{name}.csv" for name in names}), NOW)
    make_plan(store, nootdorp, WEEK, TODAY, NOW, solver.MaxRounds(1))
    store.close()
    return path


@pytest.fixture
def record_path(desk_folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the record of this test is; the screens find it through their settings."""
    path = desk_folder / f"{request.node.name}.sqlite"
    monkeypatch.setenv("AVONDRONDE_STORE", str(path))
    monkeypatch.setenv("AVONDRONDE_REGION", str(SAMPLE / "nootdorp_drive.graphml.gz"))
    monkeypatch.setenv("AVONDRONDE_TODAY", TODAY.isoformat())
    monkeypatch.setenv("AVONDRONDE_SECONDS", "1")
    monkeypatch.setenv("AVONDRONDE_BOUND_SECONDS", "0")
    return path


@pytest.fixture
def planned_path(record_path: Path, planned_once: Path) -> Path:
    """The same, with the planned sample in it."""
    shutil.copy(planned_once, record_path)
    return record_path


def _week() -> None:
    from planner.screens import week

    week.show()


def _tonight() -> None:
    from planner.screens import tonight

    tonight.show()


@pytest.fixture
def week_screen() -> Callable[[], AppTest]:
    """Opens the screen of the week."""
    return lambda: AppTest.from_function(_week, default_timeout=TIMEOUT_S).run()


@pytest.fixture
def tonight_screen() -> Callable[[], AppTest]:
    """Opens the screen of tonight."""
    return lambda: AppTest.from_function(_tonight, default_timeout=TIMEOUT_S).run()
