from __future__ import annotations

import socket
import stat
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from maps import AddressServerError, Grade, PdokRegister, Region, load_region
from tests.maps.conftest import NOOTDORP
from tests.maps.osm_town import write_osm
from tests.maps.pdok_double import PdokDouble, door, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOORS = (
    door("Dorpsstraat", 601, "", "2631ZZ", 52.0461, 4.3921),
    door("Dorpsstraat", 603, "A", "2631ZZ", 52.0462, 4.3922),
    door("Dorpsstraat", 603, "B", "2631ZZ", 52.0462, 4.3922),
    door("Dorpsstraat", 6, "-1", "2631ZZ", 52.0470, 4.3930),
    door("Veenweg", 601, "", "2631ZY", 52.0500, 4.4000),
)


@pytest.fixture
def pdok() -> PdokDouble:
    return PdokDouble(*DOORS)


@pytest.fixture
def url(pdok: PdokDouble) -> Iterator[str]:
    with serving(pdok) as address:
        yield address


@pytest.fixture
def region(nootdorp: Region, url: str, tmp_path: Path) -> Region:
    return nootdorp.asking(PdokRegister(url, tmp_path / "cache" / "pdok.jsonl"))


def test_a_door_the_region_could_only_estimate_is_exact_by_postcode_and_number(
    nootdorp: Region, region: Region
) -> None:
    assert nootdorp.geocode("Dorpsstraat", 601, "2631ZZ").grade is Grade.INTERPOLATED
    match = region.geocode("Dorpsstr.", "601", "2631 zz", "Nootdorp")
    assert match.grade is Grade.EXACT
    assert match.point == pytest.approx((52.0461, 4.3921))


def test_the_question_is_postcode_and_number_and_nothing_else(pdok: PdokDouble, region: Region) -> None:
    region.geocode("Dorpsstraat", "603-A", "2631ZZ", "Nootdorp")
    (asked,) = pdok.asked
    assert parse_qsl(urlsplit(asked).query) == [
        ("fq", "type:adres"), ("fq", "postcode:2631ZZ"), ("fq", "huisnummer:603"),
        ("fl", "straatnaam,huis_nlt,postcode,woonplaatsnaam,centroide_ll"), ("rows", "100"),
    ]  # fmt: skip
    assert "Dorps" not in asked


def test_an_addition_finds_its_own_door_and_a_number_without_one_the_house(region: Region) -> None:
    assert region.geocode("Dorpsstraat", "603 a", "2631ZZ").grade is Grade.EXACT
    assert region.geocode("Dorpsstraat", "603", "2631ZZ").grade is Grade.INTERPOLATED
    assert region.geocode("Dorpsstraat", "6-1", "2631ZZ").grade is Grade.EXACT


def test_a_slip_in_the_street_is_put_right_on_the_strength_of_postcode_and_number(region: Region) -> None:
    match = region.geocode("Dorpstraat", 601, "2631ZZ")
    assert (match.grade, match.street, match.corrected) == (Grade.EXACT, "Dorpsstraat", True)


def test_another_street_at_that_postcode_and_number_makes_the_address_doubtful(
    nootdorp: Region, region: Region
) -> None:
    assert nootdorp.geocode("Dorpsstraat", 601, "2631ZY").point is not None
    match = region.geocode("Dorpsstraat", 601, "2631ZY")
    assert match.grade is Grade.DOUBTFUL
    assert [(one.street, one.number) for one in match.candidates] == [("Veenweg", "601")]


def test_a_door_the_register_does_not_know_is_as_the_region_has_it(nootdorp: Region, region: Region) -> None:
    assert region.geocode("Veenweg", 7, "2631XX") == nootdorp.geocode("Veenweg", 7, "2631XX")


@pytest.mark.parametrize(
    ("number", "postcode"),
    [(601, None), (601, ""), (601, "2631"), (601, "0631ZZ"), (None, "2631ZZ"), ("x", "2631ZZ")],
)
def test_without_a_postcode_and_a_number_nothing_is_asked(
    pdok: PdokDouble, region: Region, number: int | str | None, postcode: str | None
) -> None:
    region.geocode("Dorpsstraat", number, postcode)
    assert pdok.asked == []


def test_a_door_the_region_knows_is_not_asked_for(pdok: PdokDouble, url: str, tmp_path: Path) -> None:
    town = load_region(write_osm(tmp_path / "dorp.osm")).asking(PdokRegister(url, tmp_path / "pdok.jsonl"))
    assert town.geocode("Hoofdstraat", 12, "2631AB").grade is Grade.EXACT
    assert pdok.asked == []


def test_a_door_is_asked_once_and_kept_for_the_next_time(pdok: PdokDouble, url: str, tmp_path: Path) -> None:
    kept = tmp_path / "pdok.jsonl"
    first = PdokRegister(url, kept).doors("2631ZZ", 601)
    assert PdokRegister(url, kept).doors("2631 zz", "601") == first
    assert len(pdok.asked) == 1
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_door_that_is_not_there_is_asked_again_another_day(
    pdok: PdokDouble, url: str, tmp_path: Path
) -> None:
    kept = tmp_path / "pdok.jsonl"
    today = PdokRegister(url, kept)
    assert today.doors("2631ZZ", 999) == today.doors("2631ZZ", 999) == ()
    assert len(pdok.asked) == 1
    PdokRegister(url, kept).doors("2631ZZ", 999)
    assert len(pdok.asked) == 2


def test_an_answer_cut_short_on_disk_is_asked_again_and_spoils_no_other(
    pdok: PdokDouble, url: str, tmp_path: Path
) -> None:
    kept = tmp_path / "pdok.jsonl"
    before = PdokRegister(url, kept)
    found = before.doors("2631ZZ", 601)
    before.doors("2631ZZ", 603)
    kept.write_bytes(kept.read_bytes()[:-20])
    after = PdokRegister(url, kept)
    assert after.doors("2631ZZ", 601) == found
    assert len(after.doors("2631ZZ", 603)) == 2
    assert len(pdok.asked) == 3
    assert len(PdokRegister(url, kept).doors("2631ZZ", 603)) == 2
    assert len(pdok.asked) == 3


def test_a_busy_server_is_asked_again(pdok: PdokDouble, url: str, tmp_path: Path) -> None:
    pdok.faults = [503, 429]
    assert len(PdokRegister(url, tmp_path / "pdok.jsonl").doors("2631ZZ", 601)) == 1
    assert len(pdok.asked) == 3


@pytest.mark.parametrize("faults", [[503] * 9, [404], [400]])
def test_a_server_that_does_not_answer_is_named_and_no_address_is(
    pdok: PdokDouble, url: str, tmp_path: Path, faults: list[int]
) -> None:
    pdok.faults = faults
    with pytest.raises(AddressServerError) as caught:
        PdokRegister(url, tmp_path / "pdok.jsonl").doors("2631ZZ", 601)
    assert url in str(caught.value)
    assert "2631" not in str(caught.value)
    assert not (tmp_path / "pdok.jsonl").exists()


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with serving(PdokDouble()) as gone:
        pass
    with pytest.raises(AddressServerError, match="after 3 attempts"):
        PdokRegister(gone, tmp_path / "pdok.jsonl").doors("2631ZZ", 601)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>proxy</html>", b"[]", b'{"response": {}}', b'{"response": {"docs": [3]}}',
        b'{"response": {"docs": [{"straatnaam": "A", "huis_nlt": "1", "postcode": "2631ZZ", '
        b'"centroide_ll": "POINT(452.0 4.0)"}]}}',
    ],
)  # fmt: skip
def test_nonsense_from_a_server_is_an_error_not_a_place(
    pdok: PdokDouble, url: str, tmp_path: Path, raw: bytes
) -> None:
    pdok.raw = raw
    with pytest.raises(AddressServerError):
        PdokRegister(url, tmp_path / "pdok.jsonl").doors("2631ZZ", 601)


def test_doors_of_another_postcode_in_an_answer_are_not_believed(
    pdok: PdokDouble, url: str, tmp_path: Path
) -> None:
    pdok.raw = (
        b'{"response": {"docs": [{"straatnaam": "A", "huis_nlt": "601", "postcode": "1000AA", '
        b'"centroide_ll": "POINT(4.0 52.0)"}]}}'
    )
    assert PdokRegister(url, tmp_path / "pdok.jsonl").doors("2631ZZ", 601) == ()


@pytest.mark.parametrize(
    "address", ["", "api.pdok.nl", "file:///etc/passwd", "http://api.pdok.nl/x", "https://host/x?fq=1"]
)
def test_only_https_or_this_machine_is_asked(tmp_path: Path, address: str) -> None:
    with pytest.raises(AddressServerError, match="expected https"):
        PdokRegister(address, tmp_path / "pdok.jsonl")


def test_as_shipped_no_connection_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    region = load_region(NOOTDORP, tmp_path)
    for street in ("Dorpsstraat", "Dorpstraat", "Xyzzy"):
        region.geocode(street, "601-A", "2631ZZ", "Nootdorp")
    doors = [match.point for n in (1, 20) if (match := region.geocode("Dorpsstraat", n)).point]
    assert region.travel("car").route(doors)
