"""Recall against rate: what an engine reaches at a wanted recall."""
import math


def frontier(points):
    """The (recall, rate) points that no other point beats in both, by rising recall."""
    kept = []
    for recall, rate in sorted(points, key=lambda point: (-point[0], -point[1])):
        if not kept or rate > kept[-1][1]:
            kept.append((recall, rate))
    return kept[::-1]


def rate_at(points, recall):
    """The rate at a recall: log rate is linear in recall between measured points.

    Nothing is extrapolated: where the least recall of the frontier is above the wanted one, its
    rate counts; where no point reaches the wanted one, there is none.
    """
    ordered = frontier(points)
    if not ordered or ordered[-1][0] < recall:
        return None
    if ordered[0][0] >= recall:
        return ordered[0][1]
    for (low, fast), (high, slow) in zip(ordered, ordered[1:]):
        if low <= recall <= high:
            share = (recall - low) / (high - low)
            return math.exp(math.log(fast) + share * (math.log(slow) - math.log(fast)))
    raise AssertionError("unreachable: the frontier is in order")


def of_interest(recalls, low, high):
    """Which settings, in the order of rising effort, a curve between two recalls needs.

    The last below the low end, those between, and the first that reaches the high end.
    """
    first = max((at for at, recall in enumerate(recalls) if recall <= low), default=0)
    last = next(
        (at for at, recall in enumerate(recalls) if recall >= high), len(recalls) - 1)
    return list(range(min(first, last), last + 1))
