"""Where a resident can be referred to, and when that is offered before anything else."""

from collections.abc import Iterable

from planner.domain.creditor import HelpKind, ReferralPlace
from planner.domain.dossier import CreditorKind, Dossier

SEVERAL = 2
NEEDED: dict[CreditorKind, HelpKind] = {
    CreditorKind.HOUSING: HelpKind.HOUSING,
    CreditorKind.ENERGY: HelpKind.ENERGY,
}
"""The help that fits one kind of arrears best, besides help with debts."""


def places_for(dossier: Dossier, directory: Iterable[ReferralPlace]) -> tuple[ReferralPlace, ...]:
    """Return the places that take on what this household needs, the closest fit first.

    A place for one municipality counts only there (the town of the address); several creditors ask for help
    with debts first, one creditor for help with that kind of cost.
    """
    town = dossier.address.city.casefold().strip()
    wanted = _wanted(dossier)
    fits = [
        place
        for place in directory
        if place.takes & set(wanted) and (not place.municipality or place.municipality.casefold() == town)
    ]
    return tuple(
        sorted(fits, key=lambda place: (_rank(place, wanted), not place.municipality, place.place_id))
    )


def help_first(dossier: Dossier, directory: Iterable[ReferralPlace]) -> tuple[ReferralPlace, ...]:
    """Return the places that are offered before a payment plan: only where several creditors wait."""
    if len({claim.creditor for claim in dossier.claims}) < SEVERAL and len(dossier.claims) < SEVERAL:
        return ()
    return places_for(dossier, directory)


def _wanted(dossier: Dossier) -> list[HelpKind]:
    kinds = {claim.creditor for claim in dossier.claims}
    if len(dossier.claims) >= SEVERAL:
        return [HelpKind.DEBT, HelpKind.BUDGET, HelpKind.FIRST_ADVICE]
    special = [NEEDED[kind] for kind in kinds if kind in NEEDED]
    return [*special, HelpKind.BUDGET, HelpKind.FIRST_ADVICE, HelpKind.DEBT]


def _rank(place: ReferralPlace, wanted: list[HelpKind]) -> int:
    return min(wanted.index(kind) for kind in place.takes if kind in wanted)
