"""Every sentence that the policy prints in one table: Dutch as on screen, English for who reads the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from planner.domain.arrangement import OCCUPANCY, OTHER_ARREARS, SAFETY
from planner.domain.notice_table import NOTICE_RULES
from planner.domain.outcome_table import CLOSING_RULES, OUTCOME_RULES
from planner.domain.state import BARS, BONUSES, CHECKS, STATES
from planner.domain.wording import Wording
from planner.policy import why
from planner.policy.agreements import AGREEMENTS
from planner.policy.arrangement import VERDICTS
from planner.policy.call_list import CALL_WORDS, NO_CALL_WORDS
from planner.policy.deadline import DEADLINES
from planner.policy.evening.sentences import EVENING, STOPS
from planner.policy.gate_table import ADVICE, GATE, SIGNAL_GROUPS
from planner.policy.priority import CREDITOR_WORDS, POINTS, SIGNAL_WORDS
from planner.policy.triage import WAITING


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One row: the table and the code it belongs to, and its words."""

    where: str
    code: str
    words: Wording


_MOMENT: Mapping[str, Wording] = {
    "home": why.HOME,
    "away": why.AWAY,
    "all_day": why.ALL_DAY,
    "in_weekend": why.IN_WEEKEND,
    "between": why.HOURS[(True, True)],
    "after": why.HOURS[(True, False)],
    "before": why.HOURS[(False, True)],
}
TABLES: Mapping[str, Mapping[Any, Any]] = {
    "gate": GATE,
    "gate: signals": SIGNAL_GROUPS,
    "advice": ADVICE,
    "points": POINTS,
    "points: creditor": CREDITOR_WORDS,
    "points: vulnerable": SIGNAL_WORDS,
    "points: bonus": BONUSES,
    "deadline": DEADLINES,
    "agreement": AGREEMENTS,
    "waiting": WAITING,
    "why this time": why.WHY,
    "why this time: moment": _MOMENT,
    "outcome": OUTCOME_RULES,
    "closing": CLOSING_RULES,
    "notice": NOTICE_RULES,
    "state": STATES,
    "bar": BARS,
    "check": CHECKS,
    "arrangement": VERDICTS,
    "at the door: other arrears": OTHER_ARREARS,
    "at the door: seen": OCCUPANCY,
    "at the door: safety": SAFETY,
    "call list": CALL_WORDS,
    "call list: left out": NO_CALL_WORDS,
    "evening: address": STOPS,
    "evening": EVENING,
}
"""All tables of words, by the name under which they are read."""


def sentences() -> tuple[Sentence, ...]:
    """Return every sentence, in the order of the tables."""
    return tuple(
        Sentence(where=where, code=f"{code}{part}", words=words)
        for where, table in TABLES.items()
        for code, row in table.items()
        for part, words in words_of(row)
    )


def words_of(row: object) -> Iterator[tuple[str, Wording]]:
    """Yield the words of one row of a table, each with the name of its column (``.label``), if it has any."""
    if isinstance(row, Wording):
        yield "", row
    elif is_dataclass(row):
        for column in fields(row):
            value = getattr(row, column.name)
            if isinstance(value, Wording):
                yield f".{column.name}", value


def markdown() -> str:
    """Return the table as Markdown: where, code, Dutch, English."""
    rows = [
        f"| {one.where} | `{one.code}` | {_cell(one.words.nl)} | {_cell(one.words.en)} |"
        for one in sentences()
    ]
    return "\n".join(["| where | code | Nederlands | English |", "|---|---|---|---|", *rows]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
