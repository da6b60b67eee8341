"""What a user does at the desk, in words of the desk."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

PICTURES = Path(__file__).resolve().parents[2] / ".github" / "pictures"
PLAN_MS = 120_000
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Desk:
    """The desk in a browser."""

    page: Page
    address: str

    def open(self) -> None:
        self.page.goto(self.address)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def go_to(self, screen: str) -> None:
        self.page.get_by_role("link", name=screen, exact=True).click()

    def show(self, tab: str) -> None:
        self.page.get_by_role("radio", name=tab).or_(self.page.get_by_role("button", name=tab)).first.click()

    def type_in(self, field: str, digits: str) -> None:
        """Type a date or time, part by part, as its field asks for it."""
        self.page.get_by_role("spinbutton", name=field).click()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Enter")

    def choose_week(self, week: str) -> None:
        self.page.get_by_role("combobox", name="Week").click()
        self.page.get_by_role("option", name=week).click()

    def wait_for_plan(self) -> None:
        done = self.page.get_by_text("bezoeken gepland")
        trouble = self.page.get_by_role("alert")
        expect(done.or_(trouble).first).to_be_visible(timeout=PLAN_MS)
        assert not trouble.count(), trouble.all_inner_texts()

    def rows(self, name: str) -> Locator:
        """The rows of a list: ``week-list`` or ``route-list``."""
        return self.page.locator(f".st-key-{name} button.row")

    def row(self, name: str, address: str) -> Locator:
        return self.rows(name).filter(has=self.page.get_by_text(address, exact=True))

    @property
    def evening(self) -> Locator:
        """The picker of the evening, with how much of it was recorded."""
        return self.page.get_by_role("combobox", name="Avond")

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title='streamlit_folium.st_folium']")

    def picture(self, name: str) -> None:
        """Take the picture that the README shows."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")
