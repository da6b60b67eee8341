"""Street names as people write them, brought to one spelling for comparison."""

from __future__ import annotations

import re
import unicodedata

# Whole words and their short form; both sides of a comparison are shortened, so either spelling matches.
_WORDS = {
    "eerste": "1e", "1ste": "1e", "tweede": "2e", "2de": "2e", "derde": "3e", "3de": "3e", "vierde": "4e",
    "4de": "4e", "vijfde": "5e", "5de": "5e", "zesde": "6e", "6de": "6e", "zevende": "7e", "7de": "7e",
    "achtste": "8e", "8ste": "8e", "negende": "9e", "9de": "9e", "tiende": "10e", "10de": "10e",
    "burgemeester": "burg", "bgm": "burg", "doctor": "dr", "dokter": "dr", "professor": "prof",
    "meester": "mr", "ingenieur": "ir", "dominee": "ds", "pastoor": "past", "kapelaan": "kap",
    "monseigneur": "mgr", "sint": "st", "santa": "st", "sankt": "st", "koningin": "kon", "koning": "kon",
    "prinses": "pr", "prins": "pr", "president": "pres", "generaal": "gen", "kapitein": "kapt",
    "luitenant": "lt", "admiraal": "adm", "minister": "min", "graaf": "gr", "jonkheer": "jhr",
    "gebroeders": "gebr", "oude": "o", "nieuwe": "n", "noord": "n", "oost": "o", "zuid": "z", "west": "w",
}  # fmt: skip
_GROUPS = (
    (re.compile(r"\b(?:van|v) ?(?:der|den|de|d)\b"), "vd"),
    (re.compile(r"\b(?:van|v) ?(?:het|t)\b"), "vt"),
    (re.compile(r"\bvan\b"), "v"),
    (re.compile(r"\b(?:aan|a) ?(?:der|den|de|d)\b"), "ad"),
)
_ENDINGS = (
    (re.compile(r"(?:straat|strasse|strt|stra|str)$"), "str"),
    (re.compile(r"(?:laan|ln)$"), "ln"),
    (re.compile(r"(?:plein|platz|pln|pl)$"), "pl"),
    (re.compile(r"(?:singel|sngl)$"), "sngl"),
    (re.compile(r"(?:gracht|gr)$"), "gr"),
    (re.compile(r"(?:kade|kd)$"), "kd"),
    (re.compile(r"(?:weg|wg)$"), "wg"),
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Return a name in lower case without accents or signs: "'s-Gravenweg" gives "s gravenweg"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return _NOT_WORD.sub(" ", letters.replace("'", "").replace("’", "")).strip()


def letters(text: str) -> str:
    """Return the letters and digits of a name in one string, as slips of the pen are counted on."""
    return plain(text).replace(" ", "").replace("ij", "y")


def spelling_key(text: str) -> str:
    """Return the short spelling of a name: "Burg. v.d. Berglaan", "Burgemeester van den Berglaan" agree.

    Abbreviations, ordinals, articles after "van", "ij" for "y", spaces and hyphens make no difference. Two
    real streets may share a key; compare `plain` then.
    """
    name = plain(text)
    for pattern, short in _GROUPS:
        name = pattern.sub(short, name)
    words = [_WORDS.get(word, word) for word in name.split()]
    for pattern, short in _ENDINGS:
        if words and (ended := pattern.sub(short, words[-1])) != words[-1]:
            words[-1] = ended
            break
    return "".join(words).replace("ij", "y")
