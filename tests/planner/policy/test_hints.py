"""A household hint moves the moment; tries that contradict it take its weight away."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Channel, ContactAttempt, Dossier, PreferredMoment
from planner.domain.hint import Hint, HintSource
from planner.domain.notice import Notice
from planner.domain.notice_table import NoticeKind
from planner.domain.outcome import Outcome, OutcomeCode, Slot
from planner.policy.chance import learn
from planner.policy.hints import derived_hints
from planner.policy.rules_file import shipped_rules
from tests.factories import MONDAY, TODAY, at, make_dossier, make_outcome

RULES = shipped_rules()
TABLE = learn({}, [], RULES)
EVENINGS = [Slot(weekday=day, hour=hour) for day in range(5) for hour in range(17, 21)]
TOLD = [HintSource.RESIDENT, HintSource.NEIGHBOUR, HintSource.COACH]


def after_seven(source: HintSource = HintSource.NEIGHBOUR, **changes: object) -> Hint:
    return Hint(**{"source": source, "told_on": TODAY, "earliest": time(19), **changes})


def at_five(source: HintSource = HintSource.NEIGHBOUR, **changes: object) -> Hint:
    return Hint(**{"source": source, "told_on": TODAY, "earliest": time(17), "latest": time(18), **changes})


def chance(slot: Slot, dossier: Dossier, *history: Outcome) -> float:
    return TABLE.at(slot, dossier, history).chance


def best(dossier: Dossier, *history: Outcome) -> Slot:
    door = TABLE.door(dossier, history)
    return max(EVENINGS, key=lambda slot: door.at(slot).chance)


def miss(day: int, hour: int) -> Outcome:
    return make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY + timedelta(days=day), hour, 20))


@pytest.mark.parametrize("source", TOLD)
def test_home_at_five_moves_the_best_slot_away_from_the_usual_peak(source: HintSource) -> None:
    assert best(make_dossier()).hour == 19
    assert best(make_dossier(hints=(at_five(source),))).hour == 17


@pytest.mark.parametrize("source", TOLD)
def test_home_after_seven_beats_every_earlier_hour_and_two_misses_after_seven_outweigh_it(
    source: HintSource,
) -> None:
    dossier = make_dossier(hints=(after_seven(source),))
    early, late = (
        [slot for slot in EVENINGS if slot.hour < 19],
        [slot for slot in EVENINGS if slot.hour >= 19],
    )

    def worst(slots: list[Slot], *history: Outcome) -> float:
        return min(chance(slot, dossier, *history) for slot in slots)

    def highest(slots: list[Slot], *history: Outcome) -> float:
        return max(chance(slot, dossier, *history) for slot in slots)

    assert worst(late) > highest(early)
    assert best(dossier, miss(0, 19)).hour >= 19
    assert best(dossier, miss(0, 19), miss(8, 20)).hour < 19


def test_sources_weigh_as_the_settings_say() -> None:
    slot = Slot(weekday=1, hour=19)
    found = {source: chance(slot, make_dossier(hints=(after_seven(source),))) for source in HintSource}
    assert found[HintSource.RESIDENT] > found[HintSource.NEIGHBOUR] > found[HintSource.PHONE]
    assert found[HintSource.PHONE] > chance(slot, make_dossier())


def test_a_hint_about_some_days_says_nothing_of_the_others() -> None:
    wednesdays = make_dossier(hints=(after_seven(weekdays=frozenset({2})),))
    plain = make_dossier()
    assert best(wednesdays).weekday == 2
    assert chance(Slot(weekday=3, hour=19), wednesdays) == chance(Slot(weekday=3, hour=19), plain)
    assert chance(Slot(weekday=2, hour=17), wednesdays) < chance(Slot(weekday=2, hour=17), plain)


def test_away_until_seven_is_the_same_advice_as_home_after_seven() -> None:
    away = make_dossier(hints=(after_seven(home=False, earliest=time(0), latest=time(19)),))
    assert best(away).hour >= 19
    assert chance(Slot(weekday=0, hour=17), away) < chance(Slot(weekday=0, hour=17), make_dossier())


def test_half_an_hour_of_a_slot_counts_for_half() -> None:
    slot = Slot(weekday=0, hour=19)
    whole, half = (make_dossier(hints=(after_seven(earliest=start),)) for start in (time(19), time(19, 30)))
    assert chance(slot, whole) > chance(slot, half) > chance(slot, make_dossier())


def test_a_miss_before_the_hint_was_told_does_not_contradict_it() -> None:
    told_after = replace(after_seven(), told_on=MONDAY)
    told_before = replace(after_seven(), told_on=MONDAY - timedelta(days=1))
    slot = Slot(weekday=3, hour=20)
    missed = miss(0, 19)
    assert chance(slot, make_dossier(hints=(told_after,)), missed) > chance(
        slot, make_dossier(hints=(told_before,)), missed
    )


def test_a_hint_heard_at_the_door_counts_like_one_in_the_file_and_once() -> None:
    hint = after_seven(told_on=MONDAY)
    heard = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY, 17, 20), hints=(hint,))
    slot = Slot(weekday=2, hour=19)
    silent = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(MONDAY, 17, 20))
    both = chance(slot, make_dossier(hints=(hint,)), heard)
    assert chance(slot, make_dossier(), heard) == both == chance(slot, make_dossier(hints=(hint,)), silent)


def test_the_moment_that_the_resident_prefers_is_a_strong_hint() -> None:
    early = make_dossier(preferred=PreferredMoment(weekdays=frozenset({1}), latest=time(18)))
    assert best(early) == Slot(weekday=1, hour=17)
    assert chance(best(early), early) > 0.7


def test_what_was_asked_at_the_door_beats_the_preferred_moment_in_the_file() -> None:
    dossier = make_dossier(preferred=PreferredMoment(latest=time(18)))
    asked = make_outcome(OutcomeCode.WEIGERT, at=at(MONDAY, 18), preferred=PreferredMoment(earliest=time(20)))
    assert best(dossier, asked).hour == 20


def attempt(channel: Channel, day: date, hour: int = 0, minute: int = 0) -> ContactAttempt:
    return ContactAttempt(channel=channel, at=at(day, hour, minute), reached=True)


def test_a_call_answered_at_noon_is_a_hint_for_noon() -> None:
    dossier = make_dossier(attempts=(attempt(Channel.CALL, date(2026, 11, 10), 12, 10),))
    (hint,) = derived_hints(dossier)
    assert (hint.source, hint.told_on) == (HintSource.PHONE, date(2026, 11, 10))
    assert (hint.weekdays, hint.earliest, hint.latest) == (frozenset({1}), time(12), time(13))
    noon = Slot(weekday=1, hour=12)
    gain = chance(noon, dossier) - chance(noon, make_dossier())
    assert gain > chance(Slot(weekday=1, hour=18), dossier) - chance(Slot(weekday=1, hour=18), make_dossier())
    # An answered call is worth as much as the settings say.
    start, weight, prior = TABLE.usual(noon), RULES.hints.source[HintSource.PHONE], RULES.chance.prior_visits
    assert chance(noon, dossier) == pytest.approx((prior * start + weight) / (prior + weight))


def test_a_call_answered_after_eleven_at_night_is_a_hint_too() -> None:
    (hint,) = derived_hints(make_dossier(attempts=(attempt(Channel.CALL, date(2026, 11, 10), 23, 10),)))
    assert (hint.earliest, hint.latest) == (time(23), time(23, 59))


def test_a_card_answered_in_the_weekend_is_a_hint_for_the_weekend_and_one_on_a_weekday_says_nothing() -> None:
    friday, saturday = date(2026, 11, 13), date(2026, 11, 14)
    card = attempt(Channel.CARD, friday)
    (hint,) = derived_hints(make_dossier(attempts=(card,), reached_on=saturday))
    assert (hint.source, hint.told_on, hint.weekdays) == (HintSource.CARD, saturday, frozenset({5, 6}))
    assert derived_hints(make_dossier(attempts=(card,), reached_on=date(2026, 11, 17))) == ()


def test_unanswered_calls_are_no_sign_of_an_empty_house() -> None:
    assert derived_hints(make_dossier()) == ()
    slot = Slot(weekday=3, hour=18)
    assert chance(slot, make_dossier()) == chance(slot, make_dossier(attempts=()))


def test_a_call_without_an_hour_says_nothing() -> None:
    assert derived_hints(make_dossier(attempts=(attempt(Channel.CALL, date(2026, 11, 10)),))) == ()


@given(
    st.lists(
        st.builds(
            Hint,
            source=st.sampled_from(HintSource),
            told_on=st.dates(date(2026, 10, 1), TODAY),
            home=st.booleans(),
            weekdays=st.frozensets(st.integers(0, 6)),
            earliest=st.times(max_value=time(17)),
            latest=st.times(min_value=time(17, 1)),
        ),
        max_size=8,
    ),
    st.sampled_from(EVENINGS),
)
def test_any_hints_leave_a_chance_with_its_range_in_any_order(hints: list[Hint], slot: Slot) -> None:
    found = TABLE.at(slot, make_dossier(hints=tuple(hints)), ())
    assert 0 < found.low <= found.chance <= found.high < 1
    assert found == TABLE.at(slot, make_dossier(hints=tuple(reversed(hints))), ())


def test_a_call_that_a_coach_made_later_and_a_tip_by_phone_count_too() -> None:
    noon = Slot(weekday=1, hour=12)
    told = {"dossier_id": "D-001", "recorded_by": "C1"}
    called = Notice(
        **told, notice_id=UUID(int=1), kind=NoticeKind.CALL_REACHED, at=at(date(2026, 12, 1), 12, 10)
    )
    tip = Notice(
        **told,
        notice_id=UUID(int=2),
        kind=NoticeKind.HINT_HEARD,
        at=at(date(2026, 12, 1), 15),
        hints=(at_five(),),
    )
    door = TABLE.door(make_dossier(), (called, tip))
    assert {known.hint.source for known in door.hints} == {HintSource.PHONE, HintSource.NEIGHBOUR}
    assert door.at(noon).chance > TABLE.usual(noon)
    assert best(make_dossier(), called, tip).hour == 17
