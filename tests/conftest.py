"""What many tests share: the sample's streets, read once, and one browser."""

from pathlib import Path

import pytest

import maps
from tests.browser import browser, watched_page, watched_phone

# One browser for the whole run: a second one in the same process is refused.
__all__ = ["SAMPLE", "browser", "nootdorp", "watched_page", "watched_phone"]

SAMPLE = Path(__file__).parents[1] / "sample_data"


@pytest.fixture(scope="session")
def nootdorp() -> maps.Region:
    """The real streets of Nootdorp."""
    return maps.load_region(SAMPLE / "nootdorp_drive.graphml.gz")
