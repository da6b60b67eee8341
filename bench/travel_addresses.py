"""`python -m bench.travel_addresses`: addresses to doors, with slips of the pen in some street names.

Every address of a file is asked for, a share of them with one slip (`bench/travel_slips.py`). Right is the
door itself: a place the file has for that street and number within 150 m of the one asked for; files list
entrance and building separately, one of them as "2a" or without city. Confident and wrong is a grade of
"exact" or "street" with any other place; an estimate or a list of candidates is neither.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.report import circumstances, write_json
from bench.travel_slips import KINDS
from maps import Grade, MapsError, Point
from maps.address_file import read_address_file
from maps.addresses import Address, address_table
from maps.doors import DoorBook, number_key
from maps.geocode import Geocoder
from maps.network import Street, build_network

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGHT_BAR = 0.98
SAME_DOOR_M = 150.0
SHOWN = 12


@dataclass(frozen=True)
class Asked:
    """One address as asked for: the door meant, the street as written, and the kind of slip in it."""

    door: Address
    street: str
    slip: str


@dataclass(frozen=True)
class Tally:
    """What became of all addresses: counts by kind of slip, and the confident wrong ones."""

    asked: Counter[str]
    right: Counter[str]
    grades: Counter[str]
    wrong: tuple[tuple[Asked, str], ...]

    @property
    def share(self) -> float:
        """Share of the addresses that came to the right door."""
        return self.right.total() / max(1, self.asked.total())


def questions(doors: Sequence[Address], share: float, seed: int) -> list[Asked]:
    """Return every address, a share of them with one slip in the street; all kinds of slips as often."""
    draw = Random(seed)  # noqa: S311  # a repeatable experiment, no secret
    spoilt = set(draw.sample(range(len(doors)), round(share * len(doors))))
    asked = []
    for row, door in enumerate(doors):
        slip = draw.choice(sorted(KINDS)) if row in spoilt else ""
        street = KINDS[slip](door.street, draw) if slip else door.street
        asked.append(Asked(door, street, slip))
    return asked


def tally(doors: Sequence[Address], asked: Sequence[Asked], *, with_postcode: bool = True) -> Tally:
    """Return what the geocoder makes of addresses when it knows these doors and no streets."""
    first = doors[0]
    lat, lon = (first.lat, first.lat + 1e-4), (first.lon, first.lon)
    network = build_network("doors", lat, lon, [Street(0, 1, "road", (3, 3, 3), lat, lon)])
    geocoder = Geocoder(network, DoorBook(address_table(doors)))
    places: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for door in doors:
        places[door.street, number_key(door.number)].append(Point(door.lat, door.lon))
    counts, right, grades, wrong = Counter[str](), Counter[str](), Counter[str](), []
    for each in asked:
        postcode = each.door.postcode if with_postcode else None
        match = geocoder.find(each.street, each.door.number, postcode, each.door.city)
        counts[each.slip] += 1
        grades[match.grade] += 1
        same = places[each.door.street, number_key(each.door.number)]
        if match.point in same and _apart_m(match.point, each.door) <= SAME_DOOR_M:
            right[each.slip] += 1
        elif match.grade in (Grade.EXACT, Grade.STREET):
            wrong.append((each, match.street))
    return Tally(counts, right, grades, tuple(wrong))


def _apart_m(place: Point, door: Address) -> float:
    metres_east = 111_320 * math.cos(math.radians(door.lat)) * (place.lon - door.lon)
    return math.hypot(111_320 * (place.lat - door.lat), metres_east)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement; return 0, 1 when the bars are not reached, or 2 when the file is of no use."""
    chosen = _parser().parse_args(arguments)
    try:
        doors = read_address_file(chosen.addresses).addresses
    except MapsError as error:
        print(error, file=sys.stderr)
        return 2
    found = tally(doors, questions(doors, chosen.share, chosen.seed), with_postcode=not chosen.no_postcode)
    print(
        f"{chosen.addresses.name}: {len(doors):,} doors, slips in {chosen.share:.0%} of the streets, "
        f"seed {chosen.seed}"
    )
    for slip, count in sorted(found.asked.items()):
        right = found.right[slip]
        print(f"  {slip or 'as it is':12}{count:>7,} asked{right:>7,} right {right / count:8.2%}")
    print(
        f"right door {found.share:.2%}; confident and wrong {len(found.wrong)}; grades {dict(found.grades)}"
    )
    for each, street in found.wrong[:SHOWN]:
        print(f"  wrong: {each.street!r} for {each.door.street!r} gave {street!r}")
    write_json(chosen.json, {"file": chosen.addresses.name, "right": found.share, "wrong": len(found.wrong),
                             "seed": chosen.seed, "share": chosen.share, **circumstances()})  # fmt: skip
    return 0 if found.share >= RIGHT_BAR and not found.wrong else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.travel_addresses",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--addresses", required=True, type=Path, help="CSV of doors, as for maps build")
    parser.add_argument("--share", type=float, default=0.2, help="of the street names, to put a slip in")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-postcode", action="store_true", help="ask by street, number and city only")
    parser.add_argument("--json", type=Path, help="write the result here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
