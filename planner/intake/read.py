"""Reading a whole file: every data row ends up among the rows or among the problems."""

from collections.abc import Iterable, Iterator
from functools import partial

from planner.domain.call_evening import CallEvening
from planner.domain.creditor import Agreement, ReferralPlace
from planner.domain.dossier import Dossier
from planner.domain.staff import BudgetCoach, EveningShift
from planner.intake.creditor_rows import CreditorRow, ReferralRow
from planner.intake.dossier_rows import DossierRow, faults_of_dossier
from planner.intake.problem import Intake, Problem
from planner.intake.rows import Fault, RowKind, T, no_faults, take
from planner.intake.table import Record, Table, load_table
from planner.intake.team_rows import (
    CallEveningRow,
    CoachRow,
    ShiftRow,
    faults_of_coach,
    faults_of_hours,
    faults_of_shift,
)
from planner.intake.text import Source

_DOSSIER = RowKind[Dossier](
    key="dossier_id",
    build=lambda filled: DossierRow.model_validate(filled).dossier(),
    between=faults_of_dossier,
)
_COACH = RowKind[BudgetCoach](
    key="coach_id",
    build=lambda filled: CoachRow.model_validate(filled).coach(),
    between=faults_of_coach,
)

_CREDITOR = RowKind[Agreement](
    key="creditor_id",
    build=lambda filled: CreditorRow.model_validate(filled).agreement(),
    between=no_faults,
)
_REFERRAL = RowKind[ReferralPlace](
    key="place_id",
    build=lambda filled: ReferralRow.model_validate(filled).place(),
    between=no_faults,
)


def read_dossiers(source: Source) -> Intake[Dossier]:
    """Return the dossiers in a file (a path, or a name and its bytes) and every problem in it.

    A dossier number that stands twice counts once: the later row is refused, also when the first was refused
    itself. Capitals make no difference.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read at all.
    """
    table = load_table(source, "dossiers")
    return _intake(table, *_take_all(table, _DOSSIER))


def read_coaches(source: Source) -> Intake[BudgetCoach]:
    """Return the coaches in a file and every problem in it.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read at all.
    """
    table = load_table(source, "coaches")
    return _intake(table, *_take_all(table, _COACH))


def read_creditors(source: Source) -> Intake[Agreement]:
    """Return the agreements with creditors in a file and every problem in it.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read at all.
    """
    table = load_table(source, "creditors")
    return _intake(table, *_take_all(table, _CREDITOR))


def read_referrals(source: Source) -> Intake[ReferralPlace]:
    """Return the places to refer to in a file and every problem in it.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read at all.
    """
    table = load_table(source, "referrals")
    return _intake(table, *_take_all(table, _REFERRAL))


def read_shifts(source: Source, coaches: Iterable[BudgetCoach]) -> Intake[EveningShift]:
    """Return the evenings in a file and every problem in it.

    An evening is refused when a coach of it is not among ``coaches``, or already has an evening at that time.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read at all.
    """
    known = frozenset(coach.coach_id for coach in coaches)
    kind = RowKind[EveningShift](
        key="shift_id",
        build=lambda filled: ShiftRow.model_validate(filled, context=known).shift(),
        between=faults_of_shift,
    )
    table = load_table(source, "shifts")
    taken, problems = _take_all(table, kind)
    free: list[tuple[Record, EveningShift]] = []
    for record, shift in taken:
        clashes = [_clash(shift, earlier, row.row) for row, earlier in free if _overlap(shift, earlier)]
        problems += [_problem(table, record, clash) for clash in clashes]
        if not clashes:
            free.append((record, shift))
    return _intake(table, free, problems)


def read_call_evenings(source: Source, coaches: Iterable[BudgetCoach]) -> Intake[CallEvening]:
    """Return the call evenings in a file and every problem in it.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read at all.
    """
    known = frozenset(coach.coach_id for coach in coaches)
    kind = RowKind[CallEvening](
        key="evening_id",
        build=lambda filled: CallEveningRow.model_validate(filled, context=known).call_evening(),
        between=faults_of_hours,
    )
    table = load_table(source, "call_evenings")
    return _intake(table, *_take_all(table, kind))


def _overlap(one: EveningShift, other: EveningShift) -> bool:
    same_coach = not set(one.coach_ids).isdisjoint(other.coach_ids)
    return same_coach and one.date == other.date and one.start < other.end and other.start < one.end


def _clash(shift: EveningShift, earlier: EveningShift, row: int) -> Fault:
    both = [coach_id for coach_id in shift.coach_ids if coach_id in earlier.coach_ids]
    return Fault(
        ("coach_ids",),
        f"Coach {' en '.join(both)} werkt dan al op avond '{earlier.shift_id}' (rij {row})."
        " Kies een andere coach.",
    )


def _take_all(table: Table, kind: RowKind[T]) -> tuple[list[tuple[Record, T]], list[Problem]]:
    """Return the objects of the good rows with their records, and the problems of the others."""
    first: dict[str, int] = {}
    taken: list[tuple[Record, T]] = []
    problems: list[Problem] = []
    for record in table.records:
        result = take(record, kind)
        faults = [*result.faults, *_seen_before(record, kind.key, first)]
        if result.built is not None and not faults:
            taken.append((record, result.built))
        problems += [_problem(table, record, fault) for fault in faults]
    return taken, problems


def _seen_before(record: Record, key: str, first: dict[str, int]) -> Iterator[Fault]:
    """Yield a fault when the id of a row stood in an earlier row; ``first`` remembers the rows."""
    found = record.cells.get(key, "")
    if not found:
        return
    row = first.setdefault(found.casefold(), record.row)
    if row != record.row:
        yield Fault((key,), f"Nummer '{found}' staat ook op rij {row}. Laat een van de twee rijen staan.")


def _problem(table: Table, record: Record, fault: Fault) -> Problem:
    columns = [name for name in fault.columns if name in table.labels]
    return Problem(
        file=table.file,
        row=record.row,
        column=", ".join(table.labels[name] for name in columns),
        value=record.fault_value or ", ".join(filter(None, map(record.cells.get, columns))),
        sentence=fault.sentence,
        dossier_id=record.cells.get("dossier_id", ""),
    )


def _remark(table: Table, label: str) -> Problem:
    return Problem(
        file=table.file,
        row=table.header_row,
        column=label,
        value=label,
        sentence=f"De kolom '{label}' kennen we niet; hij is niet gelezen.",
        refused=False,
    )


def _intake(table: Table, taken: Iterable[tuple[Record, T]], problems: Iterable[Problem]) -> Intake[T]:
    remarks = map(partial(_remark, table), table.unknown)
    return Intake(
        rows=tuple(built for _, built in taken),
        problems=(*remarks, *sorted(problems, key=lambda problem: problem.row)),
        read=len(table.records),
        encoding=table.encoding,
        delimiter=table.delimiter,
    )
