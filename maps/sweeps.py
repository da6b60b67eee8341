"""Inner loops over an elimination index, compiled; nodes are ranks, later nodes have higher ones."""

from __future__ import annotations

import numpy as np

from maps.compiled import Ids, Marks, Seconds, compiled

# A time no way has, for a node that is seen but not reached yet.
NO_TIME = 1e300


@compiled
def reach(marked: Marks, start: Ids, later: Ids) -> None:
    """Mark every node that can be climbed to from the marked ones."""
    for node in range(len(marked)):
        if marked[node]:
            for arc in range(start[node], start[node + 1]):
                marked[later[arc]] = True


@compiled
def sweep_up(times: Seconds, row: Ids, nodes: Ids, start: Ids, later: Ids, seconds: Seconds) -> None:
    """Carry the times of all sources to later nodes; `times` is (rows, sources), `nodes` rises."""
    for node in nodes:
        here = times[row[node]]
        for arc in range(start[node], start[node + 1]):
            there, cost = times[row[later[arc]]], seconds[arc]
            for source in range(len(here)):
                total = here[source] + cost
                there[source] = total if total < there[source] else there[source]


@compiled
def sweep_down(times: Seconds, row: Ids, nodes: Ids, start: Ids, later: Ids, seconds: Seconds) -> None:
    """Carry the times of all sources from later nodes back; `nodes` falls."""
    for node in nodes:
        here = times[row[node]]
        for arc in range(start[node], start[node + 1]):
            there, cost = times[row[later[arc]]], seconds[arc]
            for source in range(len(here)):
                total = there[source] + cost
                here[source] = total if total < here[source] else here[source]


@compiled
def least(times: Seconds, row: Ids, gate_point: Ids, gate_node: Ids, gate_s: Seconds, out: Seconds) -> None:
    """Put the least time over each point's gates in `out`, (points, sources)."""
    for gate in range(len(gate_point)):
        here, there, cost = times[row[gate_node[gate]]], out[gate_point[gate]], gate_s[gate]
        for source in range(len(here)):
            total = here[source] + cost
            there[source] = total if total < there[source] else there[source]


@compiled
def gather(
    seeds: Ids, seed_s: Seconds, start: Ids, later: Ids, best_s: Seconds, before: Ids, found: Ids
) -> int:
    """Put the nodes that can be climbed to from some seeds in `found`; return how many.

    `best_s` must be infinite everywhere on entry; `before` gets -1 at a seed.
    """
    count = 0
    for index in range(len(seeds)):
        node = seeds[index]
        if best_s[node] == np.inf:
            found[count] = node
            count += 1
        if seed_s[index] < best_s[node]:
            best_s[node] = seed_s[index]
            before[node] = -1
    position = 0
    while position < count:
        node = found[position]
        for arc in range(start[node], start[node + 1]):
            if best_s[later[arc]] == np.inf:
                best_s[later[arc]] = NO_TIME
                found[count] = later[arc]
                count += 1
        position += 1
    return count


@compiled
def climb(nodes: Ids, start: Ids, later: Ids, seconds: Seconds, best_s: Seconds, before: Ids) -> None:
    """Carry times upwards over rising nodes; `before` gets the arc each node is best reached by."""
    for node in nodes:
        for arc in range(start[node], start[node + 1]):
            total = best_s[node] + seconds[arc]
            if total < best_s[later[arc]]:
                best_s[later[arc]] = total
                before[later[arc]] = arc


@compiled
def _arc_to(start: Ids, later: Ids, node: int, wanted: int) -> int:
    """Arc in a node's list that leads to, or comes from, another."""
    for arc in range(start[node], start[node + 1]):
        if later[arc] == wanted:
            return arc
    return -1


@compiled
def unpack(
    meeting: int,
    ahead_arc: Ids,
    back_arc: Ids,
    stack: Ids,
    path: Ids,
    up_start: Ids,
    up_node: Ids,
    up_owner: Ids,
    up_middle: Ids,
    down_start: Ids,
    down_node: Ids,
    down_owner: Ids,
    down_middle: Ids,
) -> int:
    """Fill `path` with the nodes of the way through a meeting node, removed ones included; return how many.

    `stack` is scratch space, (nodes, 3): arcs still to be written out as tail, head and middle, the next
    one last.
    """
    depth, node = 0, meeting
    while back_arc[node] >= 0:
        depth += 1
        node = down_owner[back_arc[node]]
    row, node = depth, meeting
    while back_arc[node] >= 0:
        arc = back_arc[node]
        row -= 1
        stack[row, 0], stack[row, 1], stack[row, 2] = node, down_owner[arc], down_middle[arc]
        node = down_owner[arc]
    node = meeting
    while ahead_arc[node] >= 0:
        arc = ahead_arc[node]
        stack[depth, 0], stack[depth, 1], stack[depth, 2] = up_owner[arc], node, up_middle[arc]
        depth += 1
        node = up_owner[arc]
    path[0] = node
    length = 1
    while depth > 0:
        depth -= 1
        tail, head, middle = stack[depth, 0], stack[depth, 1], stack[depth, 2]
        if middle < 0:
            path[length] = head
            length += 1
            continue
        second = _arc_to(up_start, up_node, middle, head)
        first = _arc_to(down_start, down_node, middle, tail)
        stack[depth, 0], stack[depth, 1], stack[depth, 2] = middle, head, up_middle[second]
        stack[depth + 1, 0], stack[depth + 1, 1], stack[depth + 1, 2] = tail, middle, down_middle[first]
        depth += 2
    return length
