"""How urgent is a dossier? A plain sum of points, each with its sentence; deadlines stand above it.

Never used, on purpose: neighbourhood, origin, nationality, language, sex and health.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from planner.domain.assessment import Assessment, Reason
from planner.domain.creditor import ReferralPlace
from planner.domain.dossier import MESSAGES, Channel, CreditorKind, Dossier, Signal
from planner.domain.override import OverrideKind
from planner.domain.state import BONUSES
from planner.domain.wording import Wording
from planner.policy.deadline import deadline
from planner.policy.gate import ALONE, Around, day_part, may_visit, no_response
from planner.policy.referral import help_first
from planner.policy.rules import Rules

MAX_SCORE = 100
CREDITOR_WORDS: dict[CreditorKind, Wording] = {
    CreditorKind.HOUSING: Wording("huur", "rent"),
    CreditorKind.ENERGY: Wording("energie", "energy"),
    CreditorKind.WATER: Wording("water", "water"),
    CreditorKind.HEALTH: Wording("zorgpremie", "health premium"),
    CreditorKind.MUNICIPALITY: Wording("gemeente", "municipality"),
    CreditorKind.OTHER: Wording("overig", "other"),
}
CREDITOR_NAMES = {kind: words.nl for kind, words in CREDITOR_WORDS.items()}
SIGNAL_WORDS: dict[Signal, Wording] = {
    Signal.CRISIS: Wording("een crisis", "a crisis"),
    Signal.CHILDREN: Wording("kinderen in huis", "children in the home"),
    Signal.YOUNG_OR_PENSION: Wording("een jonge of oudere bewoner", "a young or older resident"),
}
POINTS: dict[str, Wording] = {
    "fixed_cost": Wording("Het gaat om {what}", "It is about {what}"),
    "no_response": Wording("Er kwam geen reactie op {what}", "There was no response to {what}"),
    "no_number": Wording("Er is geen werkend nummer", "There is no working number"),
    "several": Wording("Er zijn {count} achterstanden tegelijk", "There are {count} arrears at once"),
    "vulnerable": Wording("Er is sprake van {what}", "There is {what}"),
    "duration": Wording("De achterstand duurt al {days} dagen", "The arrears have lasted {days} days"),
    "amount": Wording("Het gaat samen om {euros}", "It is about {euros} in all"),
    "earlier_signals": Wording("In een half jaar: {count}", "In half a year: {count}"),
    "waiting": Wording("Het dossier wacht al {weeks}", "The dossier has waited for {weeks}"),
    "followup": Wording(
        "Na het vorige bezoek is dit dossier eerder aan de beurt",
        "After the last visit this dossier goes first",
    ),
    "planner": Wording("De planner besloot: {reason}", "The planner decided: {reason}"),
}
"""What each kind of points says."""


def assess(
    dossier: Dossier,
    today: date,
    rules: Rules,
    around: Around = ALONE,
    directory: Iterable[ReferralPlace] = (),
) -> Assessment:
    """Return the judgement of a dossier: points 0-100 with sentences, the deadline, what forbids a visit.

    Parameters
    ----------
    dossier
        What is known of the household.
    today
        The day on which is judged.
    rules
        The weights.
    around
        Agreements with creditors, earlier visits and what they added, and the planner's decision.
    directory
        The places a resident can be referred to.
    """
    reasons = tuple(reason for reason in _reasons(dossier, today, rules, around) if reason.points)
    total = sum(reason.points for reason in reasons)
    return Assessment(
        dossier_id=dossier.dossier_id,
        score=max(0, min(MAX_SCORE, total)),
        reasons=reasons,
        blocked_by=may_visit(dossier, today, rules, around),
        deadline=deadline(dossier, today, rules.deadline, around.agreements, around.visits),
        offer_help=tuple(place.place_id for place in help_first(dossier, directory)),
    )


def _reasons(dossier: Dossier, today: date, rules: Rules, around: Around) -> Iterator[Reason]:
    yield _kind(dossier, rules)
    yield _silence(dossier, rules)
    yield _several(dossier, rules)
    yield _vulnerable(dossier, rules)
    days = (today - dossier.arrears_since).days
    yield _reason("duration", _cut(days, rules.points.duration), days=days)
    cents = dossier.amount_cents
    yield _reason("amount", _cut(cents, rules.points.amount), euros=_euros(cents))
    earlier = dossier.earlier_signals
    yield _reason(
        "earlier_signals",
        _cut(earlier, rules.points.earlier_signal),
        count=_count(earlier, "eerdere melding", "eerdere meldingen"),
    )
    weeks = max(0, (today - dossier.registered_on).days // 7)
    waited = min(rules.points.max_waiting, weeks * rules.points.waiting_per_week)
    yield _reason("waiting", waited, weeks=_count(weeks, "week", "weken"))
    yield _followup(around)
    decided = around.override
    if decided and decided.kind is OverrideKind.POINTS:
        yield _reason("planner", decided.points, reason=decided.reason.strip())


def _reason(code: str, points: int, **values: object) -> Reason:
    return Reason(code=code, points=points, sentence=POINTS[code].nl.format(**values))


def _followup(around: Around) -> Reason:
    """Return what an earlier visit or message added, in its own words where there is one cause."""
    if len(around.bonuses) == 1:
        words = BONUSES[around.bonuses[0]].nl
        return Reason(code="followup", points=around.bonus, sentence=words)
    return _reason("followup", around.bonus)


def _kind(dossier: Dossier, rules: Rules) -> Reason:
    kinds = sorted({claim.creditor for claim in dossier.claims}, key=list(CreditorKind).index)
    points = max(rules.points.creditor[kind] for kind in kinds)
    return _reason("fixed_cost", points, what=_listed([CREDITOR_NAMES[kind] for kind in kinds]))


def _silence(dossier: Dossier, rules: Rules) -> Reason:
    """Return the points for channels that brought no answer; one answer since clears them all."""
    silent: list[tuple[str, int]] = []
    if no_response(dossier):
        if dossier.tried(Channel.LETTER):
            silent.append(("brief", rules.points.letter))
        if dossier.tried(*MESSAGES):
            silent.append(("bericht", rules.points.message))
        calls = dossier.tried(Channel.CALL)
        enough = len(calls) >= rules.gate.min_calls
        if enough and len({day_part(at) for at in calls}) >= rules.gate.min_call_day_parts:
            silent.append(("bellen", rules.points.calls))
    points = sum(worth for _, worth in silent)
    parts = [POINTS["no_response"].nl.format(what=_listed([name for name, _ in silent]))] if silent else []
    if not dossier.phone:
        points += rules.points.no_number
        parts.append(POINTS["no_number"].nl)
    return Reason(code="no_response", points=points, sentence=". ".join(parts))


def _several(dossier: Dossier, rules: Rules) -> Reason:
    count = len(dossier.claims)
    points = {1: 0, 2: rules.points.two_claims}.get(count, rules.points.more_claims)
    return _reason("several", points, count=count)


def _vulnerable(dossier: Dossier, rules: Rules) -> Reason:
    present = [signal for signal in Signal if signal in dossier.signals & rules.gate.lawful_signals]
    points = min(rules.points.max_signal, sum(rules.points.signal[signal] for signal in present))
    return _reason("vulnerable", points, what=_listed([SIGNAL_WORDS[signal].nl for signal in present]))


def _cut(value: int, cuts: tuple[tuple[int, int], ...]) -> int:
    return next((points for at_least, points in cuts if value >= at_least), 0)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " en " + names[-1] if names else ""


def _euros(cents: int) -> str:
    return f"{cents // 100:,} euro".replace(",", ".")
