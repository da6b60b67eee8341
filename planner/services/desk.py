"""The use cases of the desk: load files, plan a week, record what happened. One transaction each."""

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from uuid import UUID

import maps
import solver
from planner.domain.call_evening import CallEvening
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.errors import PlannerError, UnknownIdError
from planner.domain.notice import Notice
from planner.domain.outcome import Outcome, OutcomeCode
from planner.domain.override import Override, newest
from planner.domain.plan import WeekPlan
from planner.domain.staff import EveningShift, Team
from planner.domain.week import Week
from planner.intake import (
    Intake,
    Problem,
    Source,
    read_call_evenings,
    read_coaches,
    read_creditors,
    read_dossiers,
    read_referrals,
    read_shifts,
)
from planner.policy.rules import Rules
from planner.policy.rules_file import shipped_rules
from planner.services.planning import Progress, WeekRequest, plan_week
from planner.store import DESK, ImportBatch, Record, Store


@dataclass(frozen=True, kw_only=True)
class Files:
    """The files a week is planned from; those of creditors and places to refer to may be absent."""

    dossiers: Source
    coaches: Source
    shifts: Source
    creditors: Source | None = None
    referrals: Source | None = None
    call_evenings: Source | None = None

    @property
    def given(self) -> tuple[Source, ...]:
        """The files that are there."""
        known = (self.dossiers, self.coaches, self.shifts, self.creditors, self.referrals, self.call_evenings)
        return tuple(source for source in known if source is not None)


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What the files held: good rows as a team and dossiers, and every problem.

    ``is_repeat``: the very same files were loaded last, so that nothing was stored.
    """

    batch: ImportBatch
    dossiers: Intake[Dossier]
    team: Team
    agreements: tuple[Agreement, ...] = ()
    directory: tuple[ReferralPlace, ...] = ()
    call_evenings: tuple[CallEvening, ...] = ()
    problems: tuple[Problem, ...]
    is_repeat: bool = False


def load(files: Files) -> Loaded:
    """Return what the files hold; nothing is stored.

    Raises
    ------
    UnreadableFileError
        When one of the files cannot be read at all.
    """
    dossiers = read_dossiers(files.dossiers)
    coaches = read_coaches(files.coaches)
    shifts = read_shifts(files.shifts, coaches.rows)
    creditors = read_creditors(files.creditors) if files.creditors is not None else None
    referrals = read_referrals(files.referrals) if files.referrals is not None else None
    calling = (
        read_call_evenings(files.call_evenings, coaches.rows) if files.call_evenings is not None else None
    )
    known = {dossier.dossier_id for dossier in dossiers.rows}
    refused: dict[str, str] = {}
    for problem in dossiers.problems:
        if problem.refused and problem.dossier_id and problem.dossier_id not in known:
            refused.setdefault(problem.dossier_id, f"Rij {problem.row}, {problem.column}: {problem.sentence}")
    return Loaded(
        batch=ImportBatch(
            files=tuple(_name(source) for source in files.given),
            read=dossiers.read,
            refused=tuple(refused.items()),
            sha256=_sha256(files),
        ),
        dossiers=dossiers,
        team=Team(coaches=coaches.rows, shifts=shifts.rows),
        agreements=creditors.rows if creditors else (),
        directory=referrals.rows if referrals else (),
        call_evenings=calling.rows if calling else (),
        problems=tuple(
            problem
            for taken in (dossiers, coaches, shifts, creditors, referrals, calling)
            if taken
            for problem in taken.problems
        )
        + _strangers(dossiers, creditors, _name(files.creditors) if files.creditors is not None else ""),
    )


def _strangers(
    dossiers: Intake[Dossier], creditors: Intake[Agreement] | None, file: str
) -> tuple[Problem, ...]:
    """Return a remark for every creditor that dossiers name and the file of creditors does not."""
    if creditors is None:
        return ()
    known = {one.creditor_id for one in creditors.rows}
    named = {key for dossier in dossiers.rows for key in dossier.creditor_ids}
    return tuple(
        Problem(
            file=file,
            row=1,
            column="creditor_id",
            value=key,
            sentence=f"Schuldeiser '{key}' staat bij dossiers, maar niet in dit bestand. Voeg hem toe.",
            refused=False,
        )
        for key in sorted(named - known)
    )


def import_files(store: Store, files: Files, now: datetime) -> Loaded:
    """Return what the files held, after storing the good rows in one transaction.

    The same files once more change nothing: what was edited since they were loaded stays.
    """
    loaded = load(files)
    with store.writing() as record:
        if record.is_last_import(loaded.batch.sha256):
            return replace(loaded, is_repeat=True)
        record.add_import(loaded.batch, loaded.dossiers.rows, now)
        record.put_coaches(loaded.team.coaches)
        record.put_shifts(loaded.team.shifts)
        record.put_agreements(loaded.agreements)
        record.put_directory(loaded.directory)
        record.put_call_evenings(loaded.call_evenings)
    return loaded


def make_plan(
    store: Store,
    region: maps.Region,
    week: Week,
    today: date,
    now: datetime,
    stop: solver.StopRule,
    *,
    rules: Rules | None = None,
    seed: int = 1,
    engine: str = "auto",
    on_progress: Progress | None = None,
    on_top_of: int | None = None,
) -> WeekPlan:
    """Return the new plan of a week, after storing it; earlier plans of the week are kept.

    Reading and storing are two short transactions: nothing is locked while the solver works.

    Parameters
    ----------
    on_top_of
        The version of the plan that was on the screen, 0 when there was none. None: the one that is there
        when planning begins.

    Raises
    ------
    PlannerError
        When the week has no evenings to come.
    StalePlanError
        When somebody saved a newer plan of the week in the meantime; it stays.
    """
    with store.reading() as record:
        shown = record.plan_version(week) if on_top_of is None else on_top_of
        request = week_request(record, week, today, rules or shipped_rules())
    if not any(shift.date >= today for shift in request.team.shifts):
        raise PlannerError(f"Week {week.number} heeft geen avonden die nog komen. Zet eerst avonden klaar.")
    plan = plan_week(request, region, stop, seed=seed, engine=engine, on_progress=on_progress)
    with store.writing() as record:
        record.add_plan(plan, now, shown)
    return plan


def week_request(record: Record, week: Week, today: date, rules: Rules) -> WeekRequest:
    """Return what a week is planned from, as the record has it today."""
    outcomes = record.outcomes()
    last = record.last_import()
    dossiers = record.dossiers()
    known = {dossier.dossier_id for dossier in dossiers}
    return WeekRequest(
        week=week,
        today=today,
        dossiers=dossiers,
        team=record.team(week),
        outcomes=outcomes,
        notices=record.notices(),
        refused=tuple(row for row in (last.refused if last else ()) if row[0] not in known),
        planned_elsewhere=_planned_elsewhere(record, week, today, outcomes),
        agreements=record.agreements(),
        directory=record.directory(),
        overrides=newest(record.overrides()),
        rules=rules,
    )


def decide(store: Store, override: Override, now: datetime) -> bool:
    """Return True when a planner's decision on a dossier is new, False when it was stored before.

    Raises
    ------
    UnknownIdError
        When the dossier is not in the record.
    """
    with store.writing(override.by) as record:
        if not record.has_dossier(override.dossier_id):
            raise UnknownIdError(f"Dossier {override.dossier_id} is niet bekend. Laad het bestand opnieuw.")
        return record.add_override(override, now)


def _planned_elsewhere(
    record: Record, week: Week, today: date, outcomes: tuple[Outcome, ...]
) -> dict[str, Week]:
    """Return the dossiers that still wait for a visit in an earlier week."""
    waiting: dict[str, Week] = {}
    for earlier in record.plan_weeks():
        stored = record.plan(earlier) if earlier < week else None
        for route in stored.plan.routes if stored else ():
            done = {o.dossier_id for o in outcomes if o.shift_id == route.shift_id}
            if route.date >= today:
                waiting.update(
                    (one, earlier)
                    for stop in route.stops
                    if stop.dossier_id not in done
                    for one in (stop.dossier_id, *stop.joined)
                )
    return waiting


def copy_evenings(store: Store, source: Week, target: Week) -> tuple[EveningShift, ...]:
    """Return the evenings of a week, taken over into another week on the same weekdays, after storing them.

    Raises
    ------
    PlannerError
        When the first week has no evenings, or the other already has.
    """
    with store.writing() as record:
        if record.shifts(target):
            raise PlannerError(f"Week {target.number} heeft al avonden.")
        shifts = record.shifts(source)
        if not shifts:
            raise PlannerError(f"Week {source.number} heeft geen avonden om over te nemen.")
        later = target.monday - source.monday
        copies = tuple(
            replace(shift, shift_id=f"{shift.shift_id}@{target}", date=shift.date + later) for shift in shifts
        )
        record.put_shifts(copies)
    return copies


def record_outcome(store: Store, outcome: Outcome, now: datetime) -> bool:
    """Return True when the outcome is new, False when it was stored before; told only after it is on disk.

    Raises
    ------
    UnknownIdError
        When the dossier is not in the record, or the event that it corrects is not.
    OutcomeConflictError
        When the same id was stored with another content.
    """
    with store.writing(outcome.coach_ids[0] if outcome.coach_ids else DESK) as record:
        if not record.has_dossier(outcome.dossier_id):
            raise UnknownIdError(f"Dossier {outcome.dossier_id} is niet bekend. Laad het bestand opnieuw.")
        if outcome.corrects is not None:
            _check_corrects(record, outcome.dossier_id, outcome.corrects)
        return record.add_outcome(outcome, now)


def record_notice(store: Store, notice: Notice, now: datetime) -> bool:
    """Return True when a notice is new, False when it was stored before; told only after it is on disk.

    Raises
    ------
    UnknownIdError
        When the dossier is not in the record, or the event that it takes back is not.
    OutcomeConflictError
        When the same id was stored with another content.
    """
    with store.writing(notice.recorded_by or DESK) as record:
        if not record.has_dossier(notice.dossier_id):
            raise UnknownIdError(f"Dossier {notice.dossier_id} is niet bekend. Laad het bestand opnieuw.")
        if notice.corrects is not None:
            _check_corrects(record, notice.dossier_id, notice.corrects)
        return record.add_notice(notice, now)


def _check_corrects(record: Record, dossier_id: str, corrects: UUID) -> None:
    """Refuse to take back what is not in the log of the same dossier."""
    if all(event.event_id != corrects for event in record.history(dossier_id)):
        raise UnknownIdError(f"Dossier {dossier_id} heeft geen gebeurtenis {corrects} om te verbeteren.")


def outcome_at_stop(
    store: Store,
    week: Week,
    dossier_id: str,
    code: OutcomeCode,
    outcome_id: UUID,
    at: datetime,
    appointment_at: datetime | None = None,
    language: str | None = None,
) -> Outcome:
    """Return the outcome of a planned stop, with the coaches and evening of the latest plan filled in.

    Raises
    ------
    UnknownIdError
        When the latest plan of the week has no such stop.
    """
    with store.reading() as record:
        stored = record.plan(week)
    found = stored.plan.find(dossier_id) if stored else None
    if found is None:
        raise UnknownIdError(f"Dossier {dossier_id} staat niet in de planning van week {week.number}.")
    route, _ = found
    return Outcome(
        outcome_id=outcome_id,
        dossier_id=dossier_id,
        code=code,
        at=at,
        coach_ids=route.coach_ids,
        shift_id=route.shift_id,
        appointment_at=appointment_at,
        language=language,
    )


def _sha256(files: Files) -> str:
    """Return the digest of the bytes of all files, each behind its part and its length."""
    found = hashlib.sha256()
    for part in fields(files):
        source = getattr(files, part.name)
        if source is not None:
            content = source[1] if isinstance(source, tuple) else source.read_bytes()
            found.update(f"{part.name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


def _name(source: Source) -> str:
    return source[0] if isinstance(source, tuple) else source.name
