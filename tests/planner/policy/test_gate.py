"""A visit only where several signals meet, cheaper ways first, and nobody who should be left alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from planner.domain.dossier import Appointment, Channel, Claim, ContactAttempt, CreditorKind, LegalTrack
from planner.domain.week import AMSTERDAM
from planner.policy.gate import day_part, gate, signal_groups
from planner.policy.rules_file import shipped_rules
from tests.factories import TODAY, at, make_dossier

RULES = shipped_rules()


def codes(**changes: object) -> set[str]:
    return {blocked.code for blocked in gate(make_dossier(**changes), TODAY, RULES)}


def called(*moments: datetime) -> tuple[ContactAttempt, ...]:
    return tuple(ContactAttempt(channel=Channel.CALL, at=moment) for moment in moments)


MORNING = datetime(2026, 11, 10, 10, tzinfo=AMSTERDAM)
EVENING = datetime(2026, 11, 12, 18, tzinfo=AMSTERDAM)


def test_a_dossier_where_several_signals_meet_may_be_visited() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"paid_on": TODAY}, "paid"),
        ({"objection_on": TODAY}, "objection"),
        ({"opted_out": True}, "opted_out"),
        ({"unsafe": True}, "unsafe"),
    ],
)
def test_who_should_be_left_alone_is_left_alone_also_with_a_summons_ahead(change: dict, code: str) -> None:
    assert codes(**change) == {code}
    assert codes(**change, legal=LegalTrack(summons_on=date(2026, 12, 9))) == {code}


def test_calling_comes_first_and_on_two_day_parts() -> None:
    assert "call_first" in codes(attempts=())
    assert "call_first" in codes(attempts=called(MORNING, MORNING + timedelta(hours=1)))
    assert "call_first" not in codes(attempts=called(MORNING, EVENING))


def test_without_a_working_number_nobody_has_to_call() -> None:
    assert "call_first" not in codes(attempts=(), phone="")


def test_a_written_reminder_comes_first() -> None:
    assert codes(reminder_sent_on=None) == {"no_reminder"}


def test_a_small_amount_is_not_worth_an_evening() -> None:
    small = (Claim(creditor=CreditorKind.HEALTH, amount_cents=7_499),)
    assert codes(claims=small) == {"small_amount"}
    assert codes(claims=(replace(small[0], amount_cents=7_500),)) == set()


def test_one_signal_is_not_enough() -> None:
    quiet = {"arrears_since": TODAY - timedelta(days=20)}
    assert codes(**quiet) == {"few_signals"}
    assert codes(**quiet, earlier_signals=1) == set()


def test_somebody_who_answered_is_not_visited() -> None:
    assert "in_contact" in codes(reached_on=date(2026, 11, 20))
    assert "in_contact" not in codes(reached_on=date(2026, 11, 1))


@pytest.mark.parametrize("kind", ["summons_on", "eviction_on", "cutoff_on"])
def test_before_a_date_in_court_a_personal_attempt_is_always_made(kind: str) -> None:
    assert codes(attempts=(), reminder_sent_on=None, legal=LegalTrack(**{kind: date(2026, 12, 9)})) == set()


def test_a_date_that_has_passed_opens_nothing() -> None:
    assert "call_first" in codes(attempts=(), legal=LegalTrack(summons_on=TODAY))


def test_an_appointment_is_kept_whatever_the_signals() -> None:
    assert codes(attempts=(), appointment=Appointment(at=at(TODAY + timedelta(days=2), 19))) == set()


def test_every_no_says_what_to_do_instead() -> None:
    everything = gate(make_dossier(attempts=(), reminder_sent_on=None, arrears_since=TODAY), TODAY, RULES)
    assert len(everything) >= 3
    assert all(blocked.sentence.endswith(".") and blocked.instead.endswith(".") for blocked in everything)


@pytest.mark.parametrize(("hour", "part"), [(9, "ochtend"), (12, "middag"), (17, "middag"), (18, "avond")])
def test_the_evening_starts_at_six_as_in_the_national_model(hour: int, part: str) -> None:
    assert day_part(at(TODAY, hour)) == part


def test_silence_long_arrears_and_no_number_are_three_groups() -> None:
    assert signal_groups(make_dossier(phone=""), TODAY, RULES) == (
        "lange achterstand",
        "geen reactie",
        "geen werkend nummer",
    )
