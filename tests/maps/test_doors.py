from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maps import Grade, SourceError
from maps.address_file import read_address_file
from maps.addresses import Address, address_table
from maps.doors import DoorBook, number_key
from maps.geocode import Geocoder
from tests.maps.towns import at, square

if TYPE_CHECKING:
    from pathlib import Path


def _door(street: str, number: str, x: float, postcode: str = "2631AB", city: str = "Dorp") -> Address:
    return Address(street, number, postcode, city, *at(x, 10))


DOORS = [
    _door("Kerkstraat", "1", 0),
    _door("Kerkstraat", "3", 20),
    _door("Kerkstraat", "7", 60),
    _door("Kerkstraat", "14", 65),
    _door("Kerkstraat", "14-B", 66),
    _door("Kerkweg", "5", 900, "2631CD"),
    _door("Molenweg", "3", 500, "2631EF"),
    _door("Dorpsstraat", "1", 0, "1111AA", "Noord"),
    _door("Dorpsstraat", "1", 5000, "2222BB", "Zuid"),
    _door("Burgemeester van den Bergstraat", "9", 300, "2631GH"),
    _door("Laan", "2", 1200, ""),
]


@pytest.fixture(scope="module")
def geocoder() -> Geocoder:
    return Geocoder(square(), DoorBook(address_table(DOORS)))


def test_postcode_number_and_street_together_are_exact(geocoder: Geocoder) -> None:
    match = geocoder.find("Kerkstr.", "14b", "2631 ab", "Dorp")
    assert match.grade is Grade.EXACT
    assert match.point == pytest.approx(at(66, 10), abs=1e-6)


def test_street_and_number_without_postcode_is_a_door_too(geocoder: Geocoder) -> None:
    assert geocoder.find("burg. v.d. Bergstr.", 9).grade is Grade.STREET


def test_a_slip_of_the_pen_is_put_right_by_postcode_and_number_and_said(geocoder: Geocoder) -> None:
    match = geocoder.find("Kekrstraat", "3", "2631AB", "Dorp")
    assert (match.grade, match.street, match.corrected) == (Grade.EXACT, "Kerkstraat", True)


def test_a_slip_is_put_right_by_city_and_number_when_no_other_street_comes_near(geocoder: Geocoder) -> None:
    match = geocoder.find("Molenwg", "3", city="Dorp")
    assert match.street == "Molenweg"
    wrong = geocoder.find("Moolenweg", "3", city="Dorp")
    assert (wrong.grade, wrong.corrected) == (Grade.STREET, True)


def test_a_slip_without_postcode_or_city_is_never_used(geocoder: Geocoder) -> None:
    match = geocoder.find("Moolenweg", "3")
    assert match.grade is Grade.DOUBTFUL
    assert match.candidates[0].street == "Molenweg"


def test_a_street_that_exists_is_not_corrected_into_another(geocoder: Geocoder) -> None:
    match = geocoder.find("Kerkweg", "1", "2631AB", "Dorp")
    assert match.grade is Grade.DOUBTFUL
    assert match.point is None
    assert [(c.street, c.number) for c in match.candidates] == [("Kerkweg", "5"), ("Kerkstraat", "1")]


def test_a_door_with_another_postcode_than_asked_is_doubtful(geocoder: Geocoder) -> None:
    match = geocoder.find("Molenweg", "3", "9999ZZ")
    assert match.grade is Grade.DOUBTFUL
    assert match.candidates[0].postcode == "2631EF"


def test_a_street_in_two_towns_needs_the_town(geocoder: Geocoder) -> None:
    assert geocoder.find("Dorpsstraat", "1").grade is Grade.DOUBTFUL
    assert len(geocoder.find("Dorpsstraat", "1").candidates) == 2
    match = geocoder.find("Dorpsstraat", "1", city="zuid")
    assert match.point == pytest.approx(at(5000, 10), abs=1e-6)


def test_a_number_between_known_ones_is_estimated_between_them(geocoder: Geocoder) -> None:
    match = geocoder.find("Kerkstraat", "5", "2631AB")
    assert match.grade is Grade.INTERPOLATED
    assert match.point == pytest.approx(at(40, 10), abs=1e-5)


def test_a_number_beyond_the_known_ones_is_doubtful(geocoder: Geocoder) -> None:
    assert geocoder.find("Kerkstraat", "199", "2631AB").grade is Grade.DOUBTFUL


def test_a_missing_addition_gives_the_building_as_an_estimate(geocoder: Geocoder) -> None:
    assert geocoder.find("Kerkstraat", "14-C", "2631AB").grade is Grade.INTERPOLATED


def test_a_street_without_known_doors_is_estimated_along_its_line(geocoder: Geocoder) -> None:
    assert geocoder.find("Zuidstraat", "4").grade is Grade.INTERPOLATED


@pytest.mark.parametrize(
    ("one", "other"), [("14-B bis", "14 b-BIS"), ("07", "7"), ("3 A", "3a"), ("WH 2", "wh2")]
)
def test_ways_of_writing_a_number_agree(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(("one", "other"), [("14-2", "142"), ("1 42", 142), ("14A2", "14A-22")])
def test_an_addition_in_figures_is_not_part_of_the_number(one: str, other: str | int) -> None:
    assert number_key(one) != number_key(other)


def test_an_addition_in_figures_may_be_written_with_a_dash_or_a_blank() -> None:
    assert number_key("14-2") == number_key("14 2") == number_key("14 - 2")


def test_a_bag_file_is_read_with_letters_and_additions(tmp_path: Path) -> None:
    file = tmp_path / "bag.csv"
    file.write_text(
        "openbareruimte;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;x;y;lon;lat\n"
        "De Ruijterkade;105;A;2;1011AB;Amsterdam;122177;487877;4.905166;52.377779\n"
        "De Ruijterkade;106;;;1011AB;Amsterdam;122177;487877;;\n",
        encoding="utf-8",
    )
    first, second = read_address_file(file).addresses
    assert (first.number, first.postcode) == ("105A-2", "1011AB")
    # Without degrees the RD metres give the place.
    assert (second.lat, second.lon) == pytest.approx((first.lat, first.lon), abs=1e-5)


def test_a_windows_file_with_commas_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes("street,number,lat,lon\nSchölvinckplein,1,52.0,4.4\n".encode("cp1252"))
    assert read_address_file(file).addresses[0].street == "Schölvinckplein"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column for street, number"),
        ("street;number\nA;1\n", "lat and lon"),
        ("street;number;lat;lon\n", "no rows"),
        ("street;number;lat;lon\nA;1;x;4\n", "row 2"),
        ("street;number;lat;lon\nA;1;522;4\n", "522"),
    ],
)
def test_an_address_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        read_address_file(file)
