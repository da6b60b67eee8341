"""When a search ends: an argument, never a setting. Rules by count give the same plan for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from solver.errors import ProblemError


@dataclass(frozen=True, slots=True)
class Effort:
    """What a search has spent so far.

    Parameters
    ----------
    rounds
        Rounds finished. A round is one sub-model of OR-Tools, or one batch of moves of the compiled search.
    rounds_without_gain
        Rounds since the best plan last improved.
    seconds
        Wall-clock seconds since `solve` was called.
    """

    rounds: int
    rounds_without_gain: int
    seconds: float


class StopRule(Protocol):
    """Says how much of the budget is spent. Stateless, so one rule can serve many searches."""

    @property
    def max_seconds(self) -> float | None:
        """Wall-clock budget in seconds; None when the rule does not look at the clock."""

    def spent(self, effort: Effort) -> float:
        """Return the share of the budget that is spent; 1 or more ends the search."""


@dataclass(frozen=True, slots=True)
class MaxSeconds:
    """Stop after this many wall-clock seconds, everything included."""

    seconds: float

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise ProblemError(f"MaxSeconds must be positive, not {self.seconds}.")

    @property
    def max_seconds(self) -> float | None:
        """The budget itself, in seconds."""
        return self.seconds

    def spent(self, effort: Effort) -> float:
        """Return elapsed seconds over the budget."""
        return effort.seconds / self.seconds


@dataclass(frozen=True, slots=True)
class MaxRounds:
    """Stop after exactly this many rounds; 0 = only the constructive start."""

    rounds: int

    def __post_init__(self) -> None:
        if self.rounds < 0:
            raise ProblemError(f"MaxRounds must be 0 or more, not {self.rounds}.")

    @property
    def max_seconds(self) -> float | None:
        """None: the clock plays no part."""
        return None

    def spent(self, effort: Effort) -> float:
        """Return rounds done over the budget."""
        return effort.rounds / self.rounds if self.rounds else 1.0


@dataclass(frozen=True, slots=True)
class NoGain:
    """Stop when the best plan has not improved for this many rounds."""

    rounds: int

    def __post_init__(self) -> None:
        if self.rounds < 1:
            raise ProblemError(f"NoGain must be 1 or more rounds, not {self.rounds}.")

    @property
    def max_seconds(self) -> float | None:
        """None: the clock plays no part."""
        return None

    def spent(self, effort: Effort) -> float:
        """Return rounds without gain over the budget."""
        return effort.rounds_without_gain / self.rounds


@dataclass(frozen=True, slots=True)
class FirstOf:
    """Stop as soon as one of these rules says so."""

    rules: tuple[StopRule, ...]

    def __post_init__(self) -> None:
        if not self.rules:
            raise ProblemError("FirstOf needs at least one rule.")

    @property
    def max_seconds(self) -> float | None:
        """The smallest wall-clock budget among the rules, in seconds; None when none has one."""
        return min((each.max_seconds for each in self.rules if each.max_seconds is not None), default=None)

    def spent(self, effort: Effort) -> float:
        """Return the largest share spent among the rules."""
        return max(each.spent(effort) for each in self.rules)
