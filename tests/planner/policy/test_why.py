"""Every moment comes with one plain sentence, in Dutch and English, that tells nothing of anybody else."""

import re
import string
from dataclasses import replace
from datetime import date, time

import pytest

from planner.domain.dossier import Appointment, PreferredMoment
from planner.domain.hint import Hint, HintSource
from planner.domain.outcome import NextState, NextStep, Outcome, OutcomeCode, Slot
from planner.domain.wording import Wording
from planner.policy.chance import learn
from planner.policy.hints import KnownHint
from planner.policy.rules_file import shipped_rules
from planner.policy.why import SAID, WHY, Why, hint_wording, why_when
from tests.factories import MONDAY, TODAY, at, make_dossier, make_outcome

RULES = shipped_rules()
OPEN = NextStep(state=NextState.OPEN, sentence="Nog niet bezocht.")
TUESDAY = at(date(2026, 12, 8), 19, 20)
SEVEN = Hint(source=HintSource.NEIGHBOUR, told_on=TODAY, earliest=time(19))


def why(
    *history: Outcome,
    step: NextStep = OPEN,
    hints: tuple[Hint, ...] = (),
    preferred: PreferredMoment | None = None,
    deadline: date | None = None,
    first_tries: int = 0,
) -> Wording:
    dossier = make_dossier(hints=hints, preferred=preferred)
    door = learn({}, [], RULES).door(dossier, history)
    return why_when(TUESDAY, step, history, door, deadline, first_tries)


def missed(day: date = MONDAY) -> tuple[Outcome, NextStep]:
    outcome = make_outcome(OutcomeCode.NT_GEEN_KAART, at=at(day, 18, 10))
    return outcome, replace(OPEN, last_miss=Slot.of(outcome.at))


def test_an_appointment_is_told_with_its_moment() -> None:
    step = replace(OPEN, appointment=Appointment(at=TUESDAY))
    assert why(step=step).nl == "Afspraak met de bewoner op dinsdag 19:20."


def test_a_hint_is_told_with_its_source_and_date() -> None:
    assert why(hints=(SEVEN,)).nl == "Een buur zei op 29-11-2026: meestal thuis na 19:00."
    assert why(hints=(SEVEN,)).en == "A neighbour said on 29-11-2026: usually home after 19:00."


def test_a_hint_for_another_hour_or_day_is_no_reason() -> None:
    for other in (
        replace(SEVEN, earliest=time(17), latest=time(18)),
        replace(SEVEN, weekdays=frozenset({3})),
    ):
        assert why(hints=(other,)).nl.startswith("Rond 19:20")


def test_what_the_resident_prefers_is_the_first_reason() -> None:
    wish = PreferredMoment(weekdays=frozenset({1, 3}), earliest=time(19))
    told = why(hints=(SEVEN,), preferred=wish).nl
    assert told == "De bewoner heeft liever bezoek op dinsdag en donderdag na 19:00 (gezegd op 09-11-2026)."


def test_after_a_miss_the_change_of_day_and_hour_is_the_reason() -> None:
    outcome, step = missed()
    assert "vorige keer (maandag 18:10): nu dinsdag 19:20" in why(outcome, step=step).nl


def test_a_hint_from_before_the_last_miss_is_overtaken_and_one_from_after_it_is_not() -> None:
    outcome, step = missed()
    assert "vorige keer" in why(outcome, step=step, hints=(SEVEN,)).nl
    assert "buur" in why(outcome, step=step, hints=(replace(SEVEN, told_on=MONDAY),)).nl


def test_a_deadline_is_named() -> None:
    assert why(deadline=date(2026, 12, 10)).nl == "Voor de uiterste dag (10-12-2026) uit."


def test_otherwise_the_chance_is_told_and_how_many_visits_are_behind_it() -> None:
    assert re.fullmatch(r"Rond 19:20 doet naar schatting \d\d % open\.", why().nl)
    assert "31 eerste bezoeken" in why(first_tries=31).nl


@pytest.mark.parametrize("source", HintSource)
@pytest.mark.parametrize("home", [True, False])
@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({}, "de hele dag"),
        ({"latest": time(18)}, "voor 18:00"),
        ({"earliest": time(12), "latest": time(13)}, "tussen 12:00 en 13:00"),
        ({"weekdays": frozenset({5, 6})}, "in het weekend"),
        ({"weekdays": frozenset({0, 1, 2})}, "op maandag, dinsdag en woensdag"),
    ],
)
def test_every_hint_has_words(source: HintSource, home: bool, hours: dict[str, object], words: str) -> None:
    hint = Hint(**{"source": source, "told_on": TODAY, "home": home, **hours})
    told = hint_wording(KnownHint(hint=hint, visits=1.0))
    assert words in told.nl
    assert "{" not in told.nl + told.en


def test_every_reason_has_a_sentence_in_both_languages_with_the_same_places_to_fill() -> None:
    assert set(WHY) == set(Why)
    assert set(SAID) == set(HintSource)
    for words in WHY.values():
        for one in words:
            assert one.endswith(".")
            assert len(one.split()) <= 25
        nl, en = ({name for _, name, _, _ in string.Formatter().parse(one) if name} for one in words)
        assert nl == en


def test_no_sentence_tells_who_lives_there_or_what_is_owed() -> None:
    places = {name for words in WHY.values() for _, name, _, _ in string.Formatter().parse(words.nl) if name}
    allowed = {"day", "clock", "missed_day", "missed_clock", "moment", "told", "home", "last", "percent", "n"}
    assert places <= allowed
