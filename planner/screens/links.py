"""Pages of this server that are not desk screens; `app.py` says where they are."""

from collections.abc import Callable

from planner.domain.plan import Route

_sheet_url: list[Callable[[Route], str]] = []


def serve_sheets_at(url: Callable[[Route], str]) -> None:
    """Tell the screens where the phone sheet of a route is."""
    _sheet_url[:] = [url]


def sheet_url(route: Route) -> str | None:
    """Return the address of a route's phone sheet; None when this server has none."""
    return _sheet_url[0](route) if _sheet_url else None
