"""Coaches and their evenings."""

from datetime import date, time

import pytest

from planner.domain.place import Address
from planner.domain.staff import BudgetCoach, EveningShift, TravelMode
from planner.intake import Intake, Problem, read_coaches, read_shifts
from tests.planner.intake.files import COACH, SHIFT, csv_of

TEAM = tuple(
    BudgetCoach(coach_id=coach_id, name=coach_id, travel_mode=TravelMode.CAR)
    for coach_id in ("C1", "C2", "C3")
)


def shifts(*changes: dict[str, str]) -> Intake[EveningShift]:
    rows = ({**SHIFT, "shift_id": f"A{n}", **change} for n, change in enumerate(changes, 1))
    return read_shifts(csv_of(*rows), TEAM)


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    ("word", "mode"),
    [("car", "car"), ("auto", "car"), ("bicycle", "bicycle"), ("Fiets", "bicycle"), ("foot", "foot"),
     ("lopend", "foot"), ("te voet", "foot")],
)  # fmt: skip
def test_a_coach_gets_around_in_both_languages(word: str, mode: str):
    (coach,) = read_coaches(csv_of({**COACH, "travel_mode": word})).rows
    assert coach == BudgetCoach(
        coach_id="C1", name="Samira", travel_mode=TravelMode(mode), languages=frozenset({"nl", "ar"})
    )


def test_a_coach_speaks_dutch_when_the_file_does_not_say():
    (coach,) = read_coaches(csv_of({**COACH, "languages": ""})).rows
    assert coach.languages == {"nl"}


@pytest.mark.parametrize(
    ("change", "column"),
    [({"travel_mode": "trein"}, "travel_mode"), ({"languages": "nl|xx"}, "languages"), ({"name": ""}, "name"),
     ({"languages": "|"}, "languages")],
)  # fmt: skip
def test_a_bad_coach_is_told(change: dict[str, str], column: str):
    taken = read_coaches(csv_of({**COACH, **change}))
    assert not taken.rows
    assert only(taken.problems).column == column


def test_a_coach_twice_is_refused():
    taken = read_coaches(csv_of(COACH, {**COACH, "name": "Joost"}))
    assert [coach.name for coach in taken.rows] == ["Samira"]
    assert "rij 2" in only(taken.problems).sentence


def test_an_evening_is_read():
    (shift,) = shifts({"coach_ids": "C1|C2", "start": "17:00"}).rows
    assert (shift.date, shift.start, shift.end) == (date(2026, 11, 30), time(17), time(21))
    assert shift.coach_ids == ("C1", "C2")
    assert shift.start_place == Address("Dorpsstraat", 14, city="Nootdorp")
    assert shift.end_place == Address("Veenweg", 20, "A", city="Nootdorp")


def test_evenings_are_read_with_dutch_headers():
    names = ["avond", "datum", "begin", "einde", "coaches"]
    names += [f"{place}_{what}" for place in ("begin", "eind") for what in ("straat", "nummer", "plaats")]
    taken = read_shifts(csv_of(dict(zip(names, SHIFT.values(), strict=True))), TEAM)
    assert taken.rows == read_shifts(csv_of(SHIFT), TEAM).rows
    assert not taken.problems


def test_a_coach_who_is_not_in_the_list_is_named():
    problem = only(shifts({"coach_ids": "C1|C9"}).problems)
    assert (problem.column, problem.value) == ("coach_ids", "C1|C9")
    assert "'C9'" in problem.sentence


@pytest.mark.parametrize("ids", ["C1|C2|C3", "C1|C1", "|"])
def test_an_evening_has_one_coach_or_two_different(ids: str):
    assert only(shifts({"coach_ids": ids}).problems).column == "coach_ids"


def test_an_evening_that_ends_before_it_begins_is_told_once_beside_its_other_problems():
    taken = shifts({"start": "21:00", "end": "17:00", "start_number": "x"})
    assert {problem.column for problem in taken.problems} == {"start, end", "start_number"}


def test_a_coach_is_in_one_place_at_a_time():
    taken = shifts({"coach_ids": "C1|C2"}, {"coach_ids": "C2", "start": "20:00", "end": "22:00"})
    assert [shift.shift_id for shift in taken.rows] == ["A1"]
    problem = only(taken.problems)
    assert problem.row == 3
    assert "C2" in problem.sentence
    assert "rij 2" in problem.sentence
    assert taken.refused == 1


def test_one_coach_may_work_twice_on_a_day_and_on_two_days():
    taken = shifts({}, {"start": "21:00", "end": "22:00"}, {"date": "01-12-2026"}, {"coach_ids": "C2"})
    assert len(taken.rows) == 4


def test_an_addition_of_a_place_in_two_cells_is_refused():
    assert only(shifts({"end_addition": "B"}).problems).column == "end_number, end_addition"
