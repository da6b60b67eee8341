"""From three files to plan.json on the command line, looked at by a reader that knows only the files."""

import csv
import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.cli import main
from planner.exports.plan_json import plan_schema

SAMPLE = Path(__file__).parents[2] / "sample_data"
ARGUMENTS = [
    "plan",
    *("--dossiers", str(SAMPLE / "dossiers.csv")),
    *("--coaches", str(SAMPLE / "coaches.csv")),
    *("--shifts", str(SAMPLE / "shifts.csv")),
    *("--region", str(SAMPLE / "nootdorp_drive.graphml.gz")),
    *("--week", "2026-W49"),
]


def table(name: str, key: str) -> dict[str, dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file, delimiter=";")}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    assert main([*ARGUMENTS, "--out", str(folder), "--rounds", "4"]) == 0
    return folder


@pytest.fixture(scope="module")
def plan(out: Path) -> dict[str, Any]:
    return json.loads((out / "plan.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def dossiers() -> dict[str, dict[str, str]]:
    return table("dossiers.csv", "dossier_id")


def stops(plan: dict[str, Any]) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    return {stop["dossier_id"]: (route, stop) for route in plan["routes"] for stop in route["stops"]}


def test_the_file_fits_its_schema(plan: dict[str, Any]) -> None:
    Draft202012Validator(plan_schema()).validate(plan)


def test_every_dossier_of_the_file_is_in_the_plan_exactly_once(plan: dict[str, Any], dossiers: dict) -> None:
    planned = [stop["dossier_id"] for route in plan["routes"] for stop in route["stops"]]
    everything = Counter(planned + [left["dossier_id"] for left in plan["unplanned"]])
    assert everything == Counter(dossiers.keys())
    assert len(dossiers) == 240


def test_every_dossier_left_out_has_a_reason_and_a_way_to_help(plan: dict[str, Any]) -> None:
    for left in plan["unplanned"]:
        assert left["sentence"].endswith("."), left
        assert left["would_fit_if"].endswith("."), left


def test_visits_start_on_evenings_of_the_team_and_coaches_are_home_in_time(plan: dict[str, Any]) -> None:
    shifts = table("shifts.csv", "shift_id")
    assert {route["shift_id"] for route in plan["routes"]} == set(shifts)
    for route in plan["routes"]:
        shift = shifts[route["shift_id"]]
        assert route["coaches"] == shift["coach_ids"].split("|")
        day = date(*reversed([int(part) for part in shift["date"].split("-")]))
        moments = [datetime.fromisoformat(route["start"])]
        for stop in route["stops"]:
            moments += [datetime.fromisoformat(stop[k]) for k in ("arrive", "start_service", "depart")]
        moments.append(datetime.fromisoformat(route["end"]))
        assert moments == sorted(moments)
        assert {moment.date() for moment in moments} == {day}
        assert moments[0].time() >= time.fromisoformat(shift["start"])
        assert moments[-1].time() <= time.fromisoformat(shift["end"])
        assert all(datetime.fromisoformat(s["start_service"]).time() <= time(20, 30) for s in route["stops"])


def test_pair_and_language_dossiers_are_on_evenings_that_fit(plan: dict[str, Any], dossiers: dict) -> None:
    coaches = table("coaches.csv", "coach_id")
    planned = stops(plan)
    seen = Counter()
    for dossier_id, row in dossiers.items():
        if dossier_id not in planned:
            continue
        route, _ = planned[dossier_id]
        if row["needs_pair"] == "ja":
            seen["pair"] += 1
            assert len(route["coaches"]) == 2
        if row["language"] not in ("", "nl"):
            seen["language"] += 1
            assert any(row["language"] in coaches[c]["languages"].split("|") for c in route["coaches"])
    assert seen["pair"] >= 1
    assert seen["language"] >= 1


def test_who_has_a_summons_next_week_is_visited_before_it(plan: dict[str, Any], dossiers: dict) -> None:
    planned = stops(plan)
    summoned = [one for one, row in dossiers.items() if row["summons_on"]]
    assert len(summoned) == 3
    for one in summoned:
        assert planned[one][1]["required"]


def test_the_blocked_are_absent_with_their_reason(plan: dict[str, Any], dossiers: dict) -> None:
    reasons = {left["dossier_id"]: left["reason"] for left in plan["unplanned"]}
    blocked = [
        one
        for one, row in dossiers.items()
        if row["paid_on"] or row["objection_on"] or "ja" in (row["unsafe"], row["opted_out"])
    ]
    assert len(blocked) >= 4
    assert {reasons[one] for one in blocked} == {"blocked"}


def test_the_appointment_is_kept_by_its_coach(plan: dict[str, Any], dossiers: dict) -> None:
    planned = stops(plan)
    promised = [(one, row) for one, row in dossiers.items() if row["appointment_at"]]
    assert len(promised) == 1
    for one, row in promised:
        route, stop = planned[one]
        assert row["appointment_coach"] in route["coaches"]
        start = datetime.fromisoformat(stop["start_service"]).replace(tzinfo=None)
        promised_at = datetime.strptime(row["appointment_at"], "%d-%m-%Y %H:%M")  # noqa: DTZ007 - wall clock
        assert timedelta(0) <= start - promised_at <= timedelta(minutes=5)


def test_bad_rows_are_in_the_problem_file_with_row_and_column(out: Path, dossiers: dict) -> None:
    with (out / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        problems = list(csv.DictReader(file, delimiter=";"))
    assert [one["column"] for one in problems] == ["house_number"]
    assert dossiers[problems[0]["dossier_id"]]["house_number"] == ""


def test_a_sheet_per_route_and_a_map_are_written_and_ask_for_nothing(out: Path, plan: dict[str, Any]) -> None:
    assert len(list((out / "routes").glob("*.html"))) == len(plan["routes"])
    page = (out / "plan.html").read_text("utf-8")
    assert "<script src=" not in page
    assert "OpenStreetMap" in page


def test_no_amount_is_on_a_sheet(out: Path, dossiers: dict) -> None:
    amounts = {row[k] for row in dossiers.values() for k in row if k.startswith("arrears_") and "," in row[k]}
    sheets = "".join(path.read_text("utf-8") for path in (out / "routes").glob("*.html"))
    assert len(amounts) > 50
    assert not [amount for amount in amounts if f" {amount}" in sheets or f'"{amount}"' in sheets]


def test_the_same_seed_and_count_give_the_same_plan(out: Path, tmp_path: Path) -> None:
    assert main([*ARGUMENTS, "--out", str(tmp_path), "--rounds", "4"]) == 0
    assert (tmp_path / "plan.json").read_text("utf-8") == (out / "plan.json").read_text("utf-8")


def test_how_good_the_plan_is_is_told_only_where_it_is_asked_for(
    plan: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "bound" not in plan["summary"]
    assert main([*ARGUMENTS, "--out", str(tmp_path), "--rounds", "2", "--bound", "6"]) == 0
    proven = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    Draft202012Validator(plan_schema()).validate(proven)
    bound = proven["summary"]["bound"]
    said = " ".join(capsys.readouterr().out.split())
    if bound["least_percent"] is None:
        assert "Hoe dicht dit plan bij het beste komt, is niet goed te zeggen." in said
    else:
        assert f"Dit plan haalt minstens {bound['least_percent']} % van wat in deze week kan." in said
    assert not bound["proven_best"]
    everybody = [stop["dossier_id"] for route in proven["routes"] for stop in route["stops"]]
    everybody += [left["dossier_id"] for left in proven["unplanned"]]
    assert len(everybody) == len(set(everybody)) == plan["summary"]["dossiers"]


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "lang"])
def test_seconds_that_are_none_are_refused_with_their_value(
    seconds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*ARGUMENTS, "--out", str(tmp_path), "--bound", seconds])
    assert f"'{seconds}' is geen aantal seconden" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"PK\x03\x04 a zip", "dossiers.csv"),
        (b"geen;enkele;bekende;kolom\n1;2;3;4\n", "dossiers.csv"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_line_and_exit_code_two(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "dossiers.csv"
    bad.write_bytes(content)
    arguments = [str(bad) if part.endswith("dossiers.csv") else part for part in ARGUMENTS]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_week_without_evenings_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["2026-W30" if part == "2026-W49" else part for part in ARGUMENTS]
    assert main([*arguments, "--out", str(tmp_path)]) == 2
    assert "geen avonden in week 2026-W30" in capsys.readouterr().err
