"""What the desk hears of a resident, and when somebody is home; the last notice can be taken back."""

from uuid import UUID, uuid4

import streamlit as st

from planner.domain.errors import PlannerError
from planner.domain.notice import NOTICE_RULES, Notice, NoticeKind
from planner.screens import opened
from planner.screens.dutch import plain
from planner.screens.fields import (
    hint,
    hint_fields,
    source,
    source_field,
    who,
    who_field,
    written,
    written_field,
)
from planner.screens.told import tell_saved, telling
from planner.services.card import Card
from planner.services.desk import record_notice
from planner.services.views import is_recorded

HEARD = (
    NoticeKind.RESIDENT_CALLED,
    NoticeKind.RESIDENT_WROTE,
    NoticeKind.PAID,
    NoticeKind.OBJECTION_MADE,
    NoticeKind.OPTED_OUT,
)


def heard_form(card: Card) -> None:
    """Draw the form of a message of the resident."""
    form = f"heard-{card.dossier_id}"
    kind = st.pills(
        "Wat hoorde u?",
        [one.value for one in HEARD],
        format_func=lambda one: NOTICE_RULES[NoticeKind(one)].label.nl,
        key=f"{form}-kind",
    )
    if kind == NoticeKind.RESIDENT_WROTE:
        written_field(form)
    _end(card, form, "Bericht opslaan", kind is None)


def hint_form(card: Card) -> None:
    """Draw the form of a hint about being home."""
    form = f"hint-{card.dossier_id}"
    source_field(form)
    hint_fields(form)
    _end(card, form, "Tip opslaan", source(form) is None)


def _end(card: Card, form: str, words: str, disabled: bool) -> None:
    """Draw who records it, the button, and the way back from the last message."""
    who_field(form)
    save, made = _save_hint if form.startswith("hint") else _save_heard, uuid4()
    with st.container(horizontal=True, key=f"{form}-buttons"):
        st.button(
            words,
            type="primary",
            key=f"{form}-save",
            disabled=disabled,
            on_click=save,
            args=(card.dossier_id, form, made),
        )
        if card.heard:
            last = card.heard[0]
            st.button(
                f"Neem terug: {plain(last.rule.label.nl)}",
                key=f"{form}-undo",
                on_click=_undo,
                args=(last, form, made),
            )


def _save_heard(dossier_id: str, form: str, made: UUID) -> None:
    kind = st.session_state.get(f"{form}-kind")
    if kind is None:
        return
    wrote = kind == NoticeKind.RESIDENT_WROTE
    with telling():
        if wrote and written(form) is None:
            raise PlannerError("Kies hoe de bewoner schreef.")
        _store(
            Notice(
                notice_id=made,
                dossier_id=dossier_id,
                kind=NoticeKind(kind),
                at=opened.now(),
                recorded_by=who(form),
                channel=written(form) if wrote else None,
            )
        )


def _save_hint(dossier_id: str, form: str, made: UUID) -> None:
    now, told_by = opened.now(), source(form)
    if told_by is None:
        return
    with telling():
        found = hint(form, told_by, now.date())
        if found is None:
            raise PlannerError("Kies een dag of een uur: anders zegt de tip niets.")
        _store(
            Notice(
                notice_id=made,
                dossier_id=dossier_id,
                kind=NoticeKind.HINT_HEARD,
                at=now,
                recorded_by=who(form),
                hints=(found,),
            )
        )


def _undo(last: Notice, form: str, made: UUID) -> None:
    with telling():
        now = opened.now()
        _store(
            Notice(
                notice_id=made,
                dossier_id=last.dossier_id,
                kind=NoticeKind.WITHDRAWN,
                at=max(now, last.at),
                recorded_by=who(form),
                corrects=last.notice_id,
            )
        )


def _store(notice: Notice) -> None:
    """Store a notice once: a second press of the same button brings the same id."""
    store = opened.store()
    if not is_recorded(store, notice.dossier_id, notice.notice_id):
        record_notice(store, notice, opened.now())
    tell_saved(f"Opgeslagen: {notice.rule.label.nl}. {notice.rule.sentence.nl}")
