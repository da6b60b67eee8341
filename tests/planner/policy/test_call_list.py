"""Who is called on an evening, and in which order."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.call_evening import CallEvening, CallList
from planner.domain.dossier import Channel, Claim, ContactAttempt, CreditorKind, Dossier
from planner.domain.notice import Notice, NoticeKind
from planner.domain.week import AMSTERDAM
from planner.policy.call_list import CALL_WORDS, NO_CALL_WORDS, answer_chance, call_list
from planner.policy.judge import Judge, Known
from planner.policy.rules_file import shipped_rules
from tests.factories import NAMESPACE, TODAY, at, make_coach, make_dossier, make_outcome

RULES = shipped_rules()
TUESDAY = date(2026, 12, 1)
MORNING = ContactAttempt(channel=Channel.CALL, at=datetime(2026, 11, 10, 10, tzinfo=AMSTERDAM))
EVENING_CALL = ContactAttempt(channel=Channel.CALL, at=datetime(2026, 11, 12, 19, tzinfo=AMSTERDAM))


def evening(**changes: Any) -> CallEvening:
    made = {"evening_id": "B1", "date": TUESDAY, "start": time(17, 30), "end": time(20, 30)}
    return CallEvening(**{**made, "coach_ids": ("C1",), **changes})


def uncalled(dossier_id: str, **changes: Any) -> Dossier:
    """A dossier for which the gate asks for a call in the evening first."""
    return make_dossier(dossier_id=dossier_id, **{"attempts": (MORNING,), **changes})


def made(*dossiers: Dossier, known: Known | None = None, on: CallEvening | None = None) -> CallList:
    coaches = [make_coach(), make_coach(coach_id="C2", name="Joost", languages=frozenset({"nl", "ar"}))]
    return call_list(on or evening(), coaches, dossiers, known or Known(), TODAY, RULES)


def called(dossier_id: str, kind: NoticeKind, moment: datetime, number: int = 0) -> Notice:
    return Notice(
        notice_id=uuid5(NAMESPACE, f"{dossier_id}{kind}{moment}{number}"),
        dossier_id=dossier_id,
        kind=kind,
        at=moment,
        recorded_by="C1",
    )


def test_who_may_be_visited_already_is_not_called() -> None:
    assert [call.dossier_id for call in made(make_dossier(), uncalled("D-2")).calls] == ["D-2"]


def test_the_most_urgent_is_called_first() -> None:
    small = (Claim(creditor=CreditorKind.HEALTH, amount_cents=20_000),)
    names = [call.dossier_id for call in made(uncalled("D-1", claims=small), uncalled("D-2")).calls]
    assert names == ["D-2", "D-1"]


def test_the_last_call_that_a_visit_waits_for_says_so_and_goes_before_an_equal() -> None:
    opens = uncalled("D-2")
    once_more = uncalled("D-1", attempts=(EVENING_CALL,))
    first, second = made(once_more, opens).calls
    assert (first.dossier_id, first.opens, second.opens) == ("D-2", True, False)
    assert CALL_WORDS["opens"].nl in first.why


def test_after_a_card_there_is_a_call_while_waiting() -> None:
    known = Known(outcomes=(make_outcome(at=at(TODAY, 18)),))
    (call,) = made(make_dossier(), known=known).calls
    assert call.why == "Wacht op reactie op de kaart: bel in de tussentijd."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"phone": "", "attempts": ()}, None),
        ({"language": "ar"}, "language"),
        ({"paid_on": TODAY}, None),
        ({"opted_out": True}, None),
    ],
)
def test_who_cannot_or_should_not_be_called_is_left_out(change: dict[str, Any], reason: str | None) -> None:
    found = made(uncalled("D-1", **change))
    assert not found.calls
    told = [one.sentence for one in found.left_out]
    assert told == ([NO_CALL_WORDS[reason].nl.format(language="ar")] if reason else [])


def test_a_resident_is_called_by_a_coach_who_speaks_the_language() -> None:
    on = evening(coach_ids=("C1", "C2"))
    (call,) = made(uncalled("D-1", language="ar"), on=on).calls
    assert call.coach_id == "C2"


def test_nobody_is_called_twice_on_one_evening() -> None:
    known = Known(notices=(called("D-1", NoticeKind.CALL_NO_ANSWER, at(TUESDAY, 18)),))
    found = made(uncalled("D-1", attempts=()), known=known)
    assert not found.calls
    assert [one.sentence for one in found.left_out] in ([], [NO_CALL_WORDS["today"].nl])


def test_results_of_calls_feed_the_gate() -> None:
    dossier = uncalled("D-1")
    calls = (called("D-1", NoticeKind.CALL_NO_ANSWER, at(TODAY, 19)),)
    before = Judge(Known(), TODAY, RULES)(dossier).assessment
    after = Judge(Known(notices=calls), TODAY + timedelta(days=1), RULES)(dossier).assessment
    assert [stop.code for stop in before.blocked_by] == ["call_first"]
    assert after.may_visit


def test_a_full_evening_says_who_is_left() -> None:
    short = evening(end=time(17, 40))
    found = made(*(uncalled(f"D-{i}") for i in range(9)), on=short)
    assert 0 < len(found.calls) < 9
    assert {one.sentence for one in found.left_out} == {NO_CALL_WORDS["full"].nl}


@given(st.integers(1, 60), st.integers(1, 3))
def test_a_list_never_takes_longer_than_the_evening_and_loses_nobody(count: int, hours: int) -> None:
    on = evening(end=time(17 + hours, 30), coach_ids=("C1", "C2"))
    found = made(*(uncalled(f"D-{i}") for i in range(count)), on=on)
    for coach_id in on.coach_ids:
        assert sum(call.expected_s for call in found.of(coach_id)) <= hours * 3600
    assert len(found.calls) + len(found.left_out) == count


def test_an_answered_call_makes_the_same_hour_likelier_and_silence_less() -> None:
    answered = replace(EVENING_CALL, reached=True)
    usual = answer_chance(make_dossier(attempts=()), 19, RULES.calls)
    assert answer_chance(make_dossier(attempts=(answered,)), 19, RULES.calls) > usual
    assert answer_chance(make_dossier(attempts=(EVENING_CALL,)), 19, RULES.calls) < usual


def test_every_sentence_of_the_list_stands_in_two_languages() -> None:
    assert all(w.nl and w.en for w in (*CALL_WORDS.values(), *NO_CALL_WORDS.values()))
