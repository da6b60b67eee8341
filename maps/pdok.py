"""Doors from the national address register, over PDOK Locatieserver; off unless the settings name it.

The question is a postcode and a house number, never a name, a street or a reason. Still, whoever runs that
server learns which doors this organisation looks up, and when.

Source: PDOK Locatieserver 3.1, https://api.pdok.nl/bzk/locatieserver/search/v3_1/ui/ and the wiki page
"API Locatieserver" of github.com/PDOK/locatieserver: `/free` with filters (`fq`), fields (`fl`) and `rows`.
"""

from __future__ import annotations

import json
import math
import os
import re
import threading
import urllib.parse
from typing import TYPE_CHECKING, Any

from maps.addresses import Address
from maps.doors import house_number, number_key, postcode_key
from maps.errors import AddressServerError
from maps.web import NoAnswerError, ask_json

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = "straatnaam,huis_nlt,postcode,woonplaatsnaam,centroide_ll"
# The most that Locatieserver gives at once; no postcode has more doors with one number.
ROWS = 100
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}")
_POINT = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

_Asked = tuple[str, int]


class PdokRegister:
    """Doors by postcode and house number, each asked once and then kept in a file.

    Parameters
    ----------
    url
        Address of the service, usually "https://api.pdok.nl/bzk/locatieserver/search/v3_1".
    kept
        File for the answers, a line per question. It holds addresses that were asked for: it can be read by
        its owner only, and removing it costs no more than asking again.
    timeout_s
        How long to wait for one answer, in seconds.

    Raises
    ------
    AddressServerError
        When the address is not https; only this very machine may be asked over http.
    """

    def __init__(self, url: str, kept: Path, *, timeout_s: float = 5.0) -> None:
        parts = urllib.parse.urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        if not safe or not parts.hostname or parts.query or parts.fragment:
            raise AddressServerError(
                f"PDOK address is {url!r}; expected https://api.pdok.nl/bzk/locatieserver/search/v3_1"
            )
        self._url, self._kept, self._timeout_s = url.rstrip("/"), kept, timeout_s
        self._known: dict[_Asked, tuple[Address, ...]] | None = None
        self._lock = threading.Lock()

    def doors(self, postcode: str | None, number: str | int | None) -> tuple[Address, ...]:
        """Return the doors with this postcode and number, whatever their addition; none without either.

        Raises
        ------
        AddressServerError
            When the server stays away or answers with nonsense; the message names no address.
        """
        code, value = postcode_key(postcode), house_number(number)
        if value is None or not _POSTCODE.fullmatch(code):
            return ()
        with self._lock:
            if self._known is None:
                self._known = self._read()
            asked = (code, value)
            if asked not in self._known:
                found = self._ask(asked)
                self._known[asked] = found
                # That there is no such door may change with the next new street: not kept on disk.
                if found:
                    self._keep(asked, found)
            return self._known[asked]

    def _ask(self, asked: _Asked) -> tuple[Address, ...]:
        code, value = asked
        filters = [("fq", "type:adres"), ("fq", f"postcode:{code}"), ("fq", f"huisnummer:{value}")]
        query = urllib.parse.urlencode([*filters, ("fl", FIELDS), ("rows", str(ROWS))], safe=":,")
        try:
            status, answer = ask_json(f"{self._url}/free?{query}", self._timeout_s)
        except NoAnswerError as error:
            raise AddressServerError(
                f"{self._url}: {error}; try again later, or empty the PDOK setting to go on without it"
            ) from error
        if status != 200:
            raise AddressServerError(
                f"{self._url}: refused the question with status {status}; is it the 3.1?"
            )
        try:
            found = [_door(each) for each in answer["response"]["docs"]]  # type: ignore[index]
        except (KeyError, TypeError, ValueError) as error:
            raise AddressServerError(
                f"{self._url}: not an answer of Locatieserver ({type(error).__name__}); is the address right?"
            ) from error
        return tuple(
            door
            for door in found
            if postcode_key(door.postcode) == code and house_number(door.number) == value
        )

    def _read(self) -> dict[_Asked, tuple[Address, ...]]:
        """Return the answers kept; a line cut short is only a lost saving, asked again when needed."""
        lines = self._kept.read_text(encoding="utf-8").splitlines() if self._kept.is_file() else []
        known: dict[_Asked, tuple[Address, ...]] = {}
        for line in lines:
            try:
                code, value, rows = json.loads(line)
                known[str(code), int(value)] = tuple(_kept_door(*row) for row in rows)
            except (ValueError, TypeError):
                continue
        return known

    def _keep(self, asked: _Asked, doors: tuple[Address, ...]) -> None:
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps([*asked, [list(door) for door in doors]], ensure_ascii=False)
        handle = os.open(self._kept, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            # The line end comes first, so that a line cut short before spoils itself alone.
            file.write(f"\n{line}\n")


def _door(found: dict[str, Any]) -> Address:
    """Return one door of an answer; a door without a place in degrees is a ValueError."""
    place = _POINT.fullmatch(found["centroide_ll"])
    if place is None:
        raise ValueError("centroide_ll is no point")
    lon, lat = float(place[1]), float(place[2])
    if not (math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180 and number_key(found["huis_nlt"])):
        raise ValueError("a door without a place or number")
    return Address(
        str(found["straatnaam"]), str(found["huis_nlt"]), str(found["postcode"]),
        str(found.get("woonplaatsnaam", "")), lat, lon,
    )  # fmt: skip


def _kept_door(street: str, number: str, postcode: str, city: str, lat: float, lon: float) -> Address:
    return Address(str(street), str(number), str(postcode), str(city), float(lat), float(lon))
