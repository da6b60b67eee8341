"""Every plan of a tiny problem, timed by plain recursion: the truth to compare with."""

from itertools import permutations, product

from solver import UNREACHABLE


def best_value(problem):
    """Return (missed per tier, cost in seconds) of the best plan there is."""
    tasks, shifts = range(len(problem.tasks)), range(len(problem.shifts))
    routes = {
        (shift, subset): _best_route(problem, shift, subset) for shift in shifts for subset in _subsets(tasks)
    }
    best = None
    for where in product([None, *shifts], repeat=len(problem.tasks)):
        groups = [problem.tasks[k].group for k in tasks if where[k] is not None]
        groups = [group for group in groups if group is not None]
        if len(groups) != len(set(groups)):
            continue
        parts = [routes[s, tuple(k for k in tasks if where[k] == s)] for s in shifts]
        if None in parts:
            continue
        missed = [0] * max((task.required for task in problem.tasks), default=0)
        for k in tasks:
            if where[k] is None and problem.tasks[k].required:
                missed[len(missed) - problem.tasks[k].required] += 1
        out = sum(problem.tasks[k].best_points for k in tasks if where[k] is None)
        found = (tuple(missed), sum(parts) + problem.seconds_per_point * out)
        best = found if best is None or found < best else best
    return best


def _subsets(tasks):
    return [
        tuple(k for k, keep in zip(tasks, kept, strict=True) if keep)
        for kept in product((0, 1), repeat=len(tasks))
    ]


def _best_route(problem, shift, subset):
    one = problem.shifts[shift]
    if any(
        problem.tasks[k].shifts_allowed is not None and shift not in problem.tasks[k].shifts_allowed
        for k in subset
    ):
        return None
    if one.max_load is not None and sum(problem.tasks[k].load for k in subset) > one.max_load:
        return None
    if not subset:
        return 0
    costs = [_cost(problem, shift, order, one.start_location, one.start_s) for order in permutations(subset)]
    return min((cost for cost in costs if cost is not None), default=None)


def _cost(problem, shift, order, here, now_s):
    one, travel = problem.shifts[shift], problem.travel_s[problem.shifts[shift].profile]
    if not order:
        leg = int(travel[here, one.end_location])
        back = now_s + leg
        if leg == UNREACHABLE or back > one.end_s + one.max_overtime_s:
            return None
        return leg + one.overtime_price * max(0, back - one.end_s)
    task = problem.tasks[order[0]]
    leg = int(travel[here, task.location])
    if leg == UNREACHABLE:
        return None
    best = None
    for window in task.windows:
        start_s = max(now_s + leg, window.start_s)
        if start_s > window.end_s:
            continue
        service_s = task.service_s if window.service_s is None else window.service_s
        rest = _cost(problem, shift, order[1:], task.location, start_s + service_s)
        if rest is None:
            continue
        lost = task.best_points - window.prize - task.shift_points.get(shift, 0)
        cost = leg + problem.seconds_per_point * lost + rest
        best = cost if best is None or cost < best else best
    return best
