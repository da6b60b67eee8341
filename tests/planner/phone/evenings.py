"""Evenings to put on a sheet: one on real streets, and small ones by hand. All residents are invented."""

import ast
import gzip
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import networkx as nx

from planner.domain.place import Address
from planner.domain.plan import Point
from planner.domain.staff import TravelMode
from planner.domain.week import AMSTERDAM
from planner.phone.sheet import LineKind, Sheet, SheetDoor, SheetLeg, SheetLine, SheetPlace, SheetStop

STREETS = Path(__file__).parents[3] / "sample_data" / "nootdorp_drive.graphml.gz"
EVENING = date(2026, 11, 30)
VISIT = timedelta(minutes=18)
KINDS = {
    "motorway": LineKind.MAIN,
    "primary": LineKind.MAIN,
    "secondary": LineKind.MAIN,
    "tertiary": LineKind.THROUGH,
}


def moment(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 30, hour, minute, second, tzinfo=AMSTERDAM)


def door(number: int = 14, **changes) -> SheetDoor:
    given = SheetDoor(
        dossier_id=f"D-{number:04d}",
        address=Address("Dorpsstraat", number, "B", "2631AB", "Nootdorp"),
        point=Point(52.0451 + number * 2e-4, 4.3962),
        resident="S. de Vries",
        access_note="bel 2e van links · 3e verdieping",
        why="Twee maanden huur open, nog geen reactie op brief en telefoon.",
        attempts=("wo 18 nov 18:10: niemand thuis, kaart in de bus",),
    )
    return replace(given, **changes)


def stop(number: int, begin: datetime, **changes) -> SheetStop:
    own = {name: changes.pop(name) for name in ("leg", "appointment_at", "arrive") if name in changes}
    given = SheetStop(
        door=door(number, **changes),
        arrive=begin,
        start_service=begin,
        depart=begin + VISIT,
        leg=SheetLeg(travel_s=360, distance_m=1400),
    )
    return replace(given, **own)


def sheet(*stops: SheetStop, **changes) -> Sheet:
    """A sheet with a start and end place, no streets, and the stops given."""
    place = SheetPlace(name="Gemeentehuis", point=Point(52.0451, 4.3962))
    given = Sheet(
        sheet_id="r1",
        coaches=("Samira El Amrani",),
        date=EVENING,
        start=moment(17),
        end=moment(21),
        travel_mode=TravelMode.BICYCLE,
        start_place=place,
        end_place=place,
        stops=stops,
        home_leg=SheetLeg(travel_s=480, distance_m=1900) if stops else None,
        organisation="de gemeente",
    )
    return replace(given, **changes)


@cache
def network() -> nx.MultiDiGraph:
    with gzip.open(STREETS) as packed:
        return nx.read_graphml(packed, node_type=int, force_multigraph=True)


def node_point(node: int) -> Point:
    data = network().nodes[node]
    return Point(float(data["y"]), float(data["x"]))


def edge_path(source: int, target: int) -> tuple[Point, ...]:
    data = min(network()[source][target].values(), key=lambda edge: float(edge["length"]))
    if "geometry" not in data:
        return (node_point(source), node_point(target))
    pairs = data["geometry"].removeprefix("LINESTRING (").removesuffix(")").split(", ")
    return tuple(Point(float(lat), float(lon)) for lon, lat in (pair.split() for pair in pairs))


def first_name(value: str) -> str:
    return ast.literal_eval(value)[0] if value.startswith("[") else value


@cache
def streets() -> tuple[SheetLine, ...]:
    lines = []
    for source, target, data in network().edges(data=True):
        kind = KINDS.get(first_name(data["highway"]).removesuffix("_link"), LineKind.LOCAL)
        name = first_name(data.get("name", ""))
        lines.append(SheetLine(kind=kind, path=edge_path(source, target), name=name))
    return tuple(lines)


def leg_between(source: int, target: int) -> SheetLeg:
    nodes = nx.shortest_path(network(), source, target, weight=lambda u, v, d: length_m(d))
    hops = list(pairwise(nodes))
    metres = sum(length_m(network()[u][v]) for u, v in hops)
    path = tuple(point for u, v in hops for point in edge_path(u, v))
    return SheetLeg(travel_s=round(metres / 4.2) + 30, distance_m=round(metres), path=path)


def length_m(parallel) -> float:
    return min(float(edge["length"]) for edge in parallel.values())


def street_at(node: int) -> str:
    names = [first_name(d["name"]) for _, _, d in network().edges(node, data=True) if "name" in d]
    return names[0] if names else "Dorpsstraat"


RESIDENTS = ("S. de Vries", "M. Yılmaz", "familie Van der Heijden", "J. Bakker", "", "A. Haddad", "P. Jansen")
ACCESS = ("bel 2e van links · 3e verdieping", "", "achterom, poort links", "", "portiek naast de apotheek")
WHY = (
    "Twee maanden huur open, nog geen reactie op brief en telefoon.",
    "Vaste lasten blijven liggen sinds september. Bewoner vroeg zelf om een bezoek in de avond.",
    "Nieuwe melding na een half jaar rust.",
    "Drie meldingen in één jaar, nog nooit gesproken.",
)
ATTEMPTS = (
    ("wo 18 nov 18:10: niemand thuis, kaart in de bus",),
    (),
    ("di 10 nov 14:00: gebeld, geen gehoor", "do 19 nov 19:30: niemand thuis, kaart in de bus"),
)


@cache
def evening(count: int = 9) -> Sheet:
    """An evening over the streets of Nootdorp: a fixed choice of corners, each time the nearest."""
    graph = network()
    component = sorted(max(nx.strongly_connected_components(graph), key=len))
    chosen = component[7 :: len(component) // (count + 4)][: count + 3]
    start, *corners = chosen
    reserves = corners[count:]
    stops: list[SheetStop] = []
    here, at, open_corners = start, moment(17, 5), corners[:count]
    visit = timedelta(minutes=max(4, 150 // max(count, 1)))
    while open_corners:
        nearest = min(open_corners, key=lambda node: leg_between(here, node).travel_s)
        open_corners.remove(nearest)
        leg = leg_between(here, nearest)
        arrive = at + timedelta(seconds=leg.travel_s)
        number = len(stops)
        stops.append(
            SheetStop(
                door=real_door(nearest, number),
                arrive=arrive,
                start_service=arrive,
                depart=arrive + visit,
                leg=leg,
                appointment_at=arrive if number == 4 else None,
            )
        )
        here, at = nearest, arrive + visit
    return Sheet(
        sheet_id="kX3v9tQ2mB7w",
        coaches=("Samira El Amrani", "Joost Bakker"),
        date=EVENING,
        start=moment(17),
        end=moment(21),
        travel_mode=TravelMode.BICYCLE,
        start_place=SheetPlace(name="Wijkcentrum De Parade", point=node_point(start)),
        end_place=SheetPlace(name="Wijkcentrum De Parade", point=node_point(start)),
        stops=tuple(stops),
        home_leg=leg_between(here, start) if stops else None,
        reserve=tuple(real_door(node, 100 + i) for i, node in enumerate(reserves)),
        background=streets(),
        organisation="de gemeente Pijnacker-Nootdorp",
    )


def real_door(node: int, number: int) -> SheetDoor:
    return SheetDoor(
        dossier_id=f"D-{number:04d}",
        address=Address(
            street_at(node), 3 + 7 * (number % 30), "B" if number == 3 else "", "2631AB", "Nootdorp"
        ),
        point=node_point(node),
        resident=RESIDENTS[number % len(RESIDENTS)],
        access_note=ACCESS[number % len(ACCESS)],
        why=WHY[number % len(WHY)],
        attempts=ATTEMPTS[number % len(ATTEMPTS)],
        language="Arabisch" if number == 5 else "",
        must=number in (3, 7),
        needs_pair=number == 3,
        unsafe="Hond los op het erf. Blijf bij het hek en bel eerst." if number == 3 else "",
    )
