"""What a route sheet is made of: places, doors, stops, ways and the lines of the map behind them."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.place import Address
from planner.domain.plan import Point
from planner.domain.staff import TravelMode

SHEET_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class LineKind(StrEnum):
    """What a background line is: streets from wide to narrow, then the quiet surfaces."""

    MAIN = "main"
    THROUGH = "through"
    LOCAL = "local"
    PATH = "path"
    WATER = "water"
    GREEN = "green"


def _check_point(point: Point, what: str) -> None:
    if not (math.isfinite(point.lat) and math.isfinite(point.lon)):
        raise PlannerError(f"{what} ligt op {tuple(point)}: dat is geen plaats op de kaart.")
    if abs(point.lat) > 90 or abs(point.lon) > 180:
        raise PlannerError(f"{what} ligt op {tuple(point)}: breedte gaat tot 90, lengte tot 180 graden.")


def _check_aware(moment: datetime, what: str) -> None:
    if moment.tzinfo is None:
        raise PlannerError(f"{what} van {moment} heeft geen tijdzone.")


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One line of the map behind the route.

    A line of water or green that ends where it starts is drawn as a surface. ``name`` is the street
    name, shown on the map when there is room for it.
    """

    kind: LineKind
    path: tuple[Point, ...]
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.path) < 2:
            raise PlannerError(f"Kaartlijn '{self.name}' heeft {len(self.path)} punten: minstens twee nodig.")
        for point in self.path:
            _check_point(point, f"Kaartlijn '{self.name}'")


@dataclass(frozen=True, kw_only=True)
class SheetPlace:
    """Where the evening starts or ends: a name to read and a point on the map."""

    name: str
    point: Point

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise PlannerError("De plaats waar de avond begint of eindigt heeft een naam nodig.")
        _check_point(self.point, f"De plaats '{self.name}'")


@dataclass(frozen=True, kw_only=True)
class SheetLeg:
    """The way to a place: seconds, metres and the street path (empty when the streets are not known)."""

    travel_s: int
    distance_m: int
    path: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        if self.travel_s < 0 or self.distance_m < 0:
            raise PlannerError(
                f"Een rit van {self.travel_s} seconden en {self.distance_m} meter kan niet: "
                "minder dan nul bestaat niet."
            )
        for point in self.path:
            _check_point(point, "De rit")


@dataclass(frozen=True, kw_only=True)
class SheetDoor:
    """What a coach needs to know at one door; every text is shown as it is given.

    ``language`` is the word on screen (``Arabisch``), empty when Dutch will do. ``unsafe`` says in words
    what to look out for, ``gone`` why nobody should go there any more; empty when there is nothing. The
    ``chance`` (0-1) of a reserve is that the coach gets there tonight. Amounts and creditors have no place
    here.
    """

    dossier_id: str
    address: Address
    point: Point
    resident: str = ""
    access_note: str = ""
    why: str = ""
    attempts: tuple[str, ...] = ()
    language: str = ""
    must: bool = False
    needs_pair: bool = False
    unsafe: str = ""
    gone: str = ""
    chance: float | None = None

    def __post_init__(self) -> None:
        if not self.dossier_id.strip():
            raise PlannerError("Een bezoek op de routekaart heeft een dossiernummer nodig.")
        if self.chance is not None and not 0 <= self.chance <= 1:
            raise PlannerError(
                f"Dossier {self.dossier_id} heeft kans {self.chance}: een kans ligt tussen 0 en 1."
            )
        _check_point(self.point, f"Dossier {self.dossier_id}")


@dataclass(frozen=True, kw_only=True)
class SheetStop:
    """One planned visit: the door, when, and the way there."""

    door: SheetDoor
    arrive: datetime
    start_service: datetime
    depart: datetime
    leg: SheetLeg
    appointment_at: datetime | None = None

    def __post_init__(self) -> None:
        what = f"De tijd bij dossier {self.door.dossier_id}"
        for moment in (self.arrive, self.start_service, self.depart):
            _check_aware(moment, what)
        if self.appointment_at is not None:
            _check_aware(self.appointment_at, f"De afspraak bij dossier {self.door.dossier_id}")
        if not self.arrive <= self.start_service <= self.depart:
            raise PlannerError(
                f"{what} klopt niet: aankomst {self.arrive}, begin {self.start_service}, "
                f"vertrek {self.depart}."
            )


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything one coach or pair needs for one evening, with or without a network.

    ``sheet_id`` is opaque (letters, digits, ``_`` and ``-``), new for every published version, and never
    the secret of a link: the phone keeps its ticks under it. ``reserve`` are doors without a planned time.
    """

    sheet_id: str
    coaches: tuple[str, ...]
    date: date
    start: datetime
    end: datetime
    travel_mode: TravelMode
    start_place: SheetPlace
    end_place: SheetPlace
    stops: tuple[SheetStop, ...] = ()
    home_leg: SheetLeg | None = None
    reserve: tuple[SheetDoor, ...] = ()
    background: tuple[SheetLine, ...] = ()
    organisation: str = ""

    def __post_init__(self) -> None:
        if not SHEET_ID.fullmatch(self.sheet_id):
            raise PlannerError(
                f"Routekaart-id '{self.sheet_id}' kan niet: 1 tot 64 letters, cijfers, '_' of '-'."
            )
        if not 1 <= len(self.coaches) <= 2 or not all(name.strip() for name in self.coaches):
            raise PlannerError(f"Een routekaart heeft een of twee coaches met een naam, niet {self.coaches}.")
        _check_aware(self.start, "Het begin van de avond")
        _check_aware(self.end, "Het einde van de avond")
        if not self.start < self.end:
            raise PlannerError(f"De avond eindigt ({self.end}) voor hij begint ({self.start}).")
        self._check_doors()

    def _check_doors(self) -> None:
        times = Counter(door.dossier_id for door in self.doors)
        twice = sorted(dossier_id for dossier_id, count in times.items() if count > 1)
        if twice:
            raise PlannerError(f"Dossiers {twice} staan meer dan een keer op de routekaart.")
        for before, after in zip(self.stops, self.stops[1:], strict=False):
            if after.arrive < before.depart:
                raise PlannerError(
                    f"Dossier {after.door.dossier_id} begint ({after.arrive}) voor dossier "
                    f"{before.door.dossier_id} klaar is ({before.depart})."
                )

    @property
    def doors(self) -> tuple[SheetDoor, ...]:
        """All doors, planned first, then the reserves."""
        return tuple(stop.door for stop in self.stops) + self.reserve
