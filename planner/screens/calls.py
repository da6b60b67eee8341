"""A call evening: who is called, in order and why, and what each call brought."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from planner.domain.call_evening import CallEvening
from planner.screens import opened, told
from planner.screens.call_card import call_card
from planner.screens.call_evening_form import call_evening_form
from planner.screens.choice import choose, chosen
from planner.screens.dutch import clock, count, day_long, plain
from planner.screens.stop_list import Group, Mark, Row, stop_list
from planner.services.call_view import CallLine, CallView, call_view
from planner.services.calling import call_evenings, callers, first_call_evening
from planner.services.left_out import LANGUAGES

EVENING, EVERYBODY = "call-evening", ""
LIST_HEIGHT = 700
LAMP, REST = "#b26a00", "#56607a"


def show() -> None:
    """Draw the screen."""
    store = opened.store()
    evenings, staff = call_evenings(store), callers(store)
    if not evenings:
        _empty(bool(staff))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="call-bar"):
        evening = _choose_evening(evenings)
        view = call_view(store, evening.evening_id, opened.rules())
        coach_id = _choose_coach(view)
        with st.popover("Belavond toevoegen", key="add-call-evening"):
            call_evening_form(staff, EVENING)
    _told()
    todo = [line for line in view.open if coach_id in (EVERYBODY, line.coach_id)]
    called = [line for line in view.called if coach_id in (EVERYBODY, line.coach_id)]
    line = _line(view, todo, called)
    left, right = st.columns([9, 11], gap="medium")
    with left:
        _list(view, todo, called, line)
        _left_out(view)
    with right, st.container(border=True, key="call-card"):
        call_card(evening, line, todo)


def _empty(has_coaches: bool) -> None:
    """Say what belongs here, with the form that starts it."""
    with st.container(border=True, key="no-call-evening"):
        st.markdown("**Er is nog geen belavond.**")
        st.markdown(
            "Op een belavond bellen coaches bewoners die niet reageren. Wie opneemt, heeft misschien geen "
            "bezoek nodig. Wie niet opneemt, mag daarna een bezoek krijgen."
        )
        if not has_coaches:
            st.markdown("Laad eerst dossiers en coaches. Dat kan op de pagina Week.")
            return
        call_evening_form(callers(opened.store()), EVENING)
        _told()


def _told() -> None:
    told.saved()
    trouble = told.trouble()
    if trouble:
        st.warning(plain(trouble))


def _choose_evening(evenings: Sequence[CallEvening]) -> CallEvening:
    by_id = {one.evening_id: one for one in evenings}
    first = first_call_evening(evenings, opened.today()).evening_id
    found = st.selectbox(
        "Belavond",
        list(by_id),
        index=list(by_id).index(first),
        format_func=lambda one: _evening_words(by_id[one]),
        key=EVENING,
        label_visibility="collapsed",
        persist_state="session",
        width=320,
    )
    return by_id[found]


def _evening_words(evening: CallEvening) -> str:
    return f"{day_long(evening.date).capitalize()}, {clock(evening.starts_at)}-{clock(evening.ends_at)}"


def _choose_coach(view: CallView) -> str:
    """Return the id of one caller, or empty for all of them together."""
    names = {one.coach_id: one.name for one in view.coaches}
    if len(names) < 2:
        return EVERYBODY
    found = st.segmented_control(
        "Wie belt?",
        [EVERYBODY, *names],
        default=EVERYBODY,
        required=True,
        format_func=lambda one: plain(names[one]) if one else "Iedereen",
        key=f"caller-{view.evening.evening_id}",
        label_visibility="collapsed",
    )
    return str(found)


def _line(view: CallView, todo: Sequence[CallLine], called: Sequence[CallLine]) -> CallLine | None:
    """Return the chosen line, else the first that is still to be called."""
    return view.line(chosen()) or next(iter((*todo, *called)), None)


def _list(
    view: CallView, todo: Sequence[CallLine], called: Sequence[CallLine], line: CallLine | None
) -> None:
    reached = sum(one.result[0].rule.contact for one in called)
    groups = [
        Group(
            title="Nog te bellen",
            sub=f"{count(len(todo), 'dossier', 'dossiers')} · {_time_words(todo)}" if todo else "klaar",
            rows=tuple(_open(view, one, number) for number, one in enumerate(todo, start=1)),
            colour=LAMP,
        ),
        Group(
            title="Gebeld",
            sub=f"{count(len(called), 'dossier', 'dossiers')} · {reached} gesproken",
            rows=tuple(_called(one) for one in called),
            colour=REST,
        ),
    ]
    if not todo and not called:
        st.info("Op deze avond hoeft niemand gebeld te worden.")
        return
    with st.container(height=LIST_HEIGHT, border=True, key="call-list"):
        stop_list(
            "calls",
            [group for group in groups if group.rows or group.colour == LAMP],
            line.dossier.dossier_id if line else None,
            choose,
        )


def _time_words(lines: Sequence[CallLine]) -> str:
    minutes = round(sum(line.call.expected_s for line in lines if line.call) / 60)
    return f"± {minutes} min bellen"


def _open(view: CallView, line: CallLine, number: int) -> Row:
    dossier, call = line.dossier, line.call
    language = LANGUAGES.get(dossier.language, dossier.language)
    facts = [language] + ([line.coach] if len(view.coaches) > 1 else [])
    if call:
        facts.insert(0, f"± {round(100 * call.chance)} % kans op gehoor")
    marks = [Mark(kind="lamp", text="daarna bezoek")] if call and call.opens else []
    marks += [Mark(kind="rest", text=language)] if dossier.language != "nl" else []
    return Row(
        key=dossier.dossier_id,
        disc=str(number),
        title=dossier.address.line,
        marks=tuple(marks),
        lines=(call.why if call else "", " · ".join(facts)),
        score=call.score if call else None,
    )


def _called(line: CallLine) -> Row:
    labels = [notice.rule.label.nl for notice in line.result]
    return Row(
        key=line.dossier.dossier_id,
        title=line.dossier.address.line,
        lines=(line.then,),
        done="✓ " + ", ".join(labels),
        hollow=True,
    )


def _left_out(view: CallView) -> None:
    """Say who asks for a call but gets none on this evening, by reason."""
    if not view.left_out:
        return
    reasons = Counter(one.no_call.sentence for one in view.left_out)
    with st.expander(f"Niet op deze belavond ({len(view.left_out)})", key="not-called"):
        for reason in reasons:
            who = [one.address for one in view.left_out if one.no_call.sentence == reason]
            st.markdown(f"**{plain(reason)}** {plain(', '.join(who))}")
