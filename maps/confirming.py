"""What an address register says of an address, laid beside what the region itself knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from maps.addresses import address_table
from maps.doors import DoorBook
from maps.geocode import CANDIDATES, Geocoder
from maps.geometry import Point
from maps.match import Candidate, Grade, Match
from maps.street_names import letters, spelling_key

if TYPE_CHECKING:
    from maps.addresses import Address
    from maps.network import StreetNetwork


def confirmed(
    network: StreetNetwork,
    doors: tuple[Address, ...],
    street: str,
    number: str | int | None,
    postcode: str | None,
    city: str | None,
) -> Match | None:
    """Return what becomes of an address by the register's doors at its postcode and number.

    The grades are those of any other source of doors. A register that knows only another street at that
    postcode and number makes the address doubtful: one of the two is wrong, and a person must say which.
    None when the register knows no such door: a register of an older date says nothing against an address.
    """
    if not doors:
        return None
    book = DoorBook(address_table(doors))
    found = Geocoder(network, book).find(street, number, postcode, city)
    if found.point is not None and spelling_key(found.street) in book.names_by_key:
        return found
    candidates = (
        Candidate(
            Point(door.lat, door.lon),
            door.street,
            float(OSA.normalized_similarity(letters(street), letters(door.street))),
            door.number,
            door.postcode,
            door.city,
        )
        for door in doors
    )
    listed = sorted(candidates, key=lambda each: (-each.likeness, each.street, each.number))
    return Match(None, Grade.DOUBTFUL, tuple(listed[:CANDIDATES]))
