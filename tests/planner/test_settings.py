"""The settings of one server, as the environment gives them."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import PlannerError
from planner.settings import Settings


def test_as_shipped_no_server_is_named() -> None:
    shipped = Settings.from_env({})
    assert shipped == Settings()
    assert (shipped.pdok, shipped.tiles) == ("", "")


def test_every_setting_can_be_given() -> None:
    given = Settings.from_env(
        {
            "AVONDRONDE_STORE": "x.sqlite",
            "AVONDRONDE_REGION": "pack",
            "AVONDRONDE_SECONDS": "2.5",
            "AVONDRONDE_BOUND_SECONDS": "0",
            "AVONDRONDE_TODAY": "2026-12-01",
            "AVONDRONDE_PDOK": " https://api.example/search/v3_1 ",
            "AVONDRONDE_TILES": "https://tiles.example/{z}/{x}/{y}.png",
            "AVONDRONDE_TILES_CREDIT": "Gemeente",
        }
    )
    assert given == Settings(
        store=Path("x.sqlite"),
        region=Path("pack"),
        solve_seconds=2.5,
        bound_seconds=0.0,
        today=date(2026, 12, 1),
        pdok="https://api.example/search/v3_1",
        tiles="https://tiles.example/{z}/{x}/{y}.png",
        tiles_credit="Gemeente",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AVONDRONDE_SECONDS", "0"),
        ("AVONDRONDE_SECONDS", "snel"),
        ("AVONDRONDE_BOUND_SECONDS", "-1"),
        ("AVONDRONDE_BOUND_SECONDS", "nan"),
        ("AVONDRONDE_TODAY", "morgen"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_its_value(name: str, value: str) -> None:
    with pytest.raises(PlannerError, match=f"{name} is '{value}'"):
        Settings.from_env({name: value})
