"""Once round the house, as a new user: load, plan, look, record an evening, plan the next week."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from planner.domain.outcome import OutcomeCode, Slot
from planner.domain.week import Week
from planner.store import Store
from tests.browser import WatchedPage
from tests.journeys.desk import Desk
from tests.journeys.server import Server, serving

pytestmark = pytest.mark.browser

# On a deep link Streamlit first looks for its own health page below that path, and then at the root.
OWN_PROBE = re.compile(r"/vanavond/_stcore/(health|host-config)$")
# Promised at seven; the visit may start ten minutes later.
APPOINTED = re.compile(r"maandag 07-12 19:(0\d|10)")
ROUTE_LINES = """
() => Object.values(window.map._layers)
  .filter(layer => layer._latlngs && layer.options.weight === 4)
  .map(layer => [layer.options.color, layer.getLatLngs().length])
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, AVONDRONDE_TODAY="2026-11-29", AVONDRONDE_SECONDS="4") as running:
        yield running


@pytest.fixture
def desk(server: Server, watched_page: WatchedPage) -> Desk:
    return Desk(watched_page.page, server.address)


def plan_first_week(desk: Desk) -> None:
    desk.open()
    desk.press("Laad het voorbeeld")
    expect(desk.page.get_by_text("240 dossiers gelezen, 1 niet gelukt.")).to_be_visible()
    desk.press("Sluit")
    desk.press("Plannen")
    expect(desk.page.get_by_text("240 dossiers gelezen")).to_have_count(0)
    desk.wait_for_plan()


def record(desk: Desk, address: str, door: str, code: str) -> None:
    """Fill in what happened at a door, up to the button that stores it."""
    desk.row("route-list", address).click()
    expect(desk.page.get_by_role("heading", name=address)).to_be_visible()
    desk.page.get_by_role("radio", name=door).click()
    desk.page.get_by_role("radio", name=code, exact=True).click()


def save(desk: Desk) -> None:
    """Store it with a double click, as hurried people do."""
    desk.page.get_by_role("button", name="Opslaan").dblclick()
    expect(desk.page.get_by_text("✓ Opgeslagen:")).to_be_visible()


def three_evening_outcomes(desk: Desk) -> dict[str, str]:
    """Record three doors of Monday's first route, and return their addresses by what happened."""
    desk.go_to("Vanavond")
    expect(desk.evening).to_have_value("Maandag 30 november")
    expect(desk.page.get_by_text(re.compile(r"^0 van \d+ ingevuld"))).to_be_visible()
    expect(desk.rows("route-list").nth(2)).to_be_visible()
    titles = desk.rows("route-list").locator(".title").all_inner_texts()
    doors = {"missed": titles[0], "arranged": titles[1], "appointed": titles[2]}
    record(desk, doors["missed"], "Niemand thuis", "Niemand thuis, kaart in de bus")
    expect(desk.page.get_by_role("button", name="Opslaan")).to_be_enabled()
    if os.environ.get("AVONDRONDE_PICTURES") == "1":
        desk.picture("tonight")
    save(desk)
    record(desk, doors["arranged"], "Iemand gesproken", "Betaalafspraak gemaakt")
    save(desk)
    record(desk, doors["appointed"], "Iemand gesproken", "Wil praten op een ander moment")
    expect(desk.page.get_by_role("button", name="Opslaan")).to_be_disabled()
    desk.type_in("day, Afspraak op", "07122026")
    desk.type_in("hour, Tijd", "1900")
    save(desk)
    expect(desk.page.get_by_text(re.compile(r"^3 van \d+ ingevuld"))).to_be_visible()
    return doors


def test_a_new_user_goes_round_once(desk: Desk, server: Server, watched_page: WatchedPage) -> None:
    plan_first_week(desk)
    expect(desk.map.locator(".map-sign").first).to_be_visible()
    colours = {colour for colour, points in desk.map.locator("body").evaluate(ROUTE_LINES) if points > 10}
    assert len(colours) >= 3, "every coach has a way along the streets, in a colour of its own"

    desk.map.locator(".map-sign", has_text=re.compile(r"^1$")).first.click(force=True)
    expect(desk.page.get_by_text("Waarom dit adres")).to_be_visible()
    expect(desk.rows("week-list").and_(desk.page.locator("[aria-pressed='true']"))).to_have_count(1)

    desk.show("Niet ingepland")
    left_out = desk.rows("week-list").filter(has_text="Op dit adres is bezoek niet veilig.")
    left_out.click()
    expect(desk.page.get_by_text("De manager beslist hoe het verder gaat.").last).to_be_visible()
    desk.show("Routes")
    expect(desk.rows("week-list").first.locator(".time")).to_be_visible()
    if os.environ.get("AVONDRONDE_PICTURES") == "1":
        fourth = desk.rows("week-list").nth(3)
        fourth.click()
        expect(desk.page.get_by_role("heading", name=fourth.locator(".title").inner_text())).to_be_visible()
        desk.picture("week")

    doors = three_evening_outcomes(desk)

    desk.go_to("Week")
    desk.choose_week("Week 50")
    desk.press("Neem de avonden van week 49 over")
    desk.press("Plannen")
    desk.wait_for_plan()
    desk.show("Veranderd (3)")
    expect(desk.row("week-list", doors["missed"])).to_contain_text(
        "Een andere dag en een ander uur dan de vorige keer"
    )
    expect(desk.row("week-list", doors["appointed"])).to_contain_text(APPOINTED)
    expect(desk.row("week-list", doors["arranged"])).to_contain_text("niet ingepland")
    expect(desk.row("week-list", doors["arranged"])).to_contain_text("Er is een betaalafspraak gemaakt.")

    assert_the_record_agrees(server.store, doors)
    watched_page.assert_quiet()


def assert_the_record_agrees(path: Path, doors: dict[str, str]) -> None:
    """The next plan that was stored is the one that was shown."""
    store = Store(path)
    with store.reading() as record:
        by_address = {dossier.address.line: dossier.dossier_id for dossier in record.dossiers()}
        recorded = record.outcomes()
        stored = record.plan(Week(2026, 50))
    store.close()
    assert stored is not None
    outcomes = {outcome.dossier_id: outcome for outcome in recorded}
    assert len(recorded) == len(outcomes) == 3
    missed = outcomes[by_address[doors["missed"]]]
    assert missed.code is OutcomeCode.NT_KAART
    again = stored.plan.find(missed.dossier_id)
    assert again is not None
    then, now = Slot.of(missed.at), Slot.of(again[1].start_service)
    assert then.weekday != now.weekday
    assert then.hour != now.hour
    assert stored.plan.find(by_address[doors["arranged"]]) is None


def test_a_deep_link_to_an_evening_asks_nothing_of_another_host(
    desk: Desk,
    watched_page: WatchedPage,
) -> None:
    missing: list[str] = []
    desk.page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
    desk.page.goto(f"{desk.address}/vanavond")
    expect(desk.page.get_by_text("Er is nog geen avond gepland.")).to_be_visible()
    assert watched_page.outside == []
    assert missing
    assert all(OWN_PROBE.search(url) for url in missing), missing
