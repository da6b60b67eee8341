"""The line that says how good a plan is: later than the plan, of this plan only, and in nobody's way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import maps
from planner.domain.plan import WeekPlan
from planner.policy.rules_file import shipped_rules
from planner.screens.bound_job import BoundJob, BoundJobs, bound_jobs
from planner.screens.plan_job import plan_jobs
from planner.store import Store
from tests.planner.screens.conftest import NOW, WEEK
from tests.planner.screens.seen import assert_calm

Screen = Callable[[], AppTest]
WAIT_S = 120
SHORT_S = 2.0


@pytest.fixture
def asked(planned_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The planned record, on a server that finds out how good its plans are."""
    monkeypatch.setenv("AVONDRONDE_BOUND_SECONDS", str(SHORT_S))
    bound_jobs.clear()
    yield planned_path
    bound_jobs().stop()
    bound_jobs.clear()


@pytest.fixture
def store(planned_path: Path) -> Iterator[Store]:
    opened = Store(planned_path)
    yield opened
    opened.close()


@pytest.fixture
def plan(store: Store) -> WeekPlan:
    with store.reading() as record:
        stored = record.plan(WEEK)
    assert stored is not None
    return stored.plan


def lines(screen: AppTest) -> list[str]:
    return [one.proto.popover.label for one in screen.get("popover")]


def begin(
    jobs: BoundJobs, plan: WeekPlan, store: Store, region: maps.Region, seconds: float
) -> BoundJob | None:
    return jobs.start(plan, seconds, store, region, NOW, shipped_rules())


def test_the_plan_is_there_at_once_and_the_line_when_it_is_known(
    asked: Path, plan: WeekPlan, week_screen: Screen
) -> None:
    screen = week_screen()
    assert_calm(screen)
    assert not lines(screen)
    job = bound_jobs().of(plan)
    assert job is not None
    assert job.done.wait(WAIT_S)
    assert job.found is not None
    screen.run()
    assert_calm(screen)
    assert lines(screen) == [job.found.sentence]
    assert job.found.explanation in [one.value for one in screen.markdown]
    assert bound_jobs().of(replace(plan, routes=plan.routes[1:])) is None


def test_the_line_goes_with_its_plan(
    asked: Path, plan: WeekPlan, week_screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = week_screen()
    job = bound_jobs().of(plan)
    assert job is not None
    assert job.done.wait(WAIT_S)
    assert lines(screen.run())
    monkeypatch.setenv("AVONDRONDE_BOUND_SECONDS", "3600")  # so that the next is not there yet
    screen.button(key="plan").click().run()
    planning = plan_jobs().of(WEEK)
    assert planning is None or planning.done.wait(WAIT_S)
    assert not lines(screen.run())


def test_nothing_is_looked_for_where_it_is_switched_off_or_the_week_is_over(
    asked: Path, week_screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVONDRONDE_BOUND_SECONDS", "0")
    assert not lines(week_screen())
    monkeypatch.setenv("AVONDRONDE_BOUND_SECONDS", str(SHORT_S))
    monkeypatch.setenv("AVONDRONDE_TODAY", "2026-12-07")
    screen = week_screen()
    screen.selectbox(key="week").set_value("2026-W49").run()
    assert not lines(screen)
    assert not bound_jobs().are_running


def test_one_plan_is_proven_at_a_time_and_asking_twice_is_asking_once(
    store: Store, plan: WeekPlan, nootdorp: maps.Region
) -> None:
    jobs = BoundJobs()
    first = begin(jobs, plan, store, nootdorp, 3600.0)
    assert first is not None
    assert begin(jobs, plan, store, nootdorp, 3600.0) is first
    other = replace(plan, routes=plan.routes[1:])
    assert begin(jobs, other, store, nootdorp, SHORT_S) is None
    jobs.stop()
    assert first.done.wait(WAIT_S)
    assert first.found is None, "what was broken off says nothing"
    assert jobs.of(plan) is None
    again = begin(jobs, plan, store, nootdorp, SHORT_S)
    assert again is not None
    assert again.done.wait(WAIT_S)
    assert again.found is not None
