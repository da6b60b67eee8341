"""Who leaves a planned route at once: the resident called, paid, opted out, or something else came up."""

from collections.abc import Iterable

from planner.domain.dossier import Dossier
from planner.domain.log import Event
from planner.domain.plan import Stop
from planner.domain.week import AMSTERDAM
from planner.policy.followup import leaves_route_now, next_step
from planner.policy.rules import Rules


def leaves(dossier: Dossier, history: Iterable[Event], stop: Stop, rules: Rules) -> str:
    """Return why nobody should go to a planned stop any more; empty when somebody should.

    What happened after the planned time says nothing of that evening.
    """
    known = [event for event in history if event.at < stop.start_service]
    evening = stop.start_service.astimezone(AMSTERDAM).date()
    step = next_step(dossier, known, rules, evening)
    return step.sentence if leaves_route_now(step, evening) else ""
