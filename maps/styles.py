"""Colours, dashes and signs of the maps; colour never carries a meaning alone."""

from __future__ import annotations

from dataclasses import dataclass

BLACK = "#1A1A1A"
# Okabe and Ito's colours for all kinds of colour vision, without yellow (too light on paper), plus Tol's
# wine.
HUES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", BLACK, "#882255")
DASHES = ("", "10 6", "2 6", "14 5 2 5")
INK, PAPER, MUST, MUTED = "#14213d", "#ffffff", "#b3261e", "#56607a"


@dataclass(frozen=True)
class RouteStyle:
    """How one route is drawn."""

    colour: str
    dash: str


def reason_style(index: int) -> RouteStyle:
    """Return the style of the reason with this index, for the open circles of what isn't planned."""
    hues = (MUTED, MUST, "#0072B2", "#882255", "#8a5a00", "#00694d")
    dashes = ("", "3 3", "1 4")
    return RouteStyle(hues[index % len(hues)], dashes[index // len(hues) % len(dashes)])


def ink_on(colour: str) -> str:
    """Return white or black, whichever reads better on a colour; one of them always has a contrast of 4.5."""
    return max(PAPER, "#000000", key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True)
class Light:
    """Colours of the ground: by day at the desk, or by night on the street.

    `tiles` is the CSS filter that makes the pictures of a tile server step back behind routes and signs; by
    night it also turns their white ground dark.
    """

    name: str
    ground: str
    water: str
    green: str
    label: str
    streets: tuple[tuple[str, str, float], ...]
    panel: str
    ink: str
    tiles: str


DESK = Light(
    name="desk", ground="#f3f4f6", water="#d5e4f0", green="#e1ecdc", label="#56607a", panel="#ffffff",
    ink=INK, tiles="grayscale(0.55) contrast(0.85) brightness(1.06)",
    streets=(
        ("path", "#d3d8e0", 0.9), ("service", "#d3d8e0", 1.1), ("street", "#bcc3ce", 2.0),
        ("through", "#aab2bf", 2.8), ("main", "#9aa4b3", 3.6), ("motorway", "#8a95a6", 4.4),
    ),
)  # fmt: skip
STREET = Light(
    name="street", ground="#0e1624", water="#13283f", green="#13261f", label="#a9b4c8", panel="#182338",
    ink="#f2f4f8", tiles="invert(1) hue-rotate(180deg) grayscale(0.45) brightness(0.75) contrast(0.95)",
    streets=(
        ("path", "#1e2a40", 0.8), ("service", "#1e2a40", 1.0), ("street", "#2b3952", 1.8),
        ("through", "#384863", 2.6), ("main", "#465774", 3.4), ("motorway", "#556885", 4.2),
    ),
)  # fmt: skip


def route_style(index: int, light: Light = DESK) -> RouteStyle:
    """Return the style of the route with this index: eight colours, then the same ones dashed."""
    if index < 0:
        raise ValueError(f"route index is {index}; expected 0 or more")
    hue = HUES[index % len(HUES)]
    # Black on a night map is not seen; it turns white there.
    hue = light.ink if light is STREET and hue == BLACK else hue
    return RouteStyle(hue, DASHES[index // len(HUES) % len(DASHES)])
