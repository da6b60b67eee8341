"""The card of one call: whom, on which number and why, and the three buttons for what it came to."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import streamlit as st

from planner.domain.call_evening import CallEvening
from planner.domain.hint import HintSource
from planner.domain.notice import NOTICE_RULES, NoticeKind
from planner.domain.week import local
from planner.screens import opened
from planner.screens.choice import choose
from planner.screens.dutch import clock, count, day_long
from planner.screens.fields import hint, hint_fields, moment, moment_fields, written, written_field
from planner.screens.markup import Markup, tag
from planner.screens.told import telling
from planner.services.call_view import CallLine
from planner.services.calling import TOLD, CallMade, moment_on, record_call, take_back_call
from planner.services.left_out import LANGUAGES

SHOWN = 6
BUTTONS = {
    NoticeKind.CALL_REACHED: "Gesproken",
    NoticeKind.CALL_NO_ANSWER: "Geen gehoor",
    NoticeKind.CALL_NUMBER_WRONG: "Nummer klopt niet",
}


def call_card(evening: CallEvening, line: CallLine | None, todo: Sequence[CallLine]) -> None:
    """Draw the card; what is recorded opens the next one of ``todo``."""
    if line is None:
        st.html(tag("div", tag("p", "Er is niemand om te bellen.", cls="muted"), cls="card"))
        return
    st.html(tag("div", _head(line), _result(line), cls="card"))
    if line.result:
        _after(evening, line, todo)
    elif opened.today() < evening.date:
        st.info(
            f"Deze belavond is op {day_long(evening.date)}. Dan vult u hier in wat het gesprek opleverde."
        )
    else:
        _buttons(evening, line, todo)
    st.html(tag("div", _parts(line), cls="card"))


def _head(line: CallLine) -> Markup:
    dossier, call = line.dossier, line.call
    language = LANGUAGES.get(dossier.language, dossier.language)
    chips = [tag("span", f"Spreekt {language}", cls="chip lamp")] if dossier.language != "nl" else []
    return tag(
        "div",
        tag("p", f"{line.coach} belt", cls="muted"),
        tag("h2", dossier.resident or dossier.address.line),
        tag("p", dossier.address.line) if dossier.resident else Markup(""),
        _phone(dossier.phone),
        tag("div", *chips, cls="chips") if chips else Markup(""),
        tag("div", tag("p", call.why), cls="when") if call and not line.result else Markup(""),
    )


def _phone(number: str) -> Markup:
    """Return a number that a phone can dial; only its digits go into the link."""
    digits = re.sub(r"[^0-9+]", "", number)
    return Markup(f'<a class="phone" href="tel:{digits}">{tag("span", number)}</a>') if digits else Markup("")


def _result(line: CallLine) -> Markup:
    if not line.result:
        return Markup("")
    told = [_words(notice.rule.label.nl, notice.appointment.at if notice.appointment else None)
            for notice in line.result]  # fmt: skip
    return tag(
        "div",
        tag("p", f"✓ {clock(line.result[0].at)}: {', '.join(told)}", cls="saved"),
        tag("p", line.then),
    )


def _words(label: str, promised: datetime | None) -> str:
    return f"{label} ({day_long(promised.date())} {clock(promised)})" if promised else label


def _parts(line: CallLine) -> Markup:
    rows = [
        tag("li", tag("span", reason.sentence), tag("b", f"{reason.points:+d}")) for reason in line.points
    ]
    if line.call:
        total = tag("b", count(line.call.score, "punt", "punten"))
        rows.append(tag("li", tag("span", "Samen"), total, cls="sum"))
    why = tag("div", tag("h3", "Waarom deze bewoner"), tag("ul", *rows, cls="points"))
    tried = [tag("li", one) for one in line.tried[:SHOWN]]
    contact = tag("div", tag("h3", "Wat al geprobeerd is"), tag("ul", *tried, cls="dates"))
    return tag("div", *(part for part, shown in ((why, rows), (contact, tried)) if shown), cls="parts")


def _buttons(evening: CallEvening, line: CallLine, todo: Sequence[CallLine]) -> None:
    form, made = _form(evening, line), uuid4()
    spoken = bool(st.session_state.get(f"spoken-{form}"))
    with st.container(horizontal=True, key=f"call-results-{form}"):
        for kind, words in BUTTONS.items():
            is_talk = kind is NoticeKind.CALL_REACHED
            st.button(
                words,
                key=f"{kind}-{form}",
                type="primary" if is_talk and not spoken else "secondary",
                width="stretch",
                on_click=_open_talk if is_talk else _save,
                args=(form,) if is_talk else (evening, line, todo, made, kind),
            )
    if spoken:
        _talk(evening, line, todo, made)


def _open_talk(form: str) -> None:
    st.session_state[f"spoken-{form}"] = True


def _talk(evening: CallEvening, line: CallLine, todo: Sequence[CallLine], made: UUID) -> None:
    """Ask what the resident told; nothing of it has to be filled in."""
    form = _form(evening, line)
    told = st.pills(
        "Vertelde de bewoner iets? Dit mag leeg blijven.",
        [kind.value for kind in TOLD],
        selection_mode="multi",
        format_func=lambda one: NOTICE_RULES[NoticeKind(one)].label.nl,
        key=f"told-{form}",
    )
    if NoticeKind.APPOINTMENT_MADE in told:
        moment_fields(form, evening.date)
    if NoticeKind.HINT_HEARD in told:
        hint_fields(form)
    if NoticeKind.RESIDENT_WROTE in told:
        written_field(form)
    st.button(
        "Gesprek opslaan",
        type="primary",
        key=f"save-{form}",
        on_click=_save,
        args=(evening, line, todo, made, NoticeKind.CALL_REACHED),
    )


def _save(
    evening: CallEvening, line: CallLine, todo: Sequence[CallLine], made: UUID, kind: NoticeKind
) -> None:
    """Store the call with all that was told, and open the next one."""
    form, now = _form(evening, line), opened.now()
    told = st.session_state.get(f"told-{form}") or () if kind is NoticeKind.CALL_REACHED else ()
    promised = moment(form) if NoticeKind.APPOINTMENT_MADE in told else None
    with telling():
        call = CallMade(
            call_id=made,
            evening_id=evening.evening_id,
            dossier_id=line.dossier.dossier_id,
            coach_id=line.coach_id,
            kind=kind,
            at=moment_on(evening, now),
            told=tuple(NoticeKind(one) for one in told),
            appointment_at=local(*promised) if promised else None,
            hint=hint(form, HintSource.RESIDENT, evening.date) if NoticeKind.HINT_HEARD in told else None,
            channel=written(form) if NoticeKind.RESIDENT_WROTE in told else None,
        )
        record_call(opened.store(), call, now)
        st.session_state.pop(f"spoken-{form}", None)
        choose(_following(line, todo))


def _following(line: CallLine, todo: Sequence[CallLine]) -> str | None:
    """Return who is called after a line."""
    ids = [one.dossier.dossier_id for one in todo]
    here = line.dossier.dossier_id
    later = ids[ids.index(here) + 1 :] if here in ids else ids
    return next(iter([*later, *(one for one in ids if one != here)]), None)


def _after(evening: CallEvening, line: CallLine, todo: Sequence[CallLine]) -> None:
    """Offer the way back, and the next call."""
    form = _form(evening, line)
    with st.container(horizontal=True, key=f"called-{form}"):
        if todo:
            following = todo[0].dossier
            st.button(
                "Volgende",
                type="primary",
                key=f"next-{form}",
                on_click=choose,
                args=(following.dossier_id,),
            )
        st.button("Herstel", key=f"undo-{form}", on_click=_undo, args=(evening, line, uuid4()))


def _undo(evening: CallEvening, line: CallLine, undo_id: UUID) -> None:
    dossier_id = line.dossier.dossier_id
    with telling():
        take_back_call(opened.store(), evening.evening_id, dossier_id, line.coach_id, undo_id, opened.now())
        choose(dossier_id)


def _form(evening: CallEvening, line: CallLine) -> str:
    return f"{evening.evening_id}-{line.dossier.dossier_id}"
