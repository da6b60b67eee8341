"""The elimination itself, compiled: nodes leave a graph one by one and their arcs are written down.

The arrays are made outside: allocating and growing them in compiled code takes ten seconds more to compile.
"""

from __future__ import annotations

import numpy as np

from maps.compiled import Ids, Seconds, compiled

NO_MIDDLE = -1
# Weight of a node: twice its neighbours plus its level; heavier ones share the last bucket.
BUCKETS = 8192


@compiled
def _drop(start: Ids, size: Ids, beside: Ids, times: Seconds, middles: Ids, node: int, gone: int) -> None:
    """Take one neighbour out of a node's list."""
    last = start[node] + size[node] - 1
    for place in range(start[node], last + 1):
        if beside[place] == gone:
            beside[place] = beside[last]
            for way in range(2):
                times[place, way] = times[last, way]
                middles[place, way] = middles[last, way]
            break
    size[node] -= 1


@compiled
def _bridge(
    start: Ids, size: Ids, beside: Ids, times: Seconds, middles: Ids, slot_of: Ids, node: int, gate: int
) -> None:
    """Give the neighbour at `gate` in a leaving node's list the ways through it to and from the others."""
    other = beside[gate]
    for place in range(start[other], start[other] + size[other]):
        slot_of[beside[place]] = place
    for place in range(start[node], start[node] + size[node]):
        target = beside[place]
        there_s = times[gate, 1] + times[place, 0]
        back_s = times[place, 1] + times[gate, 0]
        if place == gate or (there_s == np.inf and back_s == np.inf):
            continue
        slot = slot_of[target]
        if slot < 0:
            slot = start[other] + size[other]
            size[other] += 1
            slot_of[target] = slot
            beside[slot] = target
            times[slot, 0] = times[slot, 1] = np.inf
        for way, total_s in ((0, there_s), (1, back_s)):
            if total_s < times[slot, way]:
                times[slot, way] = total_s
                middles[slot, way] = node
    for place in range(start[other], start[other] + size[other]):
        slot_of[beside[place]] = -1


@compiled
def _move(start: Ids, size: Ids, beside: Ids, times: Seconds, middles: Ids, node: int, end: int) -> None:
    """Copy a node's list to the end of the pool."""
    for offset in range(size[node]):
        beside[end + offset] = beside[start[node] + offset]
        for way in range(2):
            times[end + offset, way] = times[start[node] + offset, way]
            middles[end + offset, way] = middles[start[node] + offset, way]
    start[node] = end


@compiled
def _queue(size: Ids, first: Ids, after: Ids) -> None:
    """Put every node in the bucket of its weight."""
    for node in range(len(size)):
        bucket = min(2 * size[node], BUCKETS - 1)
        after[node], first[bucket] = first[bucket], node


@compiled
def remove_all(
    start: Ids,
    size: Ids,
    room: Ids,
    beside: Ids,
    times: Seconds,
    middles: Ids,
    end: int,
    level: Ids,
    slot_of: Ids,
    first: Ids,
    after: Ids,
    order: Ids,
    kept_start: Ids,
    kept: Ids,
    kept_times: Seconds,
    kept_middles: Ids,
) -> int:
    """Remove every node, always one with few neighbours low in the hierarchy; return how many were removed.

    Fewer than all means that the pool or the room for kept arcs was too small.

    Parameters
    ----------
    start, size, room
        Where each node's list lies in the pool, how long it is, and how long it may grow there.
    beside, times, middles, end
        The pool: neighbour, seconds to and from it, nodes led through; and where its free space starts.
    level, slot_of, first, after
        Scratch space: per node 0, -1, and the queue's next node; per bucket of the queue its first node, or
        -1.
    order, kept_start, kept, kept_times, kept_middles
        Filled with the nodes in order of removal and what their lists then held.
    """
    _queue(size, first, after)
    lowest = done = total = 0
    while done < len(order):
        while first[lowest] < 0:
            lowest += 1
        node = first[lowest]
        first[lowest] = after[node]
        weight = min(2 * size[node] + level[node], BUCKETS - 1)
        if weight > lowest:
            after[node], first[weight] = first[weight], node
            continue
        degree = size[node]
        if total + degree > len(kept):
            return done
        for place in range(start[node], start[node] + degree):
            other = beside[place]
            kept[total] = other
            for way in range(2):
                kept_times[total, way] = times[place, way]
                kept_middles[total, way] = middles[place, way]
            total += 1
            _drop(start, size, beside, times, middles, other, node)
            level[other] = max(level[other], level[node] + 1)
            if size[other] + degree > room[other]:
                room[other] = 2 * (size[other] + degree)
                if end + room[other] > len(beside):
                    return done
                _move(start, size, beside, times, middles, other, end)
                end += room[other]
        for gate in range(start[node], start[node] + degree):
            _bridge(start, size, beside, times, middles, slot_of, node, gate)
        order[done] = node
        done += 1
        kept_start[done] = total
    return done
