"""Whether a household can keep a payment arrangement, or what was found at the door asks for help first."""

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.arrangement import OtherArrears
from planner.domain.outcome import Outcome
from planner.domain.wording import Wording
from planner.policy.rules import Rules


class Verdict(StrEnum):
    """What to think of an arrangement."""

    UNKNOWN = "unknown"
    AFFORDABLE = "affordable"
    TOO_MUCH = "too_much"
    TOO_LONG = "too_long"
    SEVERAL = "several"


@dataclass(frozen=True, kw_only=True)
class VerdictRule:
    """One row of the table of verdicts: ``affordable`` is None when it cannot be told."""

    verdict: Verdict
    sentence: Wording
    affordable: bool | None
    refer: bool


_VERDICTS = (
    VerdictRule(
        verdict=Verdict.UNKNOWN,
        sentence=Wording(
            "Vraag wat de bewoner per maand kan missen.", "Ask what the resident can miss per month."
        ),
        affordable=None,
        refer=False,
    ),
    VerdictRule(
        verdict=Verdict.AFFORDABLE,
        sentence=Wording("De bewoner kan dit betalen.", "The resident can pay this."),
        affordable=True,
        refer=False,
    ),
    VerdictRule(
        verdict=Verdict.TOO_MUCH,
        sentence=Wording(
            "Dit is meer dan de bewoner kan missen. Spreek minder af of bied hulp aan.",
            "This is more than the resident can miss. Agree on less or offer help.",
        ),
        affordable=False,
        refer=True,
    ),
    VerdictRule(
        verdict=Verdict.TOO_LONG,
        sentence=Wording(
            "Deze afspraak duurt te lang. Bied hulp aan.", "This arrangement takes too long. Offer help."
        ),
        affordable=False,
        refer=True,
    ),
    VerdictRule(
        verdict=Verdict.SEVERAL,
        sentence=Wording(
            "Er zijn meer achterstanden. Bied eerst hulp aan voor alles samen.",
            "There are more arrears. Offer help for all of them first.",
        ),
        affordable=None,
        refer=True,
    ),
)

VERDICTS = {rule.verdict: rule for rule in _VERDICTS}
"""The table of verdicts."""


def arrangement_check(outcome: Outcome, rules: Rules) -> VerdictRule:
    """Return what to think of what was agreed and found at a door: affordable or not, refer or not.

    Arrears elsewhere come first: an arrangement with one creditor is no help to who owes several.
    """
    limits = rules.followup
    if _several(outcome, rules):
        return VERDICTS[Verdict.SEVERAL]
    if outcome.plan is not None and outcome.plan.terms > limits.most_terms:
        return VERDICTS[Verdict.TOO_LONG]
    if outcome.plan is None or outcome.room_cents is None:
        return VERDICTS[Verdict.UNKNOWN]
    fits = outcome.plan.amount_cents <= limits.room_share * outcome.room_cents
    return VERDICTS[Verdict.AFFORDABLE if fits else Verdict.TOO_MUCH]


def _several(outcome: Outcome, rules: Rules) -> bool:
    classes = list(OtherArrears)
    creditors = outcome.other_creditors or 0
    if creditors >= rules.followup.refer_from_creditors:
        return True
    found = outcome.other_arrears or OtherArrears.NONE
    return classes.index(found) >= max(1, classes.index(rules.followup.refer_from_arrears))
