"""What the desk records on a dossier's card: decisions, what was heard, and when somebody is home."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.domain.dossier import Channel
from planner.domain.hint import HintSource
from planner.domain.log import in_order
from planner.domain.notice import Notice, NoticeKind
from planner.domain.override import Override, OverrideKind
from planner.store import Store
from tests.planner.screens.seen import assert_calm, choose, rows, text

Screen = Callable[[], AppTest]


def decisions(path: Path) -> tuple[Override, ...]:
    store = Store(path)
    with store.reading() as record:
        found = record.overrides()
    store.close()
    return found


def notices(path: Path) -> list[Notice]:
    store = Store(path)
    with store.reading() as record:
        found = record.notices()
    store.close()
    return list(found)


def opened(screen: AppTest, form: str) -> tuple[AppTest, str]:
    """Open a form on the card of the first stop."""
    dossier_id = rows(screen)[0]["key"]
    choose(screen, dossier_id)
    screen.button_group(key=f"desk-form-{dossier_id}").set_value(form).run()
    return screen, dossier_id


def decide(screen: AppTest, dossier_id: str, kind: OverrideKind, reason: str, by: str = "Noor") -> AppTest:
    form = f"decision-{dossier_id}"
    screen.button_group(key=f"{form}-kind").set_value(kind.value).run()
    screen.text_input(key=f"{form}-reason").set_value(reason)
    screen.text_input(key=f"who-{form}").set_value(by)
    return screen


def save(screen: AppTest, form: str) -> AppTest:
    return screen.button(key=f"{form}-save").click().run()


def test_a_decision_is_shown_with_who_and_why_and_can_be_taken_back(
    planned_path: Path, week_screen: Screen
) -> None:
    screen, dossier_id = opened(week_screen(), "Besluit")
    form = f"decision-{dossier_id}"
    decide(screen, dossier_id, OverrideKind.VISIT, "Het wijkteam vroeg erom.")
    save(screen, form)
    assert_calm(screen)
    (made,) = decisions(planned_path)
    assert (made.dossier_id, made.kind, made.by) == (dossier_id, OverrideKind.VISIT, "Noor")
    assert "Toch bezoeken. Het wijkteam vroeg erom." in " ".join(text(screen).split())
    assert "Besluit van Noor" in text(screen)
    assert "Het telt mee in het volgende plan" in text(screen)
    screen.button_group(key=f"desk-form-{dossier_id}").set_value("Besluit").run()
    assert screen.text_input(key=f"who-{form}").value == "Noor", "a name is asked once"
    screen.button(key=f"{form}-undo").click().run()
    assert decisions(planned_path)[-1].kind is OverrideKind.NONE
    assert "Besluit van Noor" not in text(screen)


def test_points_count_at_once_on_the_card(planned_path: Path, week_screen: Screen) -> None:
    screen, dossier_id = opened(week_screen(), "Besluit")
    decide(screen, dossier_id, OverrideKind.POINTS, "Kan nog even wachten.")
    screen.number_input(key=f"decision-{dossier_id}-points").set_value(-15)
    save(screen, f"decision-{dossier_id}")
    assert decisions(planned_path)[0].points == -15
    assert "De planner besloot: Kan nog even wachten" in text(screen)
    assert "-15" in text(screen)
    assert "+-15" not in text(screen)


def test_waiting_needs_its_day_and_every_decision_a_reason_and_a_name(
    planned_path: Path, week_screen: Screen
) -> None:
    screen, dossier_id = opened(week_screen(), "Besluit")
    form = f"decision-{dossier_id}"
    assert screen.button(key=f"{form}-save").disabled
    decide(screen, dossier_id, OverrideKind.LATER, "Op vakantie tot dan.")
    save(screen, form)
    assert "alleen wachten heeft een dag" in screen.warning[0].value
    screen.date_input(key=f"{form}-until").set_value(date(2026, 12, 9)).run()
    screen.text_input(key=f"{form}-reason").set_value("zo")
    save(screen, form)
    assert "minstens vijf letters" in screen.warning[0].value
    screen.text_input(key=f"{form}-reason").set_value("Op vakantie tot dan.")
    screen.text_input(key=f"who-{form}").set_value("")
    save(screen, form)
    assert "Vul uw naam in" in screen.warning[0].value
    assert decisions(planned_path) == ()
    screen.text_input(key=f"who-{form}").set_value("Noor")
    save(screen, form)
    assert decisions(planned_path)[0].until == date(2026, 12, 9)
    assert "Wachten tot woensdag 9 december." in text(screen)


def test_who_paid_leaves_the_route_and_comes_back_when_it_was_a_mistake(
    planned_path: Path, week_screen: Screen
) -> None:
    screen, dossier_id = opened(week_screen(), "Bericht van de bewoner")
    form = f"heard-{dossier_id}"
    assert screen.button(key=f"{form}-save").disabled
    screen.button_group(key=f"{form}-kind").set_value(NoticeKind.PAID.value).run()
    screen.text_input(key=f"who-{form}").set_value("Noor")
    save(screen, form)
    assert_calm(screen)
    (paid,) = notices(planned_path)
    assert (paid.kind, paid.recorded_by) == (NoticeKind.PAID, "Noor")
    assert rows(screen)[0]["marks"] == [{"kind": "must", "text": "niet meer gaan"}]
    assert "Opgeslagen: Betaald. De achterstand is betaald." in text(screen)
    screen.button_group(key=f"desk-form-{dossier_id}").set_value("Bericht van de bewoner").run()
    screen.button(key=f"{form}-undo").click().run()
    assert_calm(screen)
    assert in_order(notices(planned_path))[-1].rule.label.nl == "Was een vergissing"
    assert not [mark for mark in rows(screen)[0]["marks"] if mark["text"] == "niet meer gaan"]


def test_a_letter_of_the_resident_says_how_it_came(planned_path: Path, week_screen: Screen) -> None:
    screen, dossier_id = opened(week_screen(), "Bericht van de bewoner")
    form = f"heard-{dossier_id}"
    screen.button_group(key=f"{form}-kind").set_value(NoticeKind.RESIDENT_WROTE.value).run()
    screen.text_input(key=f"who-{form}").set_value("Noor")
    save(screen, form)
    assert "Kies hoe de bewoner schreef" in screen.warning[0].value
    screen.button_group(key=f"channel-{form}").set_value(Channel.EMAIL.value).run()
    save(screen, form)
    assert notices(planned_path)[0].channel is Channel.EMAIL
    assert "de bewoner schreef" in text(screen)


def test_a_hint_keeps_who_told_it_and_when(planned_path: Path, week_screen: Screen) -> None:
    screen, dossier_id = opened(week_screen(), "Tip wanneer thuis")
    form = f"hint-{dossier_id}"
    screen.button_group(key=f"source-{form}").set_value(HintSource.NEIGHBOUR.value).run()
    screen.text_input(key=f"who-{form}").set_value("Noor")
    save(screen, form)
    assert "anders zegt de tip niets" in screen.warning[0].value
    screen.time_input(key=f"hint-from-{form}").set_value(time(21)).run()
    screen.time_input(key=f"hint-until-{form}").set_value(time(19)).run()
    save(screen, form)
    assert "is leeg" in screen.warning[0].value
    screen.time_input(key=f"hint-from-{form}").set_value(time(19)).run()
    screen.time_input(key=f"hint-until-{form}").set_value(None).run()
    save(screen, form)
    (heard,) = notices(planned_path)
    (hint,) = heard.hints
    assert (hint.source, hint.told_on, hint.earliest) == (
        HintSource.NEIGHBOUR,
        date(2026, 11, 29),
        time(19),
    )
    assert "tip over thuis zijn" in text(screen)


def test_a_row_that_could_not_be_used_has_no_forms(planned_path: Path, week_screen: Screen) -> None:
    screen = week_screen()
    screen.button_group(key="shown").set_value("left_out").run()
    unread = next(row for row in rows(screen) if row["title"].startswith("Dossier "))
    choose(screen, unread["key"])
    assert_calm(screen)
    assert not [one for one in screen.button_group if str(one.key).startswith("desk-form")]
