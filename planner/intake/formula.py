"""Text that a spreadsheet must not take for a formula (OWASP, *CSV Injection*)."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SHIELDED = re.compile(r"'+[=+\-@\t\r]")


def shield(text: str) -> str:
    """Return the text with an apostrophe in front when a spreadsheet could take it for a formula.

    A text that already looks shielded gets one more, so that `unshield` always gives back the original.

    Examples
    --------
    >>> shield("=1+1"), shield("'s-Gravenweg")
    ("'=1+1", "'s-Gravenweg")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unshield(text: str) -> str:
    """Return the text without the apostrophe that `shield` put in front."""
    return text[1:] if text.startswith("'") and _SHIELDED.match(text) else text
