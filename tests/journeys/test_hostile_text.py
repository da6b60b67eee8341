"""Whatever a file holds is shown as it reads: in lists, on cards, in labels and on the map."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

import maps
import solver
from planner.domain.dossier import Dossier
from planner.domain.week import AMSTERDAM, Week
from planner.intake import read_coaches, read_dossiers, read_shifts
from planner.services.desk import make_plan
from planner.store import ImportBatch, Store
from tests.browser import WatchedPage
from tests.conftest import SAMPLE
from tests.factories import TODAY
from tests.journeys.desk import Desk
from tests.journeys.server import Server, serving

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 29, 12, tzinfo=AMSTERDAM)
WEEK = Week(2026, 49)
NAME = "<img src=x onerror=\"document.title='broken'\"> {{ 7*7 }} {% x `${1}` **vet** :red[x]"
NOTE = "<script>document.title='broken'</script> {{ 7*7 }} `${1}` [link](javascript:1)"
ADDITION = "{{7*7}}`${1}`"


def hostile(dossier: Dossier) -> Dossier:
    return replace(
        dossier,
        resident=NAME,
        access_note=NOTE,
        note=NOTE,
        address=replace(dossier.address, addition=ADDITION),
    )


@pytest.fixture
def server(tmp_path: Path, nootdorp: maps.Region) -> Iterator[Server]:
    store = Store(tmp_path / "record.sqlite")
    coaches = [
        replace(c, name=f"{c.name} {{{{7*7}}}} <b>`${{1}}`")
        for c in read_coaches(SAMPLE / "coaches.csv").rows
    ]
    dossiers = [hostile(dossier) for dossier in read_dossiers(SAMPLE / "dossiers.csv").rows]
    with store.writing() as record:
        record.add_import(ImportBatch(files=("dossiers.csv",), read=len(dossiers)), dossiers, NOW)
        record.put_coaches(coaches)
        record.put_shifts(read_shifts(SAMPLE / "shifts.csv", coaches).rows)
    make_plan(store, nootdorp, WEEK, TODAY, NOW, solver.MaxRounds(1))
    store.close()
    with serving(tmp_path, AVONDRONDE_TODAY=TODAY.isoformat()) as running:
        yield running


def test_text_that_looks_like_code_is_only_text(server: Server, watched_page: WatchedPage) -> None:
    page = watched_page.page
    desk = Desk(page, server.address)
    desk.open()
    expect(desk.map.locator(".map-sign").first).to_be_visible()
    desk.rows("week-list").first.click()
    expect(page.get_by_text("Waarom dit adres")).to_be_visible()
    expect(page.get_by_text(NAME, exact=True)).to_be_visible()
    expect(page.get_by_text(NOTE, exact=True)).to_be_visible()
    expect(desk.rows("week-list").first).to_contain_text(ADDITION)

    sign = desk.map.locator(".map-sign", has_text="2").first
    sign.hover(force=True)
    expect(desk.map.locator(".leaflet-tooltip")).to_contain_text(ADDITION)

    desk.go_to("Vanavond")
    expect(page.get_by_role("radio").first).to_contain_text("{{7*7}} <b>`${1}`")
    expect(desk.map.locator(".map-sign").first).to_be_visible()
    assert page.title() != "broken"
    watched_page.assert_quiet()
