"""The sample week: remade byte for byte, with exactly the dirt it says it has."""

import csv
import gzip
import html
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import maps
from planner.domain.dossier import Channel, Dossier
from planner.domain.staff import Team, TravelMode
from planner.intake import read_coaches, read_dossiers, read_shifts
from sample_data.make_sample import (
    DOSSIERS,
    HOMES,
    HOUSE_NUMBERS,
    KINDS,
    MISSPELT,
    OFFICE,
    STREETS,
    TODAY,
    make,
)

FOLDER = Path(__file__).parents[2] / "sample_data"
FILES = ("dossiers.csv", "coaches.csv", "shifts.csv")
MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 12, 6)


@pytest.fixture(scope="module")
def dossiers() -> tuple[Dossier, ...]:
    return read_dossiers(FOLDER / "dossiers.csv").rows


@pytest.fixture(scope="module")
def team() -> Team:
    coaches = read_coaches(FOLDER / "coaches.csv")
    shifts = read_shifts(FOLDER / "shifts.csv", coaches.rows)
    assert not coaches.problems + shifts.problems
    return Team(coaches=coaches.rows, shifts=shifts.rows)


def test_the_committed_files_are_what_the_script_makes(tmp_path: Path):
    make(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_another_seed_makes_another_week(tmp_path: Path):
    make(tmp_path, seed=1)
    assert (tmp_path / "dossiers.csv").read_bytes() != (FOLDER / "dossiers.csv").read_bytes()


def test_the_only_refused_row_misses_its_house_number():
    taken = read_dossiers(FOLDER / "dossiers.csv")
    (problem,) = taken.problems
    assert (problem.column, problem.value) == ("house_number", "")
    assert (taken.read, len(taken.rows)) == (DOSSIERS, DOSSIERS - 1) == (240, 239)


def test_the_dirt_is_as_announced(dossiers: tuple[Dossier, ...]):
    found = Counter(
        misspelt=sum(d.address.street == MISSPELT for d in dossiers),
        paid=sum(d.paid_on is not None for d in dossiers),
        objection=sum(d.objection_on is not None for d in dossiers),
        unsafe=sum(d.unsafe for d in dossiers),
        opted_out=sum(d.opted_out for d in dossiers),
        needs_pair=sum(d.needs_pair for d in dossiers),
        appointment=sum(d.appointment is not None for d in dossiers),
        reached=sum(d.reached_on is not None for d in dossiers),
        visited=sum(bool(d.tried(Channel.VISIT)) for d in dossiers),
        no_reminder=sum(d.reminder_sent_on is None for d in dossiers),
        small=sum(d.amount_cents < 7500 for d in dossiers),
        hardly_called=sum(bool(d.phone) and len({at.hour < 12 for at in d.tried(Channel.CALL)}) < 2
                          and not any(at.hour >= 18 for at in d.tried(Channel.CALL)) for d in dossiers),
        legal=sum(d.legal.first is not None for d in dossiers),
    )  # fmt: skip
    assert found == {
        "misspelt": 1, "paid": 1, "objection": 1, "unsafe": 1, "opted_out": 1, "needs_pair": 2,
        "appointment": 1, "reached": 8, "visited": 10, "no_reminder": 5, "small": 8, "hardly_called": 16,
        "legal": 3,
    }  # fmt: skip
    assert Counter(d.language for d in dossiers) == {"nl": 235, "ar": 2, "pl": 2}


def test_the_summons_dates_lie_in_the_week_after(dossiers: tuple[Dossier, ...]):
    days = sorted(d.legal.summons_on for d in dossiers if d.legal.summons_on)
    assert len(days) == 3
    assert all(date(2026, 12, 7) <= day <= date(2026, 12, 11) for day in days)


def test_two_dossiers_share_a_door(dossiers: tuple[Dossier, ...]):
    doors = Counter(d.address.door for d in dossiers)
    assert sorted(doors.values())[-2:] == [1, 2]


def test_the_appointment_lies_within_an_evening_of_its_coach(dossiers: tuple[Dossier, ...], team: Team):
    (appointment,) = [d.appointment for d in dossiers if d.appointment]
    (shift,) = [
        s for s in team.shifts if s.date == appointment.at.date() and appointment.coach_id in s.coach_ids
    ]
    assert shift.starts_at < appointment.at < shift.ends_at


def test_the_team_is_five_coaches_on_fourteen_evenings_with_one_pair(team: Team):
    assert Counter(coach.travel_mode for coach in team.coaches) == {TravelMode.CAR: 3, TravelMode.BICYCLE: 2}
    assert all("nl" in coach.languages for coach in team.coaches)
    assert sum("ar" in coach.languages for coach in team.coaches) == 1
    assert sum("pl" in coach.languages for coach in team.coaches) == 1
    assert len(team.shifts) == 14
    assert sum(shift.is_pair for shift in team.shifts) == 1
    assert {shift.date.isoformat() for shift in team.shifts} == {
        "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03",
    }  # fmt: skip
    assert {(shift.start.hour, shift.end.hour) for shift in team.shifts} == {(17, 21)}


def test_nothing_in_the_past_lies_after_today(dossiers: tuple[Dossier, ...]):
    for dossier in dossiers:
        assert dossier.arrears_since < dossier.registered_on < TODAY, dossier.dossier_id
        assert all(attempt.at.date() < TODAY for attempt in dossier.attempts), dossier.dossier_id
        assert all(attempt.at.date() > dossier.registered_on for attempt in dossier.attempts)


def test_every_street_is_in_the_sample_network_and_every_door_is_invented(
    dossiers: tuple[Dossier, ...], team: Team
):
    network = html.unescape(gzip.decompress((FOLDER / "nootdorp_drive.graphml.gz").read_bytes()).decode())
    named = {street for street in STREETS if f">{street}<" in network}
    assert named == set(STREETS)
    places = [place for shift in team.shifts for place in (shift.start_place, shift.end_place)]
    addresses = [d.address for d in dossiers if d.address.street != MISSPELT] + places
    assert {address.street for address in addresses} <= named
    assert all(address.number > 400 for address in addresses)
    assert min(HOUSE_NUMBERS) > 400
    assert {number for _, number in (OFFICE, *HOMES.values())} <= set(HOUSE_NUMBERS)


def test_every_address_but_the_misspelt_one_is_found_on_its_street(dossiers: tuple[Dossier, ...], team: Team):
    region = maps.load_region(FOLDER / "nootdorp_drive.graphml.gz")
    places = [place for shift in team.shifts for place in (shift.start_place, shift.end_place)]
    for address in [dossier.address for dossier in dossiers] + places:
        match = region.geocode(address.street, address.number, address.postcode, address.city)
        if address.street == MISSPELT:
            assert match.grade is maps.Grade.DOUBTFUL
            assert "Dorpsstraat" in {candidate.street for candidate in match.candidates}
        else:
            assert match.point is not None, address.line
            assert match.street == address.street


def test_phones_and_postcodes_are_invented_numbers(dossiers: tuple[Dossier, ...]):
    assert all(not d.phone or d.phone.startswith("06-0000") for d in dossiers)
    assert all(d.address.postcode[:4] in ("2631", "2632") for d in dossiers)
    postcodes = {(d.address.street, d.address.postcode) for d in dossiers}
    assert len(postcodes) == len({street for street, _ in postcodes})


def test_the_special_kinds_leave_most_dossiers_plain():
    assert sum(count for _, count, _ in KINDS) < DOSSIERS / 2


def test_the_files_have_plain_line_ends_and_no_mark():
    for name in FILES:
        data = (FOLDER / name).read_bytes()
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            assert len({len(row) for row in csv.reader(file, delimiter=";")}) == 1
