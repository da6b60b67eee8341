"""Both commands, end to end, as they are typed."""

import json
import re
import subprocess
import sys

import pytest

from bench.best_known import cases_of
from bench.families import read
from bench.week import EveningWeek
from solver import check, schedule, value
from tests.bench.files import write_all


def run(module, *arguments):
    return subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def replanned(problem, run):
    """The plan in the JSON, timed again: nothing of the run's own figures is used."""
    plan = schedule(problem, [[int(task) for task in each.split()] for each in run["plan"]])
    assert check(problem, plan) == []
    return value(problem, plan)


def test_routing_runs_every_engine_on_every_row_and_ends_with_mean_gaps(tmp_path):
    folder, best_known = write_all(tmp_path)
    out = tmp_path / "out" / "runs.json"
    done = run(
        *("routing", "--family", "toptw", "--instances", folder, "--best-known", best_known),
        *("--seconds", 1, "--engines", "greedy,ortools", "--json", out),
    )
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-2:]
    assert [re.match(r"(\w+) +mean gap (-?\d+\.\d\d) %", each).group(1) for each in last] == [
        "ortools",
        "greedy",
    ]
    runs = json.loads(out.read_text())["runs"]
    assert [(each["engine"], each["vehicles"]) for each in runs] == [
        *(("ortools", 1), ("greedy", 1), ("ortools", 2), ("greedy", 2))
    ]
    cases = {case.vehicles: case for case in cases_of("toptw", folder, best_known)}
    for each in runs:
        instance = read(cases[each["vehicles"]])
        assert each["value"] == replanned(instance.problem, each).points
        assert each["gap_percent"] == pytest.approx(100 * (16 - each["value"]) / 16, abs=1e-3)
        assert each["seconds"] >= 0


def test_vrptw_counts_distance_and_families_without_a_list_compare_with_each_other(tmp_path):
    folder, best_known = write_all(tmp_path)
    out = tmp_path / "runs.json"
    done = run(
        *("routing", "--family", "ortec_asym", "--instances", folder, "--best-known", best_known),
        *("--seconds", 1, "--engines", "greedy", "--json", out),
    )
    assert done.returncode == 0, done.stderr
    (one,) = json.loads(out.read_text())["runs"]
    assert one["value"] == 15
    assert one["best_known"] is None
    assert one["gap_percent"] is None
    assert "mean gap 0.00 % to best of these runs" in done.stdout.splitlines()[-1]


def test_evening_ends_with_ratios_that_follow_from_the_plans(tmp_path):
    out = tmp_path / "runs.json"
    done = run(
        *("evening", "--dossiers", 30, "--coaches", 2, "--evenings", 1, "--seed", 3, "--seconds", 1),
        *("--skills", "--engines", "ortools,greedy", "--json", out),
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(out.read_text())
    problem = EveningWeek(30, 2, 1, seed=3, skills=True).problem()
    for each in document["runs"]:
        found = replanned(problem, each)
        assert (each["points"], each["travel_s"], each["objective"]) == (
            found.points,
            found.travel_s,
            found.cost_s,
        )
        assert each["planned"] == sum(len(tasks.split()) for tasks in each["plan"])
        assert each["peak_mb"] > 0
        assert each["first_plan_s"] <= each["seconds"]
    ours, by_hand = document["runs"]
    expected = f"ortools / greedy: points {ours['points'] / by_hand['points']:.3f}"
    assert done.stdout.splitlines()[-1].startswith(expected)


def test_a_damaged_instance_is_named_and_the_others_still_run(tmp_path):
    folder, best_known = write_all(tmp_path)
    best_known.write_text(best_known.read_text() + "toptw,torn,1,max prize,16,best found,by hand\n")
    (folder / "toptw" / "torn.txt").write_text("4 2 3 1\n0 200\n0 0 0 0 0 0 0 100\n")
    done = run(
        *("routing", "--family", "toptw", "--instances", folder, "--best-known", best_known),
        *("--seconds", 1, "--engines", "greedy", "--vehicles", 1),
    )
    assert done.returncode == 0
    assert "torn: not run: torn.txt, line 3: 3 customers and a depot announced, 1 rows found" in done.stdout
    assert "1 of 1" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engines", "jsprit"], "unknown engine jsprit"),
        (["--seconds", "0"], "must be a number above 0, not '0'"),
        (["--limit", "0"], "at least 1, not '0'"),
        (["--vehicles", "9"], "No instance is left"),
        (["--family", "gh"], "No instance of 'gh' found"),
    ],
)
def test_an_impossible_wish_is_refused_with_its_value(tmp_path, arguments, message):
    folder, best_known = write_all(tmp_path)
    done = run(
        *("routing", "--family", "toptw", "--instances", folder, "--best-known", best_known),
        *("--seconds", "1", *arguments),
    )
    assert done.returncode == 2
    assert message in done.stderr
