"""What a user sees when something breaks: one sentence, and nothing of the inside."""

import logging
import traceback

import streamlit as st

from maps import AddressServerError, MapsError
from planner.domain.errors import PlannerError

log = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Return True after telling the user; the log gets the kind of error and the place, never its text.

    The text of an error can hold a name or an address.
    """
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = ", ".join(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in place)
    log.error("%s at %s", type(error).__name__, where)
    st.error(_words(error))
    return True


def _words(error: Exception) -> str:
    if isinstance(error, PlannerError):
        return str(error)
    if isinstance(error, AddressServerError):
        return "Het adressenregister antwoordt niet. Probeer het later, of maak AVONDRONDE_PDOK leeg."
    if isinstance(error, MapsError):
        return "De kaart kan niet geladen worden. Klopt AVONDRONDE_REGION?"
    return "Er ging iets mis. Wat u al opsloeg, is bewaard. Laad de pagina opnieuw."
