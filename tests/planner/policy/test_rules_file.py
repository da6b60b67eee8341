"""Settings come from one file; a wrong one is named, and a changed number changes the stamp."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from planner.domain.errors import PlannerError
from planner.policy.rules_file import parse_rules, read_rules, shipped_rules

TEXT = files("planner.policy").joinpath("rules.toml").read_text("utf-8")


def test_the_shipped_file_is_what_the_program_uses() -> None:
    assert parse_rules(TEXT, "rules.toml") == shipped_rules()


def test_a_changed_number_changes_the_stamp_also_under_the_same_version() -> None:
    rules = shipped_rules()
    changed = replace(rules, gate=replace(rules.gate, min_calls=rules.gate.min_calls + 1))
    assert changed.version == rules.version
    assert changed.stamp != rules.stamp


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("min_calls = 2", "min_call = 2", "gate.min_call"),
        ("min_calls = 2", 'min_calls = "veel"', "gate.min_calls"),
        ("min_calls = 2", "min_calls = -2", "min_calls is -2"),
        ("other_hour = 0.25", "other_hour = 25", "25.0 is no chance"),
        ("housing = 20, ", "", "housing"),
        ("[[91, 12], [61, 7]", "[[61, 7], [91, 12]", "duration"),
        ("last_knock = 20:30:00", "last_knock = 25:30:00", "geldig TOML"),
        ("prize_scale = 10", "prize_scale = 0", "prize_scale is 0"),
    ],
)
def test_a_wrong_setting_is_named(old: str, new: str, named: str) -> None:
    assert old in TEXT
    with pytest.raises(PlannerError, match=r"eigen\.toml") as told:
        parse_rules(TEXT.replace(old, new, 1), "eigen.toml")
    assert named in str(told.value)


def test_a_file_that_is_not_there_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match=r"eigen\.toml"):
        read_rules(tmp_path / "eigen.toml")


def test_a_team_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "eigen.toml"
    own.write_text(TEXT.replace("min_calls = 2", "min_calls = 3", 1), encoding="utf-8")
    assert read_rules(own).gate.min_calls == 3
