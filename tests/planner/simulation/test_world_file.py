from pathlib import Path

import pytest

from planner.domain.errors import PlannerError
from planner.simulation.world_file import SHIPPED, parse_world, read_world


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_world_can_be_read(name: str) -> None:
    assert read_world(name).description


def test_a_world_of_ones_own_says_only_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('extends = "base"\n[presence]\nmean = 0.3\n', encoding="utf-8")
    world = read_world(str(file))
    assert world.presence.mean == 0.3
    assert world.inflow == read_world("base").inflow


def test_an_unknown_setting_is_named() -> None:
    with pytest.raises(PlannerError, match=r"presence\.maen"):
        parse_world('extends = "base"\n[presence]\nmaen = 0.3\n', "mine.toml")


def test_an_impossible_value_is_quoted() -> None:
    with pytest.raises(PlannerError, match=r"1\.3"):
        parse_world('extends = "base"\n[presence]\nmean = 1.3\n', "mine.toml")


def test_an_unknown_world_tells_which_there_are() -> None:
    with pytest.raises(PlannerError, match="same-for-all"):
        read_world("utopia")


def test_a_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(PlannerError, match=r"mine\.toml"):
        parse_world("mean = = 3", "mine.toml")


def test_a_world_that_extends_nothing_known_is_refused() -> None:
    with pytest.raises(PlannerError, match="utopia"):
        parse_world('extends = "utopia"', "mine.toml")
