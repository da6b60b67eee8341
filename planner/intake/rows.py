"""One row to one object or to all of its faults, for any kind of file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from planner.domain.errors import PlannerError
from planner.intake import cells
from planner.intake.table import Record

T = TypeVar("T")


class Fault(NamedTuple):
    """One thing wrong in a row: the columns it is about and a Dutch sentence."""

    columns: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class RowKind(Generic[T]):
    """How the rows of one kind of file become objects.

    ``key`` is the column with the id. ``build`` makes the object or raises pydantic's ``ValidationError`` or
    a ``PlannerError``; ``between`` yields what is wrong between the cells.
    """

    key: str
    build: Callable[[Mapping[str, str]], T]
    between: Callable[[Mapping[str, str]], Iterator[Fault]]


@dataclass(frozen=True)
class RowResult(Generic[T]):
    """The object of a row, or None and every fault in it."""

    built: T | None
    faults: tuple[Fault, ...]


def take(record: Record, kind: RowKind[T]) -> RowResult[T]:
    """Return the object of a row, or None and every fault in the row."""
    if record.fault:
        return RowResult(None, (Fault((), record.fault),))
    faults = tuple(kind.between(record.cells))
    try:
        built = kind.build(record.cells)
    except ValidationError as error:
        return RowResult(None, (*_faults(error), *faults))
    except PlannerError as error:
        return RowResult(None, faults or (Fault((), str(error)),))
    return RowResult(None, faults) if faults else RowResult(built, ())


def no_faults(_filled: Mapping[str, str]) -> Iterator[Fault]:
    """Yield nothing: the cells of such a row have nothing to do with each other."""
    return iter(())


def _faults(error: ValidationError) -> Iterator[Fault]:
    for entry in error.errors(include_url=False):
        column = str(entry["loc"][0])
        if entry["type"] == "missing":
            yield Fault((column,), "Dit vak is leeg en moet gevuld zijn.")
        else:
            yield Fault((column,), str(entry["ctx"]["error"]))


def addition_twice(filled: Mapping[str, str], number: str, addition: str) -> Iterator[Fault]:
    """Yield a fault when the house number holds an addition and the addition has a column of its own."""
    if number not in filled or addition not in filled:
        return
    try:
        split = cells.house_number(filled[number]).addition
    except cells.CellError:
        return
    if split:
        yield Fault(
            (number, addition),
            f"De toevoeging staat twee keer: in {cells.shown(filled[number])} en in"
            f" {cells.shown(filled[addition])}. Laat er een staan.",
        )
