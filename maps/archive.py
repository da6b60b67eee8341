"""Street arrays in a .npz file: a graph that takes seconds to read comes back in milliseconds."""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from maps.errors import PackError
from maps.network import ARRAY_FIELDS, StreetNetwork

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# Raised whenever the arrays, or the rules that make them from a source, change.
FORMAT = 2
# Where a member's own header in a zip file says how long its name is (PKWARE APPNOTE 4.3.7).
_NAME_LENGTH_AT = 26


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


def load_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays in a .npz file that `numpy.savez` wrote, read straight into their memory.

    The check sums inside the file are not compared, as `numpy.load` does at half the speed: a pack has the
    SHA-256 of each of its files.

    Raises
    ------
    OSError, ValueError, EOFError, zipfile.BadZipFile
        When the file is damaged.
    """
    held = {}
    with zipfile.ZipFile(path) as names, path.open("rb") as file:
        for entry in names.infolist():
            if entry.compress_type != zipfile.ZIP_STORED:
                raise ValueError(f"{entry.filename} is compressed")
            file.seek(entry.header_offset + _NAME_LENGTH_AT)
            name_length, extra_length = struct.unpack("<HH", file.read(4))
            file.seek(name_length + extra_length, os.SEEK_CUR)
            held[entry.filename.removesuffix(".npy")] = np.lib.format.read_array(file, allow_pickle=False)
    return held


def load_network(path: Path) -> StreetNetwork:
    """Return the streets in a .npz file.

    Raises
    ------
    PackError
        When the file is damaged or was written by another version; the message says what to do.
    """
    try:
        held = load_arrays(path)
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
