"""A notice and an outcome check themselves, and the log keeps only what counts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from planner.domain.arrangement import Occupancy, PaymentPlan
from planner.domain.dossier import Appointment, Channel
from planner.domain.errors import PlannerError
from planner.domain.log import at_this_address, by_dossier, in_order, outcomes_of
from planner.domain.notice import NOTICE_RULES, NoticeKind, signal_kind
from planner.domain.outcome import OutcomeCode
from tests.factories import MONDAY, at, make_address, make_outcome
from tests.planner.histories import make_notice

NAIVE = datetime(2026, 11, 30, 18)  # noqa: DTZ001 - a moment without a zone is what is refused


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_can_be_made_with_what_its_row_asks_for(kind: NoticeKind) -> None:
    notice = make_notice(kind)
    assert notice.rule is NOTICE_RULES[kind]
    for name in notice.rule.needs:
        blank = "" if isinstance(getattr(notice, name), str) else None
        with pytest.raises(PlannerError, match=name):
            replace(notice, **{name: () if name == "hints" else blank})


@pytest.mark.parametrize(
    ("make", "quoted"),
    [
        (lambda: make_notice(at=NAIVE), "2026-11-30"),
        (lambda: make_notice(recorded_by=" "), "wie"),
        (lambda: make_notice(reason="x" * 201), "201"),
        (lambda: make_notice(number=5, corrects=UUID(int=5)), "zichzelf"),
        (lambda: make_notice(NoticeKind.PAID, channel=Channel.EMAIL), "channel"),
        (lambda: make_notice(address=make_address()), "address"),
        (lambda: make_notice(NoticeKind.PAID, amount_cents=-1), "-1"),
        (lambda: make_notice(NoticeKind.NEW_SIGNAL, amount_cents=10, amount_before_cents=10), "10"),
        (lambda: make_notice(NoticeKind.REPEATED_SIGNAL, amount_cents=11, amount_before_cents=10), "11"),
        (
            lambda: make_notice(NoticeKind.APPOINTMENT_MADE, appointment=Appointment(at=at(MONDAY, 9))),
            "09:00",
        ),
        (lambda: make_outcome(left_at=NAIVE), "2026-11-30"),
        (lambda: make_outcome(left_at=at(MONDAY, 18)), "18:00"),
        (lambda: make_outcome(left_at=at(MONDAY, 23)), "vier uur"),
        (lambda: make_outcome(OutcomeCode.ADVIES, plan=plan()), "ADVIES"),
        (lambda: make_outcome(OutcomeCode.REGELING, plan=plan(first_on=date(2026, 11, 1))), "01-11-2026"),
        (lambda: make_outcome(room_cents=-5), "-5"),
        (lambda: make_outcome(other_creditors=-2), "-2"),
        (lambda: make_outcome(OutcomeCode.HULP_FIN, consent=False), "toestemming"),
        (lambda: make_outcome(OutcomeCode.HULP_FIN, place_id="P9"), "P9"),
        (lambda: make_outcome(OutcomeCode.ADVIES, place_id="P9", consent=True), "P9"),
        (lambda: make_outcome(seen=tuple(Occupancy)[:3]), "post_full"),
        (lambda: make_outcome(seen=(Occupancy.POST_FULL,) * 2), "post_full"),
        (lambda: make_outcome(outcome_id=UUID(int=3), corrects=UUID(int=3)), "zichzelf"),
        (lambda: plan(amount_cents=0), "0 cent"),
        (lambda: plan(terms=0), "0 termijnen"),
    ],
)
def test_a_bad_value_is_refused_and_quoted(make: object, quoted: str) -> None:
    with pytest.raises(PlannerError, match=quoted):
        make()


def plan(**changes: object) -> PaymentPlan:
    return PaymentPlan(**{"amount_cents": 5_000, "first_on": date(2026, 12, 20), "terms": 6, **changes})


def test_a_referral_with_consent_and_a_place_can_be_recorded() -> None:
    assert make_outcome(OutcomeCode.HULP_FIN, place_id="P9", consent=True).place_id == "P9"


def test_a_further_signal_is_new_when_more_is_owed() -> None:
    assert signal_kind(101, 100) is NoticeKind.NEW_SIGNAL
    assert signal_kind(100, 100) is NoticeKind.REPEATED_SIGNAL


def test_at_one_moment_a_notice_comes_after_an_outcome_and_later_recorded_comes_later() -> None:
    moment = at(MONDAY, 18)
    paid, called = (
        make_notice(kind, n, at=moment) for n, kind in ((9, NoticeKind.PAID), (3, "resident_called"))
    )
    door = make_outcome(at=moment, outcome_id=UUID(int=99))
    assert in_order((paid, called, door)) == (door, paid, called)


def test_what_is_taken_back_does_not_count_until_that_is_taken_back_too() -> None:
    first = make_outcome(outcome_id=UUID(int=1))
    second = make_outcome(OutcomeCode.REGELING, outcome_id=UUID(int=2), corrects=UUID(int=1))
    undo = make_notice(NoticeKind.WITHDRAWN, 3, corrects=UUID(int=2), at=at(MONDAY, 20))
    assert outcomes_of((first, second)) == (second,)
    assert outcomes_of((first, second, undo)) == (first,)


def test_visits_at_an_old_address_say_nothing_of_the_new_one() -> None:
    old = make_outcome(outcome_id=UUID(int=1))
    found = make_notice(NoticeKind.NEW_ADDRESS, 2, at=at(MONDAY + timedelta(days=3), 12))
    new = make_outcome(outcome_id=UUID(int=3), at=at(MONDAY + timedelta(days=4), 18))
    assert at_this_address((old, found, new)) == (new,)


def test_a_log_falls_apart_by_dossier_in_recorded_order() -> None:
    mine, other = make_outcome(), make_notice(dossier_id="D-002")
    assert by_dossier((mine, other)) == {"D-001": (mine,), "D-002": (other,)}
