"""The log of one dossier: outcomes and notices together, in order, without what was taken back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from planner.domain.notice import Notice
from planner.domain.outcome import Outcome

Event = Outcome | Notice
E = TypeVar("E", bound=Event)


def in_order(history: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that count, oldest first.

    What was corrected or taken back is left out. At the same moment a notice comes after an outcome, and
    what was recorded later comes after what was recorded earlier: the history is given in recorded order.
    """
    recorded = tuple(history)
    gone = _taken_back(recorded)
    counting = [event for event in recorded if event.event_id not in gone]
    return tuple(sorted(counting, key=lambda event: (event.at, isinstance(event, Notice))))


def outcomes_of(history: Iterable[Event]) -> tuple[Outcome, ...]:
    """Return the outcomes that count, oldest first."""
    return tuple(event for event in in_order(history) if isinstance(event, Outcome))


def at_this_address(history: Iterable[Event]) -> tuple[Outcome, ...]:
    """Return the outcomes that count at the address where the resident lives now, oldest first."""
    here: list[Outcome] = []
    for event in in_order(history):
        if isinstance(event, Outcome):
            here.append(event)
        elif event.address is not None:
            here.clear()
    return tuple(here)


def by_dossier(history: Iterable[E]) -> dict[str, tuple[E, ...]]:
    """Return the events of each dossier, in the order in which they were recorded."""
    found: dict[str, list[E]] = defaultdict(list)
    for event in history:
        found[event.dossier_id].append(event)
    return {dossier_id: tuple(known) for dossier_id, known in found.items()}


def _taken_back(recorded: Sequence[Event]) -> frozenset[UUID]:
    """Return the ids that no longer count; what takes an event back can be taken back itself."""
    takers: dict[UUID, list[UUID]] = defaultdict(list)
    for event in recorded:
        if event.corrects is not None:
            takers[event.corrects].append(event.event_id)
    gone: dict[UUID, bool] = {}

    def is_gone(event_id: UUID, seen: frozenset[UUID]) -> bool:
        if event_id not in gone:
            later = [taker for taker in takers[event_id] if taker not in seen]
            gone[event_id] = any(not is_gone(taker, seen | {event_id}) for taker in later)
        return gone[event_id]

    return frozenset(event_id for event_id in tuple(takers) if is_gone(event_id, frozenset()))
