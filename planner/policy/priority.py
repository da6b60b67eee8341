"""How urgent is a dossier? A plain sum of points, each with its sentence; deadlines stand above it."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.assessment import Assessment, Reason
from planner.domain.dossier import MESSAGES, Channel, CreditorKind, Dossier, Signal
from planner.policy.gate import day_part, gate, no_response
from planner.policy.rules import Rules

CREDITOR_NAMES = {
    CreditorKind.HOUSING: "huur",
    CreditorKind.ENERGY: "energie",
    CreditorKind.WATER: "water",
    CreditorKind.HEALTH: "zorgpremie",
    CreditorKind.MUNICIPALITY: "gemeente",
    CreditorKind.OTHER: "overig",
}
SIGNAL_NAMES = {
    Signal.CRISIS: "een crisis",
    Signal.CHILDREN: "kinderen in huis",
    Signal.YOUNG_OR_PENSION: "een jonge of oudere bewoner",
}


def assess(dossier: Dossier, today: date, rules: Rules, bonus: int = 0, visits: int = 0) -> Assessment:
    """Return the judgement of a dossier: points 0-100 with sentences, the deadline, what forbids a visit.

    Parameters
    ----------
    dossier
        What is known of the household.
    today
        The day on which is judged.
    rules
        The weights.
    bonus
        Points that an earlier outcome gave (a door that was skipped).
    visits
        Visits made so far by this house; after the first the personal attempt has been made.
    """
    reasons = tuple(reason for reason in _reasons(dossier, today, rules, bonus) if reason.points > 0)
    return Assessment(
        dossier_id=dossier.dossier_id,
        score=min(100, sum(reason.points for reason in reasons)),
        reasons=reasons,
        blocked_by=gate(dossier, today, rules),
        must_by=must_by(dossier, today, visits),
    )


def must_by(dossier: Dossier, today: date, visits: int) -> date | None:
    """Return the last day for a personal attempt: the day before the first legal date, until one was made."""
    first = dossier.legal.first
    tried = visits > 0 or bool(dossier.tried(Channel.VISIT))
    if first is None or first <= today or tried:
        return None
    return first - timedelta(days=1)


def _reasons(dossier: Dossier, today: date, rules: Rules, bonus: int) -> Iterator[Reason]:
    yield _kind(dossier, rules)
    yield _silence(dossier, rules)
    yield _several(dossier, rules)
    yield _vulnerable(dossier, rules)
    days = (today - dossier.arrears_since).days
    yield Reason(
        code="duration",
        points=_cut(days, rules.points.duration),
        sentence=f"De achterstand duurt al {days} dagen",
    )
    yield Reason(
        code="amount",
        points=_cut(dossier.amount_cents, rules.points.amount),
        sentence=f"Het gaat samen om {_euros(dossier.amount_cents)}",
    )
    yield Reason(
        code="earlier_signals",
        points=_cut(dossier.earlier_signals, rules.points.earlier_signal),
        sentence=_count(dossier.earlier_signals, "eerdere melding", "eerdere meldingen")
        + " in een half jaar",
    )
    weeks = max(0, (today - dossier.registered_on).days // 7)
    yield Reason(
        code="waiting",
        points=min(rules.points.max_waiting, weeks * rules.points.waiting_per_week),
        sentence=f"Het dossier wacht {_count(weeks, 'week', 'weken')}",
    )
    yield Reason(code="skipped", points=bonus, sentence="De vorige keer was er geen tijd meer")


def _kind(dossier: Dossier, rules: Rules) -> Reason:
    kinds = sorted({claim.creditor for claim in dossier.claims}, key=list(CreditorKind).index)
    names = _listed([CREDITOR_NAMES[kind] for kind in kinds])
    points = max(rules.points.creditor[kind] for kind in kinds)
    return Reason(code="fixed_cost", points=points, sentence=f"Het gaat om {names}")


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
    parts = [f"Er kwam geen reactie op {_listed([name for name, _ in silent])}"] if silent else []
    if not dossier.phone:
        points += rules.points.no_number
        parts.append("er is geen werkend nummer")
    sentence = ", en ".join(parts)
    return Reason(code="no_response", points=points, sentence=sentence[:1].upper() + sentence[1:])


def _several(dossier: Dossier, rules: Rules) -> Reason:
    count = len(dossier.claims)
    points = {1: 0, 2: rules.points.two_claims}.get(count, rules.points.more_claims)
    return Reason(code="several", points=points, sentence=f"Er zijn {count} achterstanden tegelijk")


def _vulnerable(dossier: Dossier, rules: Rules) -> Reason:
    present = [signal for signal in Signal if signal in dossier.signals]
    points = min(rules.points.max_signal, sum(rules.points.signal[signal] for signal in present))
    names = _listed([SIGNAL_NAMES[signal] for signal in present])
    return Reason(code="vulnerable", points=points, sentence=f"Er is sprake van {names}")


def _cut(value: int, cuts: tuple[tuple[int, int], ...]) -> int:
    return next((points for at_least, points in cuts if value >= at_least), 0)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " en " + names[-1] if names else ""


def _euros(cents: int) -> str:
    return f"{cents // 100:,} euro".replace(",", ".")
