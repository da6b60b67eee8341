from __future__ import annotations

from pathlib import Path

import pytest

from maps import Region, load_region

NOOTDORP = Path(__file__).parents[2] / "sample_data" / "nootdorp_drive.graphml.gz"


@pytest.fixture(scope="session")
def nootdorp(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return load_region(NOOTDORP, tmp_path_factory.mktemp("cache"))
