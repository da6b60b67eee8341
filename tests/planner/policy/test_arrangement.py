"""Whether an arrangement can be kept, and when help comes first."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.arrangement import OtherArrears, PaymentPlan
from planner.domain.outcome import OutcomeCode
from planner.policy.arrangement import Verdict, arrangement_check
from planner.policy.rules_file import shipped_rules
from tests.factories import make_outcome

RULES = shipped_rules()


def check(terms: int = 6, amount_cents: int = 4_000, **found: object) -> Verdict:
    plan = PaymentPlan(amount_cents=amount_cents, first_on=date(2026, 12, 20), terms=terms)
    return arrangement_check(make_outcome(OutcomeCode.REGELING, plan=plan, **found), RULES).verdict


@pytest.mark.parametrize(
    ("room_cents", "verdict"),
    [(None, Verdict.UNKNOWN), (4_999, Verdict.TOO_MUCH), (5_000, Verdict.AFFORDABLE)],
)
def test_an_arrangement_takes_at_most_four_fifths_of_what_can_be_missed(
    room_cents: int | None, verdict: Verdict
) -> None:
    assert check(room_cents=room_cents) is verdict


def test_an_arrangement_of_more_than_three_years_asks_for_help() -> None:
    assert check(terms=36, room_cents=9_000) is Verdict.AFFORDABLE
    assert check(terms=37, room_cents=9_000) is Verdict.TOO_LONG


@pytest.mark.parametrize(
    "found",
    [
        {"other_creditors": 2},
        {"other_arrears": OtherArrears.UNDER_10000},
        {"other_arrears": OtherArrears.MORE, "other_creditors": 1},
    ],
)
def test_arrears_elsewhere_come_before_what_can_be_paid(found: dict) -> None:
    assert check(room_cents=90_000, **found) is Verdict.SEVERAL


def test_few_arrears_elsewhere_do_not_stand_in_the_way() -> None:
    assert (
        check(room_cents=9_000, other_creditors=1, other_arrears=OtherArrears.UNDER_500) is Verdict.AFFORDABLE
    )


def test_nothing_owed_elsewhere_is_never_several_whatever_the_settings() -> None:
    strict = replace(RULES, followup=replace(RULES.followup, refer_from_arrears=OtherArrears.NONE))
    told = make_outcome(OutcomeCode.REGELING, other_arrears=OtherArrears.NONE)
    assert arrangement_check(told, strict).verdict is Verdict.UNKNOWN
