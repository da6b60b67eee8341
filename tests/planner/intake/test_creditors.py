"""Agreements with creditors and places to refer to are data in a file."""

from planner.domain.creditor import HelpKind
from planner.domain.dossier import CreditorKind
from planner.intake import read_creditors, read_referrals
from tests.planner.intake.files import csv_of

BANK = {"creditor_id": "WB", "name": "Woonbedrijf", "kind": "huur"}
PLACE = {"place_id": "SHV", "name": "Schuldhulp", "takes": "schulden|budget"}


def test_without_more_a_creditor_asks_for_a_personal_attempt_and_announces_nothing():
    (made,) = read_creditors(csv_of(BANK)).rows
    assert (made.kind, made.personal_attempt_before_summons) == (CreditorKind.HOUSING, True)
    assert (made.announce_days, made.longest_track_days, made.no_seizure) == (None, None, False)


def test_every_term_of_an_agreement_is_read():
    (made,) = read_creditors(
        csv_of(
            {
                **BANK,
                "longest_track_days": "90",
                "short_track_allowed": "ja",
                "attempt_before_summons": "nee",
                "announce_days": "5",
                "no_seizure": "ja",
            }
        )
    ).rows
    assert (made.longest_track_days, made.announce_days) == (90, 5)
    assert (made.short_track_allowed, made.personal_attempt_before_summons, made.no_seizure) == (
        True,
        False,
        True,
    )


def test_a_place_names_what_it_takes_on():
    (made,) = read_referrals(csv_of({**PLACE, "gemeente": "Nootdorp"})).rows
    assert made.takes == {HelpKind.DEBT, HelpKind.BUDGET}
    assert made.municipality == "Nootdorp"


def test_an_unknown_word_and_a_second_id_are_told_with_their_row():
    taken = read_creditors(csv_of({**BANK, "kind": "sport"}, BANK, BANK))
    assert not taken.rows[1:]
    told = [(problem.row, problem.column) for problem in taken.problems]
    assert told == [(2, "kind"), (3, "creditor_id"), (4, "creditor_id")]
    (problem,) = read_referrals(csv_of({**PLACE, "takes": "|"})).problems
    assert "neemt niets aan" in problem.sentence
