"""Slips of the pen in Dutch street names, as people make them on paper and at a keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_VOWELS = "aeiou"
# Spellings that sound alike in Dutch, both ways.
_SOUNDS = (
    ("ij", "y"), ("ij", "ei"), ("ou", "au"), ("c", "k"), ("s", "z"), ("f", "v"), ("g", "ch"), ("ks", "x"),
    ("t", "th"), ("dt", "t"), ("aa", "a"), ("oo", "o"), ("ee", "e"),
)  # fmt: skip
_ENDINGS = {
    "straat": ("str.", "str", "strt", ""), "laan": ("ln", "ln."), "plein": ("pl.", "pln"), "weg": ("wg",),
    "straße": ("str.", "str", "strasse"),
}  # fmt: skip


def swapped(name: str, draw: Random) -> str:
    """Return the name with two neighbouring letters the other way round."""
    spots = [i for i in range(len(name) - 1) if name[i : i + 2].isalpha() and name[i] != name[i + 1]]
    spot = draw.choice(spots) if spots else 0
    return name[:spot] + name[spot : spot + 2][::-1] + name[spot + 2 :]


def dropped(name: str, draw: Random) -> str:
    """Return the name without one of its letters."""
    spot = draw.choice([i for i, letter in enumerate(name) if letter.isalpha()] or [0])
    return name[:spot] + name[spot + 1 :]


def doubled(name: str, draw: Random) -> str:
    """Return the name with one letter twice."""
    spot = draw.choice([i for i, letter in enumerate(name) if letter.isalpha()] or [0])
    return name[: spot + 1] + name[spot:]


def other_vowel(name: str, draw: Random) -> str:
    """Return the name with one vowel changed into another."""
    spots = [i for i, letter in enumerate(name) if letter in _VOWELS]
    if not spots:
        return doubled(name, draw)
    spot = draw.choice(spots)
    return name[:spot] + draw.choice(_VOWELS.replace(name[spot], "")) + name[spot + 1 :]


def by_ear(name: str, draw: Random) -> str:
    """Return the name with one sound spelt another way."""
    ways = [pair for one, other in _SOUNDS for pair in ((one, other), (other, one)) if pair[0] in name]
    if not ways:
        return doubled(name, draw)
    old, new = draw.choice(ways)
    spot = draw.choice([found.start() for found in re.finditer(re.escape(old), name)])
    return name[:spot] + new + name[spot + len(old) :]


def shortened(name: str, draw: Random) -> str:
    """Return the name with its ending abbreviated, or left out as people do with "straat"."""
    for ending, short in _ENDINGS.items():
        if name.lower().endswith(ending) and len(name) > len(ending) + 2:
            return (name[: -len(ending)] + draw.choice(short)).rstrip(" -")
    return dropped(name, draw)


KINDS = {each.__name__: each for each in (swapped, dropped, doubled, other_vowel, by_ear, shortened)}
