"""Forbidden turns, also over several streets, built into a graph so that plain shortest paths obey them.

A forbidden way is a sequence of arcs. Every beginning of one becomes a copy of the node it ends in: who is
there has just driven that beginning, and finds all arcs out of the node but the one that would complete it.
That is the product of the graph with the automaton of Aho and Corasick (1975), "Efficient string matching",
for the sequences; the method of Villeneuve and Desaulniers (2005), "The shortest path problem with forbidden
paths".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from maps.network import StreetNetwork

Ints = NDArray[np.int32]
Way = tuple[int, ...]


class Arcs(NamedTuple):
    """Ends of directed arcs, the street each follows and in which direction, and the number of nodes."""

    tail: Ints
    head: Ints
    street: Ints
    forward: NDArray[np.bool_]
    node_count: int


def forbidden_ways(network: StreetNetwork, arcs: Arcs, column: int) -> set[Way]:
    """Return the sequences of arcs that a profile, by its column, may not drive."""
    rows = network.restrictions[network.restriction_binds[:, column]]
    if not len(rows):
        return set()
    named = np.flatnonzero(np.isin(arcs.street, rows[:, [0, *range(2, rows.shape[1])]]))
    at = {(int(arcs.street[a]), bool(arcs.forward[a])): int(a) for a in named.tolist()}
    found: set[Way] = set()
    for source, via, *others in rows.tolist():
        streets = [source, *(street for street in others if street >= 0)]
        found |= set(_ways(network, arcs, at, streets, via))
    return found


def _ways(
    network: StreetNetwork, arcs: Arcs, at: dict[tuple[int, bool], int], streets: list[int], via: int
) -> list[Way]:
    """Arcs along consecutive streets, the first of which ends in the node `via`."""
    ends = (network.head, network.tail)
    ways: list[tuple[Way, int]] = [
        ((at[streets[0], ahead],), via)
        for ahead in (True, False)
        if (streets[0], ahead) in at and ends[not ahead][streets[0]] == via
    ]
    for street in streets[1:]:
        ways = [
            ((*way, at[street, ahead]), int(ends[not ahead][street]))
            for way, node in ways
            for ahead in (True, False)
            # At a bollard the two arcs no longer meet: nothing is left to forbid.
            if (street, ahead) in at
            and ends[ahead][street] == node
            and arcs.head[way[-1]] == arcs.tail[at[street, ahead]]
        ]
    return [way for way, _ in ways]


def without(arcs: Arcs, forbidden: set[Way]) -> tuple[Arcs, NDArray[np.intp]]:
    """Return arcs that can't be followed along a forbidden way, and of which arc each is a copy.

    The arcs themselves come first, in their order: who sets out on one has no way behind him yet.
    """
    first_copy = arcs.node_count
    begun = {way[:end]: 0 for way in sorted(forbidden) for end in range(1, len(way))}
    begun = {way: first_copy + position for position, way in enumerate(begun)}
    head = arcs.head.copy()
    for way, copy in begun.items():
        if len(way) == 1:
            head[way[0]] = copy
    leaving = _leaving(arcs, {int(arcs.head[way[-1]]) for way in begun})
    origin: list[int] = []
    tails: list[int] = []
    heads: list[int] = []
    for way, copy in begun.items():
        for arc in leaving.get(int(arcs.head[way[-1]]), ()):
            driven = (*way, arc)
            ends = [driven[first:] for first in range(len(driven))]
            if forbidden.isdisjoint(ends):
                origin.append(arc)
                tails.append(copy)
                heads.append(next((begun[end] for end in ends if end in begun), int(arcs.head[arc])))
    kept = np.concatenate((np.arange(len(head)), np.array(origin, np.intp))).astype(np.intp)
    split = Arcs(
        np.concatenate((arcs.tail, np.array(tails, np.int32))),
        np.concatenate((head, np.array(heads, np.int32))),
        arcs.street[kept],
        arcs.forward[kept],
        first_copy + len(begun),
    )
    return split, kept


def _leaving(arcs: Arcs, nodes: set[int]) -> dict[int, list[int]]:
    """Arcs out of each of some nodes."""
    found: dict[int, list[int]] = {}
    for arc in np.flatnonzero(np.isin(arcs.tail, list(nodes))).tolist() if nodes else ():
        found.setdefault(int(arcs.tail[arc]), []).append(arc)
    return found
