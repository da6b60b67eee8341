"""Call evenings: planning one, and recording what a call brought. One transaction each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from planner.domain.call_evening import CallEvening
from planner.domain.dossier import Appointment, Channel, Dossier
from planner.domain.errors import PlannerError, UnknownIdError
from planner.domain.hint import Hint
from planner.domain.notice import Notice, NoticeKind
from planner.domain.staff import BudgetCoach
from planner.domain.week import AMSTERDAM, Week
from planner.services.evening_calls import RESULTS, evening_of, results_of
from planner.store import Record, Store

TOLD = (
    NoticeKind.APPOINTMENT_MADE,
    NoticeKind.HINT_HEARD,
    NoticeKind.PAID,
    NoticeKind.OPTED_OUT,
    NoticeKind.RESIDENT_CALLED,
    NoticeKind.RESIDENT_WROTE,
)
"""What a resident who answers may tell besides."""
NO_VISIT = (NoticeKind.PAID, NoticeKind.OPTED_OUT)


@dataclass(frozen=True, kw_only=True)
class CallMade:
    """One call and all that came of it.

    ``told`` is what a resident who answered told besides; an appointment needs ``appointment_at``, a hint
    ``hint``, what was written ``channel``. The id is made once, where the call is recorded.
    """

    call_id: UUID
    evening_id: str
    dossier_id: str
    coach_id: str
    kind: NoticeKind
    at: datetime
    told: tuple[NoticeKind, ...] = ()
    appointment_at: datetime | None = None
    hint: Hint | None = None
    channel: Channel | None = None

    def __post_init__(self) -> None:
        if self.kind not in RESULTS:
            raise PlannerError(f"'{self.kind}' is geen uitkomst van een telefoontje.")
        if self.told and self.kind is not NoticeKind.CALL_REACHED:
            raise PlannerError("Wie niet gesproken is, heeft niets verteld. Kies 'Gesproken'.")
        strange = [kind for kind in self.told if kind not in TOLD]
        if strange:
            raise PlannerError(f"'{strange[0]}' wordt niet aan de telefoon verteld.")
        if NoticeKind.APPOINTMENT_MADE in self.told and any(kind in NO_VISIT for kind in self.told):
            raise PlannerError("Wie betaald heeft of geen bezoek wil, krijgt geen afspraak. Kies er een.")
        for kind, value, ask in (
            (NoticeKind.APPOINTMENT_MADE, self.appointment_at, "Vul de dag en de tijd van de afspraak in."),
            (NoticeKind.HINT_HEARD, self.hint, "Kies een dag of een uur: anders zegt de tip niets."),
            (NoticeKind.RESIDENT_WROTE, self.channel, "Kies hoe de bewoner schreef."),
        ):
            if kind in self.told and value is None:
                raise PlannerError(ask)


def call_evenings(store: Store, week: Week | None = None) -> tuple[CallEvening, ...]:
    """Return the call evenings of a week, or all of them, in order of date."""
    with store.reading() as record:
        return tuple(one for one in record.call_evenings() if week is None or one.date in week)


def first_call_evening(evenings: Sequence[CallEvening], today: date) -> CallEvening:
    """Return the first call evening on or after today, else the last one."""
    return next((one for one in evenings if one.date >= today), evenings[-1])


def callers(store: Store) -> tuple[BudgetCoach, ...]:
    """Return who can be asked to call."""
    with store.reading() as record:
        return record.coaches()


def add_call_evening(
    store: Store, day: date, start: time, end: time, coach_ids: Sequence[str], today: date
) -> CallEvening:
    """Return a new call evening, after storing it.

    Raises
    ------
    PlannerError
        When the day is over, or a coach already calls or visits at that time.
    UnknownIdError
        When a coach is not in the record.
    """
    if day < today:
        raise PlannerError(f"{day:%d-%m-%Y} is voorbij. Kies vandaag of een latere dag.")
    with store.writing() as record:
        known = record.call_evenings()
        taken = {one.evening_id for one in known}
        numbers = (f"B{day:%Y%m%d}-{number}" for number in range(1, len(taken) + 2))
        made = CallEvening(
            evening_id=next(name for name in numbers if name not in taken),
            date=day,
            start=start,
            end=end,
            coach_ids=tuple(coach_ids),
        )
        _check_free(record, made, known)
        record.put_call_evenings([made])
    return made


def record_call(store: Store, made: CallMade, now: datetime) -> bool:
    """Return True when a call is new, False when it was stored before; all that it brought, or nothing.

    Raises
    ------
    UnknownIdError
        When the evening or the dossier is not in the record.
    PlannerError
        When another call to this dossier was recorded on this evening, or this one was taken back.
    """
    with store.writing() as record:
        evening = evening_of(record, made.evening_id)
        dossier = _dossier(record, made.dossier_id)
        if _is_stored(evening, made, record):
            return False
        for notice in _notices(made, dossier):
            record.add_notice(notice, now)
    return True


def take_back_call(
    store: Store, evening_id: str, dossier_id: str, by: str, undo_id: UUID, now: datetime
) -> bool:
    """Return True when what was recorded of a call on an evening is taken back, False when nothing was.

    Raises
    ------
    UnknownIdError
        When the evening is not in the record.
    """
    with store.writing() as record:
        evening = evening_of(record, evening_id)
        found = results_of(evening, record.history(dossier_id)).get(dossier_id, ())
        for notice in found:
            undo = Notice(
                notice_id=uuid5(undo_id, str(notice.notice_id)),
                dossier_id=dossier_id,
                kind=NoticeKind.WITHDRAWN,
                at=max(now, notice.at),
                recorded_by=by,
                corrects=notice.notice_id,
            )
            record.add_notice(undo, now)
    return bool(found)


def moment_on(evening: CallEvening, now: datetime) -> datetime:
    """Return when a call that is recorded now was made: now, kept within the evening.

    Raises
    ------
    PlannerError
        When the day of the evening is still to come.
    """
    if now.astimezone(AMSTERDAM).date() < evening.date:
        raise PlannerError(f"Deze belavond is op {evening.date:%d-%m-%Y}. Vul het gesprek dan in.")
    return min(max(now, evening.starts_at), evening.ends_at)


def _dossier(record: Record, dossier_id: str) -> Dossier:
    found = next((one for one in record.dossiers() if one.dossier_id == dossier_id), None)
    if found is None:
        raise UnknownIdError(f"Dossier {dossier_id} is niet bekend. Laad het bestand opnieuw.")
    return found


def _check_free(record: Record, made: CallEvening, known: Iterable[CallEvening]) -> None:
    """Refuse an evening on which a coach calls or visits already."""
    staff = {one.coach_id: one.name for one in record.coaches()}
    shifts = record.shifts(Week.of(made.date))
    for coach_id in made.coach_ids:
        if coach_id not in staff:
            raise UnknownIdError(f"Coach {coach_id} is niet bekend. Laad het bestand met coaches opnieuw.")
        for what, taken in (("belt die avond al", known), ("gaat die avond al op bezoek", shifts)):
            for one in taken:
                if (
                    coach_id in one.coach_ids
                    and one.starts_at < made.ends_at
                    and made.starts_at < one.ends_at
                ):
                    times = f"{one.start:%H:%M} tot {one.end:%H:%M}"
                    raise PlannerError(f"{staff[coach_id]} {what}, van {times}.")


def _is_stored(evening: CallEvening, made: CallMade, record: Record) -> bool:
    """Return True when this call is in the record; refuse another on one evening, and one taken back."""
    history = record.history(made.dossier_id)
    earlier = results_of(evening, history).get(made.dossier_id, ())
    if earlier and earlier[0].notice_id != made.call_id:
        label = earlier[0].rule.label.nl
        raise PlannerError(f"Dit dossier is vanavond al gebeld: {label}. Er is niets veranderd.")
    if not earlier and any(event.event_id == made.call_id for event in history):
        raise PlannerError("Dit gesprek is teruggenomen. Open het dossier opnieuw en vul het dan in.")
    return bool(earlier)


def _notices(made: CallMade, dossier: Dossier) -> Iterator[Notice]:
    """Yield the call itself, and then what was told."""
    wrong = made.kind is NoticeKind.CALL_NUMBER_WRONG
    yield Notice(
        notice_id=made.call_id,
        dossier_id=made.dossier_id,
        kind=made.kind,
        at=made.at,
        recorded_by=made.coach_id,
        phone=dossier.phone if wrong else "",
    )
    for kind in made.told:
        promised = made.appointment_at if kind is NoticeKind.APPOINTMENT_MADE else None
        yield Notice(
            notice_id=uuid5(made.call_id, kind),
            dossier_id=made.dossier_id,
            kind=kind,
            at=made.at,
            recorded_by=made.coach_id,
            appointment=Appointment(at=promised) if promised else None,
            hints=(made.hint,) if kind is NoticeKind.HINT_HEARD and made.hint else (),
            channel=made.channel if kind is NoticeKind.RESIDENT_WROTE else None,
        )
