"""Many at once, and killed without notice: nothing that was acknowledged is ever missing."""

import multiprocessing
import time
from multiprocessing.connection import wait
from pathlib import Path

import pytest
from sqlalchemy import text

from planner.store import ImportBatch, Store
from planner.store.event_rows import damaged_events
from tests.factories import make_dossier
from tests.planner.store import load
from tests.planner.store.conftest import Where, raw
from tests.planner.store.plans import WEEK

SPAWN = multiprocessing.get_context("spawn")
PATIENCE_S = 300


def filled(where: Where, dossiers: list[str]) -> Store:
    store = Store(where)
    with store.writing() as record:
        rows = [make_dossier(dossier_id=one) for one in dossiers]
        record.add_import(ImportBatch(files=("a.csv",), read=len(rows)), rows, load.NOW)
    return store


def check_whole(where: Where, store: Store) -> None:
    with store.reading() as record:
        assert record.states() == record.states_from_log()
    assert store.rebuild() == 0
    with raw(where) as connection:
        assert damaged_events(connection) == ()
        if isinstance(where, Path):
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def crowd(where: Where, writers: int, outcomes: int, plans: int) -> str:
    """Let writers and two planners work at once, and return the figures."""
    dossiers = load.dossier_ids(40)
    store = filled(where, dossiers)
    start = SPAWN.Barrier(writers + 3)
    jobs = [(load.send_twice, (where, one, outcomes, dossiers)) for one in range(writers)]
    jobs += [(load.save_plans, (where, name, plans)) for name in ("P", "Q")]
    pipes, processes = [], []
    for job, arguments in jobs:
        ours, theirs = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=job, args=(*arguments, start, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    start.wait(PATIENCE_S)
    began = time.perf_counter()
    told = [pipe.recv() for pipe in pipes]
    seconds = time.perf_counter() - began
    for process in processes:
        process.join(PATIENCE_S)
        assert process.exitcode == 0
    sent, saved = told[:writers], told[writers:]
    total = writers * outcomes
    assert (sum(new for new, _ in sent), sum(known for _, known in sent)) == (total, total)
    with store.reading() as record:
        assert len(record.events()) == len({event.event_id for event in record.events()}) == total
        latest = record.plan(WEEK)
        assert latest is not None
        assert latest.version == 2 * plans
        edits = latest.plan.settings_version.split()
        assert sorted(edits) == sorted(f"{name}{number}" for name in "PQ" for number in range(plans))
        assert len([line for line in record.audit() if line.what == "outcome"]) == total
    check_whole(where, store)
    store.close()
    stale = sum(refused for _, refused in saved)
    rate = (2 * total + 2 * plans) / seconds
    return f"{total} stored, {total} known, {2 * plans} plans saved, {stale} stale refused, {rate:.0f} per s"


def killed(where: Where, writers: int, per_round: int, rounds: int) -> str:
    """Kill all writers at once, some rounds long, and return the figures."""
    dossiers = load.dossier_ids(40)
    store = filled(where, dossiers)
    acknowledged = set()
    for round_ in range(rounds):
        start = SPAWN.Barrier(writers + 1)
        pipes, processes = [], []
        for one in range(writers):
            ours, theirs = SPAWN.Pipe(duplex=False)
            arguments = (where, round_ * writers + one, dossiers, start, theirs)
            process = SPAWN.Process(target=load.write_until_killed, args=arguments, daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            processes.append(process)
        start.wait(PATIENCE_S)
        acknowledged.update(load.received(pipes, per_round, wait))
        for process in processes:
            process.kill()
        for process in processes:
            process.join(PATIENCE_S)
        acknowledged.update(load.received(pipes, None, wait))
    assert len(acknowledged) >= per_round * rounds
    with store.reading() as record:
        stored = {event.event_id for event in record.events()}
    assert acknowledged <= stored
    check_whole(where, store)
    store.close()
    return f"{len(acknowledged)} acknowledged, 0 missing, {len(stored - acknowledged)} stored and not told"


def test_writers_and_planners_at_once_lose_nothing(where: Where) -> None:
    crowd(where, writers=2, outcomes=10, plans=4)


def test_what_was_acknowledged_is_there_after_a_kill(where: Where) -> None:
    killed(where, writers=2, per_round=40, rounds=1)


@pytest.mark.soak
def test_twenty_writers_and_two_planners_lose_nothing(where: Where) -> None:
    print(crowd(where, writers=20, outcomes=50, plans=50))  # noqa: T201 - the figures


@pytest.mark.soak
def test_more_than_a_thousand_acknowledged_are_there_after_kills(where: Where) -> None:
    print(killed(where, writers=6, per_round=260, rounds=4))  # noqa: T201 - the figures
