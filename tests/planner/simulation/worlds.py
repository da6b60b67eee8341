"""Small worlds that are lived through in a second or two."""

from dataclasses import replace
from typing import Any

from planner.simulation.world import World
from planner.simulation.world_file import read_world


def changed(world: World, **sections: dict[str, Any]) -> World:
    return replace(
        world, **{name: replace(getattr(world, name), **values) for name, values in sections.items()}
    )


def small(**sections: dict[str, Any]) -> World:
    """Two coaches, two evenings each, fifteen new dossiers a week."""
    world = changed(
        read_world("base"),
        crew={"evenings": ((0, 2), (1, 3))},
        inflow={"per_week": 15, "start_weeks": 2},
        search={"week_rounds": 1, "warm_up_weeks": 0},
        area={"extent_km": 3.0},
    )
    return changed(world, **sections)
