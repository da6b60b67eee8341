"""The lists of the week: routes of an evening, who is not planned, and what changed."""

from collections.abc import Sequence

from maps.styles import ink_on, route_style
from planner.domain.plan import Unplanned
from planner.screens.dutch import clock, count, day_short
from planner.screens.stop_list import Group, Mark, Row
from planner.services.views import LeftOutGroup, RouteView, StopView, WeekView

REASON_INK = "#56607a"


def route_groups(routes: Sequence[RouteView], with_day: bool) -> tuple[Group, ...]:
    """Return a group per route as it was planned, with its stops in order."""
    return tuple(_route(view, _planned(view, with_day)) for view in routes)


def evening_group(view: RouteView) -> Group:
    """Return one route as it is going, with its stops in order."""
    route = view.route
    return _route(
        view, f"{view.recorded} van {len(view.stops)} ingevuld · {clock(route.start)}-{clock(route.end)}"
    )


def _planned(view: RouteView, with_day: bool) -> str:
    route = view.route
    day = (day_short(route.date),) if with_day else ()
    visits = (
        count(len(view.stops), "bezoek", "bezoeken"),
        f"{clock(route.start)}-{clock(route.end)}",
        f"{view.travel_minutes} min reizen",
    )
    return " · ".join((*day, *visits) if view.stops else (*day, "geen bezoeken"))


def _route(view: RouteView, sub: str) -> Group:
    colour = route_style(view.colour).colour
    return Group(
        title=view.names,
        sub=sub,
        rows=tuple(_stop(stop) for stop in view.stops),
        colour=colour,
        ink=ink_on(colour),
        swatch=True,
    )


def _stop(view: StopView) -> Row:
    return Row(
        key=view.stop.dossier_id,
        disc=str(view.number),
        time=clock(view.stop.start_service),
        title=view.dossier.address.line,
        marks=_stop_marks(view),
        lines=() if view.outcome else (view.leaves or view.why_short,),
        done=f"✓ {view.outcome.rule.label.nl}" if view.outcome else "",
        tight=True,
        score=view.stop.score,
    )


def _stop_marks(view: StopView) -> tuple[Mark, ...]:
    if view.leaves:
        return (Mark(kind="must", text="niet meer gaan"),)
    return (Mark(kind="must", text="⚑ moet"),) if view.stop.required else ()


def left_out_groups(
    view: WeekView, groups: Sequence[LeftOutGroup], colours: dict[str, str]
) -> tuple[Group, ...]:
    """Return a group per reason; ``colours`` are those of the map."""
    return tuple(
        Group(
            title=group.name,
            sub=count(len(group.members), "dossier", "dossiers"),
            rows=tuple(_left_out(view, one, colours.get(group.name, REASON_INK)) for one in group.members),
        )
        for group in groups
    )


def _left_out(view: WeekView, left: Unplanned, colour: str) -> Row:
    return Row(
        key=left.dossier_id,
        title=view.address(left.dossier_id),
        marks=(Mark(kind="must", text="⚑ moet"),) if left.must else (),
        lines=(left.sentence, f"Wat helpt: {left.would_fit_if}"),
        score=left.score,
        hollow=True,
        colour=colour,
    )


def change_groups(view: WeekView) -> tuple[Group, ...]:
    """Return the doors that were visited: first those that come back in this plan, then the others."""
    back = [change for change in view.changes if view.plan and view.plan.find(change.dossier_id)]
    rest = [change for change in view.changes if change not in back]
    return tuple(
        Group(
            title=title,
            sub=count(len(members), "adres", "adressen"),
            rows=tuple(
                Row(
                    key=change.dossier_id,
                    title=view.address(change.dossier_id),
                    marks=(Mark(kind=kind, text=change.now),),
                    lines=(f"{change.source}: {change.happened.lower()}.", change.why),
                    hollow=True,
                    colour=colour,
                )
                for change in members
            ),
        )
        for title, members, kind, colour in (
            ("Komt terug in deze week", back, "lamp", "#b26a00"),
            ("Niet in deze week", rest, "rest", REASON_INK),
        )
        if members
    )
