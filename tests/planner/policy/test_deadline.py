"""The last day for a personal attempt, counted by hand on a calendar."""

from datetime import date, datetime
from typing import Any

import pytest

from planner.domain.creditor import Agreement
from planner.domain.dossier import Channel, ContactAttempt, CreditorKind, LegalTrack
from planner.domain.week import AMSTERDAM
from planner.policy.deadline import DEADLINES, deadline, must_by
from planner.policy.rules_file import shipped_rules
from tests.factories import make_dossier

RULES = shipped_rules().deadline


def summons(day: date) -> dict[str, Any]:
    return {"legal": LegalTrack(summons_on=day)}


def letter(day: date) -> dict[str, Any]:
    return {"legal": LegalTrack(fourteen_day_letter_on=day)}


def eviction(day: date) -> dict[str, Any]:
    return {"legal": LegalTrack(eviction_on=day)}


def cutoff(day: date) -> dict[str, Any]:
    return {"legal": LegalTrack(cutoff_on=day)}


def by(**about: Any) -> Agreement:
    return Agreement(creditor_id="WB", name="Woonbedrijf", kind=CreditorKind.HOUSING, **about)


D = date
CASES = [
    # today, what is known, last day for the attempt
    (D(2026, 11, 29), summons(D(2026, 12, 9)), D(2026, 12, 8)),  # a Wednesday: Tuesday
    (D(2026, 11, 29), summons(D(2026, 12, 7)), D(2026, 12, 5)),  # a Monday: Saturday
    (D(2026, 11, 29), summons(D(2026, 12, 6)), D(2026, 12, 5)),  # a Sunday: Saturday
    (D(2026, 12, 1), summons(D(2026, 12, 28)), D(2026, 12, 24)),  # after Christmas and a Sunday: Thursday
    (D(2026, 12, 1), summons(D(2027, 1, 2)), D(2026, 12, 31)),  # over New Year
    (D(2026, 12, 1), summons(D(2027, 1, 1)), D(2026, 12, 31)),
    (D(2027, 3, 1), summons(D(2027, 3, 30)), D(2027, 3, 27)),  # Tuesday after Easter: Saturday
    (D(2026, 3, 20), summons(D(2026, 3, 30)), D(2026, 3, 28)),  # Monday after summer time began
    (D(2026, 10, 20), summons(D(2026, 10, 26)), D(2026, 10, 24)),  # Monday after winter time began
    (D(2027, 4, 20), summons(D(2027, 4, 28)), D(2027, 4, 26)),  # the day before is King's Day
    (D(2027, 5, 1), summons(D(2027, 5, 7)), D(2027, 5, 4)),  # Ascension on 6 May and 5 May before it
    (D(2026, 12, 8), summons(D(2026, 12, 9)), D(2026, 12, 8)),  # tomorrow: this evening
    (D(2026, 12, 9), summons(D(2026, 12, 9)), None),  # today is too late
    (D(2026, 12, 10), summons(D(2026, 12, 9)), None),
    (D(2026, 12, 6), summons(D(2026, 12, 7)), None),  # on Sunday nobody rings any more
    (D(2026, 11, 29), letter(D(2026, 11, 23)), D(2026, 12, 9)),  # received 25; the last of the 14 days
    (D(2026, 11, 29), letter(D(2026, 11, 24)), D(2026, 12, 10)),
    (D(2026, 11, 29), letter(D(2026, 11, 27)), D(2026, 12, 15)),  # sent on Friday, received on Tuesday
    (D(2026, 11, 29), letter(D(2026, 11, 19)), D(2026, 12, 5)),  # received Saturday 21
    (D(2026, 11, 29), letter(D(2026, 11, 20)), D(2026, 12, 8)),  # received Tuesday 24
    (D(2026, 12, 20), letter(D(2026, 12, 8)), D(2026, 12, 24)),  # received Thursday 10
    (D(2026, 12, 20), letter(D(2026, 12, 9)), D(2026, 12, 24)),  # ends on Christmas Day: the evening before
    (D(2026, 12, 20), letter(D(2026, 12, 10)), D(2026, 12, 24)),  # ends on Saturday 26, Christmas too
    (D(2026, 12, 24), letter(D(2026, 12, 24)), D(2027, 1, 13)),  # received Wednesday 30
    (D(2026, 11, 29), letter(D(2026, 10, 1)), D(2026, 12, 5)),  # long over: within the week; 6 is a Sunday
    (D(2026, 12, 18), letter(D(2026, 11, 2)), D(2026, 12, 24)),  # within the week, and 25 is Christmas
    (D(2026, 11, 29), eviction(D(2027, 1, 15)), D(2027, 1, 7)),  # a week before is Friday 8: Thursday
    (D(2026, 11, 29), eviction(D(2026, 12, 15)), D(2026, 12, 7)),  # a week before is Tuesday 8: Monday
    (D(2026, 11, 29), eviction(D(2026, 12, 14)), D(2026, 12, 5)),  # a week before is Monday 7: Saturday
    (D(2026, 12, 10), eviction(D(2026, 12, 15)), D(2026, 12, 14)),  # less than a week left: the day before
    (D(2026, 12, 15), eviction(D(2026, 12, 15)), None),
    (D(2026, 11, 29), cutoff(D(2026, 12, 18)), D(2026, 12, 10)),  # 5 working days before: Friday 11
    (D(2026, 11, 29), cutoff(D(2026, 12, 20)), D(2026, 12, 12)),  # a Sunday: 18, 17, 16, 15, 14
    (D(2026, 12, 1), cutoff(D(2026, 12, 31)), D(2026, 12, 22)),  # Christmas does not count: Wednesday 23
    (D(2026, 12, 1), cutoff(D(2027, 1, 4)), D(2026, 12, 23)),  # 31, 30, 29, 28, 24
    (D(2026, 3, 20), cutoff(D(2026, 4, 7)), D(2026, 3, 26)),  # 2, 1 April, 31, 30, 27 March: no Good Friday
    (D(2026, 12, 17), cutoff(D(2026, 12, 18)), D(2026, 12, 17)),  # late: the day before
    (
        D(2026, 11, 29),
        {"legal": LegalTrack(summons_on=D(2026, 12, 20), eviction_on=D(2026, 12, 15))},
        D(2026, 12, 7),
    ),
    (
        D(2026, 11, 29),
        {"legal": LegalTrack(fourteen_day_letter_on=D(2026, 11, 2), summons_on=D(2026, 12, 11))},
        D(2026, 12, 10),  # a summons with a date says more than its letter
    ),
    (D(2026, 11, 29), {"legal": LegalTrack()}, None),
]


@pytest.mark.parametrize(("today", "known", "last"), CASES)
def test_the_last_day_for_an_attempt(today: date, known: dict[str, Any], last: date | None) -> None:
    assert must_by(make_dossier(**known), today, RULES) == last


def test_there_are_forty_cases_counted_by_hand() -> None:
    assert len(CASES) == 40


def test_a_visit_that_was_made_is_the_attempt() -> None:
    visited = ContactAttempt(channel=Channel.VISIT, at=datetime(2026, 11, 20, 18, tzinfo=AMSTERDAM))
    known = make_dossier(**summons(D(2026, 12, 9)), attempts=(visited,))
    assert must_by(known, D(2026, 11, 29), RULES) is None
    assert must_by(make_dossier(**summons(D(2026, 12, 9))), D(2026, 11, 29), RULES, visits=1) is None


def test_a_creditor_may_give_up_the_attempt_before_a_summons_but_not_before_an_eviction() -> None:
    known = {"WB": by(personal_attempt_before_summons=False)}
    legal = LegalTrack(summons_on=D(2026, 12, 9), eviction_on=D(2027, 1, 15))
    dossier = make_dossier(legal=legal, creditor_ids=("WB",))
    assert must_by(dossier, D(2026, 11, 29), RULES, known) == D(2027, 1, 7)
    assert must_by(dossier, D(2026, 11, 29), RULES) == D(2026, 12, 8)


def test_the_longest_track_of_a_creditor_is_a_deadline() -> None:
    dossier = make_dossier(registered_on=D(2026, 11, 2), creditor_ids=("WB",))
    assert must_by(dossier, D(2026, 11, 29), RULES, {"WB": by(longest_track_days=42)}) == D(2026, 12, 14)


def test_the_short_track_counts_only_where_it_was_agreed() -> None:
    dossier = make_dossier(registered_on=D(2026, 11, 23), creditor_ids=("WB",), short_track=True)
    allowed = by(longest_track_days=42, short_track_allowed=True)
    assert must_by(dossier, D(2026, 11, 29), RULES, {"WB": allowed}) == D(2026, 12, 7)
    assert must_by(dossier, D(2026, 11, 29), RULES, {"WB": by(longest_track_days=42)}) == D(2027, 1, 4)


def test_a_deadline_says_what_it_is() -> None:
    found = deadline(make_dossier(**summons(D(2026, 12, 9))), D(2026, 11, 29), RULES)
    assert found is not None
    assert (found.code, found.sentence) == ("summons", "Op 09-12-2026 volgt een dagvaarding.")
    assert all(words.nl and words.en for words in DEADLINES.values())
