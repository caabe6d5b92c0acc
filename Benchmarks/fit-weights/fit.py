#!/usr/bin/env python3
"""Fits the weights of rescoring.

    Benchmarks/fit-weights/fit.py [--cache FOLDER] [--programs FOLDER] [--write]

Reads the reference data (FOOTNOTE_DATA, default ../shared/data), builds an index of each development
set with the tool, and asks it to explain the candidates of the questions that `quality_sets.FITTED`
names; what it fits on is what Benchmarks/quality never reports as held out. --write puts the weights
into Sources/Rescoring/RescoringWeights.swift. Needs the packages of requirements-fit.txt; takes a
quarter of an hour.

The model is a sum of weighted features. The loss is the negative logarithm of the softmax
probability of all right candidates of a question, averaged in each set, plus RIDGE times the
squares of the weights of features scaled to unit variance. No weight is negative: each feature is
evidence for a passage, and what is rare in the development sets cannot turn it around.

Questions in stems have two sets of weights, for short and for long ones; a question's own lie
between them by its number of words. Both are fitted at once: a candidate's features stand twice,
times the share of each set.
"""
import argparse
import copy
import os
import re
import sys
from pathlib import Path

import numpy
from scipy.optimize import minimize

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent))

from explained import Table  # noqa: E402
from harness.inputs import Inputs  # noqa: E402
from harness.labelled_index import build_index, index_path  # noqa: E402
from harness.programs import built  # noqa: E402
from harness.quality_sets import QualitySets  # noqa: E402

WEIGHTS = ROOT / "Sources/Rescoring/RescoringWeights.swift"
RIDGE = 0.01
ONE = 1024
QUESTION_LIMIT = 1_700

# By kind of question: how much each development set counts.
MIXTURES = {
    "stems": {
        "squad": 1, "qed": 0.2, "qed-among": 0.2, "scifact-train": 0.2, "cranfield": 0.2,
        "cisi": 0.2},
    "letters": {"jaquad": 1, "drcd": 1, "cmrc": 1},
}
# Kinds with a set for long questions: its name, and the words of a question that is short and long.
LONG = {"stems": ("longStems", 8, 24)}
# Features that gain nothing for a kind.
LEFT_OUT = {"letters": {"titledSentenceShare", "titledSentenceDensity"}}
WORD = re.compile(r"\w+")


class Candidates:
    """The candidates of a set's questions as rows, a question's rows in a row."""

    def __init__(self, questions, table):
        self.names, self.features = table.names, table.features
        number, place = table.number, table.places
        right = numpy.zeros(len(number), dtype=bool)
        for row, question in enumerate(questions[n] for n in number):
            page, start, end = place[row]
            right[row] = (
                page in question.grades if question.grades
                else page == question.page and start < question.end and end > question.start)
        change = numpy.flatnonzero(numpy.diff(number)) + 1
        starts = numpy.concatenate([[0], change])
        counts = numpy.diff(numpy.concatenate([starts, [len(number)]]))
        # Questions without a right candidate teach nothing.
        kept = numpy.add.reduceat(right, starts) > 0
        rows = numpy.repeat(kept, counts)
        self.features, self.right = self.features[rows], right[rows]
        self.counts = counts[kept]
        words = numpy.array([len(WORD.findall(question.text)) for question in questions])
        self.word_counts = words[number[starts[kept]]]
        self.starts = numpy.concatenate([[0], numpy.cumsum(self.counts)])[:-1]
        self.owner = numpy.repeat(numpy.arange(len(self.counts)), self.counts)

    def by_length(self, short, long):
        """The same with each feature twice: times the share of short questions, and of long."""
        made = copy.copy(self)
        share = numpy.clip((self.word_counts - short) / (long - short), 0, 1)[self.owner][:, None]
        made.features = numpy.hstack([self.features * (1 - share), self.features * share])
        made.names = self.names * 2
        return made

    def loss(self, weights):
        """The mean loss of the questions, and its gradient."""
        score = self.features @ weights
        share = numpy.exp(score - numpy.maximum.reduceat(score, self.starts)[self.owner])
        wanted = numpy.where(self.right, share, 0)
        total = numpy.add.reduceat(share, self.starts)
        found = numpy.add.reduceat(wanted, self.starts)
        difference = share / total[self.owner] - wanted / found[self.owner]
        return numpy.log(total / found).mean(), self.features.T @ difference / len(self.counts)


class Development:
    """Makes the candidates of the development sets by name, each once."""

    def __init__(self, tool, data, cache):
        self.tool = tool
        self.cache = cache
        self.sets = QualitySets(Inputs(data, cache))
        self.made = {}

    def candidates(self, name):
        if name not in self.made:
            print(f"Reading {name}", file=sys.stderr)
            labels = self.sets.make(name)
            build_index(self.tool, self.cache, labels)
            questions = [q for q in labels.questions if q.id in labels.fitted]
            questions = questions[:: -(-len(questions) // QUESTION_LIMIT)]
            table = Table(
                self.tool, index_path(self.cache, labels), [(q.id, q.text) for q in questions])
            self.made[name] = Candidates(questions, table)
        return self.made[name]


def fitted(parts, left_out=()):
    """Whole weights for candidates and how much each set counts."""
    names = parts[0][0].names
    scale = numpy.mean([c.features.std(0) for c, _ in parts], 0) + 1e-6
    total = sum(part for _, part in parts)

    def objective(weights):
        value, gradient = RIDGE * weights @ weights, 2 * RIDGE * weights
        for candidates, part in parts:
            loss, slope = candidates.loss(weights / scale)
            value += part / total * loss
            gradient = gradient + part / total * slope / scale
        return value, gradient

    bounds = [(0, 0 if name in left_out else None) for name in names]
    found = minimize(
        objective, numpy.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds,
        options={"maxiter": 300})
    return list(zip(names, numpy.rint(found.x / scale * ONE).astype(int)))


def write(kind, weights):
    """Puts a kind's weights into the source."""
    values = "\n".join(f"    {weight},  // {name}" for name, weight in weights)
    text, count = re.subn(
        rf"(static let {kind} = RescoringWeights\(values: \[\n).*?(\n  \]\))",
        lambda match: match[1] + values + match[2], WEIGHTS.read_text(), flags=re.S)
    if count != 1:
        raise SystemExit(f"{WEIGHTS}: expected one set of weights named {kind}, found {count}")
    WEIGHTS.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cache", default=str(HERE / ".cache"), metavar="FOLDER",
                        help="where indexes are built (500 MB)")
    parser.add_argument("--programs", metavar="FOLDER",
                        help="holds footnote; otherwise it is built")
    parser.add_argument("--write", action="store_true", help="change the source")
    arguments = parser.parse_args()
    tool = (
        os.path.join(arguments.programs, "footnote") if arguments.programs
        else built(str(ROOT), "footnote"))
    data = os.environ.get("FOOTNOTE_DATA", str(ROOT / "../shared/data"))
    os.makedirs(arguments.cache, exist_ok=True)
    development = Development(tool, data, arguments.cache)
    for kind, mixture in MIXTURES.items():
        parts = [(development.candidates(name), part) for name, part in mixture.items()]
        long, *bounds = LONG.get(kind, (None,))
        if long:
            parts = [(candidates.by_length(*bounds), part) for candidates, part in parts]
        weights = fitted(parts, LEFT_OUT.get(kind, ()))
        half = len(weights) // 2
        sets = {kind: weights[:half], long: weights[half:]} if long else {kind: weights}
        for name, values in sets.items():
            print(name, " ".join(f"{n}={weight}" for n, weight in values), flush=True)
            if arguments.write:
                write(name, values)


if __name__ == "__main__":
    main()
