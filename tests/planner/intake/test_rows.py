"""Rows: their numbers, their quotes, and that none is lost."""

import pytest

from planner.intake import read_dossiers
from tests.planner.intake.files import DOSSIER, csv_of, dossier_file, text_of


def rows_refused(data: tuple[str, bytes]) -> list[int]:
    return [problem.row for problem in read_dossiers(data).problems]


def test_the_first_data_row_is_row_two():
    assert rows_refused(dossier_file({"house_number": "x"})) == [2]


def test_a_cell_with_line_breaks_counts_as_one_row():
    data = dossier_file({"note": '"een\ntwee\r\ndrie"'}, {"note": "", "house_number": "x"})
    taken = read_dossiers(data)
    assert taken.rows[0].note == "een\ntwee\ndrie"
    assert [problem.row for problem in taken.problems] == [3]


def test_blank_rows_count_but_are_no_data():
    head, row = text_of([DOSSIER]).splitlines()
    bad = row.replace("14", "x").replace("D-1", "D-2")
    taken = read_dossiers(("x.csv", f"{head}\n\n;;;;;\n{row}\n   \n{bad}\n".encode()))
    assert [problem.row for problem in taken.problems] == [6]
    assert taken.read == 2


def test_quoted_cells_may_hold_the_delimiter_and_quotes():
    taken = read_dossiers(dossier_file({"note": '"bel; of ""klop"""', "resident": '"de Vries, A."'}))
    assert taken.rows[0].note == 'bel; of "klop"'
    assert taken.rows[0].resident == "de Vries, A."


def test_all_problems_of_a_row_are_told_and_good_rows_go_on():
    bad = {
        "street": "",
        "house_number": "12.0",
        "arrears_housing": "1,250.50",
        "arrears_since": "31-02-2026",
        "postcode": "263 AB",
    }
    taken = read_dossiers(dossier_file({}, bad, {}))
    assert [dossier.dossier_id for dossier in taken.rows] == ["D-1", "D-3"]
    assert {problem.column for problem in taken.problems} == set(bad)
    assert {problem.row for problem in taken.problems} == {3}
    assert {problem.dossier_id for problem in taken.problems} == {"D-2"}
    told = {problem.column: problem for problem in taken.problems}
    assert told["arrears_housing"].value == "1,250.50"
    assert told["arrears_housing"].sentence == "'1,250.50' is geen bedrag. Schrijf bijvoorbeeld 1.250,50."
    assert (taken.read, taken.refused) == (3, 1)


def test_a_problem_names_the_column_as_the_file_does():
    row = {**DOSSIER, "Huis Nummer": "x"}
    del row["house_number"]
    assert read_dossiers(csv_of(row)).problems[0].column == "Huis Nummer"


@pytest.mark.parametrize("again", ["D-1", " D-1 ", "d-1"])
def test_a_second_row_with_the_same_number_is_refused_and_names_the_first(again: str):
    taken = read_dossiers(dossier_file({}, {}, {"dossier_id": again}))
    assert [dossier.dossier_id for dossier in taken.rows] == ["D-1", "D-2"]
    (problem,) = taken.problems
    assert (problem.row, problem.column, problem.value) == (4, "dossier_id", again.strip())
    assert "rij 2" in problem.sentence


def test_a_number_of_a_refused_row_is_not_free_for_a_later_row():
    taken = read_dossiers(dossier_file({"house_number": "x"}, {"dossier_id": "D-1"}))
    assert not taken.rows
    assert taken.refused == 2


def test_a_row_with_a_stray_delimiter_is_refused_even_when_every_cell_reads():
    head, row = text_of([{**DOSSIER, "unsafe": "nee", "note": ""}]).splitlines()
    taken = read_dossiers(("x.csv", f"{head}\n{row};ja\n".encode()))
    assert not taken.rows
    assert "9 vakken en de kop 8" in taken.problems[0].sentence
    assert taken.problems[0].dossier_id == "D-1"


def test_a_row_that_ends_early_is_refused_so_that_no_warning_is_lost():
    head, row = text_of([{**DOSSIER, "note": "tuin", "unsafe": "ja"}]).splitlines()
    taken = read_dossiers(("x.csv", f"{head}\n{row.replace('tuin', chr(10))}\n".encode()))
    assert not taken.rows
    assert {problem.row for problem in taken.problems} == {2, 3}


@pytest.mark.parametrize("broken", ['"Jan', '"Jan" de Vries', '"Jan";"'])
def test_broken_quotes_cost_one_row_and_not_the_rest_of_the_file(broken: str):
    taken = read_dossiers(dossier_file({"resident": ""}, {"resident": broken}, {}, {"house_number": "x"}))
    assert [dossier.dossier_id for dossier in taken.rows] == ["D-1", "D-3"]
    quotes, number = taken.problems
    assert (quotes.row, quotes.dossier_id) == (3, "D-2")
    assert "aanhalingsteken" in quotes.sentence
    assert number.row == 5
    assert taken.read == 4


def test_a_cell_beyond_the_limit_of_the_csv_reader_is_a_problem_of_its_row():
    taken = read_dossiers(dossier_file({"note": "x" * 200_000}, {"note": ""}))
    assert [dossier.dossier_id for dossier in taken.rows] == ["D-2"]
    assert [problem.row for problem in taken.problems] == [2]
