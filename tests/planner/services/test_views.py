"""What the screens show of a week."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from planner.domain.dossier import Channel, ContactAttempt, Dossier, LegalTrack
from planner.domain.notice import NoticeKind
from planner.domain.outcome import OutcomeCode
from planner.domain.plan import Leg, Point, Route, Stop, Unplanned, UnplannedReason, WeekPlan
from planner.domain.week import Week
from planner.services.card import card
from planner.services.choices import evening_choices, first_evening, first_week, week_choices
from planner.services.door import contact_before, why_go, why_short
from planner.services.views import recorded_at, week_view
from planner.store import ImportBatch, Store
from tests.factories import (
    MONDAY,
    TODAY,
    at,
    make_address,
    make_coach,
    make_dossier,
    make_outcome,
    make_shift,
)
from tests.planner.histories import make_notice

WEEK = Week.of(MONDAY)
HERE = Point(52.04, 4.39)
NOW = at(TODAY, 12)


def make_stop(dossier_id: str, hour: int = 18, day: date = MONDAY) -> Stop:
    start = at(day, hour, 10)
    return Stop(
        dossier_id=dossier_id,
        point=HERE,
        arrive=start,
        start_service=start,
        depart=start + timedelta(minutes=17),
        required=False,
        score=60,
        chance_home=0.45,
        why_when="Rond 18:10 doet naar schatting 45 % open.",
        leg=Leg(travel_s=300, distance_m=900, path=(HERE, HERE)),
    )


def make_route(*stops: Stop, shift_id: str = "S1", day: date = MONDAY) -> Route:
    return Route(
        shift_id=shift_id,
        coach_ids=("C1",),
        date=day,
        start=at(day, 17),
        end=at(day, 21),
        start_point=HERE,
        end_point=HERE,
        stops=stops,
        home_leg=None,
    )


def make_plan(*routes: Route, unplanned: tuple[Unplanned, ...] = (), week: Week = WEEK) -> WeekPlan:
    return WeekPlan(week=week, routes=routes, unplanned=unplanned, settings_version="test")


def left(dossier_id: str, reason: UnplannedReason, score: int | None = None, must: bool = False) -> Unplanned:
    return Unplanned(
        dossier_id=dossier_id, reason=reason, sentence="Dit is waarom.", would_fit_if="Dit helpt.",
        score=score, must=must,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "record.sqlite")
    yield opened
    opened.close()


def fill(store: Store, *dossiers: Dossier, plan: WeekPlan | None = None) -> None:
    with store.writing() as record:
        record.add_import(ImportBatch(files=("a.csv",), read=len(dossiers)), dossiers, NOW)
        record.put_coaches([make_coach()])
        record.put_shifts([make_shift()])
        if plan:
            record.add_plan(plan, NOW)


def three(*ids: str) -> list[Dossier]:
    return [make_dossier(dossier_id=one, address=make_address(number=n + 10)) for n, one in enumerate(ids)]


def test_the_weeks_to_choose_end_one_after_the_last_known(store: Store) -> None:
    fill(store)
    choices = week_choices(store, TODAY)
    assert [str(choice.week) for choice in choices] == ["2026-W48", "2026-W49", "2026-W50"]
    assert [choice.has_evenings for choice in choices] == [False, True, False]
    assert first_week(choices, TODAY) == WEEK
    assert first_week(choices, date(2026, 12, 7)) == Week(2026, 50)


def test_a_week_without_a_plan_has_no_counts(store: Store) -> None:
    fill(store, make_dossier())
    view = week_view(store, WEEK)
    assert view.plan is None
    assert view.counts is None
    assert view.routes == ()


def test_the_counts_add_up_to_all_dossiers(store: Store) -> None:
    plan = make_plan(
        make_route(make_stop("A"), replace(make_stop("B", 19), required=True)),
        unplanned=(left("C", UnplannedReason.NO_ROOM, 50, must=True),),
    )
    fill(store, *three("A", "B", "C"), plan=plan)
    counts = week_view(store, WEEK).counts
    assert counts is not None
    assert (counts.dossiers, counts.planned, counts.unplanned) == (3, 2, 1)
    assert (counts.must, counts.must_planned) == (2, 1)
    assert counts.talks == 1


def test_who_is_left_out_is_grouped_with_must_visits_first_then_what_can_be_helped(store: Store) -> None:
    plan = make_plan(
        unplanned=(
            left("A", UnplannedReason.CLOSED, 90),
            left("B", UnplannedReason.NO_ROOM, 40),
            left("C", UnplannedReason.NO_ROOM, 80),
            left("D", UnplannedReason.NO_SHIFT_FITS, 10),
            left("E", UnplannedReason.WAITING, 20, must=True),
        )
    )
    fill(store, *three("A", "B", "C", "D", "E"), plan=plan)
    groups = week_view(store, WEEK).left_out
    assert [group.reason for group in groups] == [
        UnplannedReason.WAITING,
        UnplannedReason.NO_SHIFT_FITS,
        UnplannedReason.NO_ROOM,
        UnplannedReason.CLOSED,
    ]
    assert [one.dossier_id for one in groups[2].members] == ["C", "B"]


def test_every_reason_has_its_place_among_the_groups(store: Store) -> None:
    reasons = list(UnplannedReason)
    names = [f"D-{n}" for n in range(len(reasons))]
    plan = make_plan(unplanned=tuple(left(n, r) for n, r in zip(names, reasons, strict=True)))
    fill(store, *three(*names), plan=plan)
    assert {group.reason for group in week_view(store, WEEK).left_out} == set(reasons)


def test_a_stop_shows_what_was_recorded_there_and_not_elsewhere(store: Store) -> None:
    fill(store, *three("A"), plan=make_plan(make_route(make_stop("A"))))
    before = make_outcome(dossier_id="A", at=at(date(2026, 11, 25), 19), shift_id="S0", outcome_id=uuid4())
    here = make_outcome(OutcomeCode.REGELING, dossier_id="A", at=at(MONDAY, 18, 15), outcome_id=uuid4())
    with store.writing() as record:
        record.add_outcome(before, NOW)
        record.add_outcome(here, NOW)
    stop = week_view(store, WEEK).routes[0].stops[0]
    assert stop.outcome == here
    assert stop.before == ("woensdag 25-11 19:00: niemand thuis, kaart in de bus",)
    assert recorded_at(store, "S1", "A") == here
    assert recorded_at(store, "S1", "B") is None


def test_an_evening_without_a_stop_is_no_choice(store: Store) -> None:
    tuesday = MONDAY + timedelta(days=1)
    plan = make_plan(
        make_route(make_stop("A"), make_stop("B", 19)),
        make_route(make_stop("C", day=tuesday), shift_id="S2", day=tuesday),
        make_route(shift_id="S3", day=tuesday + timedelta(days=1)),
    )
    fill(store, *three("A", "B", "C"), plan=plan)
    choices = evening_choices(store)
    assert [choice.day for choice in choices] == [MONDAY, tuesday]
    assert first_evening(choices, TODAY).day == MONDAY
    assert first_evening(choices, tuesday).day == tuesday
    assert first_evening(choices, date(2027, 1, 1)).day == tuesday


def test_what_changed_is_what_happened_since_the_plan_before(store: Store) -> None:
    later = WEEK.next
    fill(store, *three("A", "B"), plan=make_plan(make_route(make_stop("A"), make_stop("B", 19))))
    with store.writing() as record:
        record.add_outcome(make_outcome(OutcomeCode.REGELING, dossier_id="A", at=at(MONDAY, 18, 10)), NOW)
        record.add_plan(make_plan(unplanned=(left("A", UnplannedReason.CLOSED),), week=later), NOW)
    assert week_view(store, WEEK).changes == ()
    (change,) = week_view(store, later).changes
    assert (change.dossier_id, change.happened, change.now) == (
        "A",
        "Betaalafspraak gemaakt",
        "niet ingepland",
    )
    with store.writing() as record:
        record.add_plan(make_plan(week=later.next), NOW)
    assert week_view(store, later.next).changes == ()


def test_a_card_says_the_points_the_place_and_what_follows(store: Store) -> None:
    due = make_dossier(
        dossier_id="A", legal=LegalTrack(summons_on=date(2026, 12, 9)), needs_pair=True, language="pl"
    )
    fill(store, due, plan=make_plan(make_route(make_stop("A"))))
    found = card(week_view(store, WEEK), "A", TODAY)
    assert found is not None
    assert found.score == sum(reason.points for reason in found.points)
    assert found.must_by == date(2026, 12, 8)
    assert found.asks == ("Alleen met twee coaches", "Spreekt Pools")
    assert found.place is not None
    assert found.place[1].number == 1
    assert "Na het bezoek" in found.next_step
    with store.writing() as record:
        record.add_outcome(make_outcome(dossier_id="A", at=at(MONDAY, 18, 10)), NOW)
    after = card(week_view(store, WEEK), "A", TODAY)
    assert after is not None
    assert "een week om op de kaart te reageren" in after.next_step
    assert after.points == found.points, "the points are those the plan was made with"


def test_a_card_of_somebody_unknown_is_none(store: Store) -> None:
    fill(store, make_dossier(), plan=make_plan())
    assert card(week_view(store, WEEK), "nobody", TODAY) is None


def test_a_line_says_why_without_amounts() -> None:
    dossier = make_dossier(phone="")
    assert why_go(dossier) == "Achterstand met huur. Geen reactie op brief en bellen. Geen werkend nummer."
    assert why_short(dossier) == "Huur · geen reactie op brief en bellen · geen werkend nummer"
    reached = make_dossier(reached_on=date(2026, 11, 20))
    assert why_go(reached) == "Achterstand met huur."


def test_contact_is_listed_newest_first_and_only_calls_and_visits_have_an_hour() -> None:
    dossier = make_dossier(
        attempts=(
            ContactAttempt(channel=Channel.LETTER, at=at(date(2026, 10, 1), 0)),
            ContactAttempt(channel=Channel.CALL, at=at(date(2026, 11, 10), 10, 30)),
        )
    )
    assert contact_before(dossier, [make_outcome()]) == (
        "30-11-2026 18:10: niemand thuis, kaart in de bus",
        "10-11-2026 10:30: gebeld",
        "01-10-2026: brief",
    )


@pytest.mark.parametrize("kind", [NoticeKind.PAID, NoticeKind.OPTED_OUT, NoticeKind.RESIDENT_CALLED])
def test_who_pays_calls_or_opts_out_leaves_the_route_of_tonight(store: Store, kind: NoticeKind) -> None:
    fill(store, *three("A", "B"), plan=make_plan(make_route(make_stop("A"), make_stop("B", 19))))
    notice = make_notice(kind, dossier_id="A", at=at(MONDAY, 16))
    with store.writing() as record:
        record.add_notice(notice, NOW)
    stops = {s.stop.dossier_id: s for route in week_view(store, WEEK).routes for s in route.stops}
    assert stops["A"].leaves.startswith(notice.rule.sentence.nl)
    assert [one for one, stop in stops.items() if stop.leaves] == ["A"]


def test_what_was_heard_after_the_visit_does_not_empty_its_route(store: Store) -> None:
    fill(store, *three("A", "B"), plan=make_plan(make_route(make_stop("A"), make_stop("B", 19))))
    with store.writing() as record:
        record.add_notice(make_notice(NoticeKind.PAID, dossier_id="A", at=at(MONDAY, 22)), NOW)
    stops = [stop for route in week_view(store, WEEK).routes for stop in route.stops]
    assert not any(stop.leaves for stop in stops)


def test_a_new_address_is_what_everybody_sees(store: Store) -> None:
    fill(store, *three("A"), plan=make_plan(make_route(make_stop("A"))))
    with store.writing() as record:
        record.add_notice(make_notice(NoticeKind.NEW_ADDRESS, dossier_id="A", at=NOW), NOW)
    view = week_view(store, WEEK)
    assert view.address("A") == view.routes[0].stops[0].dossier.address.line == "Dorpsstraat 99"
