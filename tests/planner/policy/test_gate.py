"""A visit only where several signals meet, cheaper ways first, and nobody who should be left alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from planner.domain.assessment import Advice
from planner.domain.creditor import Agreement
from planner.domain.dossier import (
    Appointment,
    Channel,
    Claim,
    ContactAttempt,
    CreditorKind,
    LegalTrack,
    Signal,
)
from planner.domain.override import Override, OverrideKind
from planner.domain.week import AMSTERDAM
from planner.policy.gate import ALONE, Around, day_part, may_visit, signal_groups
from planner.policy.gate_table import ADVICE, GATE, SIGNAL_GROUPS
from planner.policy.priority import assess
from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from tests.factories import TODAY, at, make_dossier

RULES = shipped_rules()


def codes(around: Around = ALONE, rules: Rules = RULES, **changes: object) -> set[str]:
    return {blocked.code for blocked in may_visit(make_dossier(**changes), TODAY, rules, around)}


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
        ({"excluded": True}, "excluded"),
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
    everything = may_visit(
        make_dossier(attempts=(), reminder_sent_on=None, arrears_since=TODAY), TODAY, RULES
    )
    assert len(everything) >= 3
    assert all(blocked.sentence.endswith(".") and blocked.instead.endswith(".") for blocked in everything)


@pytest.mark.parametrize(("hour", "part"), [(9, "ochtend"), (12, "middag"), (17, "middag"), (18, "avond")])
def test_the_evening_starts_at_six_as_in_the_national_model(hour: int, part: str) -> None:
    assert day_part(at(TODAY, hour)) == part


def test_silence_long_arrears_and_no_number_are_three_groups() -> None:
    assert signal_groups(make_dossier(phone=""), TODAY, RULES) == ("long", "silent", "no_number")


def test_a_signal_that_the_client_may_not_use_does_not_count() -> None:
    quiet = {"arrears_since": TODAY - timedelta(days=20), "signals": frozenset({Signal.CHILDREN})}
    without = replace(RULES, gate=replace(RULES.gate, lawful_signals=frozenset({Signal.CRISIS})))
    assert codes(**quiet) == set()
    assert codes(rules=without, **quiet) == {"few_signals"}
    plain = assess(make_dossier(), TODAY, without).score
    assert assess(make_dossier(signals=frozenset({Signal.CHILDREN})), TODAY, without).score == plain


def creditor(**about: object) -> Around:
    known = Agreement(creditor_id="WB", name="Woonbedrijf", kind=CreditorKind.HOUSING, **about)
    return Around(agreements={"WB": known})


def test_a_client_that_announces_sends_a_letter_first_and_waits() -> None:
    around = creditor(announce_days=5)
    assert codes(around) == set()  # no claim of that creditor
    assert codes(around, creditor_ids=("WB",)) == {"not_announced"}
    fresh = may_visit(
        make_dossier(creditor_ids=("WB",), announced_on=date(2026, 11, 26)), TODAY, RULES, around
    )
    assert [(one.code, one.until) for one in fresh] == [("announced_too_late", date(2026, 12, 3))]
    assert codes(around, creditor_ids=("WB",), announced_on=date(2026, 11, 17)) == set()


def test_the_team_may_announce_every_visit() -> None:
    announcing = replace(RULES, gate=replace(RULES.gate, announce_days=5))
    assert codes(rules=announcing) == {"not_announced"}


def test_a_deadline_that_cannot_wait_for_the_letter_goes_first() -> None:
    around = creditor(announce_days=5)
    soon, later = (LegalTrack(summons_on=TODAY + timedelta(days=days)) for days in (4, 30))
    assert codes(around, creditor_ids=("WB",), legal=soon) == set()
    assert codes(around, creditor_ids=("WB",), legal=later) == {"not_announced"}


def decided(kind: OverrideKind, **about: object) -> Around:
    decision = Override(
        override_id=uuid4(),
        dossier_id="D-001",
        kind=kind,
        reason="De wijkcoach vroeg het.",
        by="P1",
        at=at(TODAY, 9),
        **about,
    )
    return Around(override=decision)


def test_a_planner_may_pass_by_calling_first_but_not_what_protects_people() -> None:
    visit = decided(OverrideKind.VISIT)
    assert codes(visit, attempts=(), reminder_sent_on=None) == set()
    assert codes(visit, opted_out=True) == {"opted_out"}


def test_a_planner_may_wait_and_the_reason_is_shown() -> None:
    later = decided(OverrideKind.LATER, until=TODAY + timedelta(days=10))
    (stop,) = may_visit(make_dossier(), TODAY, RULES, later)
    assert (stop.code, stop.until) == ("planner_later", TODAY + timedelta(days=10))
    assert "De wijkcoach vroeg het." in stop.sentence
    assert codes(decided(OverrideKind.LATER, until=TODAY)) == set()


def test_a_planner_may_add_points_with_a_reason() -> None:
    plain = assess(make_dossier(), TODAY, RULES)
    more = assess(make_dossier(), TODAY, RULES, decided(OverrideKind.POINTS, points=15))
    assert more.score == plain.score + 15
    assert more.reasons[-1].sentence == "De planner besloot: De wijkcoach vroeg het."


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, Advice.VISIT),
        ({"paid_on": TODAY}, Advice.CLOSE),
        ({"objection_on": TODAY}, Advice.HOLD),
        ({"opted_out": True}, Advice.LETTER),
        ({"reminder_sent_on": None}, Advice.LETTER),
        ({"attempts": ()}, Advice.CALL),
        ({"arrears_since": TODAY - timedelta(days=20)}, Advice.MESSAGE),
    ],
)
def test_every_dossier_gets_one_advice(changes: dict, advice: Advice) -> None:
    assert assess(make_dossier(**changes), TODAY, RULES).advice is advice


def test_every_rule_group_and_advice_has_its_words_in_dutch_and_english() -> None:
    assert set(ADVICE) == set(Advice)
    words = [*ADVICE.values(), *SIGNAL_GROUPS.values()]
    words += [wording for rule in GATE.values() for wording in (rule.says, rule.instead)]
    assert all(wording.nl and wording.en and wording.nl != wording.en for wording in words)
