"""A process that holds one peer and answers commands, as VectorBenchmark does for Footnote.

A command is a line of words between tabs, its answer a line of JSON:

    build ROWS PATH THREADS               makes the index and saves it
    queries PATH                          reads the questions of the next searches
    open PATH THREADS                     makes a saved index ready; Footnote says what it chose
    widths                                the names of the settings of searches, by rising effort
    restrict PATH                         only these rows may be found, a byte each; - for all
    search each|batch K WIDTH THREADS SECONDS IDS
                                          asks all questions; WIDTH is a setting's number
    first K WIDTH                         asks one question

A search with a file for IDS asks all questions once and writes what is found, K 32-bit numbers a
question. With - it asks the first questions to warm up, then all of them again and again until
so many seconds have gone.
"""
import json
import os
import sys
import time

import numpy

from harness.ann import competitors
from harness.ann.peer import each

WARM_UP_QUESTIONS = 200


class Worker:
    def __init__(self, name, metric, dimensions):
        self.peer = competitors.made(name, metric, int(dimensions))

    def build(self, rows, path, threads):
        vectors = numpy.load(rows)
        start = time.perf_counter()
        self.peer.build(vectors, int(threads))
        self.peer.save(path)
        return {"seconds": time.perf_counter() - start}

    def queries(self, path):
        self.asked = numpy.load(path)
        return {"count": len(self.asked)}

    def open(self, path, threads):
        start = time.perf_counter()
        self.peer.open(path, int(threads))
        return {"seconds": time.perf_counter() - start}

    def widths(self):
        return {
            "widths": [str(width) for width in self.peer.widths],
            "interfaces": ["each", "batch"] if self.peer.has_batches else ["each"],
        }

    def restrict(self, path):
        self.peer.restrict(None if path == "-" else numpy.fromfile(path, dtype=bool))
        return {}

    def search(self, interface, k, width, threads, seconds, ids):
        k, threads = int(k), int(threads)
        self.peer.prepare(self.peer.widths[int(width)], k, threads)
        ask = self.in_batch if interface == "batch" else self.one_by_one
        if ids != "-":
            padded(ask(self.asked, k, threads), k).astype("<i4").tofile(ids)
            return {}
        ask(self.asked[:WARM_UP_QUESTIONS], k, threads)
        passes, start = 0, time.perf_counter()
        while True:
            ask(self.asked, k, threads)
            passes += 1
            gone = time.perf_counter() - start
            if gone >= float(seconds):
                return {"seconds": gone / passes, "passes": passes}

    def in_batch(self, queries, k, threads):
        return self.peer.many(queries)

    def one_by_one(self, queries, k, threads):
        return each(self.peer, queries, k, threads)

    def first(self, k, width):
        start = time.perf_counter()
        self.peer.prepare(self.peer.widths[int(width)], int(k), 1)
        ids = self.peer.one(self.asked[0])
        gone = time.perf_counter() - start
        return {"seconds": gone, "ids": [int(number) for number in ids]}


def padded(found, k):
    """As many columns as wanted; what was not found is -1."""
    ids = numpy.asarray(found)
    # Unsigned keys: the greatest stands for nothing.
    ids = numpy.where(ids > 2**31 - 1, -1, ids).astype(numpy.int64)
    result = numpy.full((len(ids), k), -1, dtype=numpy.int64)
    result[:, :ids.shape[1]] = ids[:, :k]
    return result


def main():
    # Libraries write to standard output what nobody asked for.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    worker = Worker(*sys.argv[1:])
    for line in sys.stdin:
        verb, *words = line.rstrip("\n").split("\t")
        try:
            answer = getattr(worker, verb)(*words)
        except Exception as error:  # A peer's own fault is the benchmark's news, not its end.
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
