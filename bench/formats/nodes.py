"""A place to visit as the instance files describe it, in whole units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """The depot or a customer.

    Parameters
    ----------
    x, y
        Coordinates in thousandths of the file's unit; 0 when the file brings its own matrix.
    service, opens, closes
        Times in the scaled unit of the family: visits start between `opens` and `closes`.
    prize, demand
        Points for visiting; what it takes from a vehicle's capacity.
    """

    x: int = 0
    y: int = 0
    service: int = 0
    opens: int = 0
    closes: int = 0
    prize: int = 0
    demand: int = 0
