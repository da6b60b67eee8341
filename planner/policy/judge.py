"""One dossier judged on one day: its file with what the log says since, its next step, its assessment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.domain.assessment import Assessment
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.log import Event, by_dossier
from planner.domain.notice import Notice
from planner.domain.outcome import NextStep, Outcome
from planner.domain.override import Override
from planner.domain.state import Bar
from planner.domain.week import Week
from planner.policy.followup import next_step, standing_of
from planner.policy.gate import Around
from planner.policy.known import as_known
from planner.policy.priority import assess
from planner.policy.rules import Rules


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known beside the dossiers when they are judged.

    ``planned_elsewhere`` are dossiers that wait for a visit in an earlier week, ``agreements`` those with
    creditors by id, ``directory`` the places to refer to, ``overrides`` the newest decision of a planner by
    dossier.
    """

    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[Notice, ...] = ()
    planned_elsewhere: Mapping[str, Week] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    directory: tuple[ReferralPlace, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What is thought of a dossier today; ``dossier`` is its file with what the log says since."""

    dossier: Dossier
    history: tuple[Event, ...]
    step: NextStep
    assessment: Assessment
    override: Override | None
    planned_in: Week | None


class Judge:
    """Judges dossiers on one day."""

    def __init__(self, known: Known, today: date, rules: Rules) -> None:
        self._known, self._today, self._rules = known, today, rules
        log: tuple[Event, ...] = (*known.outcomes, *known.notices)
        self._history = by_dossier(log)

    def __call__(self, dossier: Dossier) -> Judged:
        """Return what is thought of a dossier, those at the same door that go along included."""
        members = (dossier.dossier_id, *dossier.joined)
        history = tuple(event for one in members for event in self._history.get(one, ()))
        step = next_step(dossier, history, self._rules, self._today)
        current = as_known(dossier, history, standing_of(dossier, history, self._rules), step)
        override = self._override(members)
        around = Around(
            visits=step.visits,
            bonus=step.bonus_points,
            bonuses=step.bonuses,
            agreements=self._known.agreements,
            override=override,
        )
        return Judged(
            dossier=current,
            history=history,
            step=step,
            assessment=assess(current, self._today, self._rules, around, self._known.directory),
            override=override,
            planned_in=next(filter(None, map(self._known.planned_elsewhere.get, members)), None),
        )

    def bars_door(self, dossier: Dossier) -> bool:
        """Return True when nobody may go to a door because of this dossier, by its file or its log."""
        history = self._history.get(dossier.dossier_id, ())
        bars = standing_of(dossier, history, self._rules).bars
        return Bar.SAFETY in bars or Bar.EXCLUDED in bars

    def _override(self, members: tuple[str, ...]) -> Override | None:
        found = [self._known.overrides[one] for one in members if one in self._known.overrides]
        return max(found, key=lambda override: override.at) if found else None
