"""The tables speak the words of the national data model, and reach each of its end results."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.domain.ddas import EndResult
from planner.domain.notice import NOTICE_RULES
from planner.domain.outcome_table import OUTCOME_TABLE
from planner.exports.ddas_table import contact_attempts, table_problems
from tests.factories import MONDAY, at

PUBLISHED = Path(__file__).parents[4] / "shared/data/ddas/v0.9_json_schema_Uitwisselmodel.json"


@pytest.fixture
def schema() -> dict[str, Any]:
    if not PUBLISHED.exists():
        pytest.skip("the published schema of DDAS v0.9 is not on this machine")
    return json.loads(PUBLISHED.read_text("utf-8"))


def delivery() -> dict[str, Any]:
    """One case per row of the tables, with its attempts and end result."""
    rows = (*OUTCOME_TABLE, *NOTICE_RULES.values())
    cases = [
        {
            "vroegsignalen": [{"ID": f"VS-{number}"}],
            "contactpogingen": list(contact_attempts(rule, at(MONDAY, 17 + number % 3))),
            **({"resultaat": rule.result.value} if rule.result else {}),
        }
        for number, rule in enumerate(rows)
    ]
    return {
        "codeGegevensleverancier": "VOORBEELD",
        "startdatumLevering": "2026-11-01",
        "einddatumLevering": "2026-11-30",
        "aanleverdatumEnTijd": "2026-12-01T09:00:00Z",
        "leveringen": [
            {
                "teller": 1,
                "gemeentecode": "1926",
                "aanleverende_organisatie": {"naam": "Voorbeeld"},
                "vroegsignaalzaken": cases,
            }
        ],
    }


def test_every_row_is_valid_under_the_published_schema(schema: dict[str, Any]) -> None:
    assert table_problems(schema) == ()
    jsonschema.Draft202012Validator(schema).validate(delivery())


def test_the_check_names_a_word_that_the_model_lacks_and_a_result_that_is_lost(
    schema: dict[str, Any],
) -> None:
    other = copy.deepcopy(schema)
    words = other["$defs"]["EnumEindresultaat"]["enum"]
    words.remove("Inwoner is overleden")
    words.append("Iets nieuws")
    other["$defs"]["EnumContactsoort"]["enum"].remove("Kaartje")
    told = "\n".join(table_problems(other))
    assert "'Inwoner is overleden'" in told
    assert "'Iets nieuws'" in told
    assert "'Kaartje'" in told
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(other).validate(delivery())


def test_all_fifteen_end_results_are_reached_by_an_outcome_or_a_closing() -> None:
    assert len(EndResult) == 15
    assert {rule.result for rule in OUTCOME_TABLE if rule.result} == set(EndResult)


def test_a_card_is_an_attempt_of_its_own_and_the_evening_starts_at_six() -> None:
    card = next(rule for rule in OUTCOME_TABLE if rule.code == "NT_KAART")
    assert [one["soort"] for one in contact_attempts(card, at(MONDAY, 17, 59))] == ["Huisbezoek", "Kaartje"]
    assert contact_attempts(card, at(MONDAY, 17, 59))[0]["dagdeel"] == "Middag"
    assert contact_attempts(card, at(MONDAY, 18))[0]["dagdeel"] == "Avond"
