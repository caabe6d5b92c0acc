#!/usr/bin/env python3
"""Fits how much the likeness of vectors counts beside words, and reports it on other questions.

    Benchmarks/fit-weights/fit_fusion.py --table TABLE [--cache FOLDER] [--programs FOLDER] [--write]

TABLE is what `footnote train` made of enwiki-core. Reads the reference data (FOOTNOTE_DATA, default
../shared/data), builds the indexes with vectors (1.5 GB), and asks the tool to explain the candidates
of hybrid searches: what words say of each, and its standardised similarity. Fitted are two weights:

    table    for vectors by the table: SQuAD 1.1 in enwiki-core and QED's paragraphs among it
    brought  for vectors of other models: the 50,000 passages with ready MiniLM embeddings

each by the questions that `quality_sets.FITTED` names, as fit.py does; all others are what is reported.
The loss is the negative logarithm of the softmax probability of the right candidates, averaged in each
set. --write puts the weights into Sources/Rescoring/FusionWeights.swift. Needs the packages of
requirements-fit.txt; takes a quarter of an hour.
"""
import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent))

from explained import places_of  # noqa: E402
from harness.inputs import Inputs  # noqa: E402
from harness.labelled_index import build_index, index_path  # noqa: E402
from harness.programs import built  # noqa: E402
from harness.quality_sets import QualitySets  # noqa: E402

WEIGHTS = ROOT / "Sources/Rescoring/FusionWeights.swift"
ONE = 1024
DEPTH = 200
# By kind of vectors: the sets, each weighing alike.
SETS = {"table": ("squad", "qed-among"), "brought": ("squad-50000",)}
MODES = [("sparse", ()), ("dense", ()), ("hybrid", ()), ("hybrid", ("--fusion", "reciprocal-rank"))]


class Asked:
    """A set with its index, and the answers of the tool to some of its questions."""

    def __init__(self, tool, cache, labels, table):
        self.tool, self.labels, self.folder = tool, labels, Path(cache) / labels.name
        self.vectors = numpy.load(labels.vectors[1]) if labels.vectors else None
        options = ("--embedding", table)
        if labels.vectors:
            keys = Path(cache) / f"{labels.name}.keys"
            keys.write_text("".join(
                f"enwiki:{article.page}:{article.page}:0\n" for article in labels.articles))
            options = ("--vectors", labels.vectors[0], "--vector-ids", str(keys),
                       "--model", "all-MiniLM-L6-v2", "--model-version", "1")
        labels = dataclasses.replace(labels, build_options=labels.build_options + options)
        print(f"Building {labels.name}", file=sys.stderr)
        build_index(tool, cache, labels)
        self.index = index_path(cache, labels)

    def answers(self, fitted, mode, more=(), count=100):
        """Yields each question of a half with its packets."""
        rows = [row for row, question in enumerate(self.labels.questions)
                if (question.id in self.labels.fitted) == fitted]
        command = [self.tool, "query", self.index, "--batch", "-", "-k", str(count),
                   "--mode", mode, *more]
        with tempfile.NamedTemporaryFile(suffix=".npy") as vectors, tempfile.TemporaryFile() as batch:
            if self.vectors is not None and mode != "sparse":
                numpy.save(vectors, self.vectors[rows])
                vectors.flush()
                command += ["--vector", vectors.name]
            for row in rows:
                question = self.labels.questions[row]
                line = {"id": question.id, "text": question.text}
                batch.write(json.dumps(line).encode() + b"\n")
            batch.seek(0)
            process = subprocess.Popen(command, stdin=batch, stdout=subprocess.PIPE)
            for row, line in zip(rows, process.stdout):
                yield self.labels.questions[row], json.loads(line)["passages"]
            if process.wait() not in (0, 1):
                raise SystemExit(f"{' '.join(command)} failed with status {process.returncode}")


def right(question, passages):
    """Which packets answer a question."""
    pages, starts, ends = places_of(passages).T
    if question.grades:
        return numpy.isin(pages, list(question.grades))
    return (pages == question.page) & (starts < question.end) & (ends > question.start)


def candidates(asked):
    """Of each question that can teach: what words say, the similarity, and which are right."""
    for question, passages in asked.answers(True, "hybrid", ("--explain",), DEPTH):
        if not passages:
            continue
        good = right(question, passages)
        parts = numpy.array([
            [part["value"] for part in passage["explanation"]["fusion"]["features"]]
            for passage in passages])
        if good.any():
            yield parts[:, 0], parts[:, 1], good


def loss(rows, weight):
    total = 0
    for words, similarity, good in rows:
        score = words + weight * similarity
        score -= score.max()
        total += numpy.log(numpy.exp(score).sum() / numpy.exp(score[good]).sum())
    return total / len(rows)


def measures(answers):
    ranks = []
    for question, passages in answers:
        places = numpy.flatnonzero(right(question, passages)) if passages else []
        ranks.append(places[0] + 1 if len(places) else numpy.inf)
    ranks = numpy.array(ranks)
    return len(ranks), numpy.where(ranks <= 10, 1 / ranks, 0).mean(), *(
        (ranks <= depth).mean() for depth in (1, 10, 100))


def write(weights):
    """Puts the weights into the source."""
    text = WEIGHTS.read_text()
    for name, weight in weights.items():
        text, count = re.subn(rf"({name}Value: Int32 = )\d+", rf"\g<1>{weight}", text)
        if count != 1:
            raise SystemExit(f"{WEIGHTS}: expected one weight {name}, found {count}")
    WEIGHTS.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--table", required=True, help="an embedding table of enwiki-core")
    parser.add_argument("--cache", default=str(HERE / ".cache"), metavar="FOLDER",
                        help="where indexes are built (1.5 GB)")
    parser.add_argument("--programs", metavar="FOLDER",
                        help="holds footnote; otherwise it is built")
    parser.add_argument("--write", action="store_true", help="change the source")
    arguments = parser.parse_args()
    tool = (
        os.path.join(arguments.programs, "footnote") if arguments.programs
        else built(str(ROOT), "footnote"))
    data = os.environ.get("FOOTNOTE_DATA", str(ROOT / "../shared/data"))
    os.makedirs(arguments.cache, exist_ok=True)
    sets = QualitySets(Inputs(data, arguments.cache))
    weights = {}
    for kind, names in SETS.items():
        asked = {
            name: Asked(tool, arguments.cache, sets.make(name), arguments.table)
            for name in names}
        parts = [list(candidates(asked[name])) for name in names]
        losses = [
            sum(loss(rows, weight / ONE) for rows in parts)
            for weight in range(0, 2 * ONE, 16)]
        weights[kind] = 16 * int(numpy.argmin(losses))
        print(f"{kind} {weights[kind]}, fitted on "
              + ", ".join(f"{len(rows)} of {name}" for rows, name in zip(parts, names)))
        print("set          mode                    questions  MRR@10  hit@1  hit@10  hit@100")
        for name in names:
            for mode, more in MODES:
                figures = measures(asked[name].answers(False, mode, more))
                print("%-12s %-26s %6d   %.4f  %.4f  %.4f  %.4f" % (
                    name, " ".join((mode, *more[1:])), *figures), flush=True)
    if arguments.write:
        write(weights)


if __name__ == "__main__":
    main()
