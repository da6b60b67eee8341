"""A phone with a sheet on it: opened from disk, with the network cut and every request written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from planner.phone.sheet import Sheet, render
from tests.browser import WatchedPage, watch

EVENING_AT = "2026-11-30T18:52:00+01:00"


@dataclass
class Phone:
    """A page with a sheet, and all it asked for: a sheet asks for itself and nothing else."""

    watched: WatchedPage
    url: str
    asked: list[str] = field(default_factory=list)

    @property
    def page(self):
        return self.watched.page

    def view(self, name: str) -> None:
        self.page.click(f"[data-view={name}]")

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def tick(self, times: int = 1) -> None:
        for _ in range(times):
            self.page.click("#tick")

    def assert_alone(self) -> None:
        self.watched.assert_quiet()
        assert set(self.asked) == {self.url}


@pytest.fixture
def open_sheet(browser, tmp_path) -> Iterator[Callable[..., Phone]]:
    """Open a sheet on a phone of some size at some moment; ends with the check that it asked for nothing."""
    opened = []

    def opening(sheet: Sheet, width=390, height=844, at=EVENING_AT, before=None, **settings) -> Phone:
        path = tmp_path / f"{sheet.sheet_id}.html"
        path.write_text(render(sheet), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=True,
            offline=True,
            locale="nl-NL",
            # A phone of a coach who came back from holiday: the sheet keeps the time of Amsterdam.
            timezone_id="America/New_York",
            **settings,
        )
        page = context.new_page()
        page.clock.set_fixed_time(at)
        if before:
            page.add_init_script(before)
        phone = Phone(watch(page), path.as_uri())
        page.on("request", lambda request: phone.asked.append(request.url.split("#")[0]))
        page.goto(phone.url)
        opened.append((context, phone))
        return phone

    yield opening
    for context, phone in opened:
        context.close()
        phone.assert_alone()


@pytest.fixture
def phone(open_sheet):
    """A phone with the evening of nine stops in Nootdorp."""
    from tests.planner.phone.evenings import evening

    return open_sheet(evening(9))
