"""The card of one dossier in a week: who, when, why, what was tried, and what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.assessment import Reason
from planner.domain.creditor import ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.log import Event, in_order
from planner.domain.notice import Notice, NoticeKind
from planner.domain.outcome import NextStep, Outcome
from planner.domain.override import Override
from planner.domain.plan import Unplanned
from planner.policy.agreements import agreement_lines
from planner.policy.followup import next_step, standing_of
from planner.policy.gate import Around
from planner.policy.gate_table import ADVICE
from planner.policy.known import as_known
from planner.policy.priority import assess
from planner.policy.referral import help_first
from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from planner.services.door import contact_before
from planner.services.left_out import LANGUAGES
from planner.services.views import RouteView, StopView, WeekView


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the desk shows of one dossier; ``place`` is None when it is in no route.

    ``advice`` is by which channel it goes on, ``deadline`` why there is a last day, ``agreements`` what was
    agreed with its creditors, ``help_first`` where help is offered before anything else. ``decision`` is what
    a planner decided, ``heard`` what was heard outside visits, newest first. A row that could not be
    used is not ``is_known``: nothing can be recorded of it.
    """

    dossier_id: str
    address: str
    resident: str
    place: tuple[RouteView, StopView] | None
    left: Unplanned | None
    must_by: date | None
    score: int
    points: tuple[Reason, ...]
    asks: tuple[str, ...]
    contact: tuple[str, ...]
    outcome: Outcome | None
    next_step: str
    advice: str = ""
    deadline: str = ""
    agreements: tuple[str, ...] = ()
    help_first: tuple[ReferralPlace, ...] = ()
    decision: Override | None = None
    heard: tuple[Notice, ...] = ()
    is_known: bool = True


def card(view: WeekView, dossier_id: str, today: date, rules: Rules | None = None) -> Card | None:
    """Return the card of a dossier; None when the week does not know it.

    The points are those of the day the plan was made, or of today when there is no plan.
    """
    chosen = rules or shipped_rules()
    left = next(
        (one for group in view.left_out for one in group.members if one.dossier_id == dossier_id), None
    )
    dossier = view.dossiers.get(dossier_id)
    if dossier is None:
        return _unread(left) if left else None
    place = _place(view, dossier_id)
    events = view.events.get(dossier_id, ())
    before = [e for e in events if not place or not _at(e, place[0].route.shift_id)]
    judged_on = view.made_at.date() if view.made_at else today
    step = next_step(dossier, before, chosen, judged_on)
    judged = assess(
        as_known(dossier, before, standing_of(dossier, before, chosen), step),
        judged_on,
        chosen,
        Around(
            visits=step.visits,
            bonus=step.bonus_points,
            bonuses=step.bonuses,
            agreements=view.agreements,
            override=view.overrides.get(dossier_id),
        ),
        view.directory,
    )
    outcome = place[1].outcome if place else None
    return Card(
        dossier_id=dossier_id,
        address=dossier.address.line,
        resident=dossier.resident,
        place=place,
        left=left,
        must_by=judged.must_by,
        score=judged.score,
        points=judged.reasons,
        asks=_asks(dossier, step),
        contact=contact_before(dossier, events),
        outcome=outcome,
        next_step=_next(dossier, events, left, outcome, chosen, today),
        advice=ADVICE[judged.advice].nl if step.plannable else step.rule.helps.nl,
        deadline=judged.deadline.sentence if judged.deadline else "",
        agreements=agreement_lines(dossier, view.agreements),
        help_first=help_first(dossier, view.directory),
        decision=view.overrides.get(dossier_id),
        heard=_heard(events),
    )


def _heard(events: Sequence[Event]) -> tuple[Notice, ...]:
    """Return what was heard and still counts, newest first."""
    known = [event for event in in_order(events) if isinstance(event, Notice)]
    return tuple(notice for notice in reversed(known) if notice.kind is not NoticeKind.WITHDRAWN)


def _at(event: Event, shift_id: str) -> bool:
    """Return True when an event was recorded on an evening."""
    return isinstance(event, Outcome) and event.shift_id == shift_id


def _place(view: WeekView, dossier_id: str) -> tuple[RouteView, StopView] | None:
    for route in view.routes:
        for stop in route.stops:
            if stop.stop.dossier_id == dossier_id:
                return route, stop
    return None


def _unread(left: Unplanned) -> Card:
    """Return the card of a row that could not be used: all that is known is what is wrong with it."""
    return Card(
        dossier_id=left.dossier_id,
        address=f"Dossier {left.dossier_id}",
        resident="",
        place=None,
        left=left,
        must_by=None,
        score=0,
        points=(),
        asks=(),
        contact=(),
        outcome=None,
        next_step=left.would_fit_if,
        is_known=False,
    )


def _asks(dossier: Dossier, step: NextStep) -> tuple[str, ...]:
    """Return what the visit asks of an evening."""
    asks = []
    if step.needs_pair:
        asks.append("Alleen met twee coaches")
    if "nl" not in step.languages:
        asks.append("Spreekt " + " of ".join(sorted(LANGUAGES.get(code, code) for code in step.languages)))
    if dossier.access_note:
        asks.append(dossier.access_note)
    return tuple(asks)


def _next(
    dossier: Dossier,
    history: Sequence[Event],
    left: Unplanned | None,
    outcome: Outcome | None,
    rules: Rules,
    today: date,
) -> str:
    if left:
        return left.would_fit_if
    if outcome:
        return next_step(dossier, history, rules, today).sentence
    return "Na het bezoek vult de coach in wat er gebeurde. Daaruit volgt de volgende stap."
