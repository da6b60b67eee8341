"""A small HTTP server that answers like PDOK Locatieserver 3.1, with invented doors behind it."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN_PARAMETERS = {"q", "fq", "fl", "rows", "start", "sort", "df", "wt", "lat", "lon"}


def door(street: str, number: int, addition: str, postcode: str, lat: float, lon: float) -> dict[str, Any]:
    """One document as Locatieserver gives it, with the fields that nobody asked for too."""
    return {
        "type": "adres", "straatnaam": street, "huisnummer": number, "huis_nlt": f"{number}{addition}",
        "postcode": postcode, "woonplaatsnaam": "Nootdorp", "centroide_ll": f"POINT({lon:.8f} {lat:.8f})",
        "weergavenaam": f"{street} {number}{addition}, {postcode} Nootdorp", "id": f"adr-{number}{addition}",
    }  # fmt: skip


class PdokDouble:
    """Filters its doors as Solr does; `faults` are HTTP statuses given before it answers."""

    def __init__(self, *doors: dict[str, Any]) -> None:
        self.doors = doors
        self.faults: list[int] = []
        self.raw: bytes | None = None
        self.asked: list[str] = []

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        pairs = parse_qsl(parts.query, strict_parsing=True)
        if parts.path != "/search/v3_1/free":
            return 404, None
        if not {name for name, _ in pairs} <= KNOWN_PARAMETERS:
            return 400, {"errors": ["unknown parameter"]}
        filters = [value.split(":", 1) for name, value in pairs if name == "fq"]
        fields = next(value.split(",") for name, value in pairs if name == "fl")
        rows = int(next(value for name, value in pairs if name == "rows"))
        found = [one for one in self.doors if all(str(one.get(field)) == value for field, value in filters)]
        docs = [{field: one[field] for field in fields if field in one} for one in found[:rows]]
        return 200, {"response": {"numFound": len(found), "start": 0, "numFoundExact": True, "docs": docs}}


@contextmanager
def serving(double: PdokDouble) -> Iterator[str]:
    """Give the address of the service while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            double.asked.append(self.path)
            if double.faults:
                self.send_response(double.faults.pop(0))
                self.end_headers()
                return
            status, body = (200, None) if double.raw is not None else double.answer(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(double.raw if double.raw is not None else json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/search/v3_1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
