"""One thread, one fresh process per measurement, and the memory it took at most."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip


class ProcessDiedError(RuntimeError):
    """A measurement ended its process, for example because memory ran out."""


def one_thread() -> None:
    """Hold every library in the processes started from here to one thread."""
    os.environ.update(dict.fromkeys(_THREADS, "1"))


def in_own_process(function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """Return what a function returns in a fresh interpreter; its exceptions come through.

    Raises
    ------
    ProcessDiedError
        When that process dies.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(function, *arguments, **named).result()
        except BrokenProcessPool as error:
            raise ProcessDiedError(f"{function.__name__} died; is there enough memory?") from error


def peak_mb(process: int | None = None) -> float | None:
    """Return the largest resident memory of a process so far in MB, or None where /proc doesn't tell.

    Linux counts the parent's peak in `ru_maxrss` of a new process; `VmHWM` is the process's own.
    """
    status = Path("/proc") / ("self" if process is None else str(process)) / "status"
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return None
