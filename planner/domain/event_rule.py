"""What an event does to a dossier: the columns that outcomes and notices have in common, as data."""

from dataclasses import dataclass

from planner.domain.ddas import EndResult
from planner.domain.dossier import Channel
from planner.domain.state import Bar, Bonus, Check, NextState, Wait
from planner.domain.wording import Wording


@dataclass(frozen=True, kw_only=True)
class EventRule:
    """What one kind of event does.

    Parameters
    ----------
    label, sentence
        What it is called, and what is said of the dossier afterwards.
    attempts
        The contact attempts it counts as, each with whether the resident was reached. A card left behind is
        one of its own, beside the visit.
    result
        The end result of the case in the national data model, once it can be reported.
    state, from_states, answers
        Where the dossier goes, from which states (None: from each), and which open checks it answers. It
        moves a dossier that is in such a state or waits for such an answer; without a state it moves none.
    wait
        The rest before the next visit; None when the dossier does not come back by itself.
    check, term
        What the desk looks up, and after how many days.
    raises, lifts
        What stands in the way of a visit from now on, and what no longer does.
    contact
        The resident was reached, through whatever channel: the tries are counted anew.
    starts_over
        The dossier begins again: no visit has been tried at this address or for this signal.
    needs_pair, same_coach
        What a next visit asks.
    carries
        The coach and the points of the dossier stay as they were.
    bonus
        The points it gives.
    """

    label: Wording
    sentence: Wording
    attempts: tuple[tuple[Channel, bool], ...] = ()
    result: EndResult | None = None
    state: NextState | None = None
    from_states: frozenset[NextState] | None = None
    answers: frozenset[Check] = frozenset()
    wait: Wait | None = None
    check: Check | None = None
    term: Wait | None = None
    raises: Bar | None = None
    lifts: frozenset[Bar] = frozenset()
    contact: bool = False
    starts_over: bool = False
    needs_pair: bool = False
    same_coach: bool = False
    carries: bool = False
    bonus: Bonus | None = None
