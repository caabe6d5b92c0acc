"""Measures of rankings, the same for every engine, and their intervals."""
import math

import numpy

# Passages of each run that count.
DEPTH = 100
MEASURES = ("nDCG@10", "MRR@10", "hit@1", "hit@10", "recall@100")
RESAMPLES = 2_000


class Scorer:
    """Scores runs over one set; a run has, for each question, positions of passages, best first.

    With answers' places a question has one relevant item, and the first passage that hits
    counts. With judged pages, pages are ranked by their best passage, and each counts once.
    """

    def __init__(self, labels, passages, hits):
        self.labels = labels
        self.pages = [passage.page for passage in passages]
        self.hits = hits

    def scores(self, run):
        """A row for each question, a column for each of MEASURES."""
        rows = [
            self.measures(*self.grades(number, ranking)) for number, ranking in enumerate(run)]
        return numpy.array(rows, dtype=float).reshape(-1, len(MEASURES))

    def grades(self, number, ranking):
        """The grade at each rank and all relevant grades, greatest first."""
        if not self.labels.is_judged:
            hits = self.hits[number]
            for rank, position in enumerate(ranking):
                if position in hits:
                    return [0] * rank + [1], [1]
            return [], [1]
        judged = self.labels.questions[number].grades
        pages = dict.fromkeys(self.pages[position] for position in ranking)
        return [judged.get(page, 0) for page in pages], sorted(judged.values(), reverse=True)

    @staticmethod
    def measures(grades, ideal):
        first = next((rank for rank, grade in enumerate(grades[:10]) if grade > 0), None)
        return (
            gain(grades) / gain(ideal),
            0 if first is None else 1 / (first + 1),
            float(first == 0),
            float(first is not None),
            sum(grade > 0 for grade in grades[:100]) / len(ideal),
        )


def gain(grades):
    return sum(
        grade / math.log2(rank + 2) for rank, grade in enumerate(grades[:10]) if grade > 0)


def interval(values):
    """The mean of the values and the bounds of its 95 % interval (percentile bootstrap)."""
    values = numpy.asarray(values, dtype=float)
    generator = numpy.random.default_rng(len(values))
    counts = generator.multinomial(
        len(values), numpy.full(len(values), 1 / len(values)), size=RESAMPLES)
    means = numpy.sort(counts @ values / len(values))
    tail = RESAMPLES // 40
    return float(values.mean()), float(means[tail]), float(means[-1 - tail])
