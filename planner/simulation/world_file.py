"""A world from a TOML file: shipped by name or a file of one's own; every key known, or an error."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.domain.errors import PlannerError
from planner.simulation.world import World

SHIPPED = ("base", "same-for-all", "seldom-home", "short-talks", "overload", "sparse")
_WORLD = TypeAdapter(World)


def read_world(name_or_file: str) -> World:
    """Return a world that is shipped (see ``SHIPPED``), or the one in a TOML file.

    A file may start with ``extends = "base"`` and then holds only what differs.

    Raises
    ------
    PlannerError
        When there is no such world or file, or a setting is unknown, missing or impossible.
    """
    if name_or_file in SHIPPED:
        return _shipped(name_or_file)
    path = Path(name_or_file)
    if not path.suffix and not path.exists():
        raise PlannerError(
            f"De wereld '{name_or_file}' bestaat niet. Kies uit {', '.join(SHIPPED)}, "
            "of geef een TOML-bestand."
        )
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlannerError(f"De wereld in '{path.name}' kan niet gelezen worden: {error}") from error
    return parse_world(text, path.name)


def parse_world(text: str, source: str) -> World:
    """Return the world in a TOML text; ``source`` is the name used in errors.

    Raises
    ------
    PlannerError
        When the text is no TOML, or a setting is unknown, missing or impossible.
    """
    try:
        return _WORLD.validate_python(_values(text, source), extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "het geheel"
        raise PlannerError(
            f"De instelling '{where}' in '{source}' klopt niet ({first['input']!r}): {first['msg']}. "
            "Vergelijk met worlds/base.toml van het programma."
        ) from error


@lru_cache(maxsize=len(SHIPPED))
def _shipped(name: str) -> World:
    return parse_world(_text(name), f"{name}.toml")


def _text(name: str) -> str:
    return files("planner.simulation").joinpath("worlds", f"{name}.toml").read_text("utf-8")


def _values(text: str, source: str) -> dict[str, Any]:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlannerError(f"'{source}' is geen geldig TOML-bestand: {error}") from error
    base = values.pop("extends", None)
    if base is None:
        return values
    if base not in SHIPPED:
        raise PlannerError(f"'{source}' gaat uit van '{base}'. Kies uit {', '.join(SHIPPED)}.")
    return _merged(_values(_text(base), f"{base}.toml"), values)


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a base with the changed ones put over them, section by section."""
    merged = dict(base)
    for key, value in changes.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(value, dict) and isinstance(under, dict) else value
    return merged
