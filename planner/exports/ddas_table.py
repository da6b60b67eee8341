"""The outcome table in the words of the national data model, and a check of its words against a schema."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from planner.domain.ddas import CONTACT_KINDS, EndResult
from planner.domain.event_rule import EventRule
from planner.domain.notice import NOTICE_RULES
from planner.domain.outcome_table import OUTCOME_TABLE
from planner.domain.week import AMSTERDAM
from planner.policy.gate import day_part


def contact_attempts(rule: EventRule, at: datetime) -> tuple[dict[str, Any], ...]:
    """Return the contact attempts (contactpogingen) that an event counts as, as JSON data."""
    local = at.astimezone(AMSTERDAM)
    return tuple(
        {
            "soort": CONTACT_KINDS[channel],
            "bereikt": reached,
            "datum": local.date().isoformat(),
            "dagdeel": day_part(local).capitalize(),
        }
        for channel, reached in rule.attempts
    )


def table_problems(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every word of the tables that a schema of the model does not know, and every end result lost.

    Parameters
    ----------
    schema
        The JSON schema of the exchange model (Uitwisselmodel), as published.
    """
    results, kinds = _words(schema, "EnumEindresultaat"), _words(schema, "EnumContactsoort")
    return tuple(_unknown(results, kinds)) + tuple(
        f"No outcome, closing or notice ends in '{word}'." for word in sorted(results - _reached())
    )


def _unknown(results: frozenset[str], kinds: frozenset[str]) -> Iterator[str]:
    for rule in (*OUTCOME_TABLE, *NOTICE_RULES.values()):
        if rule.result is not None and rule.result not in results:
            yield f"'{rule.label.en}': the model has no end result '{rule.result}'."
        for channel, _ in rule.attempts:
            if CONTACT_KINDS[channel] not in kinds:
                yield f"'{rule.label.en}': the model has no kind of contact '{CONTACT_KINDS[channel]}'."


def _reached() -> frozenset[EndResult]:
    return frozenset(rule.result for rule in OUTCOME_TABLE if rule.result is not None)


def _words(schema: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(schema["$defs"][name]["enum"])
