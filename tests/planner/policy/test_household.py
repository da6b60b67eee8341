"""Dossiers at one door are one visit."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dossier import Claim, CreditorKind, Dossier, LegalTrack, Signal
from planner.policy.household import households
from tests.factories import make_address, make_dossier


def energy(dossier_id: str, **changes: Any) -> Dossier:
    claims = (Claim(creditor=CreditorKind.ENERGY, amount_cents=30_000),)
    return make_dossier(dossier_id=dossier_id, claims=claims, **changes)


def by_amount(dossier: Dossier) -> tuple[int, ...]:
    return (dossier.amount_cents,)


def test_the_most_urgent_dossier_leads_and_the_others_go_along() -> None:
    rent, power = make_dossier(dossier_id="D-2"), energy("D-1")
    (home,) = households((power, rent), by_amount)
    assert (home.dossier_id, home.joined) == ("D-2", ("D-1",))
    assert home.amount_cents == rent.amount_cents + power.amount_cents


def test_another_addition_is_another_door() -> None:
    one, other = make_dossier(), energy("D-2", address=make_address(addition="B"))
    assert households((one, other), by_amount) == (one, other)


def test_what_one_dossier_knows_counts_for_the_household() -> None:
    legal = LegalTrack(summons_on=date(2026, 12, 9))
    one = make_dossier(phone="")
    other = energy("D-2", legal=legal, signals=frozenset({Signal.CHILDREN}), needs_pair=True)
    (home,) = households((one, other), by_amount)
    assert (home.phone, home.legal.summons_on, home.needs_pair) == (other.phone, date(2026, 12, 9), True)
    assert home.signals == {Signal.CHILDREN}
    assert len(home.attempts) == len(one.attempts)  # the same letter is not counted twice


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_no_dossier_is_lost_or_doubled(numbers: list[int]) -> None:
    made = [energy(f"D-{i}", address=make_address(number=number)) for i, number in enumerate(numbers)]
    homes = households(made, by_amount)
    ids = [one for home in homes for one in (home.dossier_id, *home.joined)]
    assert sorted(ids) == sorted(dossier.dossier_id for dossier in made)
    assert len(homes) == len(set(numbers))
