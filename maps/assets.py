"""Leaflet and jQuery from this machine: no map page asks another host for anything."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import xstatic.pkg.jquery
import xstatic.pkg.leaflet

from maps.errors import MapsError

SCRIPTS = (("leaflet", "leaflet.js"), ("jquery", "jquery.min.js"))
STYLES = (("leaflet_css", "leaflet.css"),)
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+")
_PICTURE = re.compile(r"url\(images/[^)]*\)")


def asset_files() -> dict[str, Path]:
    """Return the files a map page loads, by the name they must be served under."""
    leaflet, jquery = Path(xstatic.pkg.leaflet.BASE_DIR), Path(xstatic.pkg.jquery.BASE_DIR)
    return {
        "leaflet.js": leaflet / "leaflet.js",
        "leaflet.css": leaflet / "leaflet.css",
        "jquery.min.js": jquery / "jquery.min.js",
    }


@functools.cache
def asset_text(name: str) -> str:
    """Return the text of one such file, without what would make a browser ask for more files."""
    text = asset_files()[name].read_text(encoding="utf-8")
    text = _PICTURE.sub("none", _SOURCE_MAP.sub("", text))
    if "</script" in text.lower() or "</style" in text.lower():
        raise MapsError(f"{name} can't be put inside a page: it closes its own element")
    return text


def inline(page: str, url_prefix: str) -> str:
    """Return a page with the assets in it instead of links to them."""
    for _, name in SCRIPTS:
        link = f'<script src="{url_prefix}{name}"></script>'
        # jQuery is a third of the page, and only folium's popups call it; our maps have none.
        page = page.replace(link, "" if name.startswith("jquery") else f"<script>{asset_text(name)}</script>")
    for _, name in STYLES:
        page = page.replace(
            f'<link rel="stylesheet" href="{url_prefix}{name}"/>', f"<style>{asset_text(name)}</style>"
        )
    return page
