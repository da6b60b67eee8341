"""A small HTTP server that answers like Nominatim (where a place is) and Overpass (its streets)."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.maps.osm_town import PLACES, WAYS
from tests.maps.towns import at

if TYPE_CHECKING:
    from collections.abc import Iterator

TOWN = "Dorp, Nederland"


def _outline() -> dict[str, Any]:
    corners = [at(x, y) for x, y in ((-50, -50), (700, -50), (700, 450), (-50, 450), (-50, -50))]
    ring = [[point.lon, point.lat] for point in corners]
    lons, lats = zip(*ring, strict=True)
    box = [str(min(lats)), str(max(lats)), str(min(lons)), str(max(lons))]
    shape = {"type": "Polygon", "coordinates": [ring]}
    about = {"place_id": 1, "osm_type": "relation", "osm_id": 1, "class": "boundary",
             "type": "administrative", "lat": str(lats[0]), "lon": str(lons[0]), "importance": 0.5,
             "place_rank": 14, "addresstype": "village", "name": "Dorp", "display_name": TOWN}  # fmt: skip
    return {**about, "boundingbox": box, "geojson": shape}


def _elements() -> list[dict[str, Any]]:
    """Return the streets of the town drawn by hand, with the nodes they name."""
    ways = [
        {"type": "way", "id": way, "nodes": nodes, "tags": tags}
        for way, (nodes, tags) in WAYS.items()
        if "highway" in tags and set(nodes) <= PLACES.keys()
    ]
    used = sorted({node for way in ways for node in way["nodes"]})
    places = {node: at(*PLACES[node]) for node in used}
    return [{"type": "node", "id": n, "lat": p.lat, "lon": p.lon} for n, p in places.items()] + ways


@contextmanager
def serving(asked: list[str]) -> Iterator[str]:
    """Give the address of both services while they run; what is asked is written down."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            wanted = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
            self._answer([_outline()] if wanted == TOWN else [])

        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer({"version": 0.6, "elements": _elements()})

        def _answer(self, body: object) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
