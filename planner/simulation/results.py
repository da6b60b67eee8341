"""What a run came to, as numbers that fit on one line, and means with intervals over several runs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.simulation.life import Life
from planner.simulation.pool import Left

LATE_S = 15 * 60
DRAWS = 2_000
MEASURES = (
    "priority_per_evening",
    "contacts_per_evening",
    "all_contacts_per_evening",
    "doors_per_contact",
    "deadline_share",
    "deadline_reached_share",
    "overtime_share",
    "missed_appointment_share",
    "travel_min_per_evening",
    "seldom_home_share",
    "seldom_home_reached",
    "reached_share",
    "seldom_home_weeks",
)
"""What is reported; all but the shares of dossiers are over coach evenings."""
_COLUMNS = ("priority", "contacts", "all", "doors", "late", "travel_s", "appointments", "missed")


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """What one policy came to in one world with one seed.

    Parameters
    ----------
    policy, seed, weeks
        Of the run.
    world
        Digest of all settings of the world and the rules, so that a kept line is never taken for another one.
    evenings
        Per coach evening: priority, door contacts, all contacts, doors, more than 15 minutes over (0 or 1),
        travel in seconds, appointments, and how many of those were missed.
    deadlines
        How many fell in the weeks that count, were attempted in time, and how many of them reached somebody.
    reached, left
        Dossiers that left the pool, and those of them that were reached by a talk or a card; first of
        everybody, then of the seldom-home. Who was reached by the office's phone is in neither.
    open_weeks
        Dossier-weeks in the pool of the seldom-home.
    """

    policy: str
    seed: int
    weeks: int
    world: str
    evenings: tuple[tuple[int, ...], ...]
    deadlines: tuple[int, int, int]
    reached: tuple[int, int]
    left: tuple[int, int]
    open_weeks: int

    def line(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> "Outcomes":
        """Return what a line holds (ValueError, KeyError or TypeError when it is no such line)."""
        known: dict[str, Any] = json.loads(line)
        known["evenings"] = tuple(tuple(one) for one in known["evenings"])
        for name in ("deadlines", "reached", "left"):
            known[name] = tuple(known[name])
        return cls(**known)


def outcomes_of(policy: str, seed: int, weeks: int, world: str, life: Life) -> Outcomes:
    """Return the numbers of a life."""
    reached = {Left.TALK, Left.CARD}
    counted = {key: n for key, n in life.left.items() if key[0] is not Left.PHONE}
    return Outcomes(
        policy=policy,
        seed=seed,
        weeks=weeks,
        world=world,
        evenings=tuple(
            (
                one.priority,
                one.contacts,
                one.contacts + one.card_contacts,
                one.doors,
                int(one.over_s > LATE_S),
                one.travel_s,
                one.appointments,
                one.missed_appointments,
            )
            for one in life.evenings
        ),
        deadlines=(life.deadlines, life.deadlines_attempted, life.deadlines_reached),
        reached=(
            sum(n for (why, _), n in counted.items() if why in reached),
            sum(n for (why, seldom), n in counted.items() if why in reached and seldom),
        ),
        left=(sum(counted.values()), sum(n for (_, seldom), n in counted.items() if seldom)),
        open_weeks=life.open_weeks[True],
    )


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


def summary(runs: Sequence[Outcomes], seed: int = 0, draws: int = DRAWS) -> dict[str, Interval]:
    """Return every measure of one policy: the mean over its seeds, with a bootstrap interval.

    Whole seeds are drawn with replacement, and evenings within each of them (two-level bootstrap): evenings
    of one seed share a pool and are not independent. Only dossier shares vary with the seed alone.
    """
    draw = np.random.default_rng(seed)
    rows = [np.array(run.evenings, dtype=np.float64) for run in runs]
    drawn = []
    for _ in range(draws):
        chosen = draw.integers(len(runs), size=len(runs))
        drawn.append(
            _measures(
                [runs[i] for i in chosen],
                [rows[i][draw.integers(len(rows[i]), size=len(rows[i]))] for i in chosen],
            )
        )
    means = _measures(runs, rows)
    return {name: _interval(means[name], [one[name] for one in drawn]) for name in MEASURES}


def compared(ours: Sequence[Outcomes], theirs: Sequence[Outcomes], seed: int = 0) -> dict[str, Interval]:
    """Return how much more (share, 0.1 = 10 %) one policy has than another, paired by seed.

    Raises
    ------
    ValueError
        When the two were not run with the same seeds.
    """
    pairs = _paired(ours, theirs)
    draw = np.random.default_rng(seed)
    found: dict[str, Interval] = {}
    for name in ("priority_per_evening", "contacts_per_evening", "all_contacts_per_evening"):
        each = np.array([[_measures_of(run)[name] for run in pair] for pair in pairs])
        at = draw.integers(len(each), size=(DRAWS, len(each)))
        many = each[at]
        shares = many[..., 0].mean(axis=1) / many[..., 1].mean(axis=1) - 1
        found[name] = _interval(float(each[:, 0].mean() / each[:, 1].mean() - 1), list(shares))
    return found


def report(runs: Iterable[Outcomes], order: Sequence[str]) -> dict[str, Any]:
    """Return the JSON of the command line: per policy its measures and intervals, and paired comparisons."""
    by_policy: dict[str, list[Outcomes]] = {name: [] for name in order}
    for run in runs:
        by_policy[run.policy].append(run)
    policies = []
    for name in order:
        measured = summary(by_policy[name])
        policies.append(
            {
                "policy": name,
                **{key: value.mean for key, value in measured.items()},
                "ci95": {key: [value.low, value.high] for key, value in measured.items()},
                "evenings": sum(len(one.evenings) for one in by_policy[name]),
                "deadlines": sum(one.deadlines[0] for one in by_policy[name]),
            }
        )
    return {"policies": policies, "comparisons": list(_comparisons(by_policy, order))}


AGAINST = ("by_hand", "by_hand_scores", "nearest", "plain_vrp", "plain_vrp_reserves")
OURS = ("no_chance", "learning", "perfect")


def _comparisons(
    by_policy: Mapping[str, Sequence[Outcomes]], order: Sequence[str]
) -> Iterable[dict[str, Any]]:
    for ours in (name for name in OURS if name in order):
        for other in (name for name in AGAINST if name in order):
            found = compared(by_policy[ours], by_policy[other])
            yield {
                "policy": ours,
                "against": other,
                **{key: value.mean for key, value in found.items()},
                "ci95": {key: [value.low, value.high] for key, value in found.items()},
            }


def _paired(ours: Sequence[Outcomes], theirs: Sequence[Outcomes]) -> list[tuple[Outcomes, Outcomes]]:
    other = {one.seed: one for one in theirs}
    seeds = sorted(one.seed for one in ours)
    if seeds != sorted(other):
        raise ValueError(f"runs of seeds {seeds} cannot be paired with those of {sorted(other)}")
    return [(one, other[one.seed]) for one in ours]


def _measures(runs: Sequence[Outcomes], evenings: Sequence[NDArray[np.float64]]) -> dict[str, float]:
    """Return the measures over runs with these rows of evenings, each run weighing the same."""
    per = np.mean([rows.mean(axis=0) for rows in evenings], axis=0)
    mean = dict(zip(_COLUMNS, map(float, per), strict=True))
    deadlines = np.sum([run.deadlines for run in runs], axis=0)
    reached, left = (np.sum([getattr(run, name) for run in runs], axis=0) for name in ("reached", "left"))
    everyone, seldom = _share(reached[0], left[0]), _share(reached[1], left[1])
    return {
        "priority_per_evening": mean["priority"],
        "contacts_per_evening": mean["contacts"],
        "all_contacts_per_evening": mean["all"],
        "doors_per_contact": _share(mean["doors"], mean["contacts"]),
        "deadline_share": _share(deadlines[1], deadlines[0], 1.0),
        "deadline_reached_share": _share(deadlines[2], deadlines[0], 1.0),
        "overtime_share": mean["late"],
        "missed_appointment_share": _share(mean["missed"], mean["appointments"]),
        "travel_min_per_evening": mean["travel_s"] / 60,
        "seldom_home_share": _share(seldom, everyone),
        "seldom_home_reached": seldom,
        "reached_share": everyone,
        "seldom_home_weeks": _share(sum(run.open_weeks for run in runs), reached[1]),
    }


def _measures_of(run: Outcomes) -> dict[str, float]:
    return _measures([run], [np.array(run.evenings, dtype=np.float64)])


def _share(part: float, whole: float, otherwise: float = 0.0) -> float:
    return float(part / whole) if whole else otherwise


def _interval(mean: float, drawn: Sequence[float]) -> Interval:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(mean, float(low), float(high))
