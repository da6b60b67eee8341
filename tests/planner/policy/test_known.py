"""The gate and the points judge a dossier as its log left it."""

from datetime import date, timedelta

from planner.domain.dossier import Dossier
from planner.domain.hint import Hint, HintSource
from planner.domain.log import Event
from planner.domain.notice import NoticeKind
from planner.domain.outcome import OutcomeCode
from planner.policy.followup import next_step, standing_of
from planner.policy.known import as_known
from planner.policy.rules_file import shipped_rules
from tests.factories import MONDAY, at, make_address, make_dossier, make_outcome
from tests.planner.histories import make_event, make_notice

RULES = shipped_rules()


def known(*events: Event, **file: object) -> Dossier:
    dossier = make_dossier(**file)
    step = next_step(dossier, events, RULES, MONDAY)
    return as_known(dossier, events, standing_of(dossier, events, RULES), step)


def test_without_a_log_a_dossier_is_its_file() -> None:
    for file in ({}, {"opted_out": True}, {"paid_on": MONDAY}, {"objection_on": MONDAY}, {"unsafe": True}):
        assert known(**file) == make_dossier(**file)


def test_the_log_lifts_and_raises_what_the_gate_looks_at() -> None:
    assert not known(make_notice(NoticeKind.OPTED_IN), opted_out=True).opted_out
    assert known(make_notice(NoticeKind.OPTED_OUT)).opted_out
    assert known(make_notice(NoticeKind.PAID)).paid_on == MONDAY
    assert known(make_outcome(OutcomeCode.BETWIST)).objection_on == MONDAY
    assert known(make_outcome(OutcomeCode.ONVEILIG)).unsafe


def test_calls_of_a_call_evening_count_for_the_gate() -> None:
    calls = [make_event(NoticeKind.CALL_NO_ANSWER, at(MONDAY, 12 + i), 50 + i) for i in range(2)]
    assert len(known(*calls).attempts) == len(make_dossier().attempts) + 2


def test_a_wrong_number_is_no_number_but_another_one_stays() -> None:
    wrong = make_notice(NoticeKind.CALL_NUMBER_WRONG)
    assert known(wrong).phone == ""
    assert known(wrong, phone="06-00000002").phone == "06-00000002"


def test_what_was_found_out_is_taken_along() -> None:
    hint = Hint(source=HintSource.NEIGHBOUR, told_on=date(2026, 12, 1))
    dossier = known(
        make_notice(NoticeKind.NEW_ADDRESS, 1),
        make_notice(NoticeKind.ACCESS_SORTED, 2),
        make_outcome(OutcomeCode.TAAL, language="pl", hints=(hint,)),
    )
    assert dossier.address == make_address(number=99)
    assert dossier.access_note == "Bel bij nummer 12"
    assert (dossier.language, dossier.hints) == ("pl", (hint,))


def test_contact_that_the_log_followed_up_on_is_no_running_contact() -> None:
    missed = make_notice(NoticeKind.PAYMENT_MISSED, at=at(MONDAY + timedelta(days=9), 12))
    assert known(make_outcome(OutcomeCode.REGELING), missed, reached_on=MONDAY).reached_on is None
    later = MONDAY + timedelta(days=30)
    assert known(make_outcome(), reached_on=later).reached_on == later
