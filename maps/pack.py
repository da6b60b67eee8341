"""Region packs: a folder with everything maps need for one working area, built once, used without a network.

`region.json` names the source, its date and licence, the settings and a SHA-256 of every other file; a pack
that was damaged, changed by hand or built by another version is refused.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from maps.addresses import AddressTable
from maps.archive import FORMAT, fingerprint, load_arrays, load_network, save_network
from maps.elimination import INDEX_FIELDS, EliminationIndex
from maps.errors import PackError
from maps.geometry import Point
from maps.ground import GroundArea
from maps.profiles import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maps.network import StreetNetwork
    from maps.profiles import Profile

MANIFEST = "region.json"
LICENCE = "ODbL 1.0, https://www.openstreetmap.org/copyright"
_AGAIN = "build the pack again: python -m maps build SOURCE --out REGION"


@dataclass(frozen=True)
class Pack:
    """What a region pack holds.

    `indexes` are by the key of the profile they were made for; `source` is the name, SHA-256 and date of the
    file the pack was built from.
    """

    network: StreetNetwork
    indexes: Mapping[str, EliminationIndex]
    addresses: AddressTable | None = None
    ground: tuple[GroundArea, ...] = ()
    areas: Mapping[str, Any] | None = None
    source: Mapping[str, str] = dataclasses.field(default_factory=dict)


def write_pack(pack: Pack, folder: Path, profiles: Sequence[Profile]) -> None:
    """Write a pack to a folder, whole or not at all; an older pack there is replaced.

    Raises
    ------
    PackError
        When the folder exists and is something else than a pack.
    """
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise PackError(f"{folder}: exists and is not a region pack; choose another --out")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".building-") as scratch:
        made = Path(scratch) / "pack"
        made.mkdir()
        _write_parts(pack, made, profiles)
        manifest = _manifest(pack, made, profiles)
        (made / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)


def _write_parts(pack: Pack, folder: Path, profiles: Sequence[Profile]) -> None:
    save_network(pack.network, folder / "streets.npz")
    for profile in profiles:
        index = pack.indexes[profile.key]
        arrays = {name: getattr(index, name) for name in INDEX_FIELDS}
        np.savez(folder / f"index_{profile.name}.npz", allow_pickle=False, **arrays)
    if pack.addresses is not None:
        columns: dict[str, Any] = pack.addresses.columns()
        np.savez(folder / "addresses.npz", allow_pickle=False, **columns)
    if pack.ground:
        np.savez(folder / "ground.npz", allow_pickle=False, **_flat(pack.ground))
    if pack.areas is not None:
        (folder / "areas.geojson").write_text(json.dumps(pack.areas, ensure_ascii=False), encoding="utf-8")


def _manifest(pack: Pack, folder: Path, profiles: Sequence[Profile]) -> dict[str, Any]:
    network = pack.network
    return {
        "format": FORMAT,
        "name": network.name,
        "source": dict(pack.source),
        "attribution": network.attribution,
        "licence": LICENCE,
        "bounds": list(network.bounds),
        "profiles": {profile.name: profile.key for profile in profiles},
        "settings": [dataclasses.asdict(row) for row in SETTINGS],
        "counts": {
            "nodes": network.node_count,
            "streets": network.street_count,
            "street_names": len(network.names),
            "turn_bans": len(network.restrictions),
            "addresses": len(pack.addresses) if pack.addresses is not None else 0,
            "water_and_green": len(pack.ground),
        },
        "files": {path.name: fingerprint(path) for path in sorted(folder.iterdir())},
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what `region.json` says.

    Raises
    ------
    PackError
        When it is absent, unreadable or of another version.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PackError(f"{folder}: no {MANIFEST}; {_AGAIN}") from error
    except (OSError, ValueError) as error:
        raise PackError(f"{folder / MANIFEST}: unreadable ({error}); {_AGAIN}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else manifest
        raise PackError(f"{folder}: pack of format {found!r}, this version reads {FORMAT}; {_AGAIN}")
    return manifest


def read_pack(folder: Path) -> Pack:
    """Return the pack in a folder.

    Raises
    ------
    PackError
        When a file is missing, damaged, changed, or of another version; the message says what to do.
    """
    manifest = read_manifest(folder)
    try:
        files, profiles = dict(manifest["files"]), dict(manifest["profiles"])
        source = {str(key): str(value) for key, value in manifest["source"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackError(f"{folder / MANIFEST}: incomplete ({error!r}); {_AGAIN}") from error
    for name, expected in files.items():
        _check(folder / name, expected)
    network = load_network(folder / "streets.npz")
    # Under the profile's key, so that an index made with other numbers is never used.
    indexes = {
        str(key): EliminationIndex(**_arrays(folder / f"index_{name}.npz")) for name, key in profiles.items()
    }
    return Pack(
        network=network,
        indexes=indexes,
        addresses=_addresses(folder / "addresses.npz") if "addresses.npz" in files else None,
        ground=_ground(folder / "ground.npz") if "ground.npz" in files else (),
        areas=json.loads((folder / "areas.geojson").read_text("utf-8")) if "areas.geojson" in files else None,
        source=source,
    )


def check_source(folder: Path, source: Path) -> None:
    """Check that a pack was built from this very file.

    Raises
    ------
    PackError
        When it was built from another file, or from an older or newer state of it.
    """
    built_from = read_manifest(folder).get("source", {})
    if built_from.get("sha256") != fingerprint(source):
        raise PackError(
            f"{folder}: built from {built_from.get('file')} of {built_from.get('date') or 'unknown date'}, "
            f"not from this {source.name}; {_AGAIN}"
        )


def _check(path: Path, expected: object) -> None:
    if not path.is_file():
        raise PackError(f"{path}: missing from the pack; {_AGAIN}")
    if fingerprint(path) != expected:
        raise PackError(f"{path}: changed or damaged since the pack was built; {_AGAIN}")


def _arrays(path: Path) -> dict[str, Any]:
    try:
        return load_arrays(path)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise PackError(f"{path}: damaged ({error}); {_AGAIN}") from error


def _addresses(path: Path) -> AddressTable:
    held = _arrays(path)
    lat, lon = held.pop("lat"), held.pop("lon")
    return AddressTable(held, lat, lon)


def _flat(ground: Sequence[GroundArea]) -> dict[str, Any]:
    """Areas as arrays: all vertices, where each ring starts, and where each area's rings start."""
    rings = [ring for area in ground for ring in area.rings]
    return {
        "kind": np.array([area.kind for area in ground], np.str_),
        "area_start": np.concatenate(([0], np.cumsum([len(area.rings) for area in ground]))),
        "ring_start": np.concatenate(([0], np.cumsum([len(ring) for ring in rings]))),
        "vertices": np.array([point for ring in rings for point in ring], np.float64),
    }


def _ground(path: Path) -> tuple[GroundArea, ...]:
    held = _arrays(path)
    places = [Point(lat, lon) for lat, lon in held["vertices"].tolist()]
    starts = held["ring_start"].tolist()
    rings = [tuple(places[low:high]) for low, high in itertools.pairwise(starts)]
    areas = held["area_start"].tolist()
    return tuple(
        GroundArea(kind, tuple(rings[low:high]))
        for kind, low, high in zip(held["kind"].tolist(), areas, areas[1:], strict=False)
    )
