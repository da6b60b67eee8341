"""The key to a map's signs, made from what is on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from maps.features import reasons_of
from maps.styles import DESK, INK, MUST, MUTED, PAPER, ink_on, reason_style, route_style
from maps.text import map_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.features import Line, Pin
    from maps.styles import Light

Symbol = Literal["line", "stop", "circle", "flag", "square", "area", "hatch"]


@dataclass(frozen=True)
class LegendEntry:
    """One sign and what it means."""

    symbol: Symbol
    text: str
    colour: str = INK
    dash: str = ""


@dataclass(frozen=True)
class LegendWords:
    """The fixed words of a legend, in the language of the screen."""

    title: str = "Legenda"
    must: str = "Moet deze week"
    place: str = "Begin of einde"
    unplanned: str = "Niet ingepland"


def legend_of(
    pins: Sequence[Pin], lines: Sequence[Line], words: LegendWords | None = None, light: Light = DESK
) -> tuple[LegendEntry, ...]:
    """Return what a reader must know: each route, the flag, the squares, and why others are not planned."""
    words = words or LegendWords()
    entries: dict[int, LegendEntry] = {}
    for line in sorted(lines, key=lambda line: line.route):
        style = route_style(line.route, light)
        if line.caption and line.route not in entries:
            entries[line.route] = LegendEntry(
                "line", line.caption, line.colour or style.colour, line.dash or style.dash
            )
    listed = list(entries.values())
    if any(pin.must for pin in pins):
        listed.append(LegendEntry("flag", words.must, MUST))
    if any(pin.kind == "place" for pin in pins):
        listed.append(LegendEntry("square", words.place))
    for index, reason in enumerate(reasons_of(pins)):
        count = sum(pin.kind == "unplanned" and pin.reason == reason for pin in pins)
        style = reason_style(index)
        listed.append(
            LegendEntry("circle", f"{reason or words.unplanned} ({count})", style.colour, style.dash)
        )
    return tuple(listed)


def legend_html(title: str, entries: Sequence[LegendEntry], light: Light) -> str:
    """Return the legend as HTML; a reader can fold it away."""
    rows = "".join(
        '<div style="display:flex;gap:8px;align-items:center">'
        f"{_symbol(entry)}<span>{map_text(entry.text)}</span></div>"
        for entry in entries
    )
    return (
        f'<details open style="background:{light.panel};color:{light.ink};border-radius:8px;padding:6px 10px;'
        "font:13px/1.5 system-ui,sans-serif;max-height:45vh;max-width:60vw;overflow:auto;"
        'box-shadow:0 1px 4px rgba(0,0,0,.25)">'
        f'<summary style="cursor:pointer;font-weight:600">{map_text(title)}</summary>{rows}</details>'
    )


def _symbol(entry: LegendEntry) -> str:
    dash = f'stroke-dasharray="{entry.dash}"' if entry.dash else ""
    stroke = f'stroke="{entry.colour}" {dash}'
    shapes = {
        "line": f'<path d="M1 8h24" {stroke} stroke-width="4" fill="none"/>',
        "stop": f'<circle cx="13" cy="8" r="7" fill="{entry.colour}"/>'
        f'<text x="13" y="12" font-size="10" text-anchor="middle" fill="{ink_on(entry.colour)}">1</text>',
        "circle": f'<circle cx="13" cy="8" r="5" fill="{PAPER}" {stroke} stroke-width="2"/>',
        "flag": f'<path d="M9 15V1h10l-3 4 3 4h-9" fill="{entry.colour}" {stroke}/>',
        "square": f'<rect x="7" y="2" width="12" height="12" rx="3" fill="{entry.colour}"/>',
        "area": f'<rect x="3" y="2" width="20" height="12" fill="{entry.colour}" stroke="{INK}"/>',
        "hatch": f'<path d="M3 14l12-12M11 14l12-12M3 2h20v12H3z" fill="none" stroke="{MUTED}"/>',
    }
    return f'<svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">{shapes[entry.symbol]}</svg>'
