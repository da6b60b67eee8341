"""A sheet says why and what was tried, without an amount."""

from datetime import timedelta

from planner.domain.dossier import Claim, CreditorKind
from planner.domain.outcome import OutcomeCode
from planner.services.door import visits_before, why_go
from tests.factories import MONDAY, at, make_dossier, make_outcome


def test_why_names_the_kind_of_cost_and_the_silence_and_no_amount() -> None:
    claims = tuple(
        Claim(creditor=kind, amount_cents=123_456) for kind in (CreditorKind.HOUSING, CreditorKind.ENERGY)
    )
    line = why_go(make_dossier(claims=claims, phone=""))
    assert line == ("Achterstand met huur en energie. Geen reactie op brief en bellen. Geen werkend nummer.")


def test_earlier_visits_are_told_newest_first() -> None:
    history = [
        make_outcome(OutcomeCode.NT_KAART, at=at(MONDAY, 18, 10)),
        make_outcome(OutcomeCode.GEEN_TOEGANG, at=at(MONDAY + timedelta(days=8), 19, 5)),
    ]
    assert visits_before(make_dossier(), history) == (
        "dinsdag 08-12 19:05: kan niet bij de deur komen",
        "maandag 30-11 18:10: niemand thuis, kaart in de bus",
    )
