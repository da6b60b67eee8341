"""Every sentence of the policy is in one table, in two languages and in plain words."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import pytest

import planner.domain
import planner.policy
from planner.cli import main
from planner.domain.assessment import Advice
from planner.domain.dossier import CreditorKind, Signal
from planner.domain.notice_table import NoticeKind
from planner.domain.outcome_table import ClosingCode, OutcomeCode
from planner.domain.state import Bar, Bonus, Check, NextState
from planner.domain.wording import Wording
from planner.policy.arrangement import Verdict
from planner.policy.sentences import TABLES, Sentence, markdown, sentences, words_of
from planner.policy.why import Why

POLICY = Path(planner.policy.__file__).parent
TABLE = POLICY / "SENTENCES.md"
MOST_WORDS = 20
OFFICIALESE = (
    "aangaande", "alsmede", "betreffende", "bewerkstelligen", "conform", "debiteur", "derhalve", "desgewenst",
    "dienaangaande", "dientengevolge", "geschieden", "gaarne", "hieromtrent", "indien", "inzake", "jegens",
    "middels", "mits", "nopens", "omtrent", "onderhavige", "ondergetekende", "opdat", "teneinde", "tevens",
    "voornoemd", "voorts", "wanbetaler", "zulks",
)  # fmt: skip
CODES: Mapping[str, type[StrEnum]] = {
    "outcome": OutcomeCode,
    "closing": ClosingCode,
    "notice": NoticeKind,
    "state": NextState,
    "bar": Bar,
    "check": Check,
    "points: bonus": Bonus,
    "points: creditor": CreditorKind,
    "points: vulnerable": Signal,
    "arrangement": Verdict,
    "advice": Advice,
    "why this time": Why,
}
# What is said in an English sentence of code or of a developer's error, not on a screen.
A_SENTENCE = re.compile(r"\b(de|het|een|er|is|niet|op|dit|geen)\b.*\s\S+\s\S+")


def modules(package: object) -> Iterator[object]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
        yield importlib.import_module(found.name)


def worded(value: object) -> Iterator[Wording]:
    """All words that a value of a module holds."""
    if isinstance(value, Mapping):
        for row in value.values():
            yield from worded(row)
    elif isinstance(value, tuple) and not isinstance(value, Wording):
        for row in value:
            yield from worded(row)
    elif not isinstance(value, type):
        yield from (words for _, words in words_of(value))


def test_the_table_is_current() -> None:
    assert markdown() == TABLE.read_text("utf-8"), (
        "run: python -m planner sentences > planner/policy/SENTENCES.md"
    )


def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sentences"]) == 0
    assert capsys.readouterr().out == markdown()


@pytest.mark.parametrize("where", sorted(CODES))
def test_no_code_lacks_its_sentence(where: str) -> None:
    assert set(CODES[where]) == set(TABLES[where])
    assert all(any(words_of(row)) for row in TABLES[where].values())


@pytest.mark.parametrize("package", [planner.domain, planner.policy])
def test_no_words_of_the_policy_are_outside_the_table(package: object) -> None:
    known = {one.words for one in sentences()}
    for module in modules(package):
        for name, value in vars(module).items():
            missing = [words for words in worded(value) if words not in known]
            assert not missing, f"{module.__name__}.{name}: add {missing[0]} to TABLES"  # type: ignore[attr-defined]


class _Outside(ast.NodeVisitor):
    """Finds Dutch sentences that stand outside a Wording, an error and a docstring."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", "")
        if name != "Wording" and not name.endswith("Error"):
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and A_SENTENCE.search(node.value):
            self.found.append(node.value)


@pytest.mark.parametrize("path", sorted(POLICY.rglob("*.py")), ids=lambda path: path.stem)
def test_the_policy_says_nothing_that_has_no_row(path: Path) -> None:
    outside = _Outside()
    outside.visit(ast.parse(path.read_text("utf-8")))
    assert outside.found == []


def test_both_languages_leave_the_same_places_open() -> None:
    for one in sentences():
        places = [set(re.findall(r"{(\w+)}", text)) for text in one.words]
        assert places[0] == places[1], one


def test_no_row_is_empty_or_twice() -> None:
    assert all(text.strip() == text != "" for one in sentences() for text in one.words)
    keys = [(one.where, one.code) for one in sentences()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("one", sentences(), ids=lambda one: f"{one.where}-{one.code}")
def test_every_sentence_is_short_and_plain(one: Sentence) -> None:
    for part in re.split(r"(?<=[.!?:])\s", one.words.nl):
        assert len(part.split()) <= MOST_WORDS, f"{len(part.split())} words: {part}"
    words = set(re.findall(r"\w+", one.words.nl.lower()))
    assert not words & set(OFFICIALESE)
