"""What the README says is so."""

import re
from pathlib import Path

import pytest

from planner.cli import parser
from planner.intake import Kind, columns_markdown
from planner.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
KINDS: tuple[Kind, ...] = ("dossiers", "coaches", "shifts", "creditors", "referrals", "call_evenings")
START, END = "<!-- columns -->", "<!-- /columns -->"


def columns_section() -> str:
    parts = [f"`{kind}.csv`\n\n{columns_markdown(kind)}" for kind in KINDS]
    return f"{START}\n" + "\n".join(parts) + END


def test_the_column_tables_are_those_of_the_intake() -> None:
    assert columns_section() in README, "run: python -m tests.test_docs"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_every_link_and_picture_exists(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))))
def test_every_make_command_exists(name: str) -> None:
    assert re.search(rf"^{name}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_plan_command_takes_the_options_of_the_readme() -> None:
    line = (
        "plan --dossiers a --coaches b --shifts c --region d --week 2026-W49 --out e "
        "--seconds 10 --seed 1 --rounds 3"
    )
    options = parser().parse_args(line.split())
    assert (options.seconds, options.seed, options.rounds) == (10.0, 1, 3)


def test_the_settings_table_names_every_variable_of_the_app() -> None:
    code = [ROOT / "planner" / "settings.py", ROOT / "app.py"]
    read = {name for path in code for name in re.findall(r'"(AVONDRONDE_[A-Z_]+)"', path.read_text("utf-8"))}
    assert read == set(re.findall(r"^\| `(AVONDRONDE_[A-Z_]+)` \|", README, re.MULTILINE))


def test_the_settings_table_tells_the_defaults() -> None:
    rows = dict(re.findall(r"^\| `(AVONDRONDE_[A-Z_]+)` \| `([^`]+)` \|", README, re.MULTILINE))
    default = Settings()
    assert rows == {
        "AVONDRONDE_STORE": str(default.store),
        "AVONDRONDE_REGION": str(default.region),
        "AVONDRONDE_PORT": "8501",
        "AVONDRONDE_SECONDS": f"{default.solve_seconds:g}",
        "AVONDRONDE_BOUND_SECONDS": f"{default.bound_seconds:g}",
        "AVONDRONDE_TILES_CREDIT": default.tiles_credit,
    }


if __name__ == "__main__":
    before, _, rest = README.partition(START)
    after = rest.partition(END)[2] if END in rest else rest
    (ROOT / "README.md").write_text(before + columns_section() + after, "utf-8")
