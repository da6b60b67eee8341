"""A small HTTP server that speaks OSRM's protocol, with our own times behind it."""

from __future__ import annotations

import json
import math
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from maps import Point, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps import TravelTimes


class OsrmDouble:
    """Answers table, nearest and route; `faults` are HTTP statuses given before it answers."""

    def __init__(self, travel: TravelTimes) -> None:
        self.travel = travel
        self.faults: list[int] = []
        self.raw: bytes | None = None
        self.requests: list[str] = []

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(unquote(path))
        _, service, _, _, places = parts.path.split("/", 4)
        points = [Point(float(lat), float(lon)) for lon, lat in (p.split(",") for p in places.split(";"))]
        query = {key: values[0] for key, values in parse_qs(parts.query, separator="&").items()}
        return getattr(self, f"_{service}")(points, query)

    def _waypoints(self, points: list[Point]) -> list[dict[str, Any]]:
        far = [min(snap.distance_m, 1e6) for snap in self.travel.snap(points)]
        return [{"distance": distance} for distance in far]

    def _nearest(self, points: list[Point], query: dict[str, str]) -> tuple[int, Any]:
        return 200, {"code": "Ok", "waypoints": self._waypoints(points)}

    def _table(self, points: list[Point], query: dict[str, str]) -> tuple[int, Any]:
        if len(points) > 100:
            return 400, {"code": "TooBig", "message": "Too many table coordinates"}
        chosen = [[int(i) for i in query[key].split(";")] for key in ("sources", "destinations")]
        sources, targets = ([points[i] for i in rows] for rows in chosen)
        seconds = self.travel.matrix(sources, targets).tolist()
        rows = [[None if math.isnan(value) else round(value, 1) for value in row] for row in seconds]
        far = [self._waypoints(each) for each in (sources, targets)]
        return 200, {"code": "Ok", "durations": rows, "sources": far[0], "destinations": far[1]}

    def _route(self, points: list[Point], query: dict[str, str]) -> tuple[int, Any]:
        try:
            legs = self.travel.route(points)
        except UnreachableError:
            return 400, {"code": "NoRoute", "message": "Impossible route between points"}
        listed = [
            {
                "duration": round(leg.seconds, 1),
                "distance": round(leg.metres, 1),
                "steps": [{"geometry": {"coordinates": [[p.lon, p.lat] for p in leg.points]}}],
            }
            for leg in legs
        ]
        return 200, {"code": "Ok", "routes": [{"legs": listed}]}


@contextmanager
def serving(double: OsrmDouble) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            double.requests.append(self.path)
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
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
