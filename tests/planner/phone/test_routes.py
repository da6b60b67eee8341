"""The server hands out the sheet of a planned route, and nothing else."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import maps
import solver
from planner.domain.plan import WeekPlan
from planner.domain.week import AMSTERDAM, Week
from planner.phone.routes import sheet_page, sheet_url
from planner.policy.rules_file import shipped_rules
from planner.services.desk import Files, import_files, make_plan
from planner.store import Store
from tests.conftest import SAMPLE
from tests.factories import TODAY

NOW = datetime(2026, 11, 29, 12, tzinfo=AMSTERDAM)


@pytest.fixture(scope="module")
def planned(
    tmp_path_factory: pytest.TempPathFactory, nootdorp: maps.Region
) -> Iterator[tuple[Store, WeekPlan]]:
    store = Store(tmp_path_factory.mktemp("record") / "record.sqlite")
    names = ("dossiers", "coaches", "shifts")
    import_files(store, Files(**{name: SAMPLE / f"{name}.csv" for name in names}), NOW)
    plan = make_plan(store, nootdorp, Week(2026, 49), TODAY, NOW, solver.MaxRounds(1))
    yield store, plan
    store.close()


@pytest.fixture
def client(planned: tuple[Store, WeekPlan], nootdorp: maps.Region) -> TestClient:
    return TestClient(Starlette(routes=[sheet_page(lambda: planned[0], lambda: nootdorp, shipped_rules)]))


def test_a_planned_route_has_a_sheet_with_its_stops(
    client: TestClient, planned: tuple[Store, WeekPlan]
) -> None:
    store, plan = planned
    route = plan.routes[0]
    answer = client.get(sheet_url(route))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    with store.reading() as record:
        doors = {one.dossier_id: one.address.line for one in record.dossiers()}
    assert all(doors[stop.dossier_id] in answer.text for stop in route.stops)


@pytest.mark.parametrize("path", ["2026-W49/NERGENS", "2026-W50/A01", "geen-week/A01", "2026-W99/A01"])
def test_what_is_not_planned_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/blad/{path}").status_code == 404


def test_no_resident_is_in_an_address(planned: tuple[Store, WeekPlan]) -> None:
    _, plan = planned
    for route in plan.routes:
        assert not [stop for stop in route.stops if stop.dossier_id in sheet_url(route)]
