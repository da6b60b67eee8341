"""How long a visit takes is learned per kind of visit, the same for every coach; it is no single number."""

import random
from dataclasses import replace
from datetime import date, timedelta
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Appointment, Channel, ContactAttempt
from planner.domain.outcome import NextState, NextStep, Outcome, OutcomeCode
from planner.policy.rules_file import shipped_rules
from planner.policy.talk import Expected, VisitLength, late_chance, learn_talks
from planner.policy.visit_kind import VisitKind, visit_kind
from tests.factories import MONDAY, at, make_dossier, make_outcome

RULES = shipped_rules()
START = learn_talks({}, [], RULES)
FIRST = START.of(VisitKind.FIRST)
MINUTES = st.integers(1, 200)


def visit(minutes: float, code: OutcomeCode = OutcomeCode.ADVIES, **changes: object) -> Outcome:
    when = changes.pop("at", at(MONDAY, 18))
    return make_outcome(code, at=when, left_at=when + timedelta(minutes=minutes), **changes)


def doors(minutes: list[float], **changes: object) -> dict[str, list[Outcome]]:
    return {f"D-{i}": [visit(m, dossier_id=f"D-{i}", **changes)] for i, m in enumerate(minutes)}


def test_before_anything_is_measured_a_talk_takes_35_minutes_and_one_in_seven_over_an_hour() -> None:
    assert FIRST.talk_mean_s / 60 == pytest.approx(35, abs=1)
    assert FIRST.card.mean_s / 60 == pytest.approx(5, abs=0.1)
    assert 1 - FIRST.share_within(1.0, np.array([3600.0]))[0] == pytest.approx(0.14, abs=0.01)


def test_a_door_that_opens_more_often_takes_longer() -> None:
    assert FIRST.expected_s(0.0) == FIRST.card.mean_s
    assert FIRST.expected_s(1.0) == FIRST.talk_mean_s
    assert FIRST.expected_s(0.5) == pytest.approx((FIRST.card.mean_s + FIRST.talk_mean_s) / 2)


def test_most_talks_are_over_within_the_cautious_length() -> None:
    cautious_s = START.cautious_s(VisitKind.FIRST)
    share = FIRST.share_within(1.0, np.array([cautious_s - 30, cautious_s]))
    assert share[0] < RULES.talk.cautious_share <= share[1]
    with pytest.raises(ValueError, match=r"1\.5 is no share"):
        FIRST.talk_quantile_s(1.5)


def test_an_appointment_is_longer_for_somebody_wants_to_talk() -> None:
    assert START.of(VisitKind.APPOINTMENT).talk_mean_s > FIRST.talk_mean_s


def test_many_measured_talks_replace_the_start_values_and_one_hardly_moves_them() -> None:
    long = learn_talks(doors([80.0] * 400), [], RULES).of(VisitKind.FIRST)
    assert (long.n, long.long_share) == (400, pytest.approx(1.0, abs=0.01))
    assert long.talk_mean_s / 60 == pytest.approx(80, rel=0.03)
    one = learn_talks(doors([80.0]), [], RULES).of(VisitKind.FIRST)
    assert one.talk_mean_s == pytest.approx(FIRST.talk_mean_s, rel=0.25)


def test_short_talks_shorten_the_mean() -> None:
    short = learn_talks(doors([6.0] * 40), [], RULES).of(VisitKind.FIRST)
    assert short.talk_mean_s < 0.5 * FIRST.talk_mean_s


def test_a_card_takes_what_cards_took() -> None:
    table = learn_talks(doors([2.0] * 200, code=OutcomeCode.NT_KAART), [], RULES)
    assert table.of(VisitKind.FIRST).card.mean_s == pytest.approx(120, rel=0.1)
    assert table.of(VisitKind.FIRST).talk_mean_s == FIRST.talk_mean_s


def test_each_kind_of_visit_has_its_own_length_and_lends_a_little_to_the_others() -> None:
    history = {
        f"D-{i}": [
            visit(25, OutcomeCode.WEIGERT, dossier_id=f"D-{i}"),
            visit(90, dossier_id=f"D-{i}", at=at(MONDAY + timedelta(days=8), 19)),
        ]
        for i in range(30)
    }
    table = learn_talks(history, [], RULES)
    first, again, kept = (table.of(kind).long for kind in VisitKind)
    assert first.median_s < kept.median_s < again.median_s
    assert (first.n, again.n, kept.n) == (30, 30, 0)


def test_a_kept_appointment_is_measured_as_one() -> None:
    moment = at(date(2026, 12, 8), 19)
    asked = visit(3, OutcomeCode.AFSPRAAK, appointment_at=moment)
    kept = visit(50, at=moment + timedelta(minutes=5))
    table = learn_talks({"D-001": [asked, kept]}, [], RULES)
    assert table.of(VisitKind.APPOINTMENT).long.n == 1
    assert table.of(VisitKind.FIRST).short.n == 1


@pytest.mark.parametrize("minutes", [0, 0.2, 240])
def test_a_tap_that_came_at_once_or_hours_later_teaches_nothing(minutes: float) -> None:
    rules = replace(RULES, talk=replace(RULES.talk, most_s=3 * 3600))
    assert learn_talks(doors([minutes]), [], rules) == START


def test_who_the_coach_was_changes_nothing() -> None:
    lengths = [5.0, 12.0, 40.0, 70.0]
    mine, theirs = doors(lengths), doors(lengths, coach_ids=("C7", "C8"))
    assert learn_talks(mine, [], RULES) == learn_talks(theirs, [], RULES)


@given(st.lists(MINUTES, max_size=20), st.randoms(use_true_random=False))
def test_the_same_log_gives_the_same_lengths_in_any_order(minutes: list[int], shuffle: random.Random) -> None:
    log = doors([float(one) for one in minutes])
    names = list(log)
    shuffle.shuffle(names)
    assert learn_talks({name: log[name] for name in names}, [], RULES) == learn_talks(log, [], RULES)


@given(st.lists(MINUTES, min_size=1, max_size=20))
def test_learned_lengths_stay_between_the_start_and_what_was_measured(minutes: list[int]) -> None:
    learned = learn_talks(doors([float(one) for one in minutes]), [], RULES).of(VisitKind.FIRST)
    for length, start, kept in (
        (learned.short, FIRST.short, [m for m in minutes if m * 60 < RULES.talk.long_from_s]),
        (learned.long, FIRST.long, [m for m in minutes if m * 60 >= RULES.talk.long_from_s]),
    ):
        bounds = [log(start.median_s), *(log(m * 60) for m in kept)]
        assert min(bounds) - 1e-9 <= log(length.median_s) <= max(bounds) + 1e-9


def drawn(length: VisitLength, chance: float, dice: np.random.Generator, count: int) -> np.ndarray:
    """Lengths of visits drawn one by one, in seconds: another way to the same chances."""
    kind = np.where(dice.random(count) >= chance, 0, np.where(dice.random(count) < length.long_share, 2, 1))
    medians = np.array([length.card.median_s, length.short.median_s, length.long.median_s])
    sigmas = np.array([length.card.sigma, length.short.sigma, length.long.sigma])
    return medians[kind] * np.exp(sigmas[kind] * dice.standard_normal(count))


@pytest.mark.parametrize(
    ("chances", "slack_min"),
    [((0.5,), 20), ((0.45, 0.4), 60), ((0.3, 0.5, 0.9, 0.4, 0.6), 120), ((0.0,) * 6, 31)],
)
def test_the_chance_to_be_late_is_that_of_evenings_drawn_one_by_one(
    chances: tuple[float, ...], slack_min: int
) -> None:
    dice = np.random.default_rng(5)
    total = sum(drawn(FIRST, chance, dice, 200_000) for chance in chances)
    found = late_chance([Expected(length=FIRST, chance=chance) for chance in chances], slack_min * 60)
    assert found == pytest.approx(float((total > slack_min * 60).mean()), abs=0.012)


def test_spread_and_mean_are_those_of_visits_drawn_one_by_one() -> None:
    seconds = drawn(FIRST, 0.4, np.random.default_rng(6), 400_000)
    assert FIRST.expected_s(0.4) == pytest.approx(seconds.mean(), rel=0.01)
    assert FIRST.spread_s(0.4) == pytest.approx(seconds.std(), rel=0.01)


def test_without_a_visit_before_it_nothing_is_late_and_without_time_everything() -> None:
    assert late_chance([], 0) == 0.0
    assert late_chance([Expected(length=FIRST)], -1) == 1.0
    assert late_chance([Expected(length=FIRST)], 0) == pytest.approx(1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.integers(0, 14_400))
def test_more_time_or_fewer_visits_never_make_it_later(chances: list[float], slack_s: int) -> None:
    visits = [Expected(length=FIRST, chance=chance) for chance in chances]
    late = late_chance(visits, slack_s)
    assert 0 <= late <= 1
    assert late_chance(visits, slack_s + 600) <= late + 1e-9
    assert late_chance(visits[1:], slack_s) <= late + 1e-9


def test_the_kind_of_visit_follows_from_what_was_done_before() -> None:
    step = NextStep(state=NextState.OPEN, sentence="Nog niet bezocht.")
    tried = make_dossier(attempts=(ContactAttempt(channel=Channel.VISIT, at=at(MONDAY, 18)),))
    promised = replace(step, appointment=Appointment(at=at(MONDAY, 19)))
    assert visit_kind(make_dossier(), step) is VisitKind.FIRST
    assert visit_kind(tried, step) is VisitKind.REVISIT
    assert visit_kind(make_dossier(), replace(step, visits=1)) is VisitKind.REVISIT
    assert visit_kind(tried, promised) is VisitKind.APPOINTMENT
