"""Where the record and the streets are, and what day it is; read once at the edge."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.domain.week import AMSTERDAM
from planner.policy.rules import Rules
from planner.policy.rules_file import read_rules, shipped_rules

MOST_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one server.

    ``today`` is fixed in a demo, so that the sample week is never in the past; None means the clock.
    ``pdok``, ``travel`` and ``tiles`` are empty: nothing leaves this machine. An address in ``travel`` has an
    OSRM server of one's own tell the travel times. An address in ``pdok`` has the national
    register asked about postcodes and house numbers that the region does not know; a template in ``tiles``
    has the desk's map show pictures from a tile server, which is told which places are looked at.
    ``bound_seconds`` is the most that is spent, on one core and after planning, to find out how good a plan
    is; 0 leaves it out. ``store`` is the file of the record; a URL in ``database`` keeps the record on a
    PostgreSQL server instead. ``rules`` are the weights, limits and waiting times by which the desk judges.
    """

    store: Path = Path("var/avondronde.sqlite")
    database: str = field(default="", repr=False)  # it can hold a password
    region: Path = Path("sample_data/nootdorp_drive.graphml.gz")
    solve_seconds: float = 10.0
    bound_seconds: float = 60.0
    today: date | None = None
    pdok: str = ""
    travel: str = ""
    tiles: str = ""
    tiles_credit: str = "© OpenStreetMap contributors"
    rules: Rules = field(default_factory=shipped_rules)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Return the settings that the environment asks for (``AVONDRONDE_...``), else the defaults.

        Raises
        ------
        PlannerError
            When a value cannot be read; the message names the variable.
        """
        given = os.environ if env is None else env
        default = cls()
        return cls(
            store=Path(given.get("AVONDRONDE_STORE", str(default.store))),
            database=given.get("AVONDRONDE_DATABASE", default.database).strip(),
            region=Path(given.get("AVONDRONDE_REGION", str(default.region))),
            solve_seconds=_seconds(given, "AVONDRONDE_SECONDS", default.solve_seconds),
            bound_seconds=_seconds(given, "AVONDRONDE_BOUND_SECONDS", default.bound_seconds, least=0.0),
            today=_day(given.get("AVONDRONDE_TODAY")),
            pdok=given.get("AVONDRONDE_PDOK", default.pdok).strip(),
            travel=given.get("AVONDRONDE_TRAVEL", default.travel).strip(),
            tiles=given.get("AVONDRONDE_TILES", default.tiles).strip(),
            rules=_rules(given.get("AVONDRONDE_RULES")),
            tiles_credit=given.get("AVONDRONDE_TILES_CREDIT", "").strip() or default.tiles_credit,
        )

    @property
    def record(self) -> Path | str:
        """Where the record is: the URL of a database when one is given, else the file."""
        return self.database or self.store

    def now(self) -> datetime:
        """Return the moment it is, at the desk: on the fixed day of a demo, or by the clock."""
        clock = datetime.now(AMSTERDAM)
        if self.today is None:
            return clock
        return clock.replace(year=self.today.year, month=self.today.month, day=self.today.day)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlannerError(f"AVONDRONDE_TODAY is '{text}'. Schrijf een datum als 2026-11-29.") from None


def _rules(text: str | None) -> Rules:
    return read_rules(Path(text)) if text else shipped_rules()


def _seconds(given: Mapping[str, str], name: str, default: float, least: float = 0.001) -> float:
    text = given.get(name)
    if not text:
        return default
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not least <= seconds <= MOST_SECONDS:
        low = "van 0" if least == 0 else "boven 0"
        raise PlannerError(f"{name} is '{text}'. Geef een getal {low}, hoogstens {MOST_SECONDS}.")
    return seconds
