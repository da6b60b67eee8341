"""Building a region pack from a street file."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from maps.address_file import read_address_file
from maps.addresses import address_table
from maps.archive import fingerprint
from maps.doors import number_key
from maps.elimination import eliminate
from maps.errors import SourceError
from maps.graph import build_graph
from maps.ground import simplified_ground
from maps.pack import Pack, write_pack
from maps.profiles import PROFILE_NAMES, ProfileName, profile
from maps.street_names import plain, spelling_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from maps.addresses import Address
    from maps.ground import GroundArea
    from maps.network import StreetNetwork


@dataclasses.dataclass(frozen=True)
class Built:
    """What building a pack came to: counts for a summary, and a sentence per address row left out."""

    folder: Path
    name: str
    streets: int
    addresses: int
    problems: tuple[str, ...]


def build_pack(
    source: Path,
    out: Path,
    *,
    profiles: Sequence[ProfileName] = PROFILE_NAMES,
    areas: Path | None = None,
    addresses: Path | None = None,
    name: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Write the region pack of a street file and return what is in it.

    Parameters
    ----------
    source
        An `.osm.pbf` or `.osm` file, or an osmnx `.graphml` or `.graphml.gz`.
    areas
        GeoJSON of neighbourhoods, kept beside the streets for the coverage map.
    addresses
        CSV of doors (BAG layout or street, number, postcode, city, lat, lon); they go before the source's
        own.
    progress
        Called with a short sentence at each step.

    Raises
    ------
    SourceError
        When a file is absent, damaged, or holds nothing usable.
    PackError
        When `out` exists and is something else than a pack.
    """
    own = None
    if addresses is not None:
        progress(f"reading {addresses.name}")
        own = read_address_file(addresses)
    pack = plain_pack(source, own=own.addresses if own else (), progress=progress)
    network = dataclasses.replace(pack.network, name=name) if name else pack.network
    chosen = [profile(each) for each in profiles]
    indexes = {}
    for each in chosen:
        progress(f"index for {each.name}")
        indexes[each.key] = eliminate(build_graph(network, each))
    held = _areas(areas) if areas is not None else None
    progress("writing")
    write_pack(dataclasses.replace(pack, network=network, indexes=indexes, areas=held), out, chosen)
    doors = len(pack.addresses) if pack.addresses is not None else 0
    return Built(out, network.name, network.street_count, doors, own.problems if own else ())


def plain_pack(
    source: Path, *, own: tuple[Address, ...] = (), progress: Callable[[str], None] = lambda _: None
) -> Pack:
    """Return what a street file holds, in memory and without an index; own doors go before the source's.

    Raises
    ------
    SourceError
        When the file is absent, damaged, or holds no streets.
    """
    progress(f"reading {source.name}")
    network, doors, ground, date = read_source(source, progress)
    doors = _merged(own, doors)
    return Pack(
        network=network,
        indexes={},
        addresses=address_table(doors) if doors else None,
        ground=simplified_ground(ground),
        source={"file": source.name, "sha256": fingerprint(source), "date": date},
    )


def _merged(own: tuple[Address, ...], others: tuple[Address, ...]) -> tuple[Address, ...]:
    """Doors of the own file, and those of the source that it doesn't have."""
    known = {_name(door) for door in own} | {_name(door._replace(city="")) for door in own}
    return own + tuple(door for door in others if _name(door) not in known)


def _name(door: Address) -> tuple[str, str, str]:
    return spelling_key(door.street), number_key(door.number), plain(door.city)


def read_source(
    source: Path, progress: Callable[[str], None] = lambda _: None
) -> tuple[StreetNetwork, tuple[Address, ...], tuple[GroundArea, ...], str]:
    """Return streets, doors, water and green, and date of a street file; a graph has streets only."""
    if not source.is_file():
        raise SourceError(f"{source}: no such file; expected .osm.pbf, .osm, .graphml or .graphml.gz")
    if source.name.endswith((".graphml", ".graphml.gz")):
        # Each reader brings a large library, and one build needs one of them.
        from maps.osmnx_graph import from_osmnx, read_graphml

        return from_osmnx(read_graphml(source)), (), (), ""
    if source.name.endswith((".osm.pbf", ".osm", ".osm.gz", ".osm.bz2")):
        from maps.osm_file import read_osm_file

        read = read_osm_file(source, lambda count: progress(f"reading {source.name}: {count:,} objects"))
        return read.network, read.addresses, read.ground, read.date
    raise SourceError(f"{source}: unknown kind of file; expected .osm.pbf, .osm, .graphml or .graphml.gz")


def _areas(path: Path) -> dict[str, Any]:
    """GeoJSON areas, checked for what the coverage map needs."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: not readable as GeoJSON ({error})") from error
    features = held.get("features") if isinstance(held, dict) else None
    if not isinstance(features, list) or not features:
        raise SourceError(f"{path}: no features; expected a GeoJSON FeatureCollection of areas")
    kinds = {(feature.get("geometry") or {}).get("type") for feature in features}
    if not kinds <= {"Polygon", "MultiPolygon"}:
        raise SourceError(f"{path}: holds {sorted(map(str, kinds))}; expected Polygon and MultiPolygon only")
    crs = str(((held.get("crs") or {}).get("properties") or {}).get("name", "CRS84"))
    if not any(good in crs for good in ("CRS84", "4326")):
        raise SourceError(f"{path}: is in {crs}; convert it to WGS 84 (EPSG:4326)")
    return dict(held)
