"""An instance file as numbered lines, and the one error its readers raise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COORDINATE_UNITS = 1000
"""Coordinates are kept as whole thousandths, so that distances can be rounded exactly."""

_LARGEST = 10**9


class InstanceError(ValueError):
    """A file cannot be read as an instance; the message names file, line and value."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        where = path.name if line is None else f"{path.name}, line {line}"
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, split at blanks.

    Parameters
    ----------
    path, line
        Where it stands; lines count from 1.
    fields
        Its words.
    """

    path: Path
    line: int
    fields: tuple[str, ...]

    def error(self, problem: str) -> InstanceError:
        """Return an error that points at this line."""
        return InstanceError(self.path, self.line, problem)

    def needs(self, least: int, what: str) -> None:
        """Check that the line has at least so many fields.

        Raises
        ------
        InstanceError
            When it has fewer.
        """
        if len(self.fields) < least:
            raise self.error(
                f"{what} needs {least} fields, found {len(self.fields)}: {' '.join(self.fields)!r}"
            )

    def whole(self, index: int, name: str, times: int = 1, least: int | None = 0) -> int:
        """Return a field times `times`, which must be a whole number of at least `least`.

        Raises
        ------
        InstanceError
            When it is no number, no whole one, or too small.
        """
        text = self.fields[index]
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise self.error(f"{name} must be a number, not {text!r}") from None
        if not number.is_finite():
            raise self.error(f"{name} must be a finite number, not {text!r}")
        scaled = number * times
        if scaled != scaled.to_integral_value():
            raise self.error(f"{name} must be a whole multiple of 1/{times}, not {text!r}")
        if least is not None and scaled < least:
            raise self.error(f"{name} must be {least} or more, not {text!r}")
        if abs(scaled) > _LARGEST:
            raise self.error(f"{name} is too large: {text!r}")
        return int(scaled)


def rows_of(path: Path) -> list[Row]:
    """Return the lines of a text file that are not blank.

    Raises
    ------
    InstanceError
        When it cannot be read, is not text, or holds nothing.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InstanceError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InstanceError(path, None, f"is not text (byte {error.start})") from error
    rows = list(_split(path, text))
    if not rows:
        raise InstanceError(path, None, "is empty")
    return rows


def _split(path: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        fields = tuple(line.split())
        if fields:
            yield Row(path, number, fields)
