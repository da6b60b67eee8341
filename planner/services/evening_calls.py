"""What belongs to one call evening in the record: the evening itself, and what its calls brought."""

from collections.abc import Iterable

from planner.domain.call_evening import CallEvening
from planner.domain.errors import UnknownIdError
from planner.domain.log import Event, in_order
from planner.domain.notice import Notice, NoticeKind
from planner.store import Record

RESULTS = (NoticeKind.CALL_REACHED, NoticeKind.CALL_NO_ANSWER, NoticeKind.CALL_NUMBER_WRONG)
"""What a call can come to."""


def evening_of(record: Record, evening_id: str) -> CallEvening:
    """Return a call evening.

    Raises
    ------
    UnknownIdError
        When there is none with that id.
    """
    found = next((one for one in record.call_evenings() if one.evening_id == evening_id), None)
    if found is None:
        raise UnknownIdError(f"Belavond {evening_id} is niet bekend. Voeg hem eerst toe.")
    return found


def results_of(evening: CallEvening, events: Iterable[Event]) -> dict[str, tuple[Notice, ...]]:
    """Return what the calls of an evening brought, by dossier in the order of calling.

    The call itself stands first, what was told after it; what was taken back is left out.
    """
    found: dict[str, tuple[Notice, ...]] = {}
    for event in in_order(events):
        if not isinstance(event, Notice) or not _is_of(evening, event):
            continue
        if event.kind in RESULTS:
            found[event.dossier_id] = (event,)
        elif event.dossier_id in found and event.kind is not NoticeKind.WITHDRAWN:
            found[event.dossier_id] = (*found[event.dossier_id], event)
    return found


def _is_of(evening: CallEvening, notice: Notice) -> bool:
    """Return True for what a caller of an evening recorded on it."""
    on_it = evening.starts_at <= notice.at <= evening.ends_at
    return on_it and notice.recorded_by in evening.coach_ids
