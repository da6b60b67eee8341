"""After an outcome: another day and hour, a wait, a pair, an appointment, or out of the queue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Appointment
from planner.domain.outcome import OUTCOME_RULES, NextState, Outcome, OutcomeCode, Slot
from planner.policy.followup import next_step
from planner.policy.rules_file import shipped_rules
from planner.policy.windows import slot_allowed, visit_windows
from tests.factories import MONDAY, at, make_dossier, make_outcome, make_shift

RULES = shipped_rules()
CODES = st.sampled_from(OutcomeCode)


def step_after(*outcomes: Outcome) -> "object":
    return next_step(make_dossier(), outcomes, RULES)


def test_a_not_home_door_is_retried_on_another_weekday_and_hour() -> None:
    step = step_after(make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY, 18, 10)))
    assert step.state is NextState.RETRY
    allowed = {(d, h) for d in range(5) for h in range(17, 21) if slot_allowed(Slot(weekday=d, hour=h), step)}
    assert allowed == {(d, h) for d in range(1, 5) for h in (17, 19, 20)}


def test_after_a_card_the_resident_has_a_week_to_answer() -> None:
    step = step_after(make_outcome(OutcomeCode.NT_KAART))
    assert step.not_before == date(2026, 12, 7)
    assert visit_windows(date(2026, 12, 6), *_evening(), step, (), RULES) == ()


def test_an_older_miss_is_never_repeated_exactly() -> None:
    first = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY, 18, 10))
    second = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY + timedelta(days=8), 19, 10))
    step = step_after(first, second)
    assert not slot_allowed(Slot(weekday=0, hour=18), step)
    assert not slot_allowed(Slot(weekday=1, hour=17), step)
    assert slot_allowed(Slot(weekday=0, hour=17), step)


def test_three_varied_misses_end_the_visits() -> None:
    misses = [make_outcome(at=at(MONDAY + timedelta(days=8 * i), 17 + i)) for i in range(3)]
    assert step_after(*misses[:2]).state is NextState.RETRY
    ended = step_after(*misses)
    assert ended.state is NextState.OUT
    assert "3 keer" in ended.sentence


@pytest.mark.parametrize("code", ["REGELING", "ADVIES", "HULP_FIN", "AL_BETAALD", "OVERLEDEN", "GEEN_HULP"])
def test_a_solved_dossier_leaves_the_queue(code: str) -> None:
    assert step_after(make_outcome(OutcomeCode(code))).state is NextState.OUT


def test_an_appointment_is_kept_by_the_same_coach_at_its_moment() -> None:
    moment = at(date(2026, 12, 8), 19)
    step = step_after(make_outcome(OutcomeCode.AFSPRAAK, appointment_at=moment, coach_ids=("C3", "C4")))
    assert step.appointment == Appointment(at=moment, coach_id="C3")
    windows = visit_windows(date(2026, 12, 8), *_evening(), step, (), RULES)
    assert [window.start for window in windows] == [moment]
    assert visit_windows(date(2026, 12, 9), *_evening(), step, (), RULES) == ()


def test_after_an_unsafe_visit_only_a_pair_goes() -> None:
    step = step_after(make_outcome(OutcomeCode.ONVEILIG), make_outcome(OutcomeCode.OVERGESLAGEN))
    assert step.needs_pair


def test_a_skipped_door_comes_straight_back_with_two_points_and_is_no_visit() -> None:
    step = step_after(make_outcome(OutcomeCode.OVERGESLAGEN))
    assert (step.state, step.not_before, step.bonus_points, step.visits) == (NextState.OPEN, MONDAY, 2, 0)


def test_the_language_heard_at_the_door_beats_the_file() -> None:
    assert step_after(make_outcome(OutcomeCode.TAAL, language="pl")).languages == {"pl"}
    assert step_after(make_outcome(OutcomeCode.NT_KAART)).languages == {"nl"}


def test_the_order_in_which_outcomes_arrive_does_not_matter() -> None:
    early = make_outcome(OutcomeCode.NT_KAART, at=at(MONDAY, 18))
    late = make_outcome(OutcomeCode.REGELING, at=at(MONDAY + timedelta(days=9), 19))
    assert step_after(early, late) == step_after(late, early)


@given(st.lists(CODES, max_size=6))
def test_every_code_and_every_history_gives_a_step_with_a_sentence(codes: list[OutcomeCode]) -> None:
    history = [make_outcome(code, at=at(MONDAY + timedelta(days=i), 18)) for i, code in enumerate(codes)]
    history = [
        make_outcome(o.code, at=o.at, appointment_at=o.at + timedelta(days=3)) if o.appointment_at else o
        for o in history
    ]
    step = next_step(make_dossier(), history, RULES)
    assert step.sentence.endswith(".")
    assert (step.appointment is not None) == (step.state is NextState.APPOINTMENT)


def test_the_table_has_a_row_for_every_code_with_a_label_and_a_sentence() -> None:
    assert set(OUTCOME_RULES) == set(OutcomeCode)
    assert all(rule.label and rule.sentence.endswith(".") for rule in OUTCOME_RULES.values())
    assert len({rule.label for rule in OUTCOME_RULES.values()}) == len(OUTCOME_RULES)


def _evening() -> tuple:
    shift = make_shift()
    return shift.start, shift.end
