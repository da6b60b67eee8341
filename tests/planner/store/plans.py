"""Small plans."""

from planner.domain.plan import Leg, Point, Route, Stop, WeekPlan
from planner.domain.week import Week
from tests.factories import MONDAY, at

WEEK = Week.of(MONDAY)
_HERE = Point(52.0462, 4.4)


def make_plan(*dossier_ids: str, settings: str = "1", reserve: tuple[str, ...] = ()) -> WeekPlan:
    """A plan of one evening (A01) with stops at some dossiers."""
    return WeekPlan(
        week=WEEK,
        routes=(
            Route(
                shift_id="A01",
                coach_ids=("C1",),
                date=MONDAY,
                start=at(MONDAY, 17),
                end=at(MONDAY, 21),
                start_point=_HERE,
                end_point=_HERE,
                stops=tuple(_stop(one) for one in dossier_ids),
                home_leg=None,
                reserve=reserve,
            ),
        ),
        unplanned=(),
        settings_version=settings,
    )


def _stop(dossier_id: str) -> Stop:
    return Stop(
        dossier_id=dossier_id,
        point=_HERE,
        arrive=at(MONDAY, 18),
        start_service=at(MONDAY, 18),
        depart=at(MONDAY, 18, 30),
        required=False,
        score=40,
        chance_home=0.5,
        why_when="",
        leg=Leg(travel_s=60, distance_m=300, path=(_HERE,)),
    )
