"""Problems for the bound: two travel profiles, and public instances with proven optima."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from solver import UNREACHABLE, Problem, Shift, Task, Window
from tests.solver.factories import random_problem

ROUTING = Path(__file__).parents[4] / "shared" / "data" / "routing"
SECONDS_PER_POINT = 100_000


def two_profiles(rng, unreachable):
    """A small random week in which the second shift has a travel matrix of its own."""
    one = random_problem(rng, 5, 2, unreachable=unreachable)
    slow = np.where(one.travel_s[0] == UNREACHABLE, UNREACHABLE, one.travel_s[0] * 3 // 2 + 30)
    shifts = (one.shifts[0], replace(one.shifts[1], profile=1))
    return replace(one, shifts=shifts, travel_s=(one.travel_s[0], slow.astype(np.int32)))


def toptw(name, vehicles):
    """A team orienteering instance; one prize point outweighs the travel of a whole plan of one vehicle."""
    lines = (ROUTING / "toptw" / f"{name}.txt").read_text().splitlines()[2:]
    rows = [[float(cell) for cell in line.split()] for line in lines if line.strip()]
    per_unit = 100 if name.startswith("pr") else 10
    places = np.array([row[1:3] for row in rows])
    apart = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    tasks = tuple(
        Task(
            index,
            round(row[3] * per_unit),
            (Window(int(row[-2] * per_unit), int(row[-1] * per_unit), int(row[4])),),
        )
        for index, row in enumerate(rows)
        if index
    )
    horizon_s = int(rows[0][-1] * per_unit)
    travel = np.floor(apart * per_unit + 1e-9).astype(np.int32)
    shifts = tuple(Shift(0, 0, 0, horizon_s) for _ in range(vehicles))
    return Problem(tasks, shifts, (travel,), seconds_per_point=SECONDS_PER_POINT)


def best_known():
    """(instance, vehicles) -> (prize, status), from the table beside the instances."""
    with (ROUTING / "best_known.csv").open() as file:
        return {
            (row["instance"], int(row["vehicles"])): (float(row["best_known"]), row["status"])
            for row in csv.DictReader(file)
            if row["family"] == "toptw"
        }
