"""What the processes of a load test do; each opens the record for itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BrokenBarrierError
from typing import Any, Protocol
from uuid import UUID, uuid5

from planner.domain.errors import StalePlanError
from planner.domain.outcome import Outcome, OutcomeCode
from planner.store import Store
from tests.factories import MONDAY, NAMESPACE, at, make_outcome
from tests.planner.store.plans import WEEK, make_plan

NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
PATIENCE_MS = 60_000


class Start(Protocol):
    """The line from which all go together."""

    def wait(self) -> object: ...


def dossier_ids(count: int) -> list[str]:
    return [f"D-{number:03d}" for number in range(count)]


def outcome_of(writer: int, number: int, dossiers: Sequence[str]) -> Outcome:
    return make_outcome(
        OutcomeCode.NT_KAART if number % 2 else OutcomeCode.NT_GEEN_KAART,
        outcome_id=uuid5(NAMESPACE, f"{writer}-{number}"),
        dossier_id=dossiers[(writer + number) % len(dossiers)],
        at=at(MONDAY, 17 + number % 4, number % 60),
        shift_id="A01",
    )


def send_twice(
    where: Path | str, writer: int, count: int, dossiers: list[str], start: Start, told: Connection
) -> None:
    """Send every outcome twice and tell how many were new and how many were known."""
    store = Store(where, busy_timeout_ms=PATIENCE_MS)
    start.wait()
    new = known = 0
    for number in range(count):
        for _ in range(2):
            with store.writing() as record:
                stored = record.add_outcome(outcome_of(writer, number, dossiers), NOW)
            new, known = new + stored, known + (not stored)
    store.close()
    told.send((new, known))


def save_plans(where: Path | str, planner: str, count: int, start: Start, told: Connection) -> None:
    """Save edits, each on top of the version that was read before; a stale one is made again."""
    store = Store(where, busy_timeout_ms=PATIENCE_MS)
    start.wait()
    stale = 0
    for number in range(count):
        while True:
            with store.reading() as record:
                seen = record.plan(WEEK)
            version, edits = (seen.version, seen.plan.settings_version) if seen else (0, "")
            try:
                with store.writing(planner) as record:
                    plan = make_plan("D-000", settings=f"{edits} {planner}{number}".strip())
                    record.add_plan(plan, NOW, on_top_of=version)
                break
            except StalePlanError:
                stale += 1
    store.close()
    told.send((count, stale))


def write_until_killed(
    where: Path | str, writer: int, dossiers: list[str], start: Start, told: Connection
) -> None:
    """Write for ever; the id of an outcome is told once it was acknowledged, never before."""
    store = Store(where, busy_timeout_ms=PATIENCE_MS)
    try:
        start.wait()
    except BrokenBarrierError:
        return
    number = 0
    while True:
        outcome = outcome_of(writer, number, dossiers)
        with store.writing() as record:
            record.add_outcome(outcome, NOW)
        told.send_bytes(outcome.outcome_id.bytes)
        number += 1


def received(pipes: Sequence[Any], wanted: int | None, wait: Any) -> list[UUID]:
    """Return the ids that were told, up to a number, or until every pipe has ended."""
    ids: list[UUID] = []
    still = list(pipes)
    while still and (wanted is None or len(ids) < wanted):
        for pipe in wait(still):
            try:
                ids.append(UUID(bytes=pipe.recv_bytes()))
            except (EOFError, OSError):
                still.remove(pipe)
    return ids
