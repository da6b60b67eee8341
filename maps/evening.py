"""What holds on a weekday evening of tags that hold at some hours only (wiki: Conditional restrictions)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Home visits start between these hours, from Monday to Friday.
FIRST_HOUR, LAST_HOUR = 17.0, 22.0
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WORKDAYS = frozenset(_DAYS[:5])
_RULE = re.compile(r"([^;@]+)@\s*(\([^)]*\)|[^;(]+)")
_PERIOD = re.compile(
    r"(?:(?P<days>(?:mo|tu|we|th|fr|sa|su)[a-z ,\-]*?)\s+)?"
    r"(?P<hours>\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(?:\s*,\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})*)"
)
_SUFFIX = ":conditional"
_BARS = frozenset(("no", "private", "delivery", "agricultural", "psv", "bus", "hgv"))


class _Rule(NamedTuple):
    """A value, whether it holds some time of a weekday evening, and whether it holds all of them long."""

    value: str
    ever: bool
    always: bool


def in_the_evening(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the tags as they hold on a weekday evening.

    What closes a road, forbids a turn or lowers a limit counts when it holds at any time of a weekday
    evening; what opens one or raises it only when it holds all evenings long, so that no plan leans on an
    open hour. Conditions that are no plain hours (weight, wet road, holidays) don't count.
    """
    held = dict(tags)
    for key, text in tags.items():
        if not key.endswith(_SUFFIX):
            continue
        base = key.removesuffix(_SUFFIX)
        for rule in _rules(text):
            if rule.always or (rule.ever and _is_stricter(base, rule.value, held.get(base))):
                held[base] = rule.value
    return held


def _is_stricter(key: str, value: str, usual: str | None) -> bool:
    if key.startswith("maxspeed"):
        return usual is None or (value.isdigit() and usual.isdigit() and int(value) < int(usual))
    if key.startswith("restriction"):
        return value.startswith(("no_", "only_"))
    if key.startswith("oneway"):
        return value not in ("no", "")
    return value in _BARS


def _rules(text: str) -> Iterator[_Rule]:
    for value, condition in _RULE.findall(text):
        for part in condition.strip().strip("()").lower().split(";"):
            spans = _evenings(part)
            if spans is not None:
                days, covered_h = spans
                always = days >= _WORKDAYS and covered_h >= LAST_HOUR - FIRST_HOUR
                yield _Rule(value.strip(), bool(days) and covered_h > 0, always)


def _evenings(condition: str) -> tuple[frozenset[str], float] | None:
    """Workdays and evening hours that a condition covers; nothing when it is no plain hours."""
    found = _PERIOD.fullmatch(condition.strip())
    if found is None:
        return None
    days = _workdays(found["days"]) if found["days"] else _WORKDAYS
    if days is None:
        return None
    hours = re.findall(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})", found["hours"])
    return days, sum(_overlap_h(int(a) + int(b) / 60, int(c) + int(d) / 60) for a, b, c, d in hours)


def _overlap_h(start: float, end: float) -> float:
    """Evening hours between two times of the day; past midnight when the end comes first."""
    end = end if end > start else end + 24
    return sum(max(0.0, min(end, LAST_HOUR + day) - max(start, FIRST_HOUR + day)) for day in (0, 24))


def _workdays(text: str) -> frozenset[str] | None:
    days: set[str] = set()
    for part in re.split(r"\s*,\s*", text.strip()):
        first, _, last = (each.strip() for each in part.partition("-"))
        last = last or first
        if first not in _DAYS or last not in _DAYS:
            return None
        low, high = _DAYS.index(first), _DAYS.index(last)
        span = high - low if high >= low else high - low + 7
        days |= {_DAYS[(low + step) % 7] for step in range(span + 1)}
    return frozenset(days & _WORKDAYS)
