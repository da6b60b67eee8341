"""After what happened at a door or was heard: one state, and what the next plan must respect."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.arrangement import OtherArrears, PaymentPlan, Safety
from planner.domain.ddas import EndResult
from planner.domain.dossier import Appointment, Channel, ContactAttempt
from planner.domain.log import Event, in_order
from planner.domain.notice import NoticeKind
from planner.domain.outcome import NextState, NextStep, Outcome, OutcomeCode, Slot
from planner.domain.outcome_table import ClosingCode
from planner.domain.state import QUEUE, STATES, Bar, Check
from planner.policy.followup import leaves_route_now, next_step, standing_of
from planner.policy.rules_file import shipped_rules
from planner.policy.windows import slot_allowed
from tests.factories import MONDAY, at, make_dossier, make_outcome
from tests.planner.histories import histories, make_event, make_notice

RULES = shipped_rules()
LATER = MONDAY + timedelta(days=200)


def step_after(*events: Event, today: date = MONDAY, **file: object) -> NextStep:
    return next_step(make_dossier(**file), events, RULES, today)


def log(*happened: OutcomeCode | NoticeKind, every: int = 1, hour: int = 18) -> tuple[Event, ...]:
    """Events some days apart, from Monday on."""
    return tuple(
        make_event(what, at(MONDAY + timedelta(days=every * i), hour), i + 1)
        for i, what in enumerate(happened)
    )


def misses(count: int, code: OutcomeCode = OutcomeCode.NT_KAART, vary: bool = True) -> tuple[Outcome, ...]:
    """Visits without anybody home, each on another day and hour, or each in the same slot."""
    return tuple(
        make_outcome(
            code,
            at=at(MONDAY + timedelta(days=8 * i if vary else 14 * i), 17 + (i % 4 if vary else 0)),
            outcome_id=UUID(int=i + 1),
        )
        for i in range(count)
    )


# After a shut door.


def test_a_not_home_door_is_retried_on_another_weekday_and_hour() -> None:
    step = step_after(make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY, 18, 10)))
    assert step.state is NextState.REVISIT
    allowed = {(d, h) for d in range(5) for h in range(17, 21) if slot_allowed(Slot(weekday=d, hour=h), step)}
    assert allowed == {(d, h) for d in range(1, 5) for h in (17, 19, 20)}


def test_after_a_card_the_resident_has_a_week_to_answer_and_is_called_meanwhile() -> None:
    step = step_after(make_outcome(OutcomeCode.NT_KAART))
    assert (step.state, step.not_before) == (NextState.CARD_WAIT, date(2026, 12, 7))
    assert step.rule.calls
    assert leaves_route_now(step, date(2026, 12, 6))
    later = step_after(make_outcome(OutcomeCode.NT_KAART), today=date(2026, 12, 7))
    assert later.state is NextState.REVISIT
    assert not leaves_route_now(later, date(2026, 12, 7))


def test_an_older_miss_is_never_repeated_exactly() -> None:
    first = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY, 18, 10))
    second = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY + timedelta(days=8), 19, 10))
    step = step_after(first, second)
    assert not slot_allowed(Slot(weekday=0, hour=18), step)
    assert not slot_allowed(Slot(weekday=1, hour=17), step)
    assert slot_allowed(Slot(weekday=0, hour=17), step)


def test_three_varied_misses_with_calls_and_a_card_end_the_visits_once_the_card_had_its_week() -> None:
    tried = misses(3)
    assert step_after(*tried[:2]).state is NextState.CARD_WAIT
    last = MONDAY + timedelta(days=16)
    waits = step_after(*tried, today=last)
    assert (waits.state, waits.check, waits.plannable) == (NextState.LAST_WAIT, Check.ANSWER, False)
    ended = step_after(*tried, today=last + timedelta(days=7))
    assert (ended.state, ended.result) == (NextState.CLOSED, EndResult.NO_CONTACT)
    assert ended.closing is ClosingCode.GEEN_CONTACT
    assert "3 keer" in ended.sentence


def test_three_misses_in_one_slot_do_not_end_the_visits() -> None:
    assert step_after(*misses(3, vary=False), today=LATER).state is NextState.REVISIT


def test_without_a_card_or_enough_calls_the_case_does_not_end() -> None:
    bare = misses(3, OutcomeCode.NT_GEEN_KAART)
    assert step_after(*bare, today=LATER).state is NextState.REVISIT
    assert step_after(*misses(3), today=LATER, attempts=()).state is NextState.CALL
    assert step_after(*misses(3), today=LATER, attempts=(), phone="").state is NextState.CLOSED


def test_calls_of_the_log_count_towards_the_end() -> None:
    calls = [make_event(NoticeKind.CALL_NO_ANSWER, at(MONDAY, 12 + i), 50 + i) for i in range(2)]
    assert step_after(*misses(3), *calls, today=LATER, attempts=()).state is NextState.CLOSED
    wrong = make_notice(NoticeKind.CALL_NUMBER_WRONG)
    assert step_after(*misses(3), wrong, today=LATER, attempts=()).state is NextState.CLOSED


def test_visits_that_never_vary_stop_at_last_without_closing_the_case() -> None:
    step = step_after(*misses(RULES.followup.most_visits, vary=False), today=LATER)
    assert (step.state, step.result) == (NextState.STOPPED, None)


def test_silence_after_contact_is_not_called_no_contact() -> None:
    spoken = make_event(NoticeKind.CALL_REACHED, at(MONDAY - timedelta(days=9), 12), 90)
    back = make_event(NoticeKind.APPOINTMENT_MADE, at(MONDAY - timedelta(days=8), 12), 91)
    ended = step_after(spoken, back, *misses(3), today=LATER)
    assert (ended.closing, ended.result) == (ClosingCode.STILTE, EndResult.NO_ANSWER_AFTER_CONTACT)


def test_a_locked_porch_is_a_try_but_no_miss_and_waits_for_the_way_in() -> None:
    shut = make_outcome(OutcomeCode.GEEN_TOEGANG)
    step = step_after(shut)
    assert (step.visits, step.misses, step.last_miss, step.check) == (1, (), None, Check.ACCESS)
    assert step.not_before == MONDAY + timedelta(days=7)
    sorted_out = make_notice(NoticeKind.ACCESS_SORTED, at=at(MONDAY + timedelta(days=1), 12))
    assert step_after(shut, sorted_out).not_before == MONDAY + timedelta(days=1)
    missed = make_outcome(OutcomeCode.NT_GEEN_KAART)
    assert step_after(missed, sorted_out).not_before == MONDAY + timedelta(days=3)


def test_a_skipped_door_comes_straight_back_with_two_points_and_is_no_visit() -> None:
    step = step_after(make_outcome(OutcomeCode.OVERGESLAGEN))
    assert (step.state, step.not_before, step.bonus_points, step.visits) == (NextState.OPEN, MONDAY, 2, 0)


# After a talk.


@pytest.mark.parametrize("code", ["REGELING", "ADVIES", "HULP_FIN", "AL_BETAALD", "OVERLEDEN", "GEEN_HULP"])
def test_a_solved_dossier_leaves_the_queue(code: str) -> None:
    step = step_after(make_outcome(OutcomeCode(code)), today=LATER)
    assert not step.plannable
    assert step.result is not None


def test_an_appointment_is_kept_by_the_same_coach_at_its_moment() -> None:
    moment = at(date(2026, 12, 8), 19)
    step = step_after(make_outcome(OutcomeCode.AFSPRAAK, appointment_at=moment, coach_ids=("C3", "C4")))
    assert step.appointment == Appointment(at=moment, coach_id="C3")
    assert not leaves_route_now(step, date(2026, 12, 8))
    assert leaves_route_now(step, date(2026, 12, 9))


def test_the_first_payment_is_watched_and_a_missed_one_brings_the_same_coach_back() -> None:
    plan = PaymentPlan(amount_cents=4_000, first_on=date(2026, 12, 20), terms=6)
    made = make_outcome(OutcomeCode.REGELING, plan=plan, coach_ids=("C3",))
    step = step_after(made)
    assert (step.state, step.check, step.check_on) == (
        NextState.OUT_OF_QUEUE,
        Check.PAYMENT,
        date(2026, 12, 25),
    )
    assert "25-12-2026" in step.sentence
    missed = make_notice(NoticeKind.PAYMENT_MISSED, at=at(date(2026, 12, 26), 10))
    back = step_after(made, missed)
    assert (back.state, back.coach_id, back.bonus_points) == (NextState.REVISIT, "C3", 10)
    assert back.result is None
    seen = make_notice(NoticeKind.PAYMENT_SEEN, at=at(date(2026, 12, 22), 10))
    kept = step_after(made, seen, today=LATER)
    assert (kept.state, kept.check, kept.result) == (NextState.OUT_OF_QUEUE, None, EndResult.ADVICE)


def test_advice_is_checked_after_thirty_days_and_a_referral_after_fourteen() -> None:
    assert step_after(make_outcome(OutcomeCode.ADVIES)).check_on == MONDAY + timedelta(days=30)
    step = step_after(make_outcome(OutcomeCode.HULP_FIN))
    assert (step.state, step.check, step.check_on) == (
        NextState.REFERRED,
        Check.REFERRAL,
        MONDAY + timedelta(days=14),
    )


def test_a_referral_that_did_not_start_is_called_first_and_then_visited() -> None:
    referred, not_started = log(OutcomeCode.HULP_FIN, NoticeKind.REFERRAL_NOT_STARTED)
    call = step_after(referred, not_started)
    assert (call.state, call.plannable, call.rule.calls) == (NextState.CALL, False, True)
    silent = make_event(NoticeKind.CALL_NO_ANSWER, at(MONDAY + timedelta(days=2), 12), 9)
    visit = step_after(referred, not_started, silent)
    assert (visit.state, visit.coach_id) == (NextState.REVISIT, "C1")
    started = make_event(NoticeKind.REFERRAL_STARTED, at(MONDAY + timedelta(days=2), 12), 9)
    closed = step_after(referred, not_started, started)
    assert (closed.state, closed.result) == (NextState.CLOSED, EndResult.FINANCIAL_HELP)


def test_who_does_not_want_to_talk_gets_a_letter_and_sixty_days_of_rest() -> None:
    refused = make_outcome(OutcomeCode.WEIGERT)
    step = step_after(refused)
    assert (step.state, step.not_before, step.rule.letter) == (
        NextState.REFUSED,
        MONDAY + timedelta(days=60),
        True,
    )
    stray = make_outcome(OutcomeCode.NT_KAART, at=at(MONDAY + timedelta(days=5), 19))
    assert step_after(refused, stray).not_before == MONDAY + timedelta(days=60)
    assert step_after(refused, today=MONDAY + timedelta(days=60)).state is NextState.REVISIT
    again = make_outcome(OutcomeCode.NT_KAART, at=at(MONDAY + timedelta(days=61), 19))
    assert step_after(refused, again, today=MONDAY + timedelta(days=62)).state is NextState.CARD_WAIT


def test_a_stray_shut_door_does_not_undo_an_arrangement() -> None:
    step = step_after(*log(OutcomeCode.REGELING, OutcomeCode.NT_KAART), today=LATER)
    assert step.state is NextState.OUT_OF_QUEUE


def test_the_language_heard_at_the_door_beats_the_file() -> None:
    step = step_after(make_outcome(OutcomeCode.TAAL, language="pl"))
    assert (step.state, step.languages) == (NextState.LANGUAGE, {"pl"})
    assert step_after(make_outcome(OutcomeCode.NT_KAART)).languages == {"nl"}


def test_other_arrears_at_the_door_ask_for_help_before_an_arrangement() -> None:
    step = step_after(make_outcome(OutcomeCode.REGELING, other_arrears=OtherArrears.MORE))
    assert step.offer_referral
    assert "Bied eerst hulp aan" in step.sentence
    assert not step_after(*log(OutcomeCode.REGELING)).offer_referral


# What stands in the way until somebody lifts it.

LIFTED = [
    (OutcomeCode.ONVEILIG, NextState.SAFETY, NoticeKind.SAFETY_PAIRS),
    (OutcomeCode.BETWIST, NextState.HOLD, NoticeKind.CREDITOR_CONFIRMED),
    (OutcomeCode.BETWIST, NextState.HOLD, NoticeKind.OBJECTION_REJECTED),
    (OutcomeCode.AL_SHV, NextState.HELPER_CHECK, NoticeKind.HELPER_NOT_CONFIRMED),
    (OutcomeCode.ADRES_ONBEKEND, NextState.ADDRESS_CHECK, NoticeKind.ADDRESS_CONFIRMED),
    (OutcomeCode.VERHUISD_BINNEN, NextState.ADDRESS_CHECK, NoticeKind.NEW_ADDRESS),
    (NoticeKind.OBJECTION_MADE, NextState.HOLD, NoticeKind.OBJECTION_REJECTED),
    (NoticeKind.OPTED_OUT, NextState.OPTED_OUT, NoticeKind.OPTED_IN),
    (NoticeKind.PAID, NextState.CLOSED, NoticeKind.NEW_SIGNAL),
    (NoticeKind.BELOW_THRESHOLD, NextState.CLOSED, NoticeKind.NEW_SIGNAL),
    (OutcomeCode.VERHUISD_BUITEN, NextState.CLOSED, NoticeKind.NEW_ADDRESS),
    (NoticeKind.SAFETY_OTHER_CHANNEL, NextState.STOPPED, NoticeKind.SAFETY_PAIRS),
]


@pytest.mark.parametrize(("raised", "state", "lifted"), LIFTED)
def test_a_barred_dossier_stays_so_through_any_visit_until_it_is_lifted(
    raised: OutcomeCode | NoticeKind, state: NextState, lifted: NoticeKind
) -> None:
    held = log(raised, OutcomeCode.NT_KAART, OutcomeCode.OVERGESLAGEN)
    assert step_after(*held, today=LATER).state is state
    free = make_event(lifted, at(MONDAY + timedelta(days=20), 12), 40)
    step = step_after(*held, free, today=LATER)
    assert step.plannable


def test_after_an_unsafe_visit_the_manager_decides() -> None:
    unsafe = make_outcome(OutcomeCode.ONVEILIG)
    pairs = step_after(unsafe, make_notice(NoticeKind.SAFETY_PAIRS, at=at(MONDAY, 20)))
    assert (pairs.plannable, pairs.needs_pair) == (True, True)
    excluded = step_after(unsafe, make_notice(NoticeKind.SAFETY_EXCLUDED, at=at(MONDAY, 20)))
    assert (excluded.state, excluded.closing) == (NextState.CLOSED, ClosingCode.UITGESLOTEN)
    assert excluded.result is EndResult.OTHER_REASON


def test_a_coach_who_will_never_go_again_stops_the_visits_after_any_talk() -> None:
    step = step_after(make_outcome(OutcomeCode.ADVIES, safety=Safety.NEVER))
    assert step.state is NextState.SAFETY
    assert step_after(make_outcome(OutcomeCode.NT_KAART, safety=Safety.PAIR)).needs_pair


def test_a_helper_who_confirms_closes_the_case_with_the_result_of_the_door() -> None:
    step = step_after(*log(OutcomeCode.AL_SHV, NoticeKind.HELPER_CONFIRMED))
    assert (step.state, step.result) == (NextState.CLOSED, EndResult.KNOWN_TO_DEBT_HELP)
    assert step_after(*log(OutcomeCode.AL_SHV)).result is None


def test_a_new_address_starts_with_no_visit_and_no_miss() -> None:
    tried = misses(2)
    moved = make_event(OutcomeCode.VERHUISD_BINNEN, at(MONDAY + timedelta(days=20), 18), 30)
    found = make_event(NoticeKind.NEW_ADDRESS, at(MONDAY + timedelta(days=22), 12), 31)
    step = step_after(*tried, moved, found)
    assert (step.state, step.visits, step.misses) == (NextState.OPEN, 0, ())


def test_what_the_file_says_holds_until_the_log_lifts_it() -> None:
    assert step_after(unsafe=True).state is NextState.SAFETY
    assert step_after(make_notice(NoticeKind.SAFETY_PAIRS), unsafe=True).plannable
    early, late = date(2026, 11, 1), date(2026, 12, 24)
    signal = make_notice(NoticeKind.NEW_SIGNAL)
    assert step_after(signal, paid_on=early).plannable
    assert step_after(signal, paid_on=late).state is NextState.CLOSED


# Contact, signals and closing.


@pytest.mark.parametrize(
    "kind", [NoticeKind.RESIDENT_CALLED, NoticeKind.RESIDENT_WROTE, NoticeKind.PAID, NoticeKind.OPTED_OUT]
)
def test_who_calls_writes_pays_or_opts_out_leaves_tonights_route_at_once(kind: NoticeKind) -> None:
    step = step_after(make_notice(kind, at=at(MONDAY, 16)))
    assert leaves_route_now(step, MONDAY)


def test_thirty_days_of_silence_after_contact_close_the_case_and_a_call_opens_it_again() -> None:
    called = make_notice(NoticeKind.RESIDENT_CALLED)
    assert step_after(called, today=MONDAY + timedelta(days=29)).state is NextState.CONTACT
    closed = step_after(called, today=MONDAY + timedelta(days=30))
    assert (closed.state, closed.closing) == (NextState.CLOSED, ClosingCode.STILTE)
    again = make_notice(number=1001, at=at(MONDAY + timedelta(days=35), 12))
    assert step_after(called, again, today=MONDAY + timedelta(days=40)).state is NextState.CONTACT


def test_contact_by_any_channel_resets_the_wait_and_the_tries() -> None:
    tried = misses(3)
    wrote = make_event(NoticeKind.RESIDENT_WROTE, at(MONDAY + timedelta(days=17), 12), 60)
    assert step_after(*tried, wrote, today=MONDAY + timedelta(days=30)).state is NextState.CONTACT


def test_an_appointment_stands_when_the_resident_calls_and_goes_when_it_is_cancelled() -> None:
    made, called = log(OutcomeCode.AFSPRAAK, NoticeKind.RESIDENT_CALLED)
    assert step_after(made, called).state is NextState.APPOINTMENT
    cancelled = make_event(NoticeKind.APPOINTMENT_CANCELLED, at(MONDAY + timedelta(days=2), 12), 9)
    assert step_after(made, cancelled).state is NextState.REVISIT


def test_a_call_without_an_answer_moves_nothing_while_the_card_waits() -> None:
    card, call = log(OutcomeCode.NT_KAART, NoticeKind.CALL_NO_ANSWER)
    assert step_after(card, call).not_before == MONDAY + timedelta(days=7)


def test_a_higher_signal_opens_a_closed_case_and_the_same_signal_does_not() -> None:
    for ended in (OutcomeCode.GEEN_HULP, OutcomeCode.AL_BETAALD, OutcomeCode.WEIGERT, NoticeKind.PAID):
        assert step_after(*log(ended, NoticeKind.NEW_SIGNAL)).state is NextState.OPEN
    again = step_after(*log(NoticeKind.PAID, NoticeKind.REPEATED_SIGNAL))
    assert (again.state, again.result) == (NextState.CLOSED, EndResult.REPEATED)
    running = step_after(*log(OutcomeCode.NT_KAART, NoticeKind.REPEATED_SIGNAL))
    assert running.state is NextState.CARD_WAIT
    watched = step_after(*log(OutcomeCode.REGELING, NoticeKind.REPEATED_SIGNAL))
    assert watched.check is Check.PAYMENT


def test_a_manager_refers_without_contact_with_a_reason() -> None:
    step = step_after(make_notice(NoticeKind.REFERRED_UNSEEN))
    assert (step.result, step.closing) == (EndResult.REFERRED_UNSEEN, ClosingCode.VERWEZEN_ZONDER_CONTACT)


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    wrong = make_outcome(OutcomeCode.OVERLEDEN)
    right = make_outcome(OutcomeCode.NT_KAART, corrects=wrong.outcome_id)
    step = step_after(wrong, right)
    assert (step.state, step.visits) == (NextState.CARD_WAIT, 1)
    mistake = make_notice(NoticeKind.WITHDRAWN, corrects=right.outcome_id)
    assert step_after(wrong, right, mistake).state is NextState.CLOSED


def test_a_dossier_without_a_log_is_open_or_has_its_appointment() -> None:
    assert step_after().state is NextState.OPEN
    promised = Appointment(at=at(MONDAY, 19))
    assert step_after(appointment=promised).appointment == promised


def test_a_visit_that_reached_the_resident_before_counts_as_contact() -> None:
    attempts = tuple(
        ContactAttempt(channel=Channel.CALL, at=at(date(2026, 11, 10 + i), 12 + 6 * i)) for i in range(2)
    )
    step = step_after(*misses(3), today=LATER, attempts=attempts, reached_on=date(2026, 11, 1))
    assert step.closing is ClosingCode.STILTE


# For every log.


@settings(max_examples=300)
@given(histories(), st.integers(0, 300))
def test_every_log_gives_exactly_one_state_with_its_sentences(history: tuple[Event, ...], days: int) -> None:
    step = step_after(*history, today=MONDAY + timedelta(days=days))
    assert step.state in STATES
    assert step.sentence.endswith(".")
    assert step.sentence_en.endswith(".")
    assert "{" not in step.sentence + step.sentence_en
    assert (step.appointment is not None) == (step.state is NextState.APPOINTMENT)
    assert step.result is None or step.rule.reports
    if step.state is NextState.CLOSED:
        assert step.result is not None


@settings(max_examples=300)
@given(histories(), st.integers(0, 300))
def test_a_barred_dossier_never_comes_back_to_a_route(history: tuple[Event, ...], days: int) -> None:
    today = MONDAY + timedelta(days=days)
    standing = standing_of(make_dossier(), history, RULES)
    step = step_after(*history, today=today)
    if standing.bars:
        assert not step.plannable
        assert leaves_route_now(step, today)
    for bar in (Bar.DECEASED, Bar.SAFETY, Bar.OPTED_OUT):
        if bar in standing.bars:
            assert standing_of(make_dossier(), (*history, *misses(1)), RULES).bar is not None


@settings(max_examples=300)
@given(histories())
def test_no_slot_with_a_miss_comes_back_while_another_is_open(history: tuple[Event, ...]) -> None:
    step = step_after(*history, today=LATER)
    counting = in_order(history)
    moved = [i for i, e in enumerate(counting) if getattr(e, "address", None)]
    here = counting[moved[-1] :] if moved else counting
    missed = {
        Slot(weekday=e.at.weekday(), hour=e.at.hour)
        for e in here
        if isinstance(e, Outcome) and e.rule.other_slot
    }
    assert set(step.misses) == missed
    assert not any(slot_allowed(slot, step) for slot in missed)


@settings(max_examples=200)
@given(histories(), st.integers(0, 300))
def test_the_order_of_equal_times_hangs_on_recording_and_never_on_ids(
    history: tuple[Event, ...], days: int
) -> None:
    renamed = _renamed(history)
    today = MONDAY + timedelta(days=days)
    assert step_after(*history, today=today) == step_after(*renamed, today=today)


@settings(max_examples=200)
@given(histories(), st.randoms(use_true_random=False), st.integers(0, 300))
def test_replaying_the_log_gives_the_same_state_also_when_a_phone_sends_late(
    history: tuple[Event, ...], random: object, days: int
) -> None:
    today = MONDAY + timedelta(days=days)
    moments = {event.at for event in history}
    distinct = tuple(next(event for event in history if event.at == moment) for moment in sorted(moments))
    late = list(distinct)
    random.shuffle(late)
    assert step_after(*distinct, today=today) == step_after(*late, today=today)
    assert step_after(*history, today=today) == step_after(*tuple(history), today=today)


def _renamed(history: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the same log under ids in the other order."""
    new = {event.event_id: UUID(int=10_000 - i) for i, event in enumerate(history)}
    return tuple(
        replace(
            event,
            **{"outcome_id" if isinstance(event, Outcome) else "notice_id": new[event.event_id]},
            corrects=new.get(event.corrects, event.corrects),
        )
        for event in history
    )


@given(st.sampled_from([*OutcomeCode, *NoticeKind]))
def test_a_shut_door_never_moves_a_settled_dossier(what: OutcomeCode | NoticeKind) -> None:
    first = step_after(*log(what))
    second = step_after(*log(what, OutcomeCode.NT_GEEN_KAART))
    if first.state not in QUEUE:
        assert second.state is first.state
