"""A process per engine, so that memory, compiled code and crashes are its own."""

from __future__ import annotations

import multiprocessing
import traceback
from typing import TYPE_CHECKING, Self

from bench.engines import EngineMissingError
from bench.measurement import Measurement, Recipe, measure, warm_up

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType

_START_S = 300.0
"""How long imports and a first compilation may take."""


class EngineFailedError(RuntimeError):
    """An engine crashed, hung or raised; the message says how."""


class EngineProcess:
    """An engine in a fresh interpreter, warmed up and ready.

    Raises
    ------
    EngineMissingError
        When its package is not installed.
    EngineFailedError
        When it does not even start.
    """

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._start()

    def measure(self, recipe: Recipe, seconds: float, seed: int) -> Measurement:
        """Return what the engine reaches on a problem in that many wall-clock seconds.

        After a crash the next call begins in a new process.

        Raises
        ------
        EngineFailedError
            When it crashes, raises, or is far beyond its time.
        """
        if not self._process.is_alive():
            self._start()
        self._pipe.send((recipe, seconds, seed))
        found = self._answer(_START_S + 5 * seconds)
        if found is None:
            raise EngineFailedError(f"{self.engine} answered nothing")
        return found

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, self.engine))
        self._process.start()
        theirs.close()
        self._answer(_START_S)

    def _answer(self, patience_s: float) -> Measurement | None:
        """Return what the process sends next; end it when it sends nothing."""
        try:
            if not self._pipe.poll(patience_s):
                self.close()
                raise EngineFailedError(f"{self.engine} gave no answer in {patience_s:.0f} s")
            found: Measurement | Exception | None = self._pipe.recv()
        except EOFError:
            self.close()
            raise EngineFailedError(f"{self.engine} died with code {self._process.exitcode}") from None
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(1.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _serve(pipe: Connection, engine: str) -> None:
    """Warm up, then answer requests until the other side hangs up."""
    try:
        warm_up(engine)
    except EngineMissingError as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            recipe, seconds, seed = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(measure(recipe, engine, seconds, seed))
        except Exception as error:  # noqa: BLE001  whatever an engine raises is a result of the benchmark
            traceback.print_exc()
            pipe.send(EngineFailedError(f"{engine}: {type(error).__name__}: {error}"))
