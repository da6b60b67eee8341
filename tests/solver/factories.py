"""Small problems: valid by default, a test names only what matters to it."""

import numpy as np

from solver import UNREACHABLE, Problem, Shift, Task, Window

HOUR = 3600


def line(*at_s):
    """Travel matrix of points on a line, given by their position in seconds."""
    at = np.array(at_s)
    return np.abs(at[:, None] - at[None]).astype(np.int32)


def make_task(location=1, service_s=600, windows=None, **changes):
    return Task(location, service_s, windows or (Window(0, 4 * HOUR, 10),), **changes)


def make_shift(home=0, start_s=0, end_s=4 * HOUR, **changes):
    return Shift(home, home, start_s, end_s, **changes)


def make_problem(tasks=None, shifts=None, travel=None, **changes):
    """Home at 0, doors at 100 s and 250 s; one shift of four hours."""
    return Problem(
        tasks=tuple(tasks if tasks is not None else (make_task(1), make_task(2))),
        shifts=tuple(shifts if shifts is not None else (make_shift(),)),
        travel_s=(line(0, 100, 250) if travel is None else travel,),
        **changes,
    )


def random_problem(rng, tasks=6, shifts=2, *, unreachable=0.0):
    """A small random week: asymmetric travel, several priced windows, everything the model knows."""
    locations = tasks + 2
    travel = rng.integers(60, 1500, (locations, locations)).astype(np.int32)
    travel[rng.random(travel.shape) < unreachable] = UNREACHABLE
    np.fill_diagonal(travel, 0)
    made = []
    for location in range(tasks):
        windows = []
        for _ in range(int(rng.integers(1, 4))):
            opens = int(rng.integers(0, 3 * HOUR))
            length = int(rng.integers(0, HOUR))
            own = int(rng.integers(300, 1500)) if rng.random() < 0.3 else None
            windows.append(Window(opens, opens + length, int(rng.integers(0, 60)), own))
        made.append(
            Task(
                location,
                int(rng.integers(300, 1800)),
                tuple(windows),
                required=int(rng.choice([0, 0, 0, 1, 2])),
                shifts_allowed=None if rng.random() < 0.7 else frozenset({int(rng.integers(shifts))}),
                group=int(rng.integers(2)) if rng.random() < 0.3 else None,
                load=int(rng.integers(0, 3)),
                shift_points={int(rng.integers(shifts)): int(rng.integers(20))} if rng.random() < 0.3 else {},
            )
        )
    return Problem(
        tuple(made),
        tuple(
            Shift(
                tasks + int(rng.integers(2)),
                tasks + int(rng.integers(2)),
                int(rng.integers(0, HOUR)),
                int(rng.integers(2 * HOUR, 3 * HOUR)),
                max_overtime_s=int(rng.choice([0, 900])),
                overtime_price=int(rng.integers(4)),
                max_load=int(rng.choice([3, 100])),
            )
            for _ in range(shifts)
        ),
        (travel,),
        seconds_per_point=60,
    )
