"""The offline route sheet: one HTML file with the evening, the map and the door script in it.

The file asks for nothing: its content security policy forbids every request and allows only the style and
script that are inside it, by their hash. Given texts are data (JSON) or text nodes, never markup or script.
"""

import base64
import hashlib
from importlib import resources
from string import Template

from planner.phone import words
from planner.phone.paper import paper
from planner.phone.parts import (
    LineKind,
    Sheet,
    SheetDoor,
    SheetLeg,
    SheetLine,
    SheetPlace,
    SheetStop,
)
from planner.phone.payload import ground, payload, safe_json

__all__ = [
    "LineKind",
    "Sheet",
    "SheetDoor",
    "SheetLeg",
    "SheetLine",
    "SheetPlace",
    "SheetStop",
    "render",
]

# In this order: each uses only what stands before it.
SCRIPTS = (
    "dom.js",
    "time.js",
    "paint.js",
    "map.js",
    "views.js",
    "evening.js",
    "ticks.js",
    "device.js",
    "sheet.js",
)


SHEET_BYTES = 120_000  # what is sent by mail or message must arrive on a bad line
LEAST_MAP_BYTES = 25_000  # below this a city map loses the streets between the stops


def render(sheet: Sheet) -> str:
    """Return a sheet as one HTML page that opens from the file system without any request.

    Parameters
    ----------
    sheet
        The evening of one coach or pair. Write the result as UTF-8; it is at most about 120 kB: the map
        behind the route gives way when there are many stops.
    """
    template = _asset("sheet.html")
    style = _asset("sheet.css")
    script = "\n".join(_asset(name) for name in SCRIPTS)
    plain, data = paper(sheet), payload(sheet)
    taken = sum(len(part.encode()) for part in (template, style, script, plain, safe_json(data)))
    data["map"] = ground(sheet, max(LEAST_MAP_BYTES, SHEET_BYTES - taken))
    # One pass: a `$` or a brace in a given text is never looked at again.
    return Template(template).substitute(
        policy=_policy(style, script),
        # The title ends up in the history of the phone: no names.
        title=f"Avondronde {words.day_words(sheet.date)}",
        style=style,
        paper=plain,
        data=safe_json(data),
        script=script,
    )


def _asset(name: str) -> str:
    """Return a file of this package without indentation and without lines that are only a comment."""
    text = resources.files("planner.phone").joinpath("assets", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _policy(style: str, script: str) -> str:
    """Return the content security policy: nothing but this style and this script."""
    rules = (
        "default-src 'none'",
        f"style-src {_source(style)}",
        f"script-src {_source(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
