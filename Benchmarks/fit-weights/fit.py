#!/usr/bin/env python3
"""Fits the weights of rescoring, and says what they are worth on articles that they never saw.

    fit.py INDEX FOOTNOTE [--write]

INDEX is an index of corpus/enwiki-core in the reference data (FOOTNOTE_DATA, default ../shared/data);
FOOTNOTE is the built tool, whose explanations hold the features. Questions are those of
qa/aligned/squad11-dev whose answer lies in the labelled range. Articles are split by the order of their
page ids: weights are fitted on the even ones and reported on the odd ones, then the other way around.
--write puts the weights of the even articles into Sources/Rescoring/RescoringWeights.swift. Needs numpy;
takes three minutes.

The model is a sum of weighted features. The loss is the negative logarithm of the softmax probability
of all right candidates of a question, plus RIDGE times the squares of the weights of features scaled
to unit variance.
"""
import gzip
import json
import os
import re
import sys
from pathlib import Path

import numpy as np

from explained import Table

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FOOTNOTE_DATA", ROOT / "../shared/data"))
WEIGHTS = ROOT / "Sources/Rescoring/RescoringWeights.swift"
RIDGE = 0.03
ONE = 1024


def labelled_questions():
    """Question, page and range in characters, for each question."""
    with gzip.open(DATA / "qa/aligned/squad11-dev.jsonl.gz", "rt") as lines:
        return [
            (row["question"], row["page_id"], row["char_start"], row["char_end"])
            for row in map(json.loads, lines) if row["answer_in_range"]
        ]


class Candidates:
    """The candidates of all questions as rows, a question's rows in a row."""

    def __init__(self, questions, table):
        number, place, self.features = table.number, table.places, table.features
        pages = np.array([question[1] for question in questions])
        starts = np.array([question[2] for question in questions])
        ends = np.array([question[3] for question in questions])
        self.right = (
            (place[:, 0] == pages[number])
            & (place[:, 1] < ends[number])
            & (place[:, 2] > starts[number])
        )
        change = np.flatnonzero(np.diff(number)) + 1
        self.starts = np.concatenate([[0], change])
        self.counts = np.diff(np.concatenate([self.starts, [len(number)]]))
        self.owner = np.repeat(np.arange(len(self.counts)), self.counts)
        self.has_right = np.add.reduceat(self.right, self.starts) > 0
        odd = {page: index % 2 == 1 for index, page in enumerate(sorted(set(pages)))}
        self.is_odd = np.array([odd[page] for page in pages[number[self.starts]]])
        self.asked = [sum(odd[page] == half for page in pages) for half in (False, True)]

    def report(self, score, half):
        """MRR@10, hit@1 and hit@10 over all questions of a half, the unanswered included."""
        best = np.maximum.reduceat(np.where(self.right, score, -np.inf), self.starts)
        rank = np.add.reduceat(score > best[self.owner], self.starts)
        rank = rank[(self.is_odd == half) & self.has_right]
        total = self.asked[half]
        return (1 / (rank[rank < 10] + 1)).sum() / total, (rank == 0).sum() / total, (
            rank < 10
        ).sum() / total

    def fit(self, half):
        """Newton's method with the covariance under the softmax, and steps that are halved as needed."""
        kept = (self.is_odd == half) & self.has_right
        rows = kept[self.owner]
        x, right = self.features[rows], self.right[rows]
        scale = x.std(0) + 1e-6
        x = (x - x.mean(0)) / scale
        counts = self.counts[kept]
        starts = np.concatenate([[0], np.cumsum(counts)])[:-1]
        owner = np.repeat(np.arange(len(counts)), counts)
        weights = np.zeros(x.shape[1])

        def shares(weights):
            score = x @ weights
            share = np.exp(score - np.maximum.reduceat(score, starts)[owner])
            wanted = np.where(right, share, 0)
            total, found = np.add.reduceat(share, starts), np.add.reduceat(wanted, starts)
            loss = np.log(total / found).mean() + RIDGE * weights @ weights
            return loss, share / total[owner], wanted / found[owner]

        loss, share, wanted = shares(weights)
        for _ in range(40):
            gradient = x.T @ (share - wanted) / len(counts) + 2 * RIDGE * weights
            mean = np.add.reduceat(x * share[:, None], starts)
            hessian = (x.T @ (x * share[:, None]) - mean.T @ mean) / len(counts)
            step = np.linalg.solve(hessian + 2 * RIDGE * np.eye(len(weights)), gradient)
            while np.abs(step).max() > 1e-6:
                next_loss, next_share, next_wanted = shares(weights - step)
                if next_loss < loss:
                    break
                step /= 2
            else:
                break
            weights, loss, share, wanted = weights - step, next_loss, next_share, next_wanted
        return np.rint(weights / scale * ONE).astype(int)


def main():
    index, tool = sys.argv[1:3]
    questions = labelled_questions()
    table = Table(tool, index, [(str(n), row[0]) for n, row in enumerate(questions)])
    names = table.names
    candidates = Candidates(questions, table)
    form = "%-24s MRR@10 %.4f  hit@1 %.4f  hit@10 %.4f"
    fitted = {}
    for half in (False, True):
        fitted[half] = candidates.fit(half)
        score = candidates.features @ fitted[half]
        for name, side in (("fitted", half), ("not fitted", not half)):
            label = f"{'odd' if side else 'even'} pages, {name}"
            print(form % ((label,) + candidates.report(score, side)))
    for half in (False, True):
        label = f"{'odd' if half else 'even'} pages, first stage"
        print(form % ((label,) + candidates.report(candidates.features[:, 0], half)))
    for name, weight in zip(names, fitted[False]):
        print(f"{name:20} {weight}")
    if "--write" in sys.argv:
        values = ", ".join(map(str, fitted[False]))
        text = re.sub(
            r"(static let values: \[Int32\] = \[\n).*?(\n  \])",
            lambda match: f"{match[1]}    {values},{match[2]}",
            WEIGHTS.read_text(), flags=re.S)
        WEIGHTS.write_text(text)


main()
