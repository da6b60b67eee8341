"""What a user is told when the database itself cannot go on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from planner.domain.errors import RecordTroubleError

_NOTHING = "Er is niets opgeslagen."
_BUSY = f"is te lang bezet door een andere handeling. {_NOTHING} Probeer het over een minuut opnieuw."
_FULL = f"kan niet groeien: de schijf is vol. {_NOTHING} Maak ruimte vrij en probeer het opnieuw."
_READ_ONLY = f"mag alleen gelezen worden. {_NOTHING} Geef het programma schrijfrechten."
_ABSENT = f"is niet te bereiken. {_NOTHING} Klopt de plaats, en mag het programma erbij?"
_BROKEN = f"is beschadigd of niet te lezen. {_NOTHING} Zet een reservekopie terug (opdracht restore)."
_SQLITE = {
    5: _BUSY,
    6: _BUSY,
    8: _READ_ONLY,
    10: _BROKEN,
    11: _BROKEN,
    13: _FULL,
    14: _ABSENT,
    26: _BROKEN,
}
"""By primary result code, https://www.sqlite.org/rescode.html."""
_POSTGRESQL = {"53100": _FULL, "25006": _READ_ONLY, "55P03": _BUSY, "40P01": _BUSY, "42501": _READ_ONLY}
"""By SQLSTATE, https://www.postgresql.org/docs/15/errcodes-appendix.html."""


@contextmanager
def told_plainly(name: str) -> Iterator[None]:
    """Turn what the database says into a sentence; what is no trouble of the database passes as it is.

    Raises
    ------
    RecordTroubleError
        When the disk is full, the record is locked, may only be read, is damaged or out of reach.
    """
    try:
        yield
    except DBAPIError as error:
        said = _sentence(error)
        if said is None:
            raise
        raise RecordTroubleError(f"{name[0].upper()}{name[1:]} {said}") from error


def _sentence(error: DBAPIError) -> str | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        lost = state.startswith(("08", "57P", "3D", "28"))
        return _ABSENT if lost else _POSTGRESQL.get(state)
    return _ABSENT if error.connection_invalidated or type(error).__name__ == "OperationalError" else None
