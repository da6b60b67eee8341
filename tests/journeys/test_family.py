"""Two weeks and more of one family: from the file, by phone and at the door, to a payment plan that is kept.

Through the use cases only, on the streets of the sample; every step follows from what was recorded before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

import maps
import solver
from planner.domain.arrangement import PaymentPlan
from planner.domain.assessment import Advice
from planner.domain.ddas import EndResult
from planner.domain.notice import Notice, NoticeKind
from planner.domain.outcome import NextState, NextStep, Outcome, OutcomeCode, Slot
from planner.domain.plan import Route, Stop, Unplanned, UnplannedReason, WeekPlan
from planner.domain.state import BONUSES, Bonus, Check, Wait
from planner.domain.week import Week, local
from planner.policy.followup import next_step
from planner.policy.rules_file import shipped_rules
from planner.services.call_view import call_view
from planner.services.calling import CallMade, add_call_evening, moment_on, record_call
from planner.services.card import Card, card
from planner.services.desk import Files, copy_evenings, import_files, make_plan, record_notice, record_outcome
from planner.services.views import week_view
from planner.store import Store
from tests.conftest import SAMPLE

RULES = shipped_rules()
FIRST = Week(2026, 49)
FAMILY = "GEZIN"
HEADER = (
    "dossier_id;resident;street;house_number;city;phone;arrears_housing;arrears_since;registered_on;"
    "reminder_sent_on;letters_on;calls_at;earlier_signals"
)
# Called once, in the morning: the gate asks for a call on another part of the day.
ROW = (
    f"{FAMILY};Familie Voorbeeld;Dorpsstraat;14;Nootdorp;06-00009999;1.450,00;01-08-2026;02-11-2026;"
    "05-11-2026;05-11-2026;12-11-2026 10:15;1"
)


@dataclass
class House:
    """The house as its people use it: one record, one set of streets, one day at a time."""

    store: Store
    region: maps.Region
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def plan(self, week: Week, today: date) -> WeekPlan:
        return make_plan(self.store, self.region, week, today, local(today, time(10)), solver.MaxRounds(1))

    def visit(self, plan: WeekPlan, code: OutcomeCode, promised: PaymentPlan | None = None) -> Outcome:
        """Record what happened at the family's stop, at the moment it was planned."""
        route, stop = found(plan)
        made = Outcome(
            outcome_id=UUID(int=next(self.numbers)),
            dossier_id=FAMILY,
            code=code,
            at=stop.start_service,
            coach_ids=route.coach_ids,
            shift_id=route.shift_id,
            plan=promised,
        )
        assert record_outcome(self.store, made, stop.depart)
        return made

    def hear(self, kind: NoticeKind, at: datetime) -> None:
        heard = Notice(
            notice_id=UUID(int=next(self.numbers)),
            dossier_id=FAMILY,
            kind=kind,
            at=at,
            recorded_by="Noor",
        )
        assert record_notice(self.store, heard, at)

    def step(self, today: date) -> NextStep:
        with self.store.reading() as record:
            dossier = next(one for one in record.dossiers() if one.dossier_id == FAMILY)
            return next_step(dossier, record.history(FAMILY), RULES, today)

    def card(self, week: Week, today: date) -> Card:
        shown = card(week_view(self.store, week, RULES), FAMILY, today, RULES)
        assert shown is not None
        return shown


def found(plan: WeekPlan) -> tuple[Route, Stop]:
    place = plan.find(FAMILY)
    assert place is not None, left(plan)
    return place


def left(plan: WeekPlan) -> Unplanned:
    return next(one for one in plan.unplanned if one.dossier_id == FAMILY)


@pytest.fixture
def house(tmp_path: Path, nootdorp: maps.Region) -> Iterator[House]:
    store = Store(tmp_path / "record.sqlite")
    file = ("gezin.csv", f"{HEADER}\n{ROW}\n".encode())
    files = Files(dossiers=file, coaches=SAMPLE / "coaches.csv", shifts=SAMPLE / "shifts.csv")
    loaded = import_files(store, files, local(date(2026, 11, 27), time(10)))
    assert (loaded.dossiers.read, loaded.problems) == (1, ())
    yield House(store, nootdorp)
    store.close()


def nobody_answers(house: House, day: date) -> None:
    """Put the family on a call evening, and record that nobody picked up."""
    evening = add_call_evening(house.store, day, time(17, 30), time(20, 30), ("C5",), day)
    (line,) = call_view(house.store, evening.evening_id, RULES).open
    assert line.call is not None
    assert line.call.opens
    call = CallMade(
        call_id=UUID(int=next(house.numbers)),
        evening_id=evening.evening_id,
        dossier_id=FAMILY,
        coach_id=line.coach_id,
        kind=NoticeKind.CALL_NO_ANSWER,
        at=moment_on(evening, local(day, time(18, 40))),
    )
    assert record_call(house.store, call, local(day, time(18, 41)))


def test_a_family_from_the_file_to_a_payment_plan_that_is_kept(house: House) -> None:
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)

    # The gate asks for a call first; on the call evening nobody picks up.
    before = left(house.plan(FIRST, friday))
    assert (before.reason, before.advice) == (UnplannedReason.BLOCKED, Advice.CALL)
    nobody_answers(house, friday)

    # The gate is open: the family is planned, and nobody is home.
    first = house.plan(FIRST, sunday)
    card_left = house.visit(first, OutcomeCode.NT_KAART)
    day = card_left.at.date()
    assert house.step(day).state is NextState.CARD_WAIT
    assert "niemand thuis, kaart in de bus" in house.card(FIRST, day).contact[0]

    # A week to answer the card; then back on another weekday and at another hour.
    second_week = FIRST.next
    copy_evenings(house.store, FIRST, second_week)
    second = house.plan(second_week, second_week.monday)
    missed, again = Slot.of(card_left.at), Slot.of(found(second)[1].start_service)
    rest = timedelta(days=RULES.followup.days(Wait.CARD))
    assert found(second)[1].start_service.date() >= day + rest
    assert again.weekday != missed.weekday
    assert again.hour != missed.hour

    # Somebody opens, and an arrangement is made at the table.
    promise = PaymentPlan(amount_cents=7_500, first_on=date(2026, 12, 14), terms=20)
    talk = house.visit(second, OutcomeCode.REGELING, promise)
    step = house.step(talk.at.date())
    assert (step.state, step.check) == (NextState.OUT_OF_QUEUE, Check.PAYMENT)
    assert step.check_on is not None
    assert step.check_on > promise.first_on
    third_week = second_week.next
    copy_evenings(house.store, second_week, third_week)
    assert left(house.plan(third_week, third_week.monday)).reason is UnplannedReason.CLOSED

    # The first payment does not come: back to the same coach, ten points higher.
    points = house.card(second_week, second_week.monday).score
    house.hear(NoticeKind.PAYMENT_MISSED, local(date(2026, 12, 15), time(9)))
    step = house.step(date(2026, 12, 15))
    assert (step.state, step.coach_id) == (NextState.REVISIT, talk.coach_ids[0])
    third = house.plan(third_week, date(2026, 12, 15))
    assert talk.coach_ids[0] in found(third)[0].coach_ids
    extra = {one.code: one for one in house.card(third_week, date(2026, 12, 15)).points}["followup"]
    assert (extra.points, extra.sentence) == (10, BONUSES[Bonus.PAYMENT_MISSED].nl)
    assert house.card(third_week, date(2026, 12, 15)).score > points

    # A smaller amount, which is paid. The arrangement runs, and the case can be reported.
    kept = PaymentPlan(amount_cents=5_000, first_on=date(2026, 12, 28), terms=29)
    house.visit(third, OutcomeCode.REGELING, kept)
    house.hear(NoticeKind.PAYMENT_SEEN, local(date(2026, 12, 28), time(9)))
    running = house.step(date(2026, 12, 29))
    assert (running.state, running.check) == (NextState.OUT_OF_QUEUE, None)
    assert running.result is EndResult.ADVICE

    # All is paid: the dossier closes and stays closed.
    house.hear(NoticeKind.PAID, local(date(2027, 1, 4), time(9)))
    closed = house.step(date(2027, 1, 5))
    assert (closed.state, closed.result) == (NextState.CLOSED, EndResult.PAID)
    last_week = Week(2027, 1)
    copy_evenings(house.store, third_week, last_week)
    assert left(house.plan(last_week, date(2027, 1, 5))).reason is UnplannedReason.CLOSED
