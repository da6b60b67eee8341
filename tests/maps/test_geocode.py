from __future__ import annotations

import pytest

from maps import Grade, Region
from maps.doors import house_number
from maps.match import Match
from maps.street_names import spelling_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dorpsstraat", "dorpsstr."),
        ("Burgemeester van den Bergstraat", "Burg. v.d. Bergstr."),
        ("Eerste Van der Helststraat", "1e v.d. Helststraat"),
        ("Schölvinckplein", "Scholvinckplein"),
        ("De Ruijterkade", "de Ruyterkade"),
        ("'s-Gravenweg", "s Gravenweg"),
        ("Sint-Jansplein", "St. Jans plein"),
        ("Doctor Johan Wagenaarstraat", "dr. Johan Wagenaarstr"),
        ("Van 't Hoffstraat", "v 't Hoffstraat"),
    ],
)
def test_ways_of_writing_one_street_agree(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kerkstraat", "Kerkweg"), ("Eerste Dwarsstraat", "Tweede Dwarsstraat"), ("Noordlaan", "Zuidlaan")],
)
def test_different_streets_do_not_agree(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


def test_a_known_street_gives_a_place_that_says_it_was_estimated(nootdorp: Region) -> None:
    match = nootdorp.geocode("Dorpsstr.", "14-B")
    assert match.grade is Grade.INTERPOLATED
    assert match.street == "Dorpsstraat"
    assert match.point is not None
    assert nootdorp.travel("foot").snap([match.point])[0].distance_m < 20


def test_the_same_address_gives_the_same_place_every_time(nootdorp: Region) -> None:
    assert nootdorp.geocode("Dorpsstraat", 14) == nootdorp.geocode("Dorpsstraat", "14")


def test_neighbours_lie_near_and_opposite_sides_apart(nootdorp: Region) -> None:
    places = [nootdorp.geocode("Dorpsstraat", number).point for number in (1, 2, 3, 61)]
    assert len(set(places)) == 4


@pytest.mark.parametrize("spelling", ["Dorpstraat", "Dorsstraat", "Drpsstraat", "Dorpsstraatje"])
def test_a_misspelt_street_is_never_silently_used(nootdorp: Region, spelling: str) -> None:
    match = nootdorp.geocode(spelling, 14)
    assert match.grade is Grade.DOUBTFUL
    assert match.point is None
    assert match.candidates[0].street == "Dorpsstraat"
    assert match.candidates[0].likeness < 1


def test_a_street_that_resembles_nothing_is_unknown(nootdorp: Region) -> None:
    assert nootdorp.geocode("Qwertyuiopplein", 3) == Match(None, Grade.UNKNOWN)


@pytest.mark.parametrize("street", ["", "  ", "---"])
def test_an_empty_street_is_unknown(nootdorp: Region, street: str) -> None:
    assert nootdorp.geocode(street, 3).grade is Grade.UNKNOWN


@pytest.mark.parametrize("number", [None, "", "huis", "0"])
def test_without_a_house_number_an_address_is_doubtful(nootdorp: Region, number: str | None) -> None:
    match = nootdorp.geocode("Dorpsstraat", number)
    assert match.grade is Grade.DOUBTFUL
    assert match.candidates[0].street == "Dorpsstraat"


@pytest.mark.parametrize(
    ("text", "number"),
    [("14", 14), ("14-B bis", 14), (" 7a", 7), (12, 12), ("A3", None), ("", None), ("123456", None)],
)
def test_a_house_number_is_read_from_what_people_type(text: str | int, number: int | None) -> None:
    assert house_number(text) == number


def test_a_match_cannot_be_doubtful_and_have_a_place(nootdorp: Region) -> None:
    with pytest.raises(ValueError, match="doubtful"):
        Match(nootdorp.bounds.centre, Grade.DOUBTFUL)


def test_every_street_of_the_sample_town_can_be_found_by_its_own_name(nootdorp: Region) -> None:
    missed = [name for name in nootdorp.street_names if nootdorp.geocode(name, 5).street != name]
    assert missed == []
