"""The score is a plain sum of points with a sentence each; a deadline stands above it."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Channel, Claim, ContactAttempt, CreditorKind, Dossier, LegalTrack, Signal
from planner.policy.gate import Around
from planner.policy.priority import CREDITOR_WORDS, POINTS, SIGNAL_WORDS, assess
from planner.policy.rules_file import shipped_rules
from tests.factories import TODAY, make_address, make_dossier

RULES = shipped_rules()


def points(code: str, **changes: object) -> int:
    reasons = assess(make_dossier(**changes), TODAY, RULES).reasons
    return next((reason.points for reason in reasons if reason.code == code), 0)


def claims(*kinds: CreditorKind, cents: int = 30_000) -> tuple[Claim, ...]:
    return tuple(Claim(creditor=kind, amount_cents=cents) for kind in kinds)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("housing", 20), ("energy", 18), ("water", 14), ("health", 10), ("municipality", 4), ("other", 4)],
)
def test_fixed_costs_come_first(kind: str, expected: int) -> None:
    assert points("fixed_cost", claims=claims(CreditorKind(kind))) == expected


def test_rent_with_energy_counts_as_rent_and_as_two_arrears() -> None:
    both = claims(CreditorKind.ENERGY, CreditorKind.HOUSING)
    assert points("fixed_cost", claims=both) == 20
    assert points("several", claims=both) == 10


@pytest.mark.parametrize(("days", "expected"), [(29, 0), (30, 3), (60, 3), (61, 7), (90, 7), (91, 12)])
def test_longer_arrears_give_more_points(days: int, expected: int) -> None:
    assert points("duration", arrears_since=TODAY - timedelta(days=days)) == expected


def test_each_silent_channel_gives_its_points() -> None:
    dossier = make_dossier()
    letter = tuple(a for a in dossier.attempts if a.channel is Channel.LETTER)
    assert points("no_response") == 4 + 8
    assert points("no_response", attempts=letter) == 4
    message = ContactAttempt(channel=Channel.SMS, at=letter[0].at)
    assert points("no_response", attempts=(*dossier.attempts, message), phone="") == 20


def test_one_answer_since_clears_the_points_for_silence() -> None:
    assert points("no_response", reached_on=date(2026, 11, 28)) == 0


def test_vulnerable_points_are_capped() -> None:
    assert points("vulnerable", signals=frozenset({Signal.CHILDREN})) == 6
    assert points("vulnerable", signals=frozenset(Signal)) == 15


def test_waiting_gives_two_points_a_week_and_no_more_than_ten() -> None:
    assert points("waiting", registered_on=TODAY - timedelta(days=20)) == 4
    assert points("waiting", registered_on=TODAY - timedelta(days=200)) == 10


def test_the_score_is_the_sum_of_its_reasons_and_the_sentence_names_each() -> None:
    judged = assess(make_dossier(), TODAY, RULES)
    assert judged.score == sum(reason.points for reason in judged.reasons)
    assert judged.sentence.startswith(f"{judged.score} punten: Het gaat om huur (+20).")
    for reason in judged.reasons:
        assert f"{reason.sentence} (+{reason.points})" in judged.sentence


def test_every_kind_of_points_has_its_words_in_dutch_and_english() -> None:
    words = [*POINTS.values(), *SIGNAL_WORDS.values()]
    assert all(wording.nl and wording.en and wording.nl != wording.en for wording in words)
    assert set(SIGNAL_WORDS) == set(Signal)
    assert set(CREDITOR_WORDS) == set(CreditorKind)


def test_the_deadline_is_the_day_before_the_first_legal_date() -> None:
    legal = LegalTrack(summons_on=date(2026, 12, 9), eviction_on=date(2027, 1, 20))
    assert assess(make_dossier(legal=legal), TODAY, RULES).must_by == date(2026, 12, 8)


def test_after_a_personal_attempt_the_deadline_is_kept() -> None:
    legal = LegalTrack(summons_on=date(2026, 12, 9))
    assert assess(make_dossier(legal=legal), TODAY, RULES, Around(visits=1)).must_by is None


@given(
    st.builds(
        replace,
        st.just(make_dossier()),
        claims=st.lists(st.sampled_from(CreditorKind), min_size=1, max_size=6).map(lambda k: claims(*k)),
        signals=st.frozensets(st.sampled_from(Signal)),
        earlier_signals=st.integers(0, 9),
        arrears_since=st.dates(date(2020, 1, 1), TODAY),
        registered_on=st.dates(date(2020, 1, 1), TODAY),
        phone=st.sampled_from(["", "06-00000001"]),
    )
)
def test_a_score_is_never_below_zero_or_above_a_hundred(dossier: Dossier) -> None:
    judged = assess(dossier, TODAY, RULES)
    assert 0 <= judged.score <= 100
    assert all(reason.points > 0 and reason.sentence for reason in judged.reasons)


NEVER_USED = {
    "address": make_address(street="Elders", number=9, postcode="9999ZZ", city="Ergens"),
    "resident": "Iemand Anders",
    "language": "ar",
    "access_note": "achterom",
    "note": "vrije tekst",
}


@pytest.mark.parametrize("field", sorted(NEVER_USED))
def test_where_somebody_lives_their_name_and_language_change_nothing(field: str) -> None:
    assert field in {known.name for known in fields(Dossier)}
    changed = make_dossier(**{field: NEVER_USED[field]})
    assert assess(changed, TODAY, RULES) == assess(make_dossier(), TODAY, RULES)
