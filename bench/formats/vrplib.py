"""VRPLIB files: `KEY : value` lines, then sections with one line per node.

Read here: `PCVRPTW` with Euclidean coordinates and prizes (PyVRP/Instances) and `VRPTW` with an explicit,
asymmetric matrix (ORTEC, EURO meets NeurIPS 2022). Nodes are numbered from 1 and the depot is node 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bench.formats.lines import COORDINATE_UNITS, InstanceError, Row, rows_of
from bench.formats.nodes import Node
from bench.formats.solomon import Fleet

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Vrplib:
    """The parts of one file: header fields and sections, each with their lines."""

    path: Path
    header: dict[str, Row] = field(default_factory=dict)
    sections: dict[str, list[Row]] = field(default_factory=dict)

    def number(self, key: str, times: int = 1, least: int = 0) -> int:
        """Return a header field as a whole number.

        Raises
        ------
        InstanceError
            When it is missing or no whole number.
        """
        if key not in self.header:
            raise InstanceError(self.path, None, f"has no {key}")
        row = self.header[key]
        row.needs(1, key)
        return row.whole(0, key, times, least)

    def section(self, title: str) -> list[Row]:
        """Return the lines of a section.

        Raises
        ------
        InstanceError
            When there is no such section.
        """
        if title not in self.sections:
            raise InstanceError(self.path, None, f"has no {title}")
        return self.sections[title]

    def per_node(self, title: str, values: int) -> list[Row]:
        """Return one line per node in the order of their numbers, each with that many values after it.

        Raises
        ------
        InstanceError
            When lines are missing, double or short.
        """
        rows, nodes = self.section(title), self.number("DIMENSION", least=2)
        if len(rows) != nodes:
            last = rows[-1].line if rows else None
            raise InstanceError(self.path, last, f"{title} has {len(rows)} lines, DIMENSION is {nodes}")
        for expected, row in enumerate(rows, start=1):
            row.needs(values + 1, f"A line of {title}")
            if row.whole(0, "The node") != expected:
                raise row.error(f"node {expected} was expected in {title}, not {row.fields[0]!r}")
        return rows


def read_vrplib(path: Path) -> Vrplib:
    """Return the parts of a VRPLIB file, its depot checked to be node 1.

    Raises
    ------
    InstanceError
        When the file is damaged; names the line.
    """
    parts = Vrplib(path)
    section: list[Row] | None = None
    for row in rows_of(path):
        first = row.fields[0]
        if first == "EOF":
            break
        if first.endswith("_SECTION"):
            section = parts.sections.setdefault(first, [])
        elif section is not None:
            section.append(row)
        else:
            key, colon, rest = " ".join(row.fields).partition(":")
            if not colon:
                raise row.error(f"'KEY : value' was expected, not {key!r}")
            parts.header[key.strip()] = Row(path, row.line, tuple(rest.split()))
    depot = parts.section("DEPOT_SECTION")
    if not depot or depot[0].whole(0, "The depot") != 1:
        raise InstanceError(path, depot[0].line if depot else None, "the depot must be node 1")
    return parts


def fleet_of(parts: Vrplib, scale: int) -> Fleet:
    """Return fleet and nodes, with times and prizes multiplied by `scale`.

    Raises
    ------
    InstanceError
        When a part is missing or damaged; names the line.
    """
    demands = parts.per_node("DEMAND_SECTION", 1)
    windows = parts.per_node("TIME_WINDOW_SECTION", 2)
    service = _service(parts, len(demands), scale)
    points = parts.per_node("NODE_COORD_SECTION", 2)
    prizes = parts.per_node("PRIZE_SECTION", 1) if "PRIZE_SECTION" in parts.sections else None
    nodes = []
    for k, window in enumerate(windows):
        opens, closes = window.whole(1, "The opening", scale), window.whole(2, "The closing", scale)
        if closes < opens:
            raise window.error(f"closes ({window.fields[2]}) before it opens ({window.fields[1]})")
        nodes.append(
            Node(
                x=points[k].whole(1, "x", COORDINATE_UNITS, least=None),
                y=points[k].whole(2, "y", COORDINATE_UNITS, least=None),
                service=service[k],
                opens=opens,
                closes=closes,
                prize=prizes[k].whole(1, "The prize") if prizes else 0,
                demand=demands[k].whole(1, "The demand"),
            )
        )
    return Fleet(parts.number("VEHICLES", least=1), parts.number("CAPACITY"), tuple(nodes))


def _service(parts: Vrplib, nodes: int, scale: int) -> list[int]:
    """Return service times: one per node, or one for every customer."""
    if "SERVICE_TIME_SECTION" in parts.sections:
        rows = parts.per_node("SERVICE_TIME_SECTION", 1)
        return [row.whole(1, "The service time", scale) for row in rows]
    return [0] + [parts.number("SERVICE_TIME", scale)] * (nodes - 1)


def explicit_matrix(parts: Vrplib) -> NDArray[np.int32]:
    """Return the travel matrix [n, n] written in the file.

    Raises
    ------
    InstanceError
        When it is not a full matrix of whole numbers; names the line.
    """
    rows, nodes = parts.section("EDGE_WEIGHT_SECTION"), parts.number("DIMENSION", least=2)
    if len(rows) != nodes:
        last = rows[-1].line if rows else None
        raise InstanceError(parts.path, last, f"the matrix has {len(rows)} rows, DIMENSION is {nodes}")
    matrix = np.zeros((nodes, nodes), dtype=np.int32)
    for k, row in enumerate(rows):
        if len(row.fields) != nodes:
            raise row.error(f"this row of the matrix has {len(row.fields)} cells, DIMENSION is {nodes}")
        matrix[k] = [row.whole(column, f"Cell {column + 1}") for column in range(nodes)]
    return matrix
