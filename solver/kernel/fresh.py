"""Throws away compiled code that is older than its sources.

numba keys a cached function on its own file only: when a function it calls changes in another file, the old
code would be loaded. Deleting what is older than the newest file of its folder closes that gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def drop_stale_code(sources: Path, cache: Path) -> int:
    """Delete numba's index files in `cache` that are older than any file of `sources`; return how many."""
    newest = max(source.stat().st_mtime for source in sources.glob("*.py"))
    stale = [index for index in cache.glob("*.nbi") if index.stat().st_mtime < newest]
    for index in stale:
        index.unlink(missing_ok=True)
    return len(stale)
