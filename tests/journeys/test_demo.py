"""The whole round once on the command line: plan, live through an evening, plan again, say what changed."""

import json
from pathlib import Path

import pytest

from planner.cli import main


def test_the_demo_plans_lives_an_evening_and_tells_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    out = tmp_path / "out"
    arguments = ["demo", "--out", str(out), "--store", str(tmp_path / "demo.sqlite"), "--seconds", "1"]
    for _ in range(2):  # the second time over the remains of the first
        assert main(arguments) == 0
    said = capsys.readouterr().out
    for part in (
        "240 dossiers gelezen, 1 geweigerd",
        "Week 49: 240 dossiers",
        "Reis (min)",
        "Niet ingepland:",
        "De eerste avond is geweest",
        "Een andere dag en een ander uur dan de vorige keer",
        "deuren bezocht",
    ):
        assert part in said, part
    first, second = (json.loads((out / name).read_text()) for name in ("plan.json", "next_week/plan.json"))
    assert (first["week"], second["week"]) == ("2026-W49", "2026-W50")
    assert second["summary"]["unplanned_by_reason"]["closed"] >= 1
