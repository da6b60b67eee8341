"""Doors whose place is known: from OpenStreetMap `addr:*` tags or a national address file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class Address(NamedTuple):
    """One door: number as written on it ("14-B"), and its place in degrees."""

    street: str
    number: str
    postcode: str
    city: str
    lat: float
    lon: float


class AddressTable:
    """Many doors as columns; row i of each column is one door."""

    def __init__(
        self,
        texts: dict[str, NDArray[np.str_]],
        lat: NDArray[np.float64],
        lon: NDArray[np.float64],
    ) -> None:
        self.street, self.number = texts["street"], texts["number"]
        self.postcode, self.city = texts["postcode"], texts["city"]
        self.lat, self.lon = lat, lon

    def __len__(self) -> int:
        return len(self.lat)

    def __getitem__(self, row: int) -> Address:
        return Address(
            str(self.street[row]),
            str(self.number[row]),
            str(self.postcode[row]),
            str(self.city[row]),
            float(self.lat[row]),
            float(self.lon[row]),
        )

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Columns by name, as a file keeps them."""
        texts = {name: getattr(self, name) for name in ("street", "number", "postcode", "city")}
        return {**texts, "lat": self.lat, "lon": self.lon}


def address_table(addresses: Iterable[Address]) -> AddressTable:
    """Return doors as a table, the same door once, ordered by street, number and city."""
    rows = sorted(set(addresses))
    texts = {
        name: np.array([getattr(row, name) for row in rows], np.str_)
        for name in ("street", "number", "postcode", "city")
    }
    return AddressTable(
        texts,
        np.array([row.lat for row in rows], np.float64),
        np.array([row.lon for row in rows], np.float64),
    )
