"""The state of every dossier as its log left it: kept in the same transaction, and made anew from the log."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier, in_order
from planner.domain.state import NextState
from planner.domain.week import AMSTERDAM
from planner.policy.followup import next_step
from planner.policy.rules import Rules
from planner.store import tables
from planner.store.rows import Rows, as_json

_DOSSIER = TypeAdapter(Dossier)


@dataclass(frozen=True, kw_only=True)
class DossierState:
    """Where a dossier was on the day of its last event; rests and terms since then are not in it.

    ``last_event`` is the last one that counts, ``rules`` the stamp of the settings by which it follows.
    """

    dossier_id: str
    state: NextState
    not_before: date | None
    last_event: str | None
    rules: str


def state_after(dossier: Dossier, history: Iterable[Event], rules: Rules) -> DossierState:
    """Return the state that follows from the log of a dossier."""
    recorded = tuple(history)
    counting = in_order(recorded)
    last = counting[-1] if counting else None
    day = last.at.astimezone(AMSTERDAM).date() if last else dossier.registered_on
    step = next_step(dossier, recorded, rules, day)
    return DossierState(
        dossier_id=dossier.dossier_id,
        state=step.state,
        not_before=step.not_before,
        last_event=str(last.event_id) if last else None,
        rules=rules.stamp,
    )


class StateRows(Rows):
    """Dossiers, and where each stands, inside one transaction."""

    def dossiers(self) -> tuple[Dossier, ...]:
        """Return all dossiers, by id."""
        query = tables.dossier.select().order_by(tables.dossier.c.dossier_id)
        found = (_DOSSIER.validate_json(row.body) for row in self._connection.execute(query))
        # Sorted here: databases sort text by the rules of a language, Python by its letters.
        return tuple(sorted(found, key=lambda dossier: dossier.dossier_id))

    def dossier(self, dossier_id: str) -> Dossier | None:
        """Return one dossier, or None when it is not in the record."""
        query = tables.dossier.select().where(tables.dossier.c.dossier_id == dossier_id)
        row = self._connection.execute(query).first()
        return _DOSSIER.validate_json(row.body) if row else None

    def has_dossier(self, dossier_id: str) -> bool:
        """Return True when a dossier is in the record."""
        query = tables.dossier.select().where(tables.dossier.c.dossier_id == dossier_id)
        return self._connection.execute(query).first() is not None

    def has_dossiers(self) -> bool:
        """Return True when there is any dossier."""
        return self._connection.execute(tables.dossier.select().limit(1)).first() is not None

    def has_states_of_other_rules(self) -> bool:
        """Return True when a state follows from other rules than those of this transaction."""
        table = tables.dossier_state
        query = table.select().where(table.c.rules != self._rules.stamp).limit(1)
        return self._connection.execute(query).first() is not None

    def states(self) -> tuple[DossierState, ...]:
        """Return where every dossier was after its last event, by id."""
        rows = self._connection.execute(tables.dossier_state.select())
        found = (
            DossierState(
                dossier_id=row.dossier_id,
                state=NextState(row.state),
                not_before=row.not_before,
                last_event=row.last_event,
                rules=row.rules,
            )
            for row in rows
        )
        return tuple(sorted(found, key=lambda one: one.dossier_id))

    def states_from_log(self) -> tuple[DossierState, ...]:
        """Return the same, worked out from the log of every dossier; by id."""
        history = by_dossier(self._all_events())
        return tuple(
            state_after(one, history.get(one.dossier_id, ()), self._rules) for one in self.dossiers()
        )

    def rebuild_states(self) -> int:
        """Return how many states were missing or wrong, after making all of them anew from the log."""
        stored, right = set(self.states()), self.states_from_log()
        self._connection.execute(tables.dossier_state.delete())
        self._write(right)
        wrong = {one.dossier_id for one in stored.symmetric_difference(right)}
        self._audit("rebuild", len(wrong))
        return len(wrong)

    @abstractmethod
    def _history_of(self, dossier_id: str) -> Iterable[Event]:
        """Return the log of one dossier in recorded order."""

    @abstractmethod
    def _all_events(self) -> Iterable[Event]:
        """Return the whole log in recorded order."""

    def _put_dossiers(self, dossiers: Sequence[Dossier], batch_id: int) -> None:
        self._put(
            tables.dossier,
            "dossier_id",
            [
                {"dossier_id": one.dossier_id, "batch_id": batch_id, "body": as_json(_DOSSIER, one)}
                for one in dossiers
            ],
        )
        history = by_dossier(self._all_events())
        self._write([state_after(one, history.get(one.dossier_id, ()), self._rules) for one in dossiers])

    def _follow(self, dossier_id: str) -> None:
        """Bring the state of one dossier up to its log."""
        dossier = self.dossier(dossier_id)
        if dossier is not None:
            self._write([state_after(dossier, self._history_of(dossier_id), self._rules)])

    def _write(self, states: Sequence[DossierState]) -> None:
        self._put(
            tables.dossier_state,
            "dossier_id",
            [
                {
                    "dossier_id": one.dossier_id,
                    "state": one.state.value,
                    "not_before": one.not_before,
                    "last_event": one.last_event,
                    "rules": one.rules,
                }
                for one in states
            ],
        )
