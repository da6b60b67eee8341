"""What several rounds of one engine come to, and how near two engines are."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bench.travel_engines import Round
    from bench.travel_osrm import Inside, OsrmPeer


@dataclass(frozen=True)
class Run:
    """Medians over the rounds of one engine.

    `scaled_from` is the number of rows that were computed, when not all. `index_peak_mb` is the peak with the
    building of the index, `peak_mb` the one without: both of the largest round.
    """

    engine: str
    rounds_s: tuple[float, ...]
    index_s: float | None
    load_s: float
    peak_mb: float | None
    new_points_s: float | None = None
    index_peak_mb: float | None = None
    scaled_from: int | None = None

    @property
    def seconds(self) -> float:
        """Median wall clock of the whole matrix."""
        return statistics.median(self.rounds_s)

    def ratio_to(self, other: Run) -> float:
        """Return the median over the rounds of how many times as long this engine took in the same round."""
        pairs = zip(self.rounds_s, other.rounds_s, strict=True)
        return statistics.median(mine / theirs for mine, theirs in pairs)

    def line(self) -> str:
        """Return the run as a line of the table."""
        rounds = " / ".join(f"{each:.2f}" for each in self.rounds_s)
        cells = f"{self.engine:18}{self.seconds:>10.3f}{rounds:>26}{_cell(self.index_s, 2):>9}"
        cells += f"{self.load_s:>8.2f}{_cell(self.peak_mb, 0):>9}"
        if self.index_peak_mb is not None:
            cells += f"   {self.index_peak_mb:.0f} MB with building the index"
        return cells + ("" if self.scaled_from is None else f"   scaled from {self.scaled_from} rows")

    def as_json(self) -> dict[str, Any]:
        """Return the run as DESIGN.md 7 words it, with more beside it."""
        return {
            "engine": self.engine,
            "seconds": round(self.seconds, 4),
            "index_s": _rounded(self.index_s),
            "peak_mb": _rounded(self.peak_mb),
            "load_s": _rounded(self.load_s),
            "new_points_s": _rounded(self.new_points_s),
            "index_peak_mb": _rounded(self.index_peak_mb),
            "rounds_s": [round(each, 4) for each in self.rounds_s],
            "scaled_from_rows": self.scaled_from,
        }


def of_rounds(engine: str, rounds: Sequence[Round], points: int) -> Run:
    """Return the run of an engine that searches our graph."""
    fewest = min(each.rows for each in rounds)
    return Run(
        engine,
        rounds_s=tuple(each.seconds for each in rounds),
        index_s=_median([each.index_s for each in rounds]),
        load_s=statistics.median(each.load_s for each in rounds),
        peak_mb=_largest([each.peak_mb for each in rounds]),
        new_points_s=_median([each.new_points_s for each in rounds]),
        index_peak_mb=_largest([each.index_peak_mb for each in rounds]),
        scaled_from=fewest if fewest < points else None,
    )


def of_osrm(tables: Sequence[tuple[float, float]], peer: OsrmPeer) -> list[Run]:
    """Return the runs of a server: until the last byte is there, and until the answer is an array."""
    names = ("osrm, last byte", "osrm, array")
    return [
        Run(name, tuple(times), peer.index_s, peer.load_s, peer.peak_mb)
        for name, times in zip(names, zip(*tables, strict=True), strict=True)
    ]


def of_osrm_inside(tables: Sequence[Inside], index_s: float) -> list[Run]:
    """Return the runs of OSRM inside its own process: until its answer is there, and until it is lists."""
    columns = zip(*((each.raw_s, each.listed_s) for each in tables), strict=True)
    load_s, peak = (
        statistics.median(each.load_s for each in tables),
        _largest([each.peak_mb for each in tables]),
    )
    names = ("osrm, in process", "osrm, as lists")
    return [Run(name, times, index_s, load_s, peak) for name, times in zip(names, columns, strict=True)]


def difference(one_s: NDArray[np.float32], other_s: NDArray[np.float32]) -> float | None:
    """Return the largest difference in seconds, or None when not the same pairs have a way."""
    if not np.array_equal(np.isnan(one_s), np.isnan(other_s)):
        return None
    apart = np.abs(one_s.astype(np.float64) - other_s)
    return float(np.nanmax(apart)) if np.isfinite(apart).any() else 0.0


def _median(values: Sequence[float | None]) -> float | None:
    known = [each for each in values if each is not None]
    return statistics.median(known) if known else None


def _largest(values: Sequence[float | None]) -> float | None:
    return max((each for each in values if each is not None), default=None)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _cell(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
