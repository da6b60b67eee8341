"""The table of columns."""

import pytest

from planner.intake import (
    COLUMNS,
    Kind,
    columns_markdown,
    read_call_evenings,
    read_coaches,
    read_creditors,
    read_dossiers,
    read_referrals,
    read_shifts,
)
from planner.intake.columns import by_header
from planner.intake.creditor_rows import CreditorRow, ReferralRow
from planner.intake.dossier_rows import DossierRow
from planner.intake.team_rows import CallEveningRow, CoachRow, ShiftRow
from tests.planner.intake.files import csv_of

KINDS: tuple[Kind, ...] = ("dossiers", "coaches", "shifts", "creditors", "referrals", "call_evenings")
MODELS = {
    "dossiers": DossierRow,
    "coaches": CoachRow,
    "shifts": ShiftRow,
    "creditors": CreditorRow,
    "referrals": ReferralRow,
    "call_evenings": CallEveningRow,
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_means_two_things(kind: Kind):
    columns = COLUMNS[kind]
    headers = {header for column in columns for header in (column.name, column.dutch)}
    assert len(by_header(kind)) == len(headers)
    assert {column.name for column in by_header(kind).values()} == {column.name for column in columns}


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_read_and_what_must_be_there_agrees(kind: Kind):
    fields = MODELS[kind].model_fields
    assert list(fields) == [column.name for column in COLUMNS[kind]]
    required = {name for name, field in fields.items() if field.is_required()}
    assert required == {column.name for column in COLUMNS[kind] if column.required}


def test_the_examples_read():
    def example(kind: Kind) -> tuple[str, bytes]:
        return csv_of({column.name: column.example for column in COLUMNS[kind]})

    assert not read_dossiers(example("dossiers")).problems
    assert not read_creditors(example("creditors")).problems
    assert not read_referrals(example("referrals")).problems
    coaches = read_coaches(example("coaches"))
    assert not coaches.problems
    others = read_coaches(csv_of({"coach_id": "C4", "name": "Kasia", "travel_mode": "auto"}))
    assert not read_shifts(example("shifts"), coaches.rows + others.rows).problems
    assert not read_call_evenings(example("call_evenings"), coaches.rows + others.rows).problems


@pytest.mark.parametrize("kind", KINDS)
def test_the_readme_table_has_a_line_per_column_and_no_stray_bar(kind: Kind):
    head, rule, *lines = columns_markdown(kind).splitlines()
    assert len(lines) == len(COLUMNS[kind])
    for line, column in zip(lines, COLUMNS[kind], strict=True):
        assert f"`{column.name}`" in line
        assert f"`{column.dutch}`" in line
    assert {line.replace(r"\|", "").count("|") for line in (head, rule, *lines)} == {6}
