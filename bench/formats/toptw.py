"""Team orienteering files of Righini & Salani and Montemanni & Gambardella.

First line: type, number of routes, number of customers, number of days; second line: limits that team
orienteering does not use. Then one line per node, the depot first: id, x, y, service, prize, fields of the
original periodic problem, and in the last two columns the window. The depot's closing ends every route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.formats.lines import COORDINATE_UNITS, InstanceError, Row, rows_of
from bench.formats.nodes import Node

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = 2
_FEWEST_FIELDS = 7


def read_toptw(path: Path, scale: int) -> tuple[Node, ...]:
    """Return depot and customers, with times multiplied by `scale`.

    Raises
    ------
    InstanceError
        When the file is damaged; names the line.
    """
    rows = rows_of(path)
    rows[0].needs(3, "The first line")
    customers = rows[0].whole(2, "The number of customers")
    if len(rows) < _HEADER:
        raise InstanceError(path, None, "ends after its first line")
    nodes = rows[_HEADER:]
    if len(nodes) != customers + 1:
        raise InstanceError(
            path,
            nodes[-1].line if nodes else None,
            f"{customers} customers and a depot announced, {len(nodes)} rows found",
        )
    return tuple(_node(row, index, scale) for index, row in enumerate(nodes))


def _node(row: Row, index: int, scale: int) -> Node:
    row.needs(_FEWEST_FIELDS, "A node")
    if row.whole(0, "The id") != index:
        raise row.error(f"id {index} was expected, not {row.fields[0]!r}")
    opens, closes = row.whole(-2, "The opening", scale), row.whole(-1, "The closing", scale)
    if closes < opens:
        raise row.error(f"closes ({row.fields[-1]}) before it opens ({row.fields[-2]})")
    return Node(
        x=row.whole(1, "x", COORDINATE_UNITS, least=None),
        y=row.whole(2, "y", COORDINATE_UNITS, least=None),
        service=row.whole(3, "The service time", scale),
        opens=opens,
        closes=closes,
        prize=row.whole(4, "The prize"),
    )
