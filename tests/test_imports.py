"""Imports go one way; the contracts stand in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_import_contracts_hold() -> None:
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_solver_is_cheap_to_import_and_needs_no_other_room() -> None:
    code = (
        "import sys, solver; "
        "print([m for m in ('ortools', 'maps', 'planner', 'streamlit', 'osmnx') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_an_installed_app_leaves_no_top_level_names_behind() -> None:
    code = "import importlib.util as u; print([n for n in ('planner', 'solver', 'maps') if u.find_spec(n)])"
    found = subprocess.run([sys.executable, "-c", code], cwd="/", capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
