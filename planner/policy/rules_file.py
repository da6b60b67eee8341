"""Settings from a TOML file: every key known, every value of its kind, or an error that names it."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from planner.domain.errors import PlannerError
from planner.policy.rules import Rules

_RULES = TypeAdapter(Rules)


@lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    """Return the settings that come with the program."""
    return parse_rules(files("planner.policy").joinpath("rules.toml").read_text("utf-8"), "rules.toml")


def read_rules(path: Path) -> Rules:
    """Return the settings in a team's own file.

    Raises
    ------
    PlannerError
        When the file cannot be read, is no TOML, or lacks or misspells a setting.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlannerError(f"De instellingen in '{path.name}' kunnen niet gelezen worden: {error}") from error
    return parse_rules(text, path.name)


def parse_rules(text: str, source: str) -> Rules:
    """Return the settings in a TOML text; ``source`` is the name used in errors.

    Raises
    ------
    PlannerError
        When the text is no TOML, or lacks or misspells a setting.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlannerError(f"'{source}' is geen geldig TOML-bestand: {error}") from error
    try:
        return _RULES.validate_python(values, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PlannerError(
            f"De instelling '{where}' in '{source}' klopt niet ({first['input']!r}): {first['msg']}. "
            "Vergelijk met rules.toml van het programma."
        ) from error
