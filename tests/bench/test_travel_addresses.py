"""Slips of the pen in a Dutch town where many streets have a namesake a letter or an ending apart."""

import csv
from random import Random

import pytest

from bench.travel_addresses import main, questions, tally
from bench.travel_slips import KINDS
from maps import load_region
from maps.addresses import Address

HOUSES = 24


@pytest.fixture(scope="module")
def doors():
    """The real street names of the sample town, each fourth with a twin elsewhere; 24 houses per street."""
    draw = Random(4)  # noqa: S311
    names = list(load_region("sample_data/nootdorp_drive.graphml.gz").street_names)
    for name in names[::4]:
        names.append(KINDS[draw.choice(("other_vowel", "dropped"))](name, draw))
        for ending, other in (("straat", "laan"), ("laan", "weg"), ("weg", "plein")):
            if name.endswith(ending):
                names.append(name.removesuffix(ending) + other)
    town = []
    for street, name in enumerate(sorted(set(names))):
        for number in range(1, HOUSES + 1):
            letters = chr(65 + street // 26) + chr(65 + street % 26)
            place = (52.0 + 0.002 * (street // 20), 4.3 + 0.004 * (street % 20) + 1e-5 * number)
            town.append(Address(name, str(number), f"2631{letters}", "Dorp", *place))
    return town


@pytest.mark.parametrize("seed", [1, 2])
def test_with_a_slip_in_a_fifth_of_the_names_nearly_all_doors_are_found_and_none_is_taken_for_another(
    doors, seed
):
    found = tally(doors, questions(doors, 0.2, seed))
    assert found.share >= 0.98
    assert found.wrong == ()
    assert found.asked.keys() == {"", *KINDS}
    assert found.right[""] == found.asked[""]


def test_when_every_name_has_a_slip_still_no_door_is_taken_for_another(doors):
    found = tally(doors, questions(doors, 1.0, 3))
    assert found.wrong == ()
    assert found.share > 0.8


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_slip_changes_a_name_and_follows_its_seed(kind):
    names = ["Dorpsstraat", "Van der Helstlaan", "IJsvogelweg", "Plein 1945", "Ab"]
    slipped, again = ([KINDS[kind](name, Random(7)) for name in names] for _ in range(2))  # noqa: S311
    assert slipped == again
    assert all(one != other for one, other in zip(slipped, names, strict=True))


def test_the_command_line_tells_shares_and_refuses_what_is_no_address_file(tmp_path, capsys):
    file = tmp_path / "doors.csv"
    with file.open("w", newline="") as out:
        rows = [["street", "number", "postcode", "city", "lat", "lon"]]
        rows += [["Dorpsstraat", n, "2631AB", "Dorp", 52 + n / 1e4, 4.4] for n in range(1, 60)]
        csv.writer(out).writerows(rows)
    assert main(["--addresses", str(file)]) == 0
    assert "right door 100.00%; confident and wrong 0" in capsys.readouterr().out
    assert main(["--addresses", str(tmp_path / "nowhere.csv")]) == 2
