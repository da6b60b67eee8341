"""From a row to a dossier."""

from datetime import date, datetime, time

import pytest

from planner.domain.dossier import (
    Appointment,
    Channel,
    ContactAttempt,
    CreditorKind,
    Dossier,
    PreferredMoment,
    Signal,
)
from planner.domain.hint import Hint, HintSource
from planner.domain.place import Address
from planner.domain.week import AMSTERDAM
from planner.intake import read_dossiers
from tests.planner.intake.files import DOSSIER, csv_of, dossier_file


def dossier(**changes: str) -> Dossier:
    taken = read_dossiers(dossier_file(changes))
    assert not taken.problems
    return taken.rows[0]


def told(**changes: str) -> list[tuple[str, str]]:
    taken = read_dossiers(dossier_file(changes))
    assert not taken.rows
    return [(problem.column, problem.sentence) for problem in taken.problems]


def test_the_least_a_file_needs_makes_a_dossier_with_defaults():
    made = dossier()
    assert made.address == Address("Dorpsstraat", 14)
    assert [(claim.creditor, claim.amount_cents) for claim in made.claims] == [(CreditorKind.HOUSING, 125050)]
    assert (made.language, made.phone, made.signals, made.attempts) == ("nl", "", frozenset(), ())
    assert (made.opted_out, made.unsafe, made.needs_pair) == (False, False, False)


def test_every_column_reaches_the_dossier():
    made = dossier(
        resident="A. de Vries",
        house_number="14",
        addition="B",
        postcode="2631 ab",
        city="Nootdorp",
        phone="06-00001234",
        language="Pools",
        arrears_energy="310",
        arrears_water="0",
        arrears_health="12,34",
        arrears_municipality="1",
        arrears_other="2",
        reminder_sent_on="12-10-2026",
        letters_on="12-10-2026|26-10-2026",
        messages_on="28-10-2026",
        calls_at="03-11-2026 10:15|2026-11-05 18:30",
        visits_at="10-11-2026 18:45",
        cards_at="10-11-2026 18:45",
        reached_on="16-11-2026",
        earlier_signals="2",
        signals="kinderen|crisis",
        summons_on="09-12-2026",
        eviction_on="15-01-2027",
        cutoff_on="20-12-2026",
        paid_on="25-11-2026",
        objection_on="20-11-2026",
        opted_out="ja",
        unsafe="1",
        needs_pair="yes",
        appointment_at="02-12-2026 18:30",
        appointment_coach="C2",
        access_note="Zijdeur.",
        note="Belt eerst.",
    )
    assert made.address == Address("Dorpsstraat", 14, "B", "2631AB", "Nootdorp")
    assert [claim.creditor.value for claim in made.claims] == [
        "housing", "energy", "health", "municipality", "other",
    ]  # fmt: skip
    assert [attempt.channel for attempt in made.attempts] == [
        Channel.LETTER, Channel.LETTER, Channel.SMS, Channel.CALL, Channel.CALL, Channel.VISIT,
        Channel.CARD,
    ]  # fmt: skip
    assert made.attempts[4] == ContactAttempt(
        channel=Channel.CALL, at=datetime(2026, 11, 5, 18, 30, tzinfo=AMSTERDAM)
    )
    assert made.appointment == Appointment(at=datetime(2026, 12, 2, 18, 30, tzinfo=AMSTERDAM), coach_id="C2")
    assert made.signals == {Signal.CHILDREN, Signal.CRISIS}
    assert made.legal.first == date(2026, 12, 9)
    assert (made.legal.eviction_on, made.legal.cutoff_on) == (date(2027, 1, 15), date(2026, 12, 20))
    assert (made.paid_on, made.objection_on) == (date(2026, 11, 25), date(2026, 11, 20))
    assert (made.reminder_sent_on, made.reached_on) == (date(2026, 10, 12), date(2026, 11, 16))
    assert (made.arrears_since, made.registered_on) == (date(2026, 8, 20), date(2026, 11, 9))
    assert (made.opted_out, made.unsafe, made.needs_pair) == (True, True, True)
    assert (made.resident, made.phone, made.language) == ("A. de Vries", "06-00001234", "pl")
    assert (made.earlier_signals, made.access_note, made.note) == (2, "Zijdeur.", "Belt eerst.")


def test_a_number_and_addition_in_one_cell_are_split():
    assert dossier(house_number="14-B").address.line == "Dorpsstraat 14-B"


def test_an_addition_in_two_places_is_refused():
    ((column, sentence),) = told(house_number="14-B", addition="C")
    assert column == "house_number, addition"
    assert "'14-B'" in sentence


@pytest.mark.parametrize("zero", ["", "0", "0,00"])
def test_a_dossier_without_arrears_is_refused(zero: str):
    ((column, sentence),) = told(arrears_housing=zero, arrears_energy="")
    assert column == "arrears_housing, arrears_energy"
    assert "geen achterstand" in sentence


def test_a_bad_amount_is_not_also_told_as_no_arrears():
    assert [column for column, _ in told(arrears_housing="-5")] == ["arrears_housing"]


def test_a_coach_for_an_appointment_needs_the_moment():
    assert [column for column, _ in told(appointment_coach="C2")] == ["appointment_coach"]


@pytest.mark.parametrize("word", ["jong_of_aow", "Jong of AOW", "young_or_pension", "young or pension"])
def test_signals_are_read_in_both_languages(word: str):
    assert dossier(signals=word).signals == {Signal.YOUNG_OR_PENSION}


def test_another_signal_is_refused_and_the_list_is_shown():
    ((_, sentence),) = told(signals="kinderen|ziek")
    assert "'ziek'" in sentence
    assert "jong_of_aow" in sentence


def test_attempts_are_in_order_of_time():
    made = dossier(calls_at="05-11-2026 18:30|03-11-2026 10:15", letters_on="04-11-2026")
    assert [attempt.at.day for attempt in made.attempts] == [3, 4, 5]


@pytest.mark.parametrize("name", ["dossier_id", "street", "house_number", "arrears_since", "registered_on"])
def test_a_required_cell_may_not_be_empty(name: str):
    taken = read_dossiers(csv_of({**DOSSIER, "note": "x", name: " "}))
    assert [(problem.column, problem.value) for problem in taken.problems] == [(name, "")]


def test_what_is_agreed_and_told_of_a_household_is_read():
    made = dossier(
        emails_on="01-11-2026",
        whatsapp_on="02-11-2026",
        portal_on="02-11-2026",
        calls_at="03-11-2026 10:15",
        answered_calls_at="05-11-2026 12:10",
        fourteen_day_letter_on="02-11-2026",
        creditors="WB|EN",
        short_track="ja",
        excluded="ja",
        announced_on="24-11-2026",
        preferred_days="ma|woensdag",
        preferred_from="19:00",
        hints="buur 20-11-2026 thuis 19:00-21:00 ma+wo|telefoon 21-11-2026 weg 17:00-",
    )
    assert [(attempt.channel, attempt.reached) for attempt in made.attempts] == [
        (Channel.EMAIL, False), (Channel.WHATSAPP, False), (Channel.PORTAL, False),
        (Channel.CALL, False), (Channel.CALL, True),
    ]  # fmt: skip
    assert made.legal.fourteen_day_letter_on == date(2026, 11, 2)
    assert (made.creditor_ids, made.short_track, made.excluded) == (("WB", "EN"), True, True)
    assert made.announced_on == date(2026, 11, 24)
    assert made.preferred == PreferredMoment(weekdays=frozenset({0, 2}), earliest=time(19))
    neighbour, away = made.hints
    assert neighbour == Hint(
        source=HintSource.NEIGHBOUR,
        told_on=date(2026, 11, 20),
        weekdays=frozenset({0, 2}),
        earliest=time(19),
        latest=time(21),
    )
    assert (away.home, away.source, away.earliest) == (False, HintSource.PHONE, time(17))


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("hints", "buur gisteren thuis", "geen datum"),
        ("hints", "postbode 20-11-2026 thuis", "niet te lezen"),
        ("hints", "buur 20-11-2026 thuis 21:00-19:00", "leeg"),
        ("hints", "buur 20-11-2026 thuis 19:00-21:00 ma+xx", "geen dag"),
        ("preferred_days", "zomer", "geen dag"),
        ("preferred_from", "zeven uur", "geen tijd"),
    ],
)
def test_a_tip_or_preference_that_cannot_be_read_is_told(column: str, cell: str, said: str):
    ((where, sentence),) = told(**{column: cell})
    assert where == column
    assert said in sentence
