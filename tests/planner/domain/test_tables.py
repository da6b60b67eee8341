"""Everything that is said stands in a table, in two languages, and the tables are whole."""

from collections.abc import Iterator
from enum import StrEnum

import pytest

from planner.domain.arrangement import OCCUPANCY, OTHER_ARREARS, SAFETY, Occupancy, OtherArrears, Safety
from planner.domain.notice import NOTICE_RULES, NoticeKind
from planner.domain.outcome import OUTCOME_RULES, Door, NextState, OutcomeCode
from planner.domain.outcome_table import CLOSING_RULES, OUTCOME_TABLE, ClosingCode
from planner.domain.state import BARS, BONUSES, CHECKS, QUEUE, STATES, Bar, Bonus, Check
from planner.domain.wording import Wording
from planner.policy.arrangement import VERDICTS, Verdict


def sentences() -> Iterator[Wording]:
    for rule in (*OUTCOME_TABLE, *NOTICE_RULES.values()):
        yield rule.sentence
    for state in STATES.values():
        yield from (words for words in (state.helps, state.sentence, state.after) if words)
    yield from CHECKS.values()
    yield from (bar.sentence for bar in BARS.values())
    yield from (verdict.sentence for verdict in VERDICTS.values())


def labels() -> Iterator[Wording]:
    for rule in (*OUTCOME_TABLE, *NOTICE_RULES.values()):
        yield rule.label
    yield from (state.name for state in STATES.values())
    for table in (OCCUPANCY, OTHER_ARREARS, SAFETY, BONUSES):
        yield from table.values()


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (OutcomeCode, OUTCOME_RULES),
        (ClosingCode, CLOSING_RULES),
        (NoticeKind, NOTICE_RULES),
        (NextState, STATES),
        (Bar, BARS),
        (Check, CHECKS),
        (Bonus, BONUSES),
        (Verdict, VERDICTS),
        (Occupancy, OCCUPANCY),
        (OtherArrears, OTHER_ARREARS),
        (Safety, SAFETY),
    ],
)
def test_no_code_state_or_notice_lacks_its_row(words: type[StrEnum], table: dict) -> None:
    assert list(table) == list(words)


def test_every_sentence_is_whole_in_dutch_and_in_english() -> None:
    for words in sentences():
        for text in words:
            assert text.endswith("."), text
            assert text[0].isupper() or text[0] == "{"
            assert max(len(sentence.split()) for sentence in text.split(".")) <= 17, text


def test_every_label_is_short_in_dutch_and_in_english() -> None:
    for words in labels():
        assert all(0 < len(text.split()) <= 9 and not text.endswith(".") for text in words), words


def test_the_door_has_twenty_two_codes_and_the_house_six_closings() -> None:
    assert (len(OUTCOME_RULES), len(CLOSING_RULES)) == (22, 6)
    names = [rule.label.nl for rule in OUTCOME_RULES.values()]
    assert len(set(names)) == len(names)


def test_what_a_door_did_decides_what_is_learned_and_counted() -> None:
    for rule in OUTCOME_RULES.values():
        assert rule.learns is (rule.door is not Door.NOT_RUNG)
        assert rule.contact is (rule.door is Door.SPOKEN)
        assert rule.other_slot is (rule.door is Door.NOT_HOME)
        assert bool(rule.attempts) is (rule.code is not OutcomeCode.OVERGESLAGEN)
    locked = OUTCOME_RULES[OutcomeCode.GEEN_TOEGANG]
    assert (locked.is_try, locked.learns) == (True, False)


def test_every_row_moves_holds_or_only_tells() -> None:
    told = {NoticeKind.HINT_HEARD, NoticeKind.WITHDRAWN}
    for kind, rule in NOTICE_RULES.items():
        does = rule.state is not None or rule.raises is not None or bool(rule.lifts)
        assert does is (kind not in told)
    for rule in (*OUTCOME_TABLE, *NOTICE_RULES.values()):
        assert (rule.check is None) == (rule.term is None)


def test_everything_that_is_raised_can_be_lifted_except_death_of_a_resident() -> None:
    lifted = {bar for rule in NOTICE_RULES.values() for bar in rule.lifts}
    assert set(Bar) - lifted == {Bar.DECEASED}


def test_a_plannable_state_can_be_left_by_a_shut_door_or_ends_by_time() -> None:
    for rule in STATES.values():
        assert not rule.plannable or rule.state in QUEUE or rule.then is not None
