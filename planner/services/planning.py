"""Planning one week: who, when, by whom, and a reason for everybody who is left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import maps
import solver
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.errors import BrokenPlanError
from planner.domain.log import by_dossier
from planner.domain.notice import Notice
from planner.domain.outcome import Outcome
from planner.domain.override import Override
from planner.domain.plan import Route, Unplanned, UnplannedReason, WeekPlan
from planner.domain.staff import Team
from planner.domain.week import Week
from planner.policy.chance import Chances, learn
from planner.policy.judge import Known
from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from planner.policy.talk import TalkTable, learn_talks
from planner.policy.triage import triage
from planner.services.left_out import left_out
from planner.services.places import locate, shift_points
from planner.services.reserves import with_reserves
from planner.services.translation import Desk, Translation, to_problem
from planner.services.weekplan import to_routes

Progress = Callable[[int, float, int], None]


@dataclass(frozen=True, kw_only=True)
class WeekRequest:
    """Everything a week is planned from; the same request with a stop rule by count gives the same plan.

    ``refused`` are the ids and sentences of rows that could not be used, so that no dossier is lost on the
    way. ``planned_elsewhere`` are dossiers that wait for a visit in an earlier week. Without ``chances`` and
    ``talks`` both are learned from the outcomes.
    """

    week: Week
    today: date
    dossiers: tuple[Dossier, ...]
    team: Team
    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[Notice, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    planned_elsewhere: Mapping[str, Week] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    directory: tuple[ReferralPlace, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)
    rules: Rules = field(default_factory=shipped_rules)
    chances: Chances | None = None
    talks: TalkTable | None = None


@dataclass(frozen=True, kw_only=True)
class Groundwork:
    """A week ready to be solved: who takes part, the routing problem, and who is known to stay out of it."""

    request: WeekRequest
    desk: Desk
    translation: Translation
    unplanned: tuple[Unplanned, ...]
    joined: Mapping[str, str]


def prepare(request: WeekRequest, region: maps.Region) -> Groundwork:
    """Return the week as a routing problem, with everything that is needed to read its solution.

    Raises
    ------
    PlannerError
        When an evening starts or ends at an address that is not on the map.
    """
    desk, unplanned, joined = _desk(request, region)
    return Groundwork(
        request=request,
        desk=desk,
        translation=to_problem(desk, region),
        unplanned=unplanned,
        joined=joined,
    )


def solve_week(
    work: Groundwork,
    stop: solver.StopRule,
    seed: int = 1,
    engine: str = "auto",
    on_progress: Progress | None = None,
) -> solver.Solution:
    """Return the best routes found for a week.

    Raises
    ------
    BrokenPlanError
        When the plan fails the independent check; it is then not shown.
    """
    try:
        return solver.solve(work.translation.problem, stop, seed=seed, engine=engine, on_progress=on_progress)
    except solver.CheckError as broken:
        raise BrokenPlanError(f"De planning van week {work.request.week} klopt niet: {broken}") from broken


def to_plan(work: Groundwork, solution: solver.Solution, region: maps.Region) -> WeekPlan:
    """Return a solution as a plan: routes along real streets, and a reason for everybody in none of them."""
    routes = to_routes(work.desk, work.translation, solution, region)
    out = left_out(work.desk, work.translation.problem, solution)
    left = (*_refused(work.request.refused), *work.unplanned, *out)
    return WeekPlan(
        week=work.request.week,
        routes=_by_evening(with_reserves(work.desk, work.translation, solution, routes)),
        unplanned=tuple(sorted((*left, *_joined(work.joined, left)), key=_order)),
        settings_version=work.request.rules.stamp,
    )


def plan_week(
    request: WeekRequest,
    region: maps.Region,
    stop: solver.StopRule,
    seed: int = 1,
    engine: str = "auto",
    on_progress: Progress | None = None,
) -> WeekPlan:
    """Return the plan of a week.

    Raises
    ------
    PlannerError
        As `prepare` and `solve_week`.
    """
    work = prepare(request, region)
    return to_plan(work, solve_week(work, stop, seed, engine, on_progress), region)


def get_ready() -> None:
    """Compile the route search, or load it from its cache, so that nobody's first plan waits for it."""
    solver.warm_up()


def _desk(request: WeekRequest, region: maps.Region) -> tuple[Desk, tuple[Unplanned, ...], Mapping[str, str]]:
    """Return the desk of the week, those known to stay out of it, and those who go along with another."""
    shifts = tuple(
        shift for shift in request.team.shifts if shift.date in request.week and shift.date >= request.today
    )
    chosen = triage(
        request.dossiers,
        Known(
            outcomes=request.outcomes,
            notices=request.notices,
            planned_elsewhere=request.planned_elsewhere,
            agreements=request.agreements,
            directory=request.directory,
            overrides=request.overrides,
        ),
        request.week,
        request.today,
        request.rules,
    )
    located = locate(region, chosen.candidates)
    chances, talks = _learned(request)
    desk = Desk(
        week=request.week,
        candidates=tuple(c for c in chosen.candidates if c.dossier.dossier_id in located.points),
        points=located.points,
        team=request.team,
        shifts=shifts,
        shift_points=tuple(shift_points(region, shift) for shift in shifts),
        chances=chances,
        talks=talks,
        rules=request.rules,
    )
    return desk, (*chosen.unplanned, *located.unplanned), chosen.joined


def _learned(request: WeekRequest) -> tuple[Chances, TalkTable]:
    """Return what the log tells of when people are home and how long visits take."""
    histories = by_dossier(request.outcomes)
    return (
        request.chances or learn(histories, request.dossiers, request.rules),
        request.talks or learn_talks(histories, request.dossiers, request.rules),
    )


def _refused(rows: Iterable[tuple[str, str]]) -> tuple[Unplanned, ...]:
    return tuple(
        Unplanned(
            dossier_id=dossier_id,
            reason=UnplannedReason.REFUSED,
            sentence=f"De rij in het bestand klopt niet. {sentence}",
            would_fit_if="Verbeter de rij en laad het bestand opnieuw.",
        )
        for dossier_id, sentence in rows
    )


def _joined(joined: Mapping[str, str], left: Iterable[Unplanned]) -> tuple[Unplanned, ...]:
    """Return the dossiers that go along with another at the same door, or stay out together with it."""
    out = {one.dossier_id: one for one in left}
    return tuple(
        replace(out[lead], dossier_id=one)
        if lead in out
        else Unplanned(
            dossier_id=one,
            reason=UnplannedReason.SAME_DOOR,
            sentence=f"Dit dossier gaat mee in het bezoek voor dossier {lead}: het is dezelfde deur.",
            would_fit_if="Bespreek beide dossiers in hetzelfde bezoek.",
        )
        for one, lead in joined.items()
    )


def _by_evening(routes: Iterable[Route]) -> tuple[Route, ...]:
    return tuple(sorted(routes, key=lambda r: (r.date, r.coach_ids)))


def _order(left: Unplanned) -> tuple[bool, int, str]:
    """Must-visits first, then by score: what a planner reads from the top."""
    return (not left.must, -(left.score or 0), left.dossier_id)
