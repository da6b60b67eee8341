"""VRPTW files of Solomon and of Gehring & Homberger.

A name; `VEHICLE` with a line "number capacity"; `CUSTOMER` with one line per node, the depot first:
number, x, y, demand, ready time, due date, service time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.formats.lines import COORDINATE_UNITS, InstanceError, Row, rows_of
from bench.formats.nodes import Node

if TYPE_CHECKING:
    from pathlib import Path

_FIELDS = 7


@dataclass(frozen=True, slots=True)
class Fleet:
    """Vehicles, each with a capacity, and the nodes they serve (depot first)."""

    vehicles: int
    capacity: int
    nodes: tuple[Node, ...]


def read_solomon(path: Path, scale: int) -> Fleet:
    """Return fleet, depot and customers, with times multiplied by `scale`.

    Raises
    ------
    InstanceError
        When the file is damaged; names the line.
    """
    rows = rows_of(path)
    fleet = _after(path, rows, "VEHICLE")[0]
    fleet.needs(2, "The line of the fleet")
    nodes = _after(path, rows, "CUSTOMER")
    return Fleet(
        vehicles=fleet.whole(0, "The number of vehicles", least=1),
        capacity=fleet.whole(1, "The capacity"),
        nodes=tuple(_node(row, index, scale) for index, row in enumerate(nodes)),
    )


def _after(path: Path, rows: list[Row], title: str) -> list[Row]:
    """Return the rows below a title and the caption of its columns."""
    at = next((k for k, row in enumerate(rows) if row.fields[0].upper() == title), None)
    if at is None:
        raise InstanceError(path, None, f"has no line {title!r}")
    below = rows[at + 2 :]
    if not below:
        raise InstanceError(path, rows[at].line, f"nothing follows {title!r}")
    return below


def _node(row: Row, index: int, scale: int) -> Node:
    row.needs(_FIELDS, "A node")
    if row.whole(0, "The number") != index:
        raise row.error(f"number {index} was expected, not {row.fields[0]!r}")
    opens, closes = row.whole(4, "The ready time", scale), row.whole(5, "The due date", scale)
    if closes < opens:
        raise row.error(f"due date {row.fields[5]} lies before ready time {row.fields[4]}")
    return Node(
        x=row.whole(1, "x", COORDINATE_UNITS, least=None),
        y=row.whole(2, "y", COORDINATE_UNITS, least=None),
        service=row.whole(6, "The service time", scale),
        opens=opens,
        closes=closes,
        demand=row.whole(3, "The demand"),
    )
