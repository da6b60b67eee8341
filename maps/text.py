"""The one way for text to get onto a map.

folium compiles what it is given as a Jinja2 template on the server, and puts it into JavaScript template
literals and HTML in the browser. Escaping for one of the three doesn't hold in the others, so text passes an
allowlist: what is not a plain letter, digit or sign becomes a character reference, which none of the three
reads as anything but a letter to show.
"""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 200
_PLAIN_SIGNS = frozenset(" .,-_:/()@+!?")
# Control, format (direction marks among them), surrogate, private and unassigned characters.
_DROPPED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def map_text(text: str) -> str:
    """Return text that is shown as it reads, whatever is in it, in any place folium can put it.

    Control and direction marks go, line ends become spaces, and what is over 200 characters is cut.
    """
    shown = []
    for mark in " ".join(text.split()):
        if mark in _PLAIN_SIGNS or mark.isalpha() or mark.isdecimal():
            shown.append(mark)
        elif unicodedata.category(mark) not in _DROPPED:
            shown.append(f"&#x{ord(mark):X};")
        if len(shown) == MAX_CHARACTERS:
            break
    return "".join(shown)
