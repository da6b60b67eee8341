"""The comparison as a picture: a PNG, or a page that opens without a network."""

import io
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from planner.domain.errors import PlannerError
from planner.simulation.policies import EXPLAINED

PANELS = (
    ("priority_per_evening", "priority per evening", 1.0),
    ("contacts_per_evening", "door contacts per evening", 1.0),
    ("deadline_share", "deadlines attempted in time, %", 100.0),
    ("seldom_home_share", "seldom-home reached, of everyone's share", 1.0),
)
KINDS = (".png", ".html")
_OURS, _OTHERS = "#1f5f8b", "#8a8f98"
_OF_OURS = ("no_chance", "learning", "perfect")


def write_chart(report: Mapping[str, Any], title: str, caveats: Sequence[str], path: Path) -> None:
    """Write the chart of a report as .png or .html; the page holds the picture and asks for nothing else.

    Raises
    ------
    PlannerError
        When the name ends in neither.
    """
    if path.suffix not in KINDS:
        raise PlannerError(f"'{path.name}' is geen naam voor een grafiek: kies .png of .html.")
    kind = "png" if path.suffix == ".png" else "svg"
    picture = _picture(report, title, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "png":
        path.write_bytes(picture)
        return
    svg = picture.decode()
    notes = "".join(f"<li>{escape(one)}</li>" for one in caveats)
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<body>{svg[svg.index('<svg') :]}<h2>What may not be claimed</h2><ul>{notes}</ul></body></html>\n",
        encoding="utf-8",
    )


def _picture(report: Mapping[str, Any], title: str, kind: str) -> bytes:
    from matplotlib.figure import Figure  # half a second, only for who asks for a chart

    rows = report["policies"]
    figure = Figure(figsize=(11, 1.6 + 0.45 * len(rows)), layout="constrained")
    for axis, (key, name, scale) in zip(figure.subplots(1, len(PANELS), sharey=True), PANELS, strict=True):
        for at, row in enumerate(reversed(rows)):
            low, high = (scale * end for end in row["ci95"][key])
            colour = _OURS if row["policy"] in _OF_OURS else _OTHERS
            axis.plot([low, high], [at, at], color=colour, linewidth=3, solid_capstyle="butt")
            axis.plot([scale * row[key]], [at], "o", color=colour)
        axis.set_title(name, fontsize=9)
        axis.grid(axis="x", alpha=0.3)
        axis.set_yticks(range(len(rows)), [EXPLAINED[row["policy"]] for row in reversed(rows)], fontsize=9)
    figure.suptitle(f"{title} (dot: mean, line: 95 % interval)", fontsize=11)
    written = io.BytesIO()
    figure.savefig(written, format=kind, dpi=150, metadata={"Date": None} if kind == "svg" else None)
    return written.getvalue()
