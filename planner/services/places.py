"""Addresses to points, with a reason for every address that is not found for sure."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import maps
from planner.domain.errors import PlannerError
from planner.domain.place import Address
from planner.domain.plan import Point, Unplanned, UnplannedReason
from planner.domain.staff import EveningShift
from planner.policy.triage import Candidate

STRAIGHT = "straight"
ESTIMATED = "Let op: de reistijden zijn geschat, hemelsbreed. Gebruik dit alleen in nood."
SURE = (maps.Grade.EXACT, maps.Grade.STREET, maps.Grade.INTERPOLATED)


@dataclass(frozen=True, kw_only=True)
class Located:
    """The candidates that have a point, and the others with a reason."""

    points: dict[str, Point]
    unplanned: tuple[Unplanned, ...]


def open_region(path: Path, cache: Path, pdok: str = "", travel: str = "") -> maps.Region:
    """Return the streets of the working area, from a region pack or a street file.

    With the address of the national register in ``pdok`` it is asked about addresses that the region does not
    know to the door: postcode and number, nothing else. What it answered is kept in the cache. ``travel`` is
    empty for times along the streets, the address of an OSRM server of one's own, or ``straight``: in an
    emergency only, for those are estimates.

    Raises
    ------
    PlannerError
        When ``travel`` is neither.
    """
    region = maps.load_region(path, cache)
    if travel == STRAIGHT:
        region = region.timed_by(maps.StraightLine)
    elif travel:
        if not travel.startswith(("http://", "https://")):
            raise PlannerError(
                f"AVONDRONDE_TRAVEL is '{travel}'. Schrijf het adres van een OSRM-server, of {STRAIGHT}."
            )
        region = region.timed_by(lambda profile: maps.OsrmServer(travel, profile))
    return region.asking(maps.PdokRegister(pdok, cache / "pdok.jsonl")) if pdok else region


def find(region: maps.Region, address: Address) -> maps.Match:
    """Return where an address lies in the region, with a grade and the nearest candidates."""
    number = f"{address.number}-{address.addition}" if address.addition else address.number
    return region.geocode(address.street, number, address.postcode or None, address.city or None)


def locate(region: maps.Region, candidates: Iterable[Candidate]) -> Located:
    """Return a point per candidate; a doubtful address never gets one silently."""
    points: dict[str, Point] = {}
    unplanned: list[Unplanned] = []
    for candidate in candidates:
        dossier = candidate.dossier
        match = find(region, dossier.address)
        if match.point is not None and match.grade in SURE:
            points[dossier.dossier_id] = Point(*match.point)
        else:
            unplanned.append(_not_found(candidate, match))
    return Located(points=points, unplanned=tuple(unplanned))


def shift_points(region: maps.Region, shift: EveningShift) -> tuple[Point, Point]:
    """Return where an evening starts and ends.

    Raises
    ------
    PlannerError
        When a place is not found: without it the evening cannot be planned.
    """
    return _place(region, shift, shift.start_place), _place(region, shift, shift.end_place)


def _place(region: maps.Region, shift: EveningShift, address: Address) -> Point:
    match = find(region, address)
    if match.point is None or match.grade not in SURE:
        raise PlannerError(
            f"Avond {shift.shift_id}: het adres '{address.line}' staat niet op de kaart. {_meant(match)}"
        )
    return Point(*match.point)


def _not_found(candidate: Candidate, match: maps.Match) -> Unplanned:
    dossier = candidate.dossier
    doubtful = bool(match.candidates)
    return Unplanned(
        dossier_id=dossier.dossier_id,
        reason=UnplannedReason.ADDRESS_DOUBTFUL if doubtful else UnplannedReason.ADDRESS_UNKNOWN,
        sentence=f"Het adres '{dossier.address.line}' staat zo niet op de kaart.",
        would_fit_if=_meant(match),
        score=candidate.assessment.score,
        must=candidate.tier > 0,
    )


def _meant(match: maps.Match) -> str:
    if not match.candidates:
        return "Zoek het adres op en verbeter het."
    names = " of ".join(dict.fromkeys(one.street for one in match.candidates))
    return f"Bedoelt u {names}? Verbeter het adres."
