"""Looking doors up by postcode and number, or by street and number."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from maps.geometry import Point
from maps.street_names import plain, spelling_key

if TYPE_CHECKING:
    from maps.addresses import Address, AddressTable

_NUMBER = re.compile(r"\s*(\d{1,5})(?!\d)(.*)", re.DOTALL)


def house_number(text: str | int | None) -> int | None:
    """Return the number in "14", 14 or "14-B bis", or nothing when there is none."""
    found = _NUMBER.match(str(text)) if text is not None else None
    return int(found[1]) if found and int(found[1]) > 0 else None


def number_key(text: str | int | None) -> str:
    """Return a house number with its addition in one spelling: "14-B bis", "14 b-bis" and "14Bbis" agree.

    A dash stays before a figure: "14-2" is another door than 142.
    """
    found = _NUMBER.match(str(text)) if text is not None else None
    if found is None:
        # A number that starts with a letter ("WH 2") is still a door.
        return plain(str(text or "")).replace(" ", "")
    addition = plain(found[2]).replace(" ", "")
    return found[1].lstrip("0") + ("-" if addition[:1].isdigit() else "") + addition


def postcode_key(text: str | None) -> str:
    """Return a postcode in one spelling: "2631 ab" gives "2631AB"."""
    return "".join((text or "").upper().split())


class DoorBook:
    """All known doors of a region."""

    def __init__(self, table: AddressTable) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table)

    def address(self, row: int) -> Address:
        """One door."""
        return self._table[row]

    def point(self, row: int) -> Point:
        """Place of one door."""
        return Point(float(self._table.lat[row]), float(self._table.lon[row]))

    @cached_property
    def street_keys(self) -> list[str]:
        """Short spelling of each door's street."""
        keys = {name: spelling_key(name) for name in set(self._table.street.tolist())}
        return [keys[name] for name in self._table.street.tolist()]

    @cached_property
    def _number_keys(self) -> list[str]:
        return [number_key(text) for text in self._table.number.tolist()]

    @cached_property
    def _by_postcode(self) -> dict[tuple[str, str], list[int]]:
        held: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, postcode in enumerate(self._table.postcode.tolist()):
            if postcode:
                held[postcode_key(postcode), self._number_keys[row]].append(row)
        return dict(held)

    @cached_property
    def _by_street(self) -> dict[str, dict[str, list[int]]]:
        held: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row, key in enumerate(self.street_keys):
            held[key][self._number_keys[row]].append(row)
        return {key: dict(numbers) for key, numbers in held.items()}

    @cached_property
    def names_by_key(self) -> dict[str, list[str]]:
        """Street names as written, by their short spelling."""
        held: dict[str, set[str]] = defaultdict(set)
        for name, key in zip(self._table.street.tolist(), self.street_keys, strict=True):
            held[key].add(name)
        return {key: sorted(names) for key, names in held.items()}

    def at_postcode(self, postcode: str, number: str | int | None) -> list[int]:
        """Doors with this postcode and number."""
        return self._by_postcode.get((postcode_key(postcode), number_key(number)), [])

    def on_street(self, key: str, number: str | int | None) -> list[int]:
        """Doors with this number on a street, by the short spelling of its name."""
        return self._by_street.get(key, {}).get(number_key(number), [])

    def beside(self, key: str, number: int) -> list[int]:
        """Doors on a street that have the number itself in another spelling, or the nearest below and above.

        Only numbers on the same side of the street count.
        """
        rows = [row for held in self._by_street.get(key, {}).values() for row in held]
        known = [(value, row) for row in rows if (value := house_number(self._number_keys[row])) is not None]
        same = [row for value, row in known if value == number]
        if same:
            return same
        side = sorted((value, row) for value, row in known if value % 2 == number % 2)
        below = [row for value, row in side if value < number][-1:]
        above = [row for value, row in side if value > number][:1]
        return below + above
