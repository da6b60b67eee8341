"""Travel times from an OSRM server of one's own, over HTTP; off unless its address is in the settings."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING, Any

import numpy as np

from maps.errors import RoutingServerError, UnreachableError
from maps.geometry import Point, as_degrees
from maps.snapping import SNAP_LIMIT_M, Snap
from maps.travel import Leg, at_that_hour, slowed
from maps.web import NoAnswerError, ask_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from maps.profiles import Profile

# osrm-routed answers tables of up to 100 x 100 unless told otherwise.
TABLE_SIZE = 100
_OSRM_NAME = {"car": "driving", "bicycle": "cycling", "foot": "walking"}


class OsrmServer:
    """Travel times and routes that an OSRM server finds, with the same answers as `TravelTimes`.

    Parameters
    ----------
    url
        Address of the server, for example "http://127.0.0.1:5000". It is told where residents live: use
        your own.
    timeout_s
        How long to wait for one answer.
    """

    estimated = False

    def __init__(
        self, url: str, profile: Profile, *, timeout_s: float = 10.0, limit_m: float = SNAP_LIMIT_M,
        table_size: int = TABLE_SIZE,
    ) -> None:  # fmt: skip
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"OSRM address is {url!r}; expected http://host:port")
        if table_size < 2:
            raise ValueError(f"table size is {table_size}; expected 2 or more")
        self.profile = profile
        self._url = url.rstrip("/")
        self._timeout_s, self._limit_m, self._half = timeout_s, limit_m, table_size // 2

    def snap(self, points: Iterable[Point]) -> list[Snap]:
        """Return how far each point lies from the server's streets (m); it doesn't name its streets."""
        listed = list(points)
        as_degrees(listed)
        snaps = []
        for point in listed:
            answer = self._ask("nearest", [point], {"number": "1"}, ok=("Ok", "NoSegment"))
            far = float(answer["waypoints"][0]["distance"]) if answer["code"] == "Ok" else float("inf")
            snaps.append(Snap(-1, 0.0, far, moved_component=False, unreachable=far > self._limit_m))
        return snaps

    def matrix(
        self, sources: Iterable[Point], targets: Iterable[Point], *, at_hour: int | None = None
    ) -> NDArray[np.float32]:
        """Return seconds from each source to each target, NaN without a way; shape (n, m), asymmetric.

        With `at_hour` (0-23) they are multiplied by the profile's factor; the server knows no hours.
        """
        rows, columns = list(sources), list(targets)
        as_degrees([*rows, *columns])
        seconds = np.full((len(rows), len(columns)), np.nan, np.float32)
        for top in range(0, len(rows), self._half):
            for left in range(0, len(columns), self._half):
                here, there = rows[top : top + self._half], columns[left : left + self._half]
                seconds[top : top + len(here), left : left + len(there)] = self._table(here, there)
        return at_that_hour(seconds, self.profile, at_hour)

    def _table(self, sources: list[Point], targets: list[Point]) -> NDArray[np.float32]:
        query = {
            "sources": ";".join(map(str, range(len(sources)))),
            "destinations": ";".join(map(str, range(len(sources), len(sources) + len(targets)))),
        }
        answer = self._ask("table", [*sources, *targets], query)
        try:
            rows = [[np.nan if value is None else value for value in row] for row in answer["durations"]]
            seconds = np.array(rows, np.float32).reshape(len(sources), len(targets))
            snapped_m = [
                [float(place["distance"]) for place in answer[key]] for key in ("sources", "destinations")
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise RoutingServerError(f"{self._url}: not a table of the size asked for ({error!r})") from error
        # OSRM puts a point in the sea on the nearest shore road without a word; here it is unreachable.
        for axis, distances_m in enumerate(snapped_m):
            np.moveaxis(seconds, axis, 0)[np.array(distances_m) > self._limit_m] = np.nan
        return seconds

    def route(self, points: Sequence[Point], *, at_hour: int | None = None) -> list[Leg]:
        """Return the legs between consecutive points.

        Raises
        ------
        UnreachableError
            When the server finds no way.
        """
        if len(points) < 2:
            return []
        for position, snap in enumerate(self.snap(points)):
            if snap.unreachable:
                raise UnreachableError(f"point {position} lies {snap.distance_m:.0f} m from any street")
        query = {"overview": "false", "steps": "true", "geometries": "geojson"}
        answer = self._ask("route", points, query, ok=("Ok", "NoRoute"))
        if answer["code"] != "Ok":
            raise UnreachableError(f"no way for {self.profile.name} along these {len(points)} points")
        factor = 1.0 if at_hour is None else self.profile.hour_factor(at_hour)
        return [slowed(_leg(leg), factor) for leg in answer["routes"][0]["legs"]]

    def routes(self, tours: Sequence[Sequence[Point]], *, at_hour: int | None = None) -> list[list[Leg]]:
        """Return the legs of many tours."""
        return [self.route(tour, at_hour=at_hour) for tour in tours]

    def _ask(
        self, service: str, points: Sequence[Point], query: dict[str, str], ok: tuple[str, ...] = ("Ok",)
    ) -> dict[str, Any]:
        places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)
        asked = urllib.parse.urlencode(query, safe=";")
        path = f"/{service}/v1/{_OSRM_NAME[self.profile.name]}/{places}?{asked}"
        answer = self._fetch(path)
        if not isinstance(answer, dict) or answer.get("code") not in ok:
            said = (
                f"{answer.get('code')}: {answer.get('message')}" if isinstance(answer, dict) else "no object"
            )
            # The points themselves stay out of the message: they are addresses.
            raise RoutingServerError(f"{self._url}: {service} of {len(points)} points failed: {said}")
        return answer

    def _fetch(self, path: str) -> object:
        """Return the server's JSON; of a question it can't answer OSRM says so with status 400."""
        try:
            status, answer = ask_json(self._url + path, self._timeout_s)
        except NoAnswerError as error:
            raise RoutingServerError(f"{self._url}: {error}; is it running?") from error
        return {"code": f"HTTP {status}", "message": "no JSON"} if answer is None else answer


def _leg(leg: dict[str, Any]) -> Leg:
    line: list[Point] = []
    for step in leg["steps"]:
        for lon, lat in step["geometry"]["coordinates"]:
            if not line or line[-1] != (lat, lon):
                line.append(Point(lat, lon))
    points = tuple(line) if len(line) > 1 else tuple(line) * 2
    return Leg(points, float(leg["duration"]), float(leg["distance"]))
