"""Forbidden turns from OpenStreetMap relations (wiki: Relation:restriction)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.network import Restriction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from maps.network import Street

# By profile: keys that tell a restriction, the most particular first, and the names `except` has for it.
_KEYS = (
    ("restriction:motorcar", "restriction:motor_vehicle", "restriction"),
    ("restriction:bicycle", "restriction"),
)
_EXCEPTED = (frozenset(("motorcar", "motor_vehicle", "vehicle")), frozenset(("bicycle", "vehicle")))
RESTRICTION_KEYS = tuple(sorted({key for keys in _KEYS for key in keys}))
# Stretches a way over whole streets may have: more is no turn any more.
_LONGEST_VIA = 40


@dataclass(frozen=True)
class Turn:
    """One restriction as mapped, by ids: from ways, a node or ways between, to ways; walkers have none."""

    sources: tuple[int, ...]
    via_node: int | None
    via_ways: tuple[int, ...]
    targets: tuple[int, ...]
    kind: str
    binds: tuple[bool, bool, bool]

    @property
    def is_only(self) -> bool:
        """Whether every way but this one is forbidden."""
        return self.kind.startswith("only_")


def turns_of(tags: Mapping[str, str], members: Iterable[tuple[str, str, int]]) -> list[Turn]:
    """Return what a relation forbids, from its tags and its members as (role, type, id).

    One for car and bicycle together, or one each where their tags differ; none when it binds neither, or has
    no whole way through.
    """
    roles: dict[str, list[tuple[str, int]]] = {}
    for role, sort, ref in members:
        roles.setdefault(role, []).append((sort, ref))
    via = roles.get("via", [])
    nodes = [ref for sort, ref in via if sort == "n"]
    ways = tuple(ref for sort, ref in via if sort == "w")
    sources, targets = (tuple(ref for _, ref in roles.get(role, ())) for role in ("from", "to"))
    if not sources or not targets or len(nodes) + bool(ways) != 1:
        return []
    excepted = {each.strip() for each in tags.get("except", "").split(";")}
    kinds = [
        "" if excepted & names else next((tags[key] for key in keys if key in tags), "")
        for keys, names in zip(_KEYS, _EXCEPTED, strict=True)
    ]
    return [
        Turn(
            sources,
            nodes[0] if nodes else None,
            ways,
            targets,
            kind,
            (kinds[0] == kind, kinds[1] == kind, False),
        )
        for kind in sorted(set(kinds))
        if kind.startswith(("no_", "only_"))
    ]


class TurnFinder:
    """Finds the streets that mapped turns lead over."""

    def __init__(
        self, streets: Sequence[Street], streets_of: Mapping[int, Sequence[int]], index: Mapping[int, int]
    ) -> None:
        self._streets = streets
        self._streets_of = streets_of
        self._index = index
        self._at_node: dict[int, set[int]] = {}
        for position, street in enumerate(streets):
            for node in (street.tail, street.head):
                self._at_node.setdefault(node, set()).add(position)

    def restrictions(self, turn: Turn) -> Iterator[Restriction]:
        """Yield the forbidden ways of one turn; none when its streets are not (all) in the extract."""
        for source in turn.sources:
            for target in turn.targets:
                if turn.via_ways:
                    yield from self._over_streets(turn, source, target)
                else:
                    yield from self._through_node(turn, source, target)

    def _at(self, way: int, node: int) -> set[int]:
        """Stretches of a way that begin or end at a node."""
        return self._at_node.get(node, set()) & set(self._streets_of.get(way, ()))

    def _through_node(self, turn: Turn, source: int, target: int) -> Iterator[Restriction]:
        via = self._index.get(turn.via_node) if turn.via_node is not None else None
        if via is None:
            return
        comings, goings = self._at(source, via), self._at(target, via)
        if not goings or len(comings) != 1:
            return
        (coming,) = comings
        barred = self._at_node[via] - goings - {coming} if turn.is_only else goings
        for going in sorted(barred):
            yield Restriction(coming, via, going, binds=turn.binds)

    def _over_streets(self, turn: Turn, source: int, target: int) -> Iterator[Restriction]:
        """Forbid a way over whole streets.

        Turning back halfway is no way round it. An "only" holds from the moment one is on the first of them:
        one may still turn off before it, and must then follow it to the end.
        """
        found = self._chain(turn, source, target)
        if found is None:
            return
        coming, first, chain, nodes = found
        goings = self._at(target, nodes[-1])
        if not turn.is_only:
            for going in sorted(goings):
                yield Restriction(coming, first, going, chain, turn.binds)
            for length, street in enumerate(chain, start=1):
                yield Restriction(coming, first, street, chain[:length], turn.binds)
            return
        for length, node in enumerate(nodes, start=1):
            followed = set(chain[length : length + 1]) or goings
            for going in sorted(self._at_node[node] - followed - {chain[length - 1]}):
                yield Restriction(coming, first, going, chain[:length], turn.binds)

    def _chain(
        self, turn: Turn, source: int, target: int
    ) -> tuple[int, int, tuple[int, ...], tuple[int, ...]] | None:
        """Return the coming street, the node it ends in, the streets between, and the node after each.

        Those between are stretches of all the ways named, from where the first meets the way one comes from
        to where the last meets the way one goes to.
        """
        between = {street: way for way in turn.via_ways for street in self._streets_of.get(way, ())}
        for coming in self._streets_of.get(source, ()):
            for first in (self._streets[coming].tail, self._streets[coming].head):
                open_ends: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = [(first, (), ())]
                while open_ends:
                    node, chain, nodes = open_ends.pop()
                    complete = {between[street] for street in chain} == set(turn.via_ways)
                    if complete and self._at(target, node):
                        return coming, first, chain, nodes
                    for street in sorted(self._at_node[node] & between.keys() - set(chain)):
                        ends = self._streets[street]
                        after = ends.head if ends.tail == node else ends.tail
                        if after not in (first, *nodes) and len(chain) < _LONGEST_VIA:
                            open_ends.append((after, (*chain, street), (*nodes, after)))
        return None
