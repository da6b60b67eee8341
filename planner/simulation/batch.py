"""All runs of a comparison on all cores; what is finished is kept line by line, so that it may be stopped."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

import solver
from planner.domain.errors import PlannerError
from planner.policy.rules import Rules
from planner.simulation.life import Run
from planner.simulation.policies import POLICIES
from planner.simulation.results import Outcomes, outcomes_of
from planner.simulation.world import World

Done = Callable[[Outcomes], None]


def digest(world: World, rules: Rules) -> str:
    """Return a short name that changes with every setting of a world and of the rules."""
    values = json.dumps([asdict(world), rules.stamp], sort_keys=True, default=str)
    return hashlib.sha256(values.encode()).hexdigest()[:12]


def run_one(policy: str, world: World, seed: int, weeks: int, rules: Rules) -> Outcomes:
    """Return what one policy comes to in one world with one seed."""
    life = Run(world, seed, rules, POLICIES[policy]).live(weeks)
    return outcomes_of(policy, seed, weeks, digest(world, rules), life)


def run_all(
    world: World,
    policies: Sequence[str],
    seeds: Sequence[int],
    weeks: int,
    rules: Rules,
    jobs: int,
    resume: Path | None,
    done: Done,
) -> list[Outcomes]:
    """Return every policy with every seed; those in the file of an earlier try are not run again.

    Parameters
    ----------
    world, policies, seeds, weeks, rules
        What is run.
    jobs
        Processes side by side; 1 stays in this one.
    resume
        File with a line per finished run, made when it is not there.
    done
        Called for every run, kept or new.

    Raises
    ------
    PlannerError
        When the file cannot be read or written.
    """
    kept = _kept(resume, digest(world, rules), weeks) if resume else {}
    wanted = [(policy, seed) for seed in seeds for policy in policies]
    found = {key: kept[key] for key in wanted if key in kept}
    for outcomes in found.values():
        done(outcomes)
    missing = [key for key in wanted if key not in found]
    with _writer(resume) as write:
        for outcomes in _run(missing, world, weeks, rules, jobs):
            write(outcomes.line())
            found[outcomes.policy, outcomes.seed] = outcomes
            done(outcomes)
    return [found[key] for key in wanted]


def _run(
    missing: Sequence[tuple[str, int]], world: World, weeks: int, rules: Rules, jobs: int
) -> Iterator[Outcomes]:
    if not missing:
        return
    solver.warm_up()
    if jobs == 1:
        for policy, seed in missing:
            yield run_one(policy, world, seed, weeks, rules)
        return
    # A fresh interpreter per process: a forked one would inherit the threads of the route search.
    with ProcessPoolExecutor(min(jobs, len(missing)), mp_context=get_context("spawn")) as pool:
        work = [pool.submit(run_one, policy, world, seed, weeks, rules) for policy, seed in missing]
        try:
            for future in as_completed(work):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _kept(path: Path, world: str, weeks: int) -> dict[tuple[str, int], Outcomes]:
    """Return the runs of this world that a file holds; a last line that was cut off is not one."""
    if not path.exists():
        return {}
    lines = path.read_text("utf-8").split("\n")
    kept: dict[tuple[str, int], Outcomes] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = Outcomes.from_line(line)
        except (ValueError, KeyError, TypeError) as error:
            if number == len(lines):
                continue
            raise PlannerError(f"Regel {number} van '{path.name}' is geen resultaat: {error}") from error
        if (one.world, one.weeks) == (world, weeks):
            kept[one.policy, one.seed] = one
    return kept


@contextmanager
def _writer(path: Path | None) -> Iterator[Callable[[str], None]]:
    if path is None:
        yield lambda line: None
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)  # a line that was cut off when somebody stopped it

        def write(line: str) -> None:
            file.write(line.encode() + b"\n")
            file.flush()

        yield write
