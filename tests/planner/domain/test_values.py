"""A bad object cannot exist, and its error quotes the value."""

from datetime import date, datetime, time

import pytest

from planner.domain.dossier import Appointment, Claim, ContactAttempt, CreditorKind
from planner.domain.errors import PlannerError
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import Unplanned, UnplannedReason, WeekPlan
from planner.domain.staff import Team
from planner.domain.week import Week
from tests.factories import MONDAY, at, make_address, make_coach, make_dossier, make_outcome, make_shift

NAIVE = datetime(2026, 11, 30, 18)  # noqa: DTZ001 - a moment without a zone is what is refused


@pytest.mark.parametrize(
    ("make", "quoted"),
    [
        (lambda: make_address(number=0), "0"),
        (lambda: make_address(street="  "), "straat"),
        (lambda: make_address(postcode="2631 ab"), "2631 ab"),
        (lambda: Claim(creditor=CreditorKind.WATER, amount_cents=-5), "-5"),
        (lambda: ContactAttempt(channel="call", at=NAIVE), "2026-11-30"),
        (lambda: Appointment(at=NAIVE), "2026-11-30"),
        (lambda: make_dossier(dossier_id=" "), "dossiernummer"),
        (lambda: make_dossier(claims=()), "D-001"),
        (lambda: make_dossier(earlier_signals=-1), "-1"),
        (lambda: make_coach(name=""), "C1"),
        (lambda: make_shift(start=time(21), end=time(17)), "17:00"),
        (lambda: make_shift(coach_ids=()), "S1"),
        (lambda: make_shift(coach_ids=("C1", "C1")), "C1"),
        (lambda: Team(coaches=(), shifts=(make_shift(),)), "C1"),
        (lambda: make_outcome(at=NAIVE), "2026-11-30"),
        (lambda: make_outcome(OutcomeCode.AFSPRAAK, appointment_at=None), "None"),
        (lambda: make_outcome(OutcomeCode.REGELING, appointment_at=at(MONDAY, 19)), "REGELING"),
        (lambda: make_outcome(OutcomeCode.AFSPRAAK, appointment_at=at(MONDAY, 18)), "18:00"),
    ],
)
def test_a_bad_value_is_refused_and_quoted(make: object, quoted: str) -> None:
    with pytest.raises(PlannerError, match=quoted):
        make()


def test_a_plan_cannot_hold_a_dossier_twice() -> None:
    out = Unplanned(
        dossier_id="D-001", reason=UnplannedReason.NO_ROOM, sentence="Vol.", would_fit_if="Later."
    )
    with pytest.raises(ValueError, match="D-001"):
        WeekPlan(week=Week(2026, 49), routes=(), unplanned=(out, out), settings_version="1")


def test_an_address_reads_as_on_an_envelope_and_knows_its_door() -> None:
    address = make_address(addition="B")
    assert address.line == "Dorpsstraat 14-B"
    assert address.door == make_address(addition="b", street="dorpsstraat").door
    assert address.door != make_address(addition="C").door


def test_the_first_legal_date_counts() -> None:
    legal = make_dossier().legal
    assert legal.first is None
    assert type(legal)(eviction_on=date(2027, 1, 2), cutoff_on=date(2026, 12, 24)).first == date(2026, 12, 24)
