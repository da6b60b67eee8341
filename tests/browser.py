"""A real browser for tests: the system Chromium, with every request to another host blocked and written down.

The root conftest gives the fixtures to every test; mark the test `@pytest.mark.browser`. Without Chromium
such a test is skipped; with AVONDRONDE_REQUIRE_BROWSER=1 it fails.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("AVONDRONDE_REQUIRE_BROWSER") == "1"
LOCAL_HOSTS = frozenset(("", "localhost", "127.0.0.1", "::1"))


@dataclass
class WatchedPage:
    """A page with what it asked of other hosts and what it complained about."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        """Fail when the page asked another host for anything, or complained."""
        assert self.outside == [], f"requests left the machine: {self.outside}"
        assert self.complaints == [], f"the page complained: {self.complaints}"


def launch() -> Iterator[Browser]:
    """Give a running Chromium, or skip (fail when browsers are required)."""
    if not CHROMIUM.exists():
        reason = f"no {CHROMIUM}; install it with: apt-get install chromium"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


def watch(page: Page) -> WatchedPage:
    """Block and write down requests to other hosts, and write down console errors and exceptions."""
    watched = WatchedPage(page)

    def decide(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("file", "data", "blob") or address.hostname in LOCAL_HOSTS:
            route.continue_()
        else:
            watched.outside.append(route.request.url)
            route.abort()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            watched.complaints.append(message.text)

    page.route("**/*", decide)
    page.on("console", hear)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    return watched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    yield from launch()


@pytest.fixture
def watched_page(browser: Browser) -> Iterator[WatchedPage]:
    """A fresh page at desk size (1400 x 900)."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    yield watch(page)
    page.close()


@pytest.fixture
def watched_phone(browser: Browser) -> Iterator[WatchedPage]:
    """A fresh page at phone size (390 x 844)."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield watch(context.new_page())
    context.close()
