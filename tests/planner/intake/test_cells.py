"""What a cell may hold, and what is refused rather than guessed."""

from datetime import date, datetime, time

import pytest

from planner.domain.week import AMSTERDAM
from planner.intake import cells


def refused(parse, value: str) -> str:
    with pytest.raises(cells.CellError) as caught:
        parse(value)
    return str(caught.value)


@pytest.mark.parametrize("value", ["03-11-2026", "3-11-2026", "2026-11-03"])
def test_a_day_is_read_as_dd_mm_jjjj_or_iso(value: str):
    assert cells.day(value) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "value",
    ["03-11-26", "31-02-2026", "2026-02-30", "11/03/2026", "03.11.2026", "2026-3-1", "11-13-2026",
     "3 nov 2026", "20261103", "46329", "2026-11-03 00:00", "٠٣-١١-٢٠٢٦", "01-01-1989", "31-12-2101", "-"],
)  # fmt: skip
def test_a_day_in_another_form_is_refused_with_its_value(value: str):
    assert value in refused(cells.day, value)


def test_the_first_and_last_year_are_accepted():
    assert cells.day("01-01-1990").year == 1990
    assert cells.day("31-12-2100").year == 2100


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("1.250,50", 125050), ("1250.50", 125050), ("1250,5", 125050), ("1250", 125000),
        ("€ 1.250,50", 125050), ("€1250,50", 125050), ("€\u00a01.250", 125000), ("1.250", 125000),
        ("1.000.000", 100_000_000), ("0", 0), ("0,05", 5), ("0.5", 50), ("12.0", 1200), ("1250,00", 125000),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_cents(value: str, amount: int):
    assert cells.cents(value) == amount


@pytest.mark.parametrize(
    "value",
    ["1,250.50", "1,250", "1e3", "-5", "€ -5", "−5", "1.25.0", "12.5000", "1250.500", "0.500", "1.250.50",
     "€", "1 250", "1250,505", "vijftig", "NaN", "inf", "1_000", "١٢", "1250 euro", "1.000.000,01", "9" * 40],
)  # fmt: skip
def test_an_amount_in_another_form_is_refused(value: str):
    assert value[:59] in refused(cells.cents, value)


def test_a_negative_amount_is_told_as_such():
    assert "negatief" in refused(cells.cents, "€ -5,00")


@pytest.mark.parametrize("value", ["2631AB", "2631 AB", "2631ab", "2631\u00a0Ab"])
def test_a_postcode_is_read_with_and_without_space_and_in_lower_case(value: str):
    assert cells.postcode(value) == "2631AB"


@pytest.mark.parametrize("value", ["0631AB", "2631", "2631A", "2631ABC", "2631-AB", "B-2000"])
def test_another_postcode_is_refused(value: str):
    assert value in refused(cells.postcode, value)


@pytest.mark.parametrize(
    ("value", "number", "addition"),
    [("14", 14, ""), ("14-B", 14, "B"), ("14B", 14, "B"), ("14 B", 14, "B"), ("14-2", 14, "2"),
     ("14bis", 14, "bis"), ("14-hs", 14, "hs"), ("99999", 99999, "")],
)  # fmt: skip
def test_a_house_number_is_split_from_its_addition(value: str, number: int, addition: str):
    assert cells.house_number(value) == (number, addition)


@pytest.mark.parametrize(
    "value",
    [
        "B14",
        "14 2",
        "14/16",
        "14 t/m 16",
        "14-B-2",
        "0",
        "100000",
        "-14",
        "14,5",
        "nvt",
        "14--B",
        "14 - B",
        "١٤",
    ],
)
def test_another_house_number_is_refused(value: str):
    assert value in refused(cells.house_number, value)


@pytest.mark.parametrize("value", ["12.0", "12,0", "12.00", "1,2E+11", "1E+05"])
def test_a_number_that_a_spreadsheet_rewrote_is_refused(value: str):
    for parse in (cells.house_number, cells.addition, cells.identifier, cells.phone):
        assert "rekenblad" in refused(parse, value)


@pytest.mark.parametrize("value", ["14-feb", "2-mrt", "14 okt"])
def test_a_house_number_that_became_a_date_is_refused(value: str):
    assert "datum" in refused(cells.house_number, value)


@pytest.mark.parametrize("value", ["18:30", "18:30:00"])
def test_a_time_is_read(value: str):
    assert cells.clock(value) == time(18, 30)


@pytest.mark.parametrize("value", ["18.30", "1830", "24:00", "18:60", "6:30 pm", "18", ""])
def test_another_time_is_refused(value: str):
    refused(cells.clock, value)


@pytest.mark.parametrize("value", ["2026-11-03 18:30", "03-11-2026 18:30", "2026-11-03T18:30"])
def test_a_moment_is_local_time_in_the_netherlands(value: str):
    assert cells.moment(value) == datetime(2026, 11, 3, 18, 30, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("value", ["2026-11-03", "18:30", "03-11-26 18:30", "2026-11-03 25:00", "gisteren"])
def test_another_moment_is_refused(value: str):
    refused(cells.moment, value)


def test_a_moment_that_the_clock_skips_is_refused():
    assert "bestaat niet" in refused(cells.moment, "29-03-2026 02:30")
    assert cells.moment("29-03-2026 03:00").hour == 3


def test_a_day_without_a_time_counts_as_noon():
    assert cells.moment_or_day("03-11-2026") == datetime(2026, 11, 3, 12, tzinfo=AMSTERDAM)
    assert cells.moment_or_day("03-11-2026 09:15").hour == 9


def test_a_list_is_joined_by_bars_and_each_part_must_read():
    days = cells.each(cells.day)
    assert days("03-11-2026|2026-11-04") == (date(2026, 11, 3), date(2026, 11, 4))
    assert days(" 03-11-2026 | ") == (date(2026, 11, 3),)
    assert "'gisteren'" in refused(days, "03-11-2026|gisteren")


@pytest.mark.parametrize("value", ["ja", "Ja", "yes", "1", "true", "WAAR", "j", "y"])
def test_yes_is_read(value: str):
    assert cells.yes_no(value) is True


@pytest.mark.parametrize("value", ["nee", "NEE", "no", "0", "false", "ONWAAR", "n"])
def test_no_is_read(value: str):
    assert cells.yes_no(value) is False


@pytest.mark.parametrize("value", ["x", "misschien", "2", "-"])
def test_another_answer_is_refused(value: str):
    assert value in refused(cells.yes_no, value)


@pytest.mark.parametrize(
    ("value", "code"),
    [("nl", "nl"), ("AR", "ar"), ("Arabisch", "ar"), ("pools", "pl"), ("Papiaments", "pap"),
     ("Oekrai\u0308ens", "uk")],
)  # fmt: skip
def test_a_language_is_a_code_or_a_dutch_name(value: str, code: str):
    assert cells.language(value) == code


@pytest.mark.parametrize("value", ["xx", "Klingon", "nl-NL"])
def test_an_unknown_language_is_refused(value: str):
    assert value in refused(cells.language, value)


def test_a_count_is_a_whole_number():
    assert cells.count("12") == 12
    for value in ("-1", "2.0", "1000", "twee"):
        refused(cells.count, value)


def test_a_phone_cell_without_a_digit_is_refused_for_empty_means_no_number():
    assert cells.phone("+31 6 0000 1234") == "+31 6 0000 1234"
    assert "leeg" in refused(cells.phone, "onbekend")


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1c", "\x9f", "\u202e", "\u2066", "\ufeff", "\u2028"])
def test_a_hidden_character_is_refused_with_its_place(hidden: str):
    for parse in (cells.line, cells.note, cells.identifier):
        sentence = refused(parse, f"de{hidden}Vries")
        assert "plaats 3" in sentence
        assert f"U+{ord(hidden):04X}" in sentence
        assert hidden not in sentence


def test_a_line_break_is_for_notes_only():
    assert cells.note("een\r\ntwee\tdrie") == "een\ntwee\tdrie"
    assert "regeleinde" in refused(cells.line, "een\ntwee")


def test_a_text_has_a_greatest_length():
    assert cells.line("x" * 200) == "x" * 200
    assert "201 tekens" in refused(cells.line, "x" * 201)
    assert "2001 tekens" in refused(cells.note, "x" * 2001)
    assert "21 tekens" in refused(cells.addition, "x" * 21)


def test_a_hard_space_becomes_a_space():
    assert cells.line("Hof\u00a0van\u202fDelft") == "Hof van Delft"


@pytest.mark.parametrize("value", ["C1|C2", "C1,C2"])
def test_an_id_holds_no_mark_that_joins_a_list(value: str):
    refused(cells.identifier, value)
