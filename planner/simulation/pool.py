"""The open dossiers of one run: what the desk knows of them, and what has become of the others."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.outcome import Outcome
from planner.domain.plan import UnplannedReason
from planner.domain.week import Week
from planner.policy.judge import Known
from planner.policy.rules import Rules
from planner.policy.triage import Candidate, triage
from planner.simulation.inflow import Arrival


class Left(StrEnum):
    """Why a dossier is no longer in the pool."""

    TALK = "talk"
    CARD = "card"
    PHONE = "phone"
    WORN_OUT = "worn_out"
    EXPIRED = "expired"


@dataclass
class Pool:
    """The open dossiers and the log of outcomes."""

    rules: Rules
    open: dict[str, Arrival] = field(default_factory=dict)
    history: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    rung_on: dict[str, date] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    points: dict[str, int] = field(default_factory=dict)

    def add(self, arrivals: list[Arrival]) -> None:
        """Take in new dossiers."""
        self.open.update((each.dossier.dossier_id, each) for each in arrivals)

    def overdue(self, today: date) -> list[Arrival]:
        """Return the dossiers whose time is over, without an appointment that still stands."""
        return [
            one for one in self.open.values() if one.leaves_on <= today and not self._promised(one, today)
        ]

    def reached_by_phone(self, today: date, chance: float) -> list[Arrival]:
        """Return the dossiers with a number that works and is answered this week."""
        return [
            one
            for one in self.open.values()
            if one.dossier.phone
            and one.dossier.registered_on < today
            and one.household.phone[(today - one.dossier.registered_on).days // 7 % len(one.household.phone)]
            < chance
        ]

    def candidates(self, week: Week, today: date) -> tuple[tuple[Candidate, ...], list[Arrival]]:
        """Return who may be visited this week by the product's triage, and those it has closed."""
        log = tuple(outcome for dossier_id in self.open for outcome in self.history.get(dossier_id, ()))
        dossiers = [one.dossier for one in self.open.values()]
        judged = triage(dossiers, Known(outcomes=log), week, today, self.rules)
        closed = [
            self.open[out.dossier_id] for out in judged.unplanned if out.reason is UnplannedReason.CLOSED
        ]
        self.points = {one.dossier.dossier_id: one.assessment.score for one in judged.candidates}
        return judged.candidates, closed

    def remove(self, arrival: Arrival) -> None:
        """Take a dossier out of the pool."""
        self.open.pop(arrival.dossier.dossier_id, None)

    def record(self, outcome: Outcome) -> None:
        """Add an outcome to the log."""
        self.history[outcome.dossier_id].append(outcome)
        self.rung_on.setdefault(outcome.dossier_id, outcome.at.date())

    def tries(self, arrival: Arrival) -> int:
        """Return how often the bell was rung at a dossier."""
        return len(self.history.get(arrival.dossier.dossier_id, ()))

    def _promised(self, arrival: Arrival, today: date) -> bool:
        past = self.history.get(arrival.dossier.dossier_id)
        promise = past[-1].appointment_at if past else None
        return promise is not None and promise.date() >= today - timedelta(days=1)
