"""OSRM, prepared from an OpenStreetMap file and served on the loopback address, as it comes.

Its programs are in the `osrm-bindings` wheel, which Python 3.11 can fetch but not import:

    pip download --no-deps --only-binary=:all: --python-version 3.12 --implementation cp --abi abi3 \
        -d var/osrm osrm-bindings
    python -m zipfile -e var/osrm/osrm_bindings-*.whl var/osrm/wheel

Then `--osrm-tools var/osrm/wheel`, or OSRM_TOOLS in the environment. Where there is a Python 3.12 or newer
(`--osrm-python`, OSRM_PYTHON, or one on the PATH), OSRM's table is also timed inside its own process, without
HTTP and JSON.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Self

import numpy as np

from bench.travel_process import peak_mb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from maps import Point, ProfileName

LOOPBACK = "127.0.0.1"
_PROFILE_FILE = {"car": "car.lua", "bicycle": "bicycle.lua", "foot": "foot.lua"}
_PROGRAMS = ("osrm-extract", "osrm-contract", "osrm-routed")
_PYTHONS = ("python3.12", "python3.13", "python3.14")
_WORKER = Path(__file__).with_name("travel_osrm_inside.py")
_START_S = 120.0
_TABLE_S = 600.0
_LONGEST_ERROR = 500


class OsrmMissingError(RuntimeError):
    """OSRM can't run here; the message says why and what to do."""


class OsrmFailedError(RuntimeError):
    """A program of OSRM failed; the message has its last words."""


@dataclass(frozen=True)
class OsrmTools:
    """Programs and profiles of one OSRM version."""

    programs: Path
    profiles: Path
    version: str
    folder: Path

    @classmethod
    def inside(cls, folder: Path | None) -> OsrmTools:
        """Return the tools somewhere below a folder.

        Raises
        ------
        OsrmMissingError
            When no folder was given, or not all of them are there, or they don't run on this machine.
        """
        if folder is None:
            raise OsrmMissingError("no OSRM programs; name their folder with --osrm-tools or OSRM_TOOLS")
        programs, profiles = (_folder_of(folder, name) for name in (_PROGRAMS[0], "car.lua"))
        for name in _PROGRAMS:
            program = programs / name
            if not program.is_file():
                raise OsrmMissingError(f"{program}: not there; see bench/travel_osrm.py for how to get it")
            program.chmod(program.stat().st_mode | 0o111)
        try:
            said = subprocess.run(
                [programs / "osrm-routed", "--version"], capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise OsrmMissingError(f"{programs / 'osrm-routed'} does not run here: {error}") from error
        return cls(programs, profiles, said.strip(), folder)


@dataclass(frozen=True)
class Inside:
    """OSRM's bare table: seconds to start, until its answer is there, until it is lists; and peak memory."""

    load_s: float
    raw_s: float
    listed_s: float
    peak_mb: float | None


def python_with_osrm(tools: OsrmTools, wanted: str | None) -> str:
    """Return a Python that can import OSRM's wheel.

    Raises
    ------
    OsrmMissingError
        When none can; the message has what each one said.
    """
    said = []
    for name in [wanted] if wanted else [sys.executable, *_PYTHONS]:
        program = shutil.which(name)
        if program is None:
            said.append(f"{name}: not there")
            continue
        tried = subprocess.run(
            [program, "-c", "import osrm"], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(_wheel(tools))},
        )  # fmt: skip
        if tried.returncode == 0:
            return program
        said.append(f"{name}: {(tried.stderr.strip().splitlines() or ['failed'])[-1]}")
    raise OsrmMissingError("no Python that can import OSRM's wheel; " + "; ".join(said))


def _wheel(tools: OsrmTools) -> Path:
    """Folder from which the wheel's package can be imported."""
    return _folder_of(tools.folder, "osrm_ext.abi3.so").parent.resolve()


def _folder_of(folder: Path, name: str) -> Path:
    found = sorted(path for path in folder.rglob(name) if path.is_file())
    if not found:
        raise OsrmMissingError(f"{folder}: no {name} below it; see bench/travel_osrm.py for how to get it")
    return found[0].parent


class OsrmPeer:
    """An OSRM server of one's own on contracted streets.

    `index_s` is the seconds that extraction and contraction took, on one thread.

    Raises
    ------
    OsrmFailedError
        When preparing or starting fails.
    """

    def __init__(self, tools: OsrmTools, osm_file: Path, profile: ProfileName, largest_table: int) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="osrm-")
        streets = Path(self._scratch.name) / "streets.osm.pbf"
        streets.symlink_to(osm_file.resolve())
        base = streets.with_name("streets.osrm")
        lua = tools.profiles / _PROFILE_FILE[profile]
        began = perf_counter()
        _run([tools.programs / "osrm-extract", "--threads", "1", "--profile", lua, streets])
        _run([tools.programs / "osrm-contract", "--threads", "1", base])
        self.index_s = perf_counter() - began
        self.tools, self._base = tools, base
        self._port = _free_port()
        self._log = (Path(self._scratch.name) / "log.txt").open("w+", encoding="utf-8")
        began = perf_counter()
        self._server = subprocess.Popen(
            [
                tools.programs / "osrm-routed", "--ip", LOOPBACK, "--port", str(self._port), "--threads", "1",
                "--algorithm", "CH", "--max-table-size", str(largest_table), "--verbosity", "WARNING", base,
            ],
            stdout=self._log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait()
        self.load_s = perf_counter() - began

    @property
    def peak_mb(self) -> float | None:
        """Largest resident memory of the server so far; the JSON and its reader are not in it."""
        return peak_mb(self._server.pid)

    def table(self, points: Sequence[Point]) -> tuple[NDArray[np.float32], float, float]:
        """Return seconds between all points, NaN without a way, and the wall clock of the answer.

        Returns
        -------
        tuple
            The matrix (n, n); seconds until the last byte was there; seconds until it was an array.
        """
        places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)
        began = perf_counter()
        body = self._get(f"/table/v1/driving/{places}")
        raw_s = perf_counter() - began
        answer = json.loads(body)
        if answer.get("code") != "Ok":
            said = f"{answer.get('code')}: {answer.get('message')}"
            raise OsrmFailedError(f"table of {len(points)} points: {said}")
        matrix = np.array(answer["durations"], np.float32)
        return matrix, raw_s, perf_counter() - began

    def inside(self, python: str, points: Sequence[Point]) -> Inside:
        """Return how long the same table takes in a process of OSRM's own, without HTTP and JSON.

        Raises
        ------
        OsrmFailedError
            When that process fails.
        """
        places = json.dumps([(round(point.lon, 6), round(point.lat, 6)) for point in points])
        done = subprocess.run(
            [python, _WORKER, _wheel(self.tools), self._base, "1"],
            input=places, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise OsrmFailedError(
                f"{_WORKER.name} ended with {done.returncode}: {done.stderr.strip()[-500:]}"
            )
        told = json.loads(done.stdout)
        return Inside(told["load_s"], told["raw_s"][0], told["listed_s"][0], told["peak_mb"])

    def _get(self, path: str) -> bytes:
        # Never through a proxy: points are homes.
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=_TABLE_S)
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            raise OsrmFailedError(f"osrm-routed gave no answer ({error}){self._last_words()}") from error
        finally:
            connection.close()

    def _wait(self) -> None:
        """Wait until the server listens."""
        until = perf_counter() + _START_S
        while perf_counter() < until and self._server.poll() is None:
            try:
                socket.create_connection((LOOPBACK, self._port), timeout=1.0).close()
            except OSError:
                sleep(0.02)
            else:
                return
        said = self._last_words()
        self.close()
        raise OsrmFailedError(f"osrm-routed did not start{said}")

    def _last_words(self) -> str:
        self._log.seek(0)
        said = self._log.read().strip()[-_LONGEST_ERROR:]
        return f": {said}" if said else ""

    def close(self) -> None:
        """End the server and remove what was prepared."""
        if self._server.poll() is None:
            self._server.terminate()
        self._server.wait()
        self._log.close()
        self._scratch.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _run(command: Sequence[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-_LONGEST_ERROR:]
        raise OsrmFailedError(f"{Path(command[0]).name} ended with {done.returncode}: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
