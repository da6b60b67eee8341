"""The record and the streets, opened once per server."""

from datetime import date, datetime
from pathlib import Path

import streamlit as st

import maps
from planner.domain.errors import PlannerError
from planner.policy.rules import Rules
from planner.services.places import open_region
from planner.settings import Settings
from planner.store import Store


def settings() -> Settings:
    """Return the settings of this server."""
    return Settings.from_env()


def store() -> Store:
    """Return the record."""
    chosen = settings()
    return _store(chosen.record, chosen.rules)


def region() -> maps.Region:
    """Return the streets of the working area."""
    chosen = settings()
    return _region(chosen.region, chosen.store.parent / "cache", chosen.pdok, chosen.travel)


def tiles() -> maps.Tiles | None:
    """Return the tile server for the desk's map, when a setting names one.

    Raises
    ------
    PlannerError
        When the setting is no template of tiles.
    """
    chosen = settings()
    try:
        return maps.Tiles(chosen.tiles, chosen.tiles_credit) if chosen.tiles else None
    except ValueError as error:
        raise PlannerError(f"AVONDRONDE_TILES klopt niet: {error}") from error


def rules() -> Rules:
    """Return the weights, limits and waiting times of this desk."""
    return settings().rules


def now() -> datetime:
    """Return the moment it is at the desk."""
    return settings().now()


def today() -> date:
    """Return the day it is at the desk."""
    return now().date()


@st.cache_resource(show_spinner=False, on_release=Store.close)
def _store(where: Path | str, _rules: Rules) -> Store:
    return Store(where, rules=_rules)


@st.cache_resource(show_spinner=False)
def _region(path: Path, cache: Path, pdok: str, travel: str) -> maps.Region:
    return open_region(path, cache, pdok, travel)
