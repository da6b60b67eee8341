import json
from pathlib import Path

import pytest

from planner.cli import main
from planner.domain.errors import PlannerError
from planner.policy.rules_file import shipped_rules
from planner.simulation.batch import run_all
from planner.simulation.results import Outcomes
from planner.simulation.world import World
from tests.planner.simulation.worlds import small

RULES = shipped_rules()


def run(
    world: World, resume: Path | None, policies: tuple[str, ...] = ("nearest", "by_hand")
) -> list[Outcomes]:
    return run_all(world, policies, (1, 2), 2, RULES, 1, resume, lambda one: None)


def test_a_finished_run_is_not_run_again_and_a_line_cut_off_is(tmp_path: Path) -> None:
    kept = tmp_path / "runs.jsonl"
    whole = run(small(), kept)
    lines = kept.read_text("utf-8").splitlines()
    assert len(lines) == 4
    marked = json.loads(lines[0]) | {"open_weeks": 12_345}
    kept.write_text("\n".join([json.dumps(marked), lines[1], lines[2][:40]]), encoding="utf-8")
    again = run(small(), kept)
    assert again[0].open_weeks == 12_345
    assert again[1:] == whole[1:]
    assert len(kept.read_text("utf-8").splitlines()) == 4


def test_runs_of_another_world_are_not_taken_for_this_one(tmp_path: Path) -> None:
    kept = tmp_path / "runs.jsonl"
    run(small(), kept, ("nearest",))
    busier = small(inflow={"per_week": 20})
    assert {one.world for one in run(busier, kept, ("nearest",))} != {
        one.world for one in run(small(), kept, ("nearest",))
    }
    assert len(kept.read_text("utf-8").splitlines()) == 4


def test_a_file_with_nonsense_is_refused_with_its_line(tmp_path: Path) -> None:
    kept = tmp_path / "runs.jsonl"
    kept.write_text("hello\n\n", encoding="utf-8")
    with pytest.raises(PlannerError, match=r"Regel 1 van 'runs\.jsonl'"):
        run(small(), kept)


def test_processes_side_by_side_give_the_same(tmp_path: Path) -> None:
    one = run(small(), None, ("nearest",))
    assert run_all(small(), ("nearest",), (1, 2), 2, RULES, 2, None, lambda each: None) == one


def test_the_command_writes_json_a_chart_and_what_may_not_be_claimed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, chart = tmp_path / "out.json", tmp_path / "chart.html"
    (tmp_path / "tiny.toml").write_text(
        'extends = "base"\n[inflow]\nper_week = 12\nstart_weeks = 1\n[crew]\nevenings = [[0], [2]]\n'
        "[search]\nweek_rounds = 1\n",
        encoding="utf-8",
    )
    arguments = ["simulate", "--weeks", "2", "--world", str(tmp_path / "tiny.toml"), "--json", str(out)]
    arguments += ["--policies", "nearest,by_hand,learning", "--chart", str(chart), "--jobs", "1"]
    assert main(arguments) == 0
    found = json.loads(out.read_text("utf-8"))
    assert [row["policy"] for row in found["policies"]] == ["nearest", "by_hand", "learning"]
    printed = capsys.readouterr().out
    assert "What may not be claimed" in printed
    page = chart.read_text("utf-8")
    assert "<svg" in page
    assert "<script" not in page
    assert "src=" not in page


def test_a_chart_can_be_a_picture(tmp_path: Path) -> None:
    chart = tmp_path / "chart.png"
    arguments = ["simulate", "--weeks", "1", "--policies", "nearest", "--chart", str(chart), "--jobs", "1"]
    assert main(arguments) == 0
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_an_unknown_world_ends_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--weeks", "1", "--world", "utopia"]) == 2
    assert "utopia" in capsys.readouterr().err
