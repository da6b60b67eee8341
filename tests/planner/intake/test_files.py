"""Which files are read, how, and which are refused as a whole."""

from pathlib import Path

import pytest

from planner.domain.errors import UnreadableFileError
from planner.intake import read_coaches, read_dossiers
from tests.planner.intake.files import DOSSIER, csv_of, dossier_file, text_of

TEXT = text_of([{**DOSSIER, "resident": "J. van 't Höf-Ëlça"}])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_the_one_that_makes_known_columns(delimiter: str):
    row = {**DOSSIER, "arrears_housing": "1250.50"}
    taken = read_dossiers(csv_of(row, delimiter=delimiter))
    assert taken.delimiter == delimiter
    assert taken.rows[0].amount_cents == 125050
    assert not taken.problems


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_utf8_with_and_without_mark_and_cp1252_give_the_same_name(data: bytes, encoding: str):
    taken = read_dossiers(("bestand.csv", data))
    assert taken.rows[0].resident == "J. van 't Höf-Ëlça"
    assert taken.encoding == encoding


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_is_read(end: str):
    data = text_of([DOSSIER, {**DOSSIER, "dossier_id": "D-2"}]).replace("\n", end).encode()
    assert [dossier.dossier_id for dossier in read_dossiers(("x.csv", data)).rows] == ["D-1", "D-2"]


def test_a_path_is_read_and_named_without_its_folder(tmp_path: Path):
    path = tmp_path / "dossiers.csv"
    path.write_bytes(dossier_file({"house_number": "0"})[1])
    assert read_dossiers(path).problems[0].file == "dossiers.csv"


def test_headers_may_be_dutch_with_other_case_and_spaces():
    row = {
        " Dossier ": "D-1",
        "STRAAT": "Dorpsstraat",
        "Huis nummer": "14",
        "achterstand huur": "99",
        "Achterstand_Sinds": "20-08-2026",
        "aangemeld-op": "09-11-2026",
    }
    taken = read_dossiers(csv_of(row))
    assert taken.rows[0].dossier_id == "D-1"
    assert not taken.problems


def test_english_and_dutch_files_read_the_same():
    english = read_dossiers(csv_of(DOSSIER))
    names = ["dossier", "straat", "huisnummer", "achterstand_huur", "achterstand_sinds", "aangemeld_op"]
    dutch = read_dossiers(csv_of(dict(zip(names, DOSSIER.values(), strict=True))))
    assert english.rows == dutch.rows


def test_an_unknown_column_is_told_once_and_keeps_no_row_out():
    taken = read_dossiers(dossier_file({"hobby": "vissen"}, {"hobby": "zingen"}))
    assert len(taken.rows) == 2
    (remark,) = taken.problems
    assert (remark.row, remark.column, remark.refused) == (1, "hobby", False)
    assert "'hobby'" in remark.sentence
    assert taken.refused == 0


def test_a_column_without_a_header_is_told_only_when_it_holds_something():
    head, row = text_of([DOSSIER]).splitlines()
    empty = read_dossiers(("x.csv", f"{head};;\n{row};;\n".encode()))
    filled = read_dossiers(("x.csv", f"{head};;\n{row};;iets\n".encode()))
    assert not empty.problems
    assert [problem.column for problem in filled.problems] == ["kolom 8"]
    assert len(filled.rows) == 1


def test_a_hint_for_the_delimiter_is_no_header_and_no_row():
    name, data = dossier_file({"house_number": "0"})
    assert read_dossiers((name, b"sep=;\r\n" + data)).problems[0].row == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg"),
        (b"\r\n \n", "leeg"),
        (b"\xef\xbb\xbf", "leeg"),
        (text_of([DOSSIER]).splitlines()[0].encode(), "alleen een kopregel"),
        (text_of([DOSSIER]).splitlines()[0].encode() + b"\n;;;;;\n\n", "alleen een kopregel"),
        (b"PK\x03\x04rest of a workbook", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
        (b"%PDF-1.7", "pdf"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "geen tekst"),
        (b"\x89PNG\r\n\x1a\n\0\0", "geen tekst"),
        (b"\xef\xbb\xbf\xff\xff", "geen tekst"),
        (TEXT.encode("cp1252") + b"\x81", "geen tekst"),
        (b"hallo wereld\n1\n", "Gevonden: hallo wereld"),
        (b'"dossier_id;street\n1\n', "ontbreken de kolommen"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_clear_line(data: bytes, words: str):
    with pytest.raises(UnreadableFileError) as caught:
        read_dossiers(("lijst.csv", data))
    assert words in str(caught.value)
    assert "lijst.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["dossier_id", "street", "house_number", "arrears_since", "registered_on"])
def test_a_missing_column_is_named_with_what_was_found(name: str):
    row = {key: value for key, value in DOSSIER.items() if key != name}
    with pytest.raises(UnreadableFileError, match="ontbreekt de kolom") as caught:
        read_dossiers(csv_of(row))
    assert f"({name})" in str(caught.value)
    assert "arrears_housing" in str(caught.value)


def test_a_file_without_any_arrears_column_is_refused():
    row = {key: value for key, value in DOSSIER.items() if key != "arrears_housing"}
    with pytest.raises(UnreadableFileError, match="kolom met achterstand"):
        read_dossiers(csv_of(row))


def test_two_columns_for_one_thing_are_refused_by_name():
    with pytest.raises(UnreadableFileError, match="'street' en 'straat'"):
        read_dossiers(csv_of({**DOSSIER, "straat": "Veenweg"}))


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match=r"weg\.csv"):
        read_dossiers(tmp_path / "weg.csv")
    with pytest.raises(UnreadableFileError, match="niet te openen"):
        read_dossiers(tmp_path)


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(UnreadableFileError, match="coach_id"):
        read_coaches(csv_of(DOSSIER))
