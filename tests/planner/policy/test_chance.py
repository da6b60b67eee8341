"""The chance at home starts from a table, learns from first tries, and moves with what the door did."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Channel, ContactAttempt, Dossier
from planner.domain.outcome import Outcome, OutcomeCode, Slot
from planner.policy.chance import ChanceTable, evening_slots, learn
from planner.policy.groups import HouseholdGroup
from planner.policy.rules import ChanceRules, Rules
from planner.policy.rules_file import shipped_rules
from tests.factories import MONDAY, at, make_dossier, make_outcome

RULES = shipped_rules()
SLOTS = st.builds(Slot, weekday=st.integers(0, 6), hour=st.integers(8, 21))
CODES = st.sampled_from([OutcomeCode.NT_KAART, OutcomeCode.WEIGERT, OutcomeCode.GEEN_TOEGANG])
EVENINGS = [Slot(weekday=day, hour=hour) for day in range(5) for hour in range(17, 21)]
PLAIN = make_dossier()


def changed(**changes: object) -> Rules:
    return replace(RULES, chance=replace(RULES.chance, **changes))


HALF = changed(hour=dict.fromkeys((17, 18, 19, 20), 0.5), friday_drop=0.0)
NOTHING = learn({}, [], RULES)


def miss(day: int = 0, hour: int = 18, **changes: object) -> Outcome:
    return make_outcome(at=at(MONDAY + timedelta(days=day), hour, 30), **changes)


def talk(day: int = 0, hour: int = 18, **changes: object) -> Outcome:
    return make_outcome(OutcomeCode.WEIGERT, at=at(MONDAY + timedelta(days=day), hour, 30), **changes)


def chance(slot: Slot, *history: Outcome, rules: Rules = RULES, dossier: Dossier = PLAIN) -> float:
    return learn({}, [], rules).at(slot, dossier, history).chance


def best(*history: Outcome, rules: Rules = RULES, dossier: Dossier = PLAIN) -> Slot:
    door = learn({}, [], rules).door(dossier, history)
    return max(EVENINGS, key=lambda slot: door.at(slot).chance)


def firsts(count: int, hits: int, day: int = 0, hour: int = 18) -> dict[str, list[Outcome]]:
    """First visits at as many doors, at one weekday and hour."""
    return {
        f"N-{day}-{hour}-{i}": [(talk if i < hits else miss)(day, hour, dossier_id=f"N-{day}-{hour}-{i}")]
        for i in range(count)
    }


def test_without_data_evenings_lie_between_40_and_55_percent_with_their_peak_at_seven() -> None:
    found = {hour: NOTHING.usual(Slot(weekday=1, hour=hour)) for hour in range(17, 21)}
    assert all(0.40 <= one <= 0.55 for one in found.values())
    assert max(found, key=lambda hour: found[hour]) == 19


def test_by_day_and_on_fridays_fewer_people_are_home() -> None:
    assert NOTHING.usual(Slot(weekday=1, hour=14)) < NOTHING.usual(Slot(weekday=1, hour=17))
    assert NOTHING.usual(Slot(weekday=4, hour=18)) == pytest.approx(
        NOTHING.usual(Slot(weekday=3, hour=18)) - RULES.chance.friday_drop
    )


@pytest.mark.parametrize(
    ("weekday", "hour", "expected"), [(0, 18, 0.33), (0, 19, 0.40), (2, 18, 0.38), (2, 20, 0.48)]
)
def test_one_miss_moves_the_best_slot_to_another_day_and_hour(
    weekday: int, hour: int, expected: float
) -> None:
    found = chance(Slot(weekday=weekday, hour=hour), miss(), rules=HALF)
    assert found == pytest.approx(expected, abs=0.006)


def test_two_misses_in_the_best_slot_rank_another_slot_higher() -> None:
    usual = best()
    missed = [miss(usual.weekday, usual.hour), miss(usual.weekday + 7, usual.hour)]
    assert best(*missed).hour != usual.hour
    assert chance(usual, *missed) < chance(Slot(weekday=(usual.weekday + 2) % 5, hour=17), *missed)


def test_one_hit_raises_its_own_slot_most() -> None:
    raised = {slot: chance(slot, talk(), rules=HALF) - 0.5 for slot in EVENINGS}
    assert max(raised, key=lambda slot: raised[slot]) == Slot(weekday=0, hour=18)
    assert min(raised.values()) > 0


@pytest.mark.parametrize("code", [OutcomeCode.OVERGESLAGEN, OutcomeCode.GEEN_TOEGANG, OutcomeCode.ONVEILIG])
def test_a_door_that_was_not_rung_or_could_not_be_reached_teaches_nothing(code: OutcomeCode) -> None:
    shut = make_outcome(code)
    slot = Slot(weekday=0, hour=18)
    assert chance(slot, shut) == chance(slot)
    assert learn({"D-001": [shut]}, [], RULES) == NOTHING


def test_an_outcome_that_was_corrected_never_was() -> None:
    wrong = miss()
    right = talk(corrects=wrong.outcome_id)
    slot = Slot(weekday=0, hour=18)
    assert chance(slot, wrong, right) == chance(slot, right)
    assert learn({"D-001": [wrong, right]}, [], RULES) == learn({"D-001": [right]}, [], RULES)


def test_many_first_visits_replace_the_start_table_and_few_hardly_move_it() -> None:
    slot = Slot(weekday=0, hour=18)
    start = NOTHING.usual(slot)
    assert abs(learn(firsts(2, 2), [], RULES).usual(slot) - start) < 0.08
    assert learn(firsts(2000, 1800), [], RULES).usual(slot) == pytest.approx(0.9, abs=0.02)


def test_a_weekday_without_visits_follows_its_hour_and_another_hour_does_not() -> None:
    table = learn(firsts(60, 55), [], RULES)
    monday, tuesday = (table.usual(Slot(weekday=day, hour=18)) for day in (0, 1))
    assert monday > tuesday > NOTHING.usual(Slot(weekday=1, hour=18))
    assert table.usual(Slot(weekday=0, hour=20)) == NOTHING.usual(Slot(weekday=0, hour=20))


def test_only_the_first_visit_teaches_for_later_ones_are_at_doors_that_stayed_shut() -> None:
    first = {"D-001": [talk(0, 18)]}
    later = {"D-001": [talk(0, 18), miss(8, 19), miss(15, 20)]}
    assert learn(later, [], RULES) == learn(first, [], RULES)


def test_a_door_that_others_visited_before_teaches_nothing_and_its_own_chance_knows_it() -> None:
    visited = make_dossier(attempts=(ContactAttempt(channel=Channel.VISIT, at=at(MONDAY, 18, 30)),))
    assert learn({"D-001": [miss(8)]}, [visited], RULES) == NOTHING
    slot = Slot(weekday=0, hour=18)
    assert chance(slot, dossier=visited) == pytest.approx(chance(slot, miss()))


def test_a_visit_of_ours_that_comes_back_in_the_file_counts_once() -> None:
    told = make_dossier(attempts=(ContactAttempt(channel=Channel.VISIT, at=at(MONDAY, 18, 25)),))
    slot = Slot(weekday=0, hour=18)
    assert chance(slot, miss(), dossier=told) == chance(slot, miss())
    assert learn({"D-001": [miss()]}, [told], RULES).tries == {slot: 1}


def test_a_visit_by_appointment_says_nothing_about_unknown_doors() -> None:
    moment = at(date(2026, 12, 8), 19)
    asked = make_outcome(OutcomeCode.AFSPRAAK, at=at(MONDAY, 18), appointment_at=moment)
    kept = make_outcome(OutcomeCode.REGELING, at=moment + timedelta(minutes=4))
    assert learn({"D-001": [kept, asked]}, [], RULES).tries == {Slot(weekday=0, hour=18): 1}


def test_no_group_of_households_is_used_unless_a_team_asks() -> None:
    assert RULES.chance.groups == ()
    answered = answering_callers()
    assert learn(*answered, RULES).group_shift == {}


def answering_callers() -> tuple[dict[str, list[Outcome]], list[Dossier]]:
    """Twenty doors whose household answered an evening call before, nearly all opened; twenty others shut."""
    call = ContactAttempt(channel=Channel.CALL, at=at(date(2026, 11, 12), 18, 30), reached=True)
    histories = firsts(40, 20)
    dossiers = [
        make_dossier(dossier_id=dossier_id, attempts=(call,) if number < 20 else ())
        for number, dossier_id in enumerate(histories)
    ]
    return histories, dossiers


def test_a_group_that_a_team_asks_for_is_learned_and_shrunk() -> None:
    group = HouseholdGroup.CALL_ANSWERED_IN_EVENING
    table = learn(*answering_callers(), changed(groups=(group,)))
    surplus = 1 - table.usual(Slot(weekday=0, hour=18))
    assert table.group_shift[group] == pytest.approx(20 * surplus / (20 + RULES.chance.group_visits))
    _, dossiers = answering_callers()
    slot = Slot(weekday=3, hour=20)
    # The same call is a trace of this very door too; only the group differs between the tables.
    plain = replace(table, group_shift={})
    assert table.at(slot, dossiers[0], ()).chance > plain.at(slot, dossiers[0], ()).chance
    assert table.at(slot, dossiers[-1], ()) == plain.at(slot, dossiers[-1], ())


@given(st.randoms(use_true_random=False), st.lists(st.tuples(st.integers(0, 4), CODES), max_size=30))
def test_the_same_log_gives_the_same_numbers_in_any_order(
    shuffle: random.Random, visits: list[tuple[int, OutcomeCode]]
) -> None:
    log: dict[str, list[Outcome]] = {}
    for i, (door, code) in enumerate(visits):
        when = at(MONDAY + timedelta(days=i // 4), 17 + i % 4, i)
        log.setdefault(f"D-{door}", []).append(make_outcome(code, dossier_id=f"D-{door}", at=when))
    other = [(door, shuffle.sample(history, len(history))) for door, history in log.items()]
    shuffle.shuffle(other)
    one, two = learn(log, [PLAIN], RULES), learn(dict(other), [PLAIN], RULES)
    assert one == two
    for slot in EVENINGS:
        assert one.usual(slot) == two.usual(slot)
        for door, history in other:
            assert one.at(slot, PLAIN, log[door]) == two.at(slot, PLAIN, history)


def test_shuffling_who_is_who_changes_nothing_that_is_learned_of_everybody() -> None:
    log = firsts(30, 12) | firsts(20, 15, day=2, hour=20)
    names = sorted(log)
    swapped = dict(zip(names, (log[name] for name in reversed(names)), strict=True))
    dossiers = [make_dossier(dossier_id=name) for name in names]
    assert learn(swapped, dossiers, RULES) == learn(log, dossiers, RULES)


@given(
    SLOTS,
    st.lists(st.tuples(CODES, st.integers(0, 20), st.integers(8, 21)), max_size=12),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_the_range_always_holds_the_chance_and_never_reaches_zero_or_one(
    slot: Slot, visits: list[tuple[OutcomeCode, int, int]], shut: int, opened: int
) -> None:
    history = [make_outcome(code, at=at(MONDAY + timedelta(days=d), h)) for code, d, h in visits]
    table = ChanceTable(rules=RULES, homes={slot: opened}, tries={slot: opened + shut})
    for found in (table.at(slot, PLAIN, history), table.usual_estimate(slot)):
        assert 0 < found.low <= found.chance <= found.high < 1


def test_the_range_narrows_with_every_try_and_n_counts_them() -> None:
    slot = Slot(weekday=0, hour=18)
    none, two = (NOTHING.at(slot, PLAIN, known) for known in ((), (miss(), talk(7))))
    assert (none.n, two.n) == (0, 2)
    assert two.high - two.low < none.high - none.low
    many = learn(firsts(400, 180), [], RULES).usual_estimate(slot)
    assert (many.n, round(many.high - many.low, 2)) == (400, 0.06)


@given(st.integers(0, 6), st.integers(8, 21), st.integers(0, 6), st.integers(8, 21))
def test_a_try_says_most_of_its_own_slot_and_as_much_one_way_as_the_other(
    day: int, hour: int, other_day: int, other_hour: int
) -> None:
    kernel = RULES.chance.kernel
    weight = kernel.weight(abs(hour - other_hour), day == other_day)
    assert weight == kernel.weight(abs(other_hour - hour), other_day == day) <= kernel.weight(0, True) == 1


def test_a_table_over_hours_that_nobody_named_is_refused() -> None:
    with pytest.raises(ValueError, match="hour is empty"):
        changed(hour={})


def test_the_mean_usual_chance_is_that_of_the_evening_hours() -> None:
    rules: ChanceRules = RULES.chance
    slots = evening_slots(rules)
    assert len(slots) == 5 * len(rules.hour)
    assert NOTHING.mean_usual == pytest.approx(sum(map(NOTHING.usual, slots)) / len(slots))
