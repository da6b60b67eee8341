"""Pictures of the street map from a tile server: off unless a setting gives its address.

A page that shows tiles asks that server for each square it looks at. So its owner can tell, from the squares,
the moments and the network they come from, where the people live whom this organisation visits. Use a server
of your own, or one you have an agreement with.
"""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass

from maps.network import ATTRIBUTION

ZOOM_TILES = 19
# What a browser may be sent to: no quotes, blanks or signs that mean something to a template or a page.
_TEMPLATE = re.compile(r"[A-Za-z0-9\-._~:/?&=%@+,{}]+")
_PLACES = ("{x}", "{y}", "{z}")


@dataclass(frozen=True)
class Tiles:
    """Where tiles come from, with the credit their owner asks for.

    Parameters
    ----------
    url
        Address with {z}, {x} and {y} in it: https, or a path on this server that starts with one slash.
    credit
        Line that stands on the map beside the region's own.

    Raises
    ------
    ValueError
        When the address is no such template.
    """

    url: str
    credit: str = ATTRIBUTION

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        own = not parts.scheme and not parts.netloc and self.url.startswith("/")
        named = [self.url.count(place) for place in _PLACES]
        other = self.url
        for place in _PLACES:
            other = other.replace(place, "")
        whole = named == [1, 1, 1] and not set("{}") & set(other) and bool(_TEMPLATE.fullmatch(self.url))
        if not whole or not (own or (parts.scheme == "https" and parts.hostname)):
            raise ValueError(
                f"tile address is {self.url!r}; expected https://host/{{z}}/{{x}}/{{y}}.png or a path here"
            )
        if not self.credit.strip():
            raise ValueError("tiles need a credit: the line their owner asks to show")

    @property
    def origin(self) -> str:
        """Server that tiles come from, as a content security policy names it; empty for this server."""
        parts = urllib.parse.urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
