"""What every engine of another library offers to the benchmark."""
import os
from concurrent.futures import ThreadPoolExecutor

import numpy

ANGULAR, EUCLIDEAN, DOT = "angular", "euclidean", "dot"
# Candidates that a graph keeps for 10 results.
WIDTHS = (10, 14, 20, 28, 40, 56, 80, 112, 160, 240, 360, 540, 800)


class Peer:
    """An index of a library, with the settings that its name stands for.

    The library is loaded when a peer is made, so that no time of building or opening holds it.

    `widths` are values of what trades speed for recall when searching. The rows of an angular set
    have unit length, so that a library may take whichever of its metrics is fastest.
    """

    # Whether one call answers many questions.
    has_batches = True
    widths = ()

    def __init__(self, name, metric, dimensions):
        self.name = name
        self.metric = metric
        self.dimensions = dimensions

    def build(self, rows, threads):
        """Makes the index in memory, of all rows at once."""
        raise NotImplementedError

    def save(self, path):
        raise NotImplementedError

    def open(self, path, threads):
        """Makes a saved index ready for searches."""
        raise NotImplementedError

    def prepare(self, width, k, threads):
        """Sets what the next searches use; not timed."""
        raise NotImplementedError

    def one(self, query):
        """The rows nearest to one vector."""
        raise NotImplementedError

    def many(self, queries):
        """The rows nearest to each of many vectors, a line each."""
        raise NotImplementedError

    def restrict(self, allowed):
        """Sets the rows that the next searches may find (a boolean each), or all (None)."""
        raise NotImplementedError


def scaled(width, k):
    """The candidates that a graph keeps for k results; widths are given for 10."""
    return max(k, width * k // 10)


def each(peer, queries, k, threads):
    """Asks one by one, with so many threads at once, as a program that gets questions would."""
    found = numpy.full((len(queries), k), -1, dtype=numpy.int64)

    def ask(first):
        for number in range(first, len(queries), threads):
            ids = peer.one(queries[number])
            found[number, :len(ids)] = ids

    if threads == 1:
        ask(0)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(ask, range(threads)))
    return found


def bytes_of(path):
    """The size of a saved index: a file, or all files of a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(
        os.path.getsize(os.path.join(folder, name))
        for folder, _, names in os.walk(path) for name in names)
