"""The compiled engine, as the pipeline calls it, and whether its code is ready to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from solver.kernel.anneal import anneal
from solver.kernel.fresh import drop_stale_code
from solver.kernel.greedy import complete, construct
from solver.kernel.search import search

__all__ = ["complete", "construct", "is_compiled", "search"]

_DISPATCHER: Any = anneal
_CACHE = Path(_DISPATCHER.stats.cache_path)
drop_stale_code(Path(__file__).parent, _CACHE)


def is_compiled() -> bool:
    """Return whether the search can start without compiling: loaded, or in numba's cache."""
    return bool(_DISPATCHER.signatures) or any(_CACHE.glob("anneal.anneal-*.nbi"))
