"""One evening of the sample, lived through with seeded outcomes."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from planner.domain.errors import PlannerError
from planner.domain.outcome import Outcome, OutcomeCode
from planner.domain.plan import Route, Stop
from planner.domain.week import AMSTERDAM, Week
from planner.store import Store

# What is said once somebody opens: a payment plan or help in half of the talks, as the trade reports it.
TALKS = (
    (OutcomeCode.REGELING, 5),
    (OutcomeCode.ADVIES, 2),
    (OutcomeCode.HULP_FIN, 1),
    (OutcomeCode.AFSPRAAK, 2),
    (OutcomeCode.WEIGERT, 1),
    (OutcomeCode.AL_BETAALD, 1),
    (OutcomeCode.BETWIST, 1),
)
SHUT = (
    (OutcomeCode.NT_KAART, 12),
    (OutcomeCode.NT_GEEN_KAART, 2),
    (OutcomeCode.ANDER, 1),
    (OutcomeCode.VERHUISD_BUITEN, 1),
    (OutcomeCode.ONVEILIG, 1),
)


def live_through(store: Store, week: Week, evening: date, seed: int) -> tuple[Outcome, ...]:
    """Return the outcomes of one planned evening, after storing them; the same seed gives the same evening.

    Doors open with the chance that the plan counted on; the last door of every third route is not reached.

    Raises
    ------
    PlannerError
        When nothing is planned on that evening.
    """
    with store.reading() as record:
        stored = record.plan(week)
    routes = [route for route in stored.plan.routes if route.date == evening] if stored else []
    if not any(route.stops for route in routes):
        raise PlannerError(f"Op {evening:%d-%m-%Y} staat niets gepland.")
    chance = random.Random(seed)  # noqa: S311 - an invented evening, not a secret
    outcomes: list[Outcome] = []
    for i, route in enumerate(routes):
        promised = _free_moments(evening + timedelta(days=7))
        for stop in route.stops:
            late = i % 3 == 2 and stop is route.stops[-1]
            outcomes.append(_outcome(route, stop, late, promised, chance))
    with store.writing() as record:
        for outcome in outcomes:
            record.add_outcome(outcome, outcome.at + timedelta(minutes=1))
    return tuple(outcomes)


def _outcome(
    route: Route, stop: Stop, late: bool, promised: Iterator[datetime], chance: random.Random
) -> Outcome:
    if late:
        code = OutcomeCode.OVERGESLAGEN
    else:
        table = TALKS if chance.random() < stop.chance_home else SHUT
        code = chance.choices([one for one, _ in table], [weight for _, weight in table])[0]
    return Outcome(
        outcome_id=UUID(int=chance.getrandbits(128), version=4),
        dossier_id=stop.dossier_id,
        code=code,
        at=stop.start_service,
        coach_ids=route.coach_ids,
        shift_id=route.shift_id,
        appointment_at=next(promised) if code is OutcomeCode.AFSPRAAK else None,
    )


def _free_moments(day: date) -> Iterator[datetime]:
    """Yield moments of one evening, an hour apart: a coach promises each only once."""
    for hour in (19, 18, 20, 17):
        yield datetime.combine(day, time(hour), tzinfo=AMSTERDAM)
