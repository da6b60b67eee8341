"""Whatever comes in: one clear error for the file, or every data row among the rows or the problems."""

import csv
import io

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planner.domain.errors import UnreadableFileError
from planner.domain.staff import BudgetCoach, TravelMode
from planner.intake import COLUMNS, Intake, Kind, read_coaches, read_dossiers, read_shifts
from tests.planner.intake.files import COACH, DOSSIER, SHIFT, text_of

# A slow or busy machine is no failure.
ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEAM = [BudgetCoach(coach_id="C1", name="Samira", travel_mode=TravelMode.CAR)]
HEADS = [text_of([row]).splitlines()[0].encode() for row in (DOSSIER, COACH, SHIFT)]
PIECES = st.sampled_from(
    [b";", b",", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"D-1", b"14", b"12.0", b"1.250,50",
     b"03-11-2026", b"|", b"17:00", b"C1", b"ja", b"=1", b"'", b"\xe9", b"\xc3\xa9", b"\xef\xbb\xbf", b"\x1c",
     b" ", b"Dorpsstraat"]
)  # fmt: skip


def read_all(data: bytes) -> list[Intake[object]]:
    taken = []
    for read in (read_dossiers, read_coaches, lambda source: read_shifts(source, TEAM)):
        try:
            taken.append(read(("bestand.csv", data)))
        except UnreadableFileError as error:
            assert "bestand.csv" in str(error)  # noqa: PT017  # most bytes are no file at all
    return taken


def assert_no_row_is_lost(taken: Intake[object]) -> None:
    refused = [problem for problem in taken.problems if problem.refused]
    assert len(taken.rows) + taken.refused == taken.read
    assert all(problem.row > 1 and problem.sentence.endswith(".") for problem in refused)


@ANY_SPEED
@given(st.binary(max_size=400))
def test_arbitrary_bytes_give_a_clear_error_or_a_full_account(data: bytes):
    for taken in read_all(data):
        assert_no_row_is_lost(taken)


@ANY_SPEED
@given(st.sampled_from(HEADS), st.lists(PIECES, max_size=60).map(b"".join))
@example(HEADS[0], b'"')
@example(HEADS[0], b'D-1;"a\nD-2;b"c;14\n"')
def test_arbitrary_rows_under_a_good_header_are_all_accounted_for(head: bytes, body: bytes):
    for taken in read_all(head + b"\n" + body):
        assert_no_row_is_lost(taken)


@ANY_SPEED
@given(st.data(), st.sampled_from(["dossiers", "coaches", "shifts"]))
def test_arbitrary_cells_keep_their_row_number(data: st.DataObject, kind: Kind):
    names = [column.name for column in COLUMNS[kind]]
    cell = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
    rows = data.draw(
        st.lists(st.lists(cell, min_size=len(names), max_size=len(names)), min_size=1, max_size=4)
    )
    filled = [row for row in rows if any(value.strip(" \t\r\n\u00a0\u202f") for value in row)]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([names, *rows])
    read = {"dossiers": read_dossiers, "coaches": read_coaches}.get(kind, lambda s: read_shifts(s, TEAM))
    source = ("bestand.csv", text.getvalue().encode())
    try:
        taken = read(source)
    except UnreadableFileError:
        assert not filled
        return
    assert taken.read == len(filled)
    assert_no_row_is_lost(taken)
    numbers = {problem.row for problem in taken.problems if problem.refused}
    assert numbers <= {number for number, row in enumerate(rows, start=2) if row in filled}
