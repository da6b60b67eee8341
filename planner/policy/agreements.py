"""What an agreement with a creditor means for one dossier, in plain words for planner and coach."""

from collections.abc import Iterator, Mapping

from planner.domain.creditor import Agreement
from planner.domain.dossier import Dossier
from planner.domain.wording import Wording

AGREEMENTS: dict[str, Wording] = {
    "no_seizure": Wording(
        "{name}: er volgt geen beslag zolang dit loopt.", "{name}: nothing is seized while this runs."
    ),
    "announce": Wording(
        "{name}: kondig een bezoek {days} dagen van tevoren aan met een brief.",
        "{name}: announce a visit with a letter, {days} days before.",
    ),
    "no_attempt": Wording(
        "{name}: een bezoek voor de dagvaarding is niet verplicht.",
        "{name}: a visit before the summons is not required.",
    ),
    "short_track": Wording(
        "{name}: dit dossier heeft twee weken, omdat dat is afgesproken.",
        "{name}: this dossier has two weeks, as was agreed.",
    ),
}
"""What each agreement says."""


def agreement_lines(dossier: Dossier, agreements: Mapping[str, Agreement]) -> tuple[str, ...]:
    """Return a sentence for each agreement with a creditor of this dossier that matters for its visit."""
    return tuple(
        AGREEMENTS[code].nl.format(name=one.name, days=one.announce_days)
        for key in dossier.creditor_ids
        if (one := agreements.get(key))
        for code in _that_matter(dossier, one)
    )


def _that_matter(dossier: Dossier, agreement: Agreement) -> Iterator[str]:
    if agreement.no_seizure:
        yield "no_seizure"
    if agreement.announce_days is not None:
        yield "announce"
    legal = dossier.legal
    if not agreement.personal_attempt_before_summons and (legal.summons_on or legal.fourteen_day_letter_on):
        yield "no_attempt"
    if dossier.short_track and agreement.short_track_allowed:
        yield "short_track"
