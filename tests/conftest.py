"""What many tests share: the sample's streets, read once."""

from pathlib import Path

import pytest

import maps

SAMPLE = Path(__file__).parents[1] / "sample_data"


@pytest.fixture(scope="session")
def nootdorp() -> maps.Region:
    """The real streets of Nootdorp."""
    return maps.load_region(SAMPLE / "nootdorp_drive.graphml.gz")
