"""What only time forbids is planned in the week in which it is over, and not before that day."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from planner.domain.override import Override, OverrideKind
from planner.domain.plan import UnplannedReason
from planner.domain.week import Week
from planner.policy.judge import Known
from planner.policy.rules_file import shipped_rules
from planner.policy.triage import Triage, triage
from tests.factories import TODAY, at, make_dossier

WEEK = Week(2026, 49)
RULES = shipped_rules()
ANNOUNCING = replace(RULES, gate=replace(RULES.gate, announce_days=5))


def wait(until: date) -> Known:
    later = Override(
        override_id=uuid4(),
        dossier_id="D-001",
        kind=OverrideKind.LATER,
        reason="De bewoner is op reis.",
        by="P1",
        at=at(TODAY, 9),
        until=until,
    )
    return Known(overrides={"D-001": later})


def sorted_out(known: Known, **changes: object) -> Triage:
    return triage([make_dossier(**changes)], known, WEEK, TODAY, RULES)


def test_a_visit_that_was_just_announced_is_planned_from_the_day_it_may_be() -> None:
    announced = make_dossier(
        announced_on=date(2026, 11, 25)
    )  # received on Friday 27; five days later is 2 December
    (candidate,) = triage([announced], Known(), WEEK, TODAY, ANNOUNCING).candidates
    assert candidate.step.not_before == date(2026, 12, 2)
    early = replace(announced, announced_on=date(2026, 12, 3))
    (left,) = triage([early], Known(), WEEK, TODAY, ANNOUNCING).unplanned
    assert left.reason is UnplannedReason.BLOCKED


def test_what_a_planner_puts_off_comes_back_on_its_day() -> None:
    (candidate,) = sorted_out(wait(WEEK.monday + timedelta(days=3))).candidates
    assert candidate.step.not_before == WEEK.monday + timedelta(days=3)
    (left,) = sorted_out(wait(WEEK.sunday + timedelta(days=1))).unplanned
    assert "op reis" in left.sentence


def test_putting_off_opens_no_gate() -> None:
    (left,) = sorted_out(wait(WEEK.monday), attempts=()).unplanned
    assert "gebeld" in left.sentence
