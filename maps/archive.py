"""Street arrays in a .npz file: a graph that takes seconds to read comes back in milliseconds."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from maps.errors import PackError
from maps.network import ARRAY_FIELDS, StreetNetwork

if TYPE_CHECKING:
    from pathlib import Path

# Raised whenever the arrays, or the rules that make them from a source, change.
FORMAT = 1


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save_network(network: StreetNetwork, path: Path) -> None:
    """Write streets to a .npz file, whole or not at all."""
    arrays = {name: getattr(network, name) for name in ARRAY_FIELDS}
    words = {
        "name": np.array(network.name),
        "attribution": np.array(network.attribution),
        "names": np.array(network.names, np.str_),
        "epsg": np.array(network.epsg),
        "format": np.array(FORMAT),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez(part, allow_pickle=False, **arrays, **words)
    part.replace(path)


def load_network(path: Path) -> StreetNetwork:
    """Return the streets in a .npz file.

    Raises
    ------
    PackError
        When the file is damaged or was written by another version; the message says what to do.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            held = {key: stored[key] for key in stored.files}
    # numpy takes a file without a zip signature for a pickle, and says so in a ValueError.
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise PackError(f"{path}: damaged ({error}); build it again") from error
    try:
        if int(held["format"]) != FORMAT:
            raise PackError(f"{path}: is in format {int(held['format'])}, expected {FORMAT}; build it again")
        return StreetNetwork(
            name=str(held["name"]),
            attribution=str(held["attribution"]),
            names=tuple(held["names"].tolist()),
            epsg=int(held["epsg"]),
            **{name: held[name] for name in ARRAY_FIELDS},
        )
    except KeyError as error:
        raise PackError(f"{path}: incomplete, {error} is not there; build it again") from error
