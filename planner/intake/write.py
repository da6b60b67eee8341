"""Problems, dossiers and staff to CSV files that open in a spreadsheet and read back the same."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from planner.domain.dossier import Channel, Dossier, PreferredMoment
from planner.domain.place import Address
from planner.domain.staff import BudgetCoach, EveningShift
from planner.domain.week import AMSTERDAM
from planner.intake.cells import NOON
from planner.intake.columns import ARREARS_COLUMNS, COLUMNS, Kind
from planner.intake.dossier_rows import ATTEMPT_COLUMNS, DAY_COLUMNS
from planner.intake.formula import shield
from planner.intake.hint_cells import DAYS, hint_text
from planner.intake.problem import Problem


def write_problems_csv(problems: Iterable[Problem], path: Path) -> None:
    """Write problems as CSV: ``;``, UTF-8 with a byte order mark, safe against formulas."""
    _write(
        path,
        ("file", "row", "column", "value", "sentence", "dossier_id", "refused"),
        (
            {
                "file": problem.file,
                "row": str(problem.row),
                "column": problem.column,
                "value": problem.value,
                "sentence": problem.sentence,
                "dossier_id": problem.dossier_id,
                "refused": _yes_no(problem.refused),
            }
            for problem in problems
        ),
    )


def write_dossiers_csv(dossiers: Iterable[Dossier], path: Path) -> None:
    """Write dossiers so that `read_dossiers` gives the same back.

    Claims of one kind of creditor become one amount; moments are kept to the second.
    """
    _write_kind(path, "dossiers", map(_dossier_cells, dossiers))


def write_coaches_csv(coaches: Iterable[BudgetCoach], path: Path) -> None:
    """Write coaches so that `read_coaches` gives the same back."""
    _write_kind(
        path,
        "coaches",
        (
            {
                "coach_id": coach.coach_id,
                "name": coach.name,
                "travel_mode": coach.travel_mode.value,
                "languages": "|".join(sorted(coach.languages)),
            }
            for coach in coaches
        ),
    )


def write_shifts_csv(shifts: Iterable[EveningShift], path: Path) -> None:
    """Write evenings so that `read_shifts` gives the same back."""
    _write_kind(
        path,
        "shifts",
        (
            {
                "shift_id": shift.shift_id,
                "date": shift.date.isoformat(),
                "start": shift.start.isoformat(),
                "end": shift.end.isoformat(),
                "coach_ids": "|".join(shift.coach_ids),
                **_place_cells("start", shift.start_place),
                **_place_cells("end", shift.end_place),
            }
            for shift in shifts
        ),
    )


def _place_cells(name: str, place: Address) -> dict[str, str]:
    return {
        f"{name}_street": place.street,
        f"{name}_number": str(place.number),
        f"{name}_addition": place.addition,
        f"{name}_postcode": place.postcode,
        f"{name}_city": place.city,
    }


def _dossier_cells(dossier: Dossier) -> dict[str, str]:
    appointment = dossier.appointment
    return {
        "dossier_id": dossier.dossier_id,
        "resident": dossier.resident,
        "street": dossier.address.street,
        "house_number": str(dossier.address.number),
        "addition": dossier.address.addition,
        "postcode": dossier.address.postcode,
        "city": dossier.address.city,
        "phone": dossier.phone,
        "language": dossier.language,
        **_arrears_cells(dossier),
        "arrears_since": dossier.arrears_since.isoformat(),
        "registered_on": dossier.registered_on.isoformat(),
        "reminder_sent_on": _day(dossier.reminder_sent_on),
        **_attempt_cells(dossier),
        "reached_on": _day(dossier.reached_on),
        "earlier_signals": str(dossier.earlier_signals),
        "signals": "|".join(sorted(dossier.signals)),
        "summons_on": _day(dossier.legal.summons_on),
        "eviction_on": _day(dossier.legal.eviction_on),
        "cutoff_on": _day(dossier.legal.cutoff_on),
        "fourteen_day_letter_on": _day(dossier.legal.fourteen_day_letter_on),
        "creditors": "|".join(dossier.creditor_ids),
        "short_track": _yes_no(dossier.short_track),
        "paid_on": _day(dossier.paid_on),
        "objection_on": _day(dossier.objection_on),
        "opted_out": _yes_no(dossier.opted_out),
        "unsafe": _yes_no(dossier.unsafe),
        "excluded": _yes_no(dossier.excluded),
        "needs_pair": _yes_no(dossier.needs_pair),
        "announced_on": _day(dossier.announced_on),
        **_moment_cells(dossier.preferred),
        "hints": "|".join(map(hint_text, dossier.hints)),
        "appointment_at": _moment(appointment.at) if appointment else "",
        "appointment_coach": (appointment.coach_id or "") if appointment else "",
        "access_note": dossier.access_note,
        "note": dossier.note,
    }


def _arrears_cells(dossier: Dossier) -> dict[str, str]:
    owed: Counter[str] = Counter()
    for claim in dossier.claims:
        owed[ARREARS_COLUMNS[claim.creditor]] += claim.amount_cents
    return {column: f"{cents // 100},{cents % 100:02d}" for column, cents in owed.items()}


def _attempt_cells(dossier: Dossier) -> dict[str, str]:
    made: dict[str, list[str]] = {}
    for attempt in dossier.attempts:
        column = ATTEMPT_COLUMNS[attempt.channel]
        if attempt.channel is Channel.CALL and attempt.reached:
            column = "answered_calls_at"
        text = _moment_or_day(attempt.at) if column in DAY_COLUMNS else _moment(attempt.at)
        made.setdefault(column, []).append(text)
    return {column: "|".join(texts) for column, texts in made.items()}


def _moment_cells(preferred: PreferredMoment | None) -> dict[str, str]:
    if preferred is None:
        return {}
    return {
        "preferred_days": "|".join(DAYS[day] for day in sorted(preferred.weekdays)),
        "preferred_from": preferred.earliest.isoformat(),
        "preferred_until": preferred.latest.isoformat(),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime) -> str:
    wall = at.astimezone(AMSTERDAM)
    return f"{wall:%Y-%m-%d %H:%M:%S}" if wall.second else f"{wall:%Y-%m-%d %H:%M}"


def _moment_or_day(at: datetime) -> str:
    wall = at.astimezone(AMSTERDAM)
    return _day(wall.date()) if wall.time() == NOON else _moment(at)


def _yes_no(value: bool) -> str:
    return "ja" if value else "nee"


def _write_kind(path: Path, kind: Kind, rows: Iterable[Mapping[str, str]]) -> None:
    _write(path, [column.name for column in COLUMNS[kind]], rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows({name: shield(cell) for name, cell in row.items()} for row in rows)
