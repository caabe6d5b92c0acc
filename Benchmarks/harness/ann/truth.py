"""The exact nearest rows, and how many of them an engine found."""
import numpy

from harness.ann.peer import EUCLIDEAN

# Questions whose similarities to all rows are held at once.
QUESTIONS_AT_ONCE = 64
# Rows beyond the wanted ones whose similarity is computed again in 64 bits.
MARGIN = 64
# Questions for which all rows are compared in 64 bits.
CHECKED = 16


class TruthDiffers(Exception):
    """Arithmetic in 32 and in 64 bits disagree about the nearest rows."""


class Truth:
    """For each question, how near its kth row is, for every k up to the depth.

    A found row counts where it is at least as near as the kth: rows that are equally near may
    stand for each other, as in ann-benchmarks. Nearness is the product, or less the squared
    distance, in 64 bits.
    """

    def __init__(self, rows, queries, metric, depth, allowed=None):
        self.rows, self.queries, self.metric = rows, queries, metric
        self.allowed = allowed
        self.depth = min(depth, len(rows) if allowed is None else int(allowed.sum()))
        self.nearest = numpy.concatenate([
            self.nearest_of(slice(start, start + QUESTIONS_AT_ONCE))
            for start in range(0, len(queries), QUESTIONS_AT_ONCE)])
        self.check()

    def nearest_of(self, block):
        """The sorted nearness of the nearest rows to a block of questions."""
        rough = nearness(self.rows, self.queries[block], self.metric)
        if self.allowed is not None:
            rough[:, ~self.allowed] = -numpy.inf
        count = min(self.depth + MARGIN, rough.shape[1])
        candidates = numpy.argpartition(-rough, count - 1, axis=1)[:, :count]
        exact = self.exact_nearness(block, candidates)
        if self.allowed is not None:
            exact[~self.allowed[candidates]] = -numpy.inf
        return -numpy.sort(-exact, axis=1)[:, :self.depth]

    def exact_nearness(self, block, ids):
        rows = self.rows[ids].astype(numpy.float64)
        asked = self.queries[block].astype(numpy.float64)[:, None, :]
        if self.metric == EUCLIDEAN:
            return -((rows - asked) ** 2).sum(axis=2)
        return (rows * asked).sum(axis=2)

    def check(self):
        """Compares all rows in 64 bits for some questions."""
        numbers = numpy.linspace(0, len(self.queries) - 1, CHECKED).astype(int)
        rows = self.rows.astype(numpy.float64)
        for number in numpy.unique(numbers):
            exact = nearness(rows, self.queries[number:number + 1].astype(float), self.metric)[0]
            if self.allowed is not None:
                exact = exact[self.allowed]
            wanted = -numpy.sort(-exact)[:self.depth]
            if not numpy.allclose(wanted, self.nearest[number], rtol=1e-9, atol=1e-12):
                raise TruthDiffers(f"question {number}: the nearest rows differ in 64 bits")

    def hits(self, found, k):
        """For each question how many of the found rows are among the k nearest."""
        counts = []
        for start in range(0, len(found), QUESTIONS_AT_ONCE):
            block = slice(start, start + QUESTIONS_AT_ONCE)
            ids = found[block, :k]
            exact = self.exact_nearness(block, numpy.clip(ids, 0, len(self.rows) - 1))
            least = self.nearest[block, k - 1:k]
            is_hit = exact >= least - 1e-9 * numpy.abs(least)
            is_hit &= (ids >= 0) & (ids < len(self.rows)) & ~repeated(ids)
            if self.allowed is not None:
                is_hit &= self.allowed[numpy.clip(ids, 0, len(self.rows) - 1)]
            counts.append(is_hit.sum(axis=1))
        return numpy.concatenate(counts)

    def recall(self, found, k):
        return float(self.hits(found, k).sum()) / (k * len(found))


def nearness(rows, queries, metric):
    """Greater is nearer."""
    products = queries @ rows.T
    if metric != EUCLIDEAN:
        return products
    lengths = (rows ** 2).sum(axis=1)
    return 2 * products - lengths - (queries ** 2).sum(axis=1)[:, None]


def repeated(ids):
    """Whether the same row stands earlier in the line."""
    order = numpy.argsort(ids, axis=1, kind="stable")
    ordered = numpy.take_along_axis(ids, order, 1)
    again = numpy.zeros_like(ids, dtype=bool)
    again[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    result = numpy.zeros_like(again)
    numpy.put_along_axis(result, order, again, 1)
    return result
