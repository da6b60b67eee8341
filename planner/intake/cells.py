"""The text of one cell to its value, or a `CellError` with a Dutch sentence.

Strict on purpose: a value that can be read in two ways is refused, so that no date or amount is guessed.
Cells come in stripped and not empty.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple, TypeVar

from planner.domain.week import AMSTERDAM, local
from planner.intake.languages import CODES, DUTCH_NAMES

T = TypeVar("T")

YEARS = range(1990, 2101)
MAX_CENTS = 100_000_000
NOON = time(12)
LINE_LENGTH = 200
NOTE_LENGTH = 2000
# What spreadsheets put between words besides the space: no-break space and narrow no-break space.
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
# Control characters, and marks that turn the reading direction: they hide what a text says.
_MARKS = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
_HIDDEN = re.compile(rf"[\x00-\x1f{_MARKS}]")
_HIDDEN_IN_NOTE = re.compile(rf"[\x00-\x08\x0b-\x1f{_MARKS}]")
_HIDDEN_NAMES = {"\n": "regeleinde", "\r": "regeleinde", "\t": "tab"}
_YES = frozenset({"ja", "j", "yes", "y", "1", "true", "waar"})
_NO = frozenset({"nee", "n", "no", "0", "false", "onwaar"})
_MONTHS = frozenset(
    ["jan", "feb", "mrt", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec"]
)

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DUTCH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_AMOUNT = re.compile(r"(?:€\s*)?(?P<euros>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?P<cents>,[0-9]{1,2})?")
_POINT_AMOUNT = re.compile(r"(?:€\s*)?(?P<euros>[0-9]+)(?P<cents>\.[0-9]{1,2})")
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")
_HOUSE_NUMBER = re.compile(r"([0-9]{1,5})(?:[ -]?([A-Za-z][A-Za-z0-9]{0,3})|-([0-9]{1,4}))?")
_EATEN = re.compile(r"[0-9]+[.,]0+|[0-9]+[.,]?[0-9]*[Ee]\+[0-9]+")


class CellError(ValueError):
    """A cell that cannot be read; the text is a full Dutch sentence."""


class HouseNumber(NamedTuple):
    """A house number and what came behind it in the same cell."""

    number: int
    addition: str


def shown(value: str) -> str:
    """Return a value between quotes as a sentence shows it: on one line and at most 60 characters."""
    flat = "".join(char if char.isprintable() else "·" for char in value)
    return f"'{flat[:59]}…'" if len(flat) > 60 else f"'{flat}'"


def line(value: str) -> str:
    """Return a text of one line."""
    return _text(value, LINE_LENGTH, _HIDDEN)


def note(value: str) -> str:
    """Return a text that may have more lines; line ends become a plain line feed."""
    return _text(value.replace("\r\n", "\n").replace("\r", "\n"), NOTE_LENGTH, _HIDDEN_IN_NOTE)


def _text(value: str, length: int, hidden: re.Pattern[str]) -> str:
    if found := hidden.search(value):
        what = _HIDDEN_NAMES.get(found[0], f"onzichtbaar teken (U+{ord(found[0]):04X})")
        raise CellError(
            f"In {shown(value)} staat op plaats {found.start() + 1} een {what}. Typ de tekst opnieuw."
        )
    if len(value) > length:
        raise CellError(f"De tekst {shown(value)} heeft {len(value)} tekens; er passen er {length}.")
    return value.translate(_SPACES).strip()


def identifier(value: str) -> str:
    """Return an id; a number that a spreadsheet rewrote (``1,2E+11``, ``12.0``) is refused."""
    _refuse_eaten(value)
    for mark in "|,":
        if mark in value:
            raise CellError(f"In het nummer {shown(value)} mag geen '{mark}' staan.")
    return line(value)


def _refuse_eaten(value: str) -> None:
    if _EATEN.fullmatch(value):
        raise CellError(
            f"Van {shown(value)} heeft een rekenblad een getal gemaakt."
            " Zet de kolom op 'Tekst' en typ het opnieuw."
        )


@lru_cache(maxsize=4096)  # a file repeats its days
def day(value: str) -> date:
    """Return the day of ``dd-mm-jjjj``, ``d-m-jjjj`` or ISO ``jjjj-mm-dd``."""
    if found := _ISO_DAY.fullmatch(value):
        year, month, number = (int(part) for part in found.groups())
    elif found := _DUTCH_DAY.fullmatch(value):
        number, month, year = (int(part) for part in found.groups())
    elif _SHORT_YEAR.fullmatch(value):
        raise CellError(
            f"Het jaar in {shown(value)} heeft twee cijfers. Schrijf het met vier, zoals 03-11-2026."
        )
    else:
        raise CellError(f"{shown(value)} is geen datum. Schrijf bijvoorbeeld 03-11-2026 of 2026-11-03.")
    try:
        read = date(year, month, number)
    except ValueError:
        raise CellError(
            f"De datum {shown(value)} bestaat niet. Schrijf dag-maand-jaar, zoals 03-11-2026."
        ) from None
    if year not in YEARS:
        raise CellError(f"Het jaar in {shown(value)} ligt niet tussen {YEARS[0]} en {YEARS[-1]}.")
    return read


def clock(value: str) -> time:
    """Return the wall-clock time of ``uu:mm``."""
    found = _CLOCK.fullmatch(value)
    if not found:
        raise CellError(f"{shown(value)} is geen tijd. Schrijf bijvoorbeeld 18:30.")
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise CellError(f"De tijd {shown(value)} bestaat niet. Schrijf bijvoorbeeld 18:30.") from None


def moment(value: str) -> datetime:
    """Return the aware moment of a day and a time, in Europe/Amsterdam."""
    parts = re.split(r" +|T", value)
    if len(parts) != 2:
        raise CellError(f"{shown(value)} is geen moment. Schrijf dag en tijd, zoals 03-11-2026 18:30.")
    at = local(day(parts[0]), clock(parts[1]))
    if at.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != at.replace(tzinfo=None):
        raise CellError(f"Het moment {shown(value)} bestaat niet: de klok gaat dan een uur vooruit.")
    return at


def moment_or_day(value: str) -> datetime:
    """Return an aware moment; a day without a time counts as noon."""
    return moment(value) if ":" in value else local(day(value), NOON)


def each(parse: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Return a parser for a cell with values joined by ``|`` (or a comma)."""

    def parse_all(value: str) -> tuple[T, ...]:
        parts = (part.strip() for part in re.split(r"[|,]", value))
        return tuple(parse(part) for part in parts if part)

    return parse_all


def cents(value: str) -> int:
    """Return an amount in cents from ``1.250,50``, ``1250.50``, ``1250,5``, ``1250`` or ``€ 1.250``.

    A point before exactly three digits groups thousands, as is usual in the Netherlands: ``1.250`` is 1250.
    """
    found = _AMOUNT.fullmatch(value.translate(_SPACES)) or _POINT_AMOUNT.fullmatch(value.translate(_SPACES))
    if not found:
        if re.match(r"(€\s*)?[-−]", value):
            raise CellError(f"Het bedrag {shown(value)} is negatief. Een achterstand is nul of meer.")
        raise CellError(f"{shown(value)} is geen bedrag. Schrijf bijvoorbeeld 1.250,50.")
    euros = found["euros"].replace(".", "")
    amount = int(euros[:12]) * 100 + int((found["cents"] or ",0")[1:].ljust(2, "0"))
    if amount > MAX_CENTS:
        raise CellError(f"Het bedrag {shown(value)} is meer dan een miljoen euro. Kijk het na.")
    return amount


def count(value: str) -> int:
    """Return a whole number from 0 to 999."""
    if not re.fullmatch(r"[0-9]{1,3}", value):
        raise CellError(f"{shown(value)} is geen aantal. Schrijf een heel getal, zoals 2.")
    return int(value)


def yes_no(value: str) -> bool:
    """Return True for *ja* and False for *nee*, also as yes/no, 1/0, true/false or WAAR/ONWAAR."""
    word = value.casefold()
    if word not in _YES | _NO:
        raise CellError(f"{shown(value)} is geen ja of nee. Schrijf ja of nee.")
    return word in _YES


def house_number(value: str) -> HouseNumber:
    """Return a house number; ``14-B``, ``14B`` and ``14 B`` are split in number and addition."""
    _refuse_eaten(value)
    found = _HOUSE_NUMBER.fullmatch(value)
    if not found:
        raise CellError(f"{shown(value)} is geen huisnummer. Schrijf bijvoorbeeld 14 of 14-B.")
    addition = found[2] or found[3] or ""
    if addition.casefold() in _MONTHS:
        raise CellError(
            f"Van {shown(value)} heeft een rekenblad een datum gemaakt. Schrijf het huisnummer opnieuw."
        )
    if int(found[1]) == 0:
        raise CellError(f"Huisnummer {shown(value)} kan niet: het is 1 of meer.")
    return HouseNumber(int(found[1]), addition)


def addition(value: str) -> str:
    """Return what stands behind a house number."""
    _refuse_eaten(value)
    if len(value) > 20:
        raise CellError(f"De toevoeging {shown(value)} heeft {len(value)} tekens; er passen er 20.")
    return line(value)


def postcode(value: str) -> str:
    """Return a postcode as ``2631AB``."""
    found = _POSTCODE.fullmatch(value.translate(_SPACES))
    if not found:
        raise CellError(f"{shown(value)} is geen postcode. Schrijf bijvoorbeeld 2631 AB.")
    return found[1] + found[2].upper()


def phone(value: str) -> str:
    """Return a telephone number as written; it must hold a digit, for an empty cell means there is none."""
    _refuse_eaten(value)
    if not re.search(r"[0-9]", value):
        raise CellError(f"{shown(value)} is geen telefoonnummer. Laat het vak leeg als er geen nummer is.")
    return line(value)


def language(value: str) -> str:
    """Return the ISO 639 code of a code or a Dutch name."""
    word = unicodedata.normalize("NFC", value).casefold()
    code = DUTCH_NAMES.get(word, word)
    if code not in CODES:
        raise CellError(
            f"De taal {shown(value)} kennen we niet. Schrijf een code of naam, zoals ar of Arabisch."
        )
    return code


def word_of(words: Mapping[str, T], what: str) -> Callable[[str], T]:
    """Return a parser for one of a few words; ``what`` names them in the sentence."""

    def parse(value: str) -> T:
        found = words.get(re.sub(r"[\s_\-]+", "_", value).casefold())
        if found is None:
            raise CellError(f"{shown(value)} kennen we niet. Kies uit {what}.")
        return found

    return parse
