#!/usr/bin/env python3
"""Fits the confidence of results, and says how far it can be believed on questions it never saw.

    fit_confidence.py FOOTNOTE FOLDER [--write] [--every N]

FOOTNOTE is the built tool; FOLDER gets the tables and the indexes (4 GB), and is made where it does not
exist. --every takes each Nth question of the larger sets, to try it out. --write puts the weights into
Sources/Rescoring/Confidence.swift. Needs numpy, zstd and the reference data (FOOTNOTE_DATA, default
../shared/data). Nothing is drawn at random: the same data, tool and machine give the same weights.

Each question is asked twice: with the articles that answer it in the index, and without them. Half of
all questions have no answer, then, and that is what the probabilities are calibrated for. Of a set with
halves, the even articles' questions are asked with the odd articles alone, and the other way around.

All is done by words alone, and by words and vectors: questions in English with a table trained on
enwiki-core, others with one trained on their set's articles. What is trained once stays in FOLDER.

Fitted on: SQuAD 1.1 over enwiki-core, JaQuAD, DRCD and CMRC 2018, and XQuAD in three languages (even
articles), and SciFact (train), by the logarithmic loss of the first result, each set weighing the same.
Questions in words and in letters have weights of their own, but for the size of the index: no sizes but
two are known of letters. Reported on: the odd articles of these, XQuAD's odd articles in all other
languages, SciFact's validation part, QED, and SQuAD 2.0's questions about SQuAD 1.1's odd articles,
whose impossible ones were written by people to look answerable.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

import labelled
from explained import answers

WEIGHTS = Path(__file__).resolve().parents[2] / "Sources/Rescoring/Confidence.swift"
# Sets whose questions are read as pairs or triples of letters.
LETTERS = ("jaquad", "drcd", "cmrc", "xquad.th", "xquad.zh", "xquad.ar")
KINDS = ("words", "letters")
# Modes of searching, with what their weights are called.
MODES = {"sparse": KINDS, "hybrid": ("fusedWords", "fusedLetters")}
# The size of the index among the numbers.
SIZE = 4
XQUAD = ["ar", "de", "el", "ro", "th", "tr", "vi", "zh"]
RIDGE = 0.002
DEPTH = 5
ONE = 1024
BINS = 15


class Outcomes:
    """What was told of each question's first results, and whether they answer."""

    def __init__(self):
        self.features, self.gaps, self.hits, self.is_odd = [], [], [], []

    def add(self, question, passages, has_answer):
        parts = passages[0]["explanation"]["confidence"]["features"]
        self.features.append([part["value"] for part in parts])
        scores = [passage["score"] for passage in passages]
        self.gaps.append([score - scores[0] for score in scores])
        self.gaps[-1] += [-700.0] * (DEPTH - len(scores))
        hits = [has_answer and question.is_answered(passage) for passage in passages]
        self.hits.append(hits + [False] * (DEPTH - len(hits)))
        self.is_odd.append(question.is_odd)

    def part(self, is_odd):
        rows = [is_odd is None or odd == is_odd for odd in self.is_odd]
        part = Outcomes()
        part.features = np.array(self.features)[rows]
        part.gaps = np.array(self.gaps)[rows]
        part.hits = np.array(self.hits, dtype=float)[rows]
        return part


class Asking:
    def __init__(self, tool, folder, every):
        self.tool, self.folder, self.every = tool, folder, every
        folder.mkdir(parents=True, exist_ok=True)

    def feed(self, command, lines):
        with subprocess.Popen([self.tool, *command], stdin=subprocess.PIPE) as process:
            for line in lines:
                process.stdin.write(line)
        if process.returncode:
            raise SystemExit("%s failed" % " ".join(map(str, command)))

    def table(self, labels):
        """The embedding table of a set, trained where there is none yet."""
        is_english = labels.language == "en"
        path = self.folder / ("core.embedding" if is_english else labels.name + ".embedding")
        if not path.exists():
            command = ["train", "-", "-q", "-o", path, "--steps", "2400" if is_english else "120"]
            self.feed(command, (labelled.squad11() if is_english else labels).lines())
        return path

    def index(self, labels, name, leaving_out):
        path = self.folder / (labels.name + "." + name)
        shutil.rmtree(path, ignore_errors=True)
        command = ["build", "-", "-q", "-o", path, "--embedding", self.table(labels)]
        self.feed(command, labels.lines(leaving_out))
        return path

    def ask(self, outcomes, index, questions, has_answer):
        """Asks questions in each mode, whose outcomes are given by its name."""
        known = {question.identifier: question for question in questions}
        for mode, told in outcomes.items():
            asked = ((question.identifier, question.text) for question in questions)
            for identifier, passages in answers(self.tool, index, asked, DEPTH, mode):
                question = known[identifier]
                if passages:
                    told.add(question, passages, has_answer and not question.is_impossible)

    def outcomes(self, labels, half=None):
        """Asks all questions, or those of a half, with and without their articles, in each mode."""
        questions = [
            question for question in labels.questions if half is None or question.is_odd == half]
        if len(questions) > 2000:
            questions = questions[::self.every]
        outcomes = {mode: Outcomes() for mode in MODES}
        index = self.index(labels, "whole", ())
        self.ask(outcomes, index, questions, True)
        pages = set().union(*(question.pages for question in labels.questions))
        if not labels.odd:
            index = self.index(labels, "without", pages)
            self.ask(outcomes, index, questions, False)
        else:
            even = set(labels.articles) - labels.odd
            for name, is_odd, left_out in (("even", True, labels.odd), ("odd", False, even)):
                part = [question for question in questions if question.is_odd == is_odd]
                if part:
                    self.ask(outcomes, self.index(labels, name, left_out), part, False)
        for mode, told in outcomes.items():
            print("%-18s %5d answers, %s" % (labels.name, len(told.hits), mode), flush=True)
        return outcomes


def probabilities(features, weights):
    return 1 / (1 + np.exp(-features @ weights))


def logarithmic_loss(told, came):
    told = np.clip(told, 1e-9, 1 - 1e-9)
    return -(came * np.log(told) + (1 - came) * np.log(1 - told))


def is_in_letters(name):
    return name.split(" ")[0] in LETTERS


def apart(part, in_letters):
    """The features with those of the other kind as zeros before or behind them, the size at last."""
    own, size = np.delete(part.features, SIZE, 1), part.features[:, SIZE:SIZE + 1]
    other = np.zeros_like(own)
    return np.concatenate([other, own, size] if in_letters else [own, other, size], axis=1)


def fit(parts):
    """The weights of words and of letters by Newton's method, then the decay of each that suits the
    results after the first."""
    features = np.concatenate([apart(part, is_in_letters(name)) for name, part in parts])
    hits = np.concatenate([part.hits[:, 0] for _, part in parts])
    shares = np.concatenate([np.full(len(part.hits), 1 / len(part.hits)) for _, part in parts])
    own_count = features.shape[1] // 2
    constants = [0, own_count]
    scale = features.std(0)
    scale[constants] = 1
    x = features / scale
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[constants, constants] = 0
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        told = probabilities(x, weights)
        gradient = x.T @ (shares * (told - hits)) + 2 * ridge @ weights
        hessian = (x * (shares * told * (1 - told))[:, None]).T @ x + 2 * ridge
        weights -= np.linalg.solve(hessian, gradient)
    weights = np.rint(weights / scale * ONE).astype(int)
    found = {}
    for kind, start in zip(KINDS, constants):
        own = np.insert(weights[start:start + own_count], SIZE, weights[-1])
        found[kind] = own, best_decay(
            [part for name, part in parts if is_in_letters(name) == (kind == "letters")], own)
    return found


def best_decay(parts, weights):
    losses = np.zeros(2 * ONE - 1)
    for part in parts:
        first = probabilities(part.features, weights / ONE)[:, None]
        losses += [
            logarithmic_loss(
                first * np.exp(decay / ONE * part.gaps[:, 1:]), part.hits[:, 1:]).sum(1).mean()
            for decay in range(1, 2 * ONE)]
    return int(np.argmin(losses)) + 1


def expected_error(told, came):
    """Expected calibration error over bins of equal mass."""
    order = np.argsort(told, kind="stable")
    parts = np.array_split((told - came)[order], BINS)
    return sum(abs(part.sum()) for part in parts) / len(told)


def area(told, came):
    """Area under the ROC curve; equal probabilities count half."""
    order = np.sort(told[came == 0])
    below = np.searchsorted(order, told[came == 1], "left")
    upto = np.searchsorted(order, told[came == 1], "right")
    return (below + upto).mean() / 2 / len(order)


def report(name, part, found):
    weights, decay = found["letters" if is_in_letters(name) else "words"]
    told = probabilities(part.features, weights / ONE)
    later = told[:, None] * np.exp(decay / ONE * part.gaps[:, 1:])
    print("%-18s %6d   %.3f    %.3f   %.3f   %.3f  %.3f" % (
        name, len(told), part.hits[:, 0].mean(), told.mean(),
        expected_error(told, part.hits[:, 0]), area(told, part.hits[:, 0]),
        expected_error(later.ravel(), part.hits[:, 1:].ravel())), flush=True)


def main():
    tool, folder = sys.argv[1], Path(sys.argv[2])
    every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
    asking = Asking(tool, folder, every)
    fitted = [(labels, asking.outcomes(labels)) for labels in (
        labelled.squad11(), labelled.jaquad(), labelled.drcd(), labelled.cmrc(),
        labelled.scifact("train"), labelled.xquad("es"), labelled.xquad("hi"),
        labelled.xquad("ru"))]
    reported = [
        (labels.name + " odd", asking.outcomes(labels, True))
        for labels in map(labelled.xquad, XQUAD)]
    reported += [
        (labels.name, asking.outcomes(labels))
        for labels in (labelled.scifact("validation"), labelled.qed())]
    hard = {mode: Outcomes() for mode in MODES}
    asking.ask(hard, folder / "squad11.whole", labelled.squad20().questions, True)
    reported.append(("squad20 odd", hard))
    weights = {}
    for mode, names in MODES.items():
        print(mode)
        even = [(labels.name, outcomes[mode].part(False)) for labels, outcomes in fitted]
        odd = [(labels.name + " odd", outcomes[mode].part(True)) for labels, outcomes in fitted
               if any(outcomes[mode].is_odd)]
        found = fit(even)
        tell(even, odd + [(name, outcomes[mode].part(None)) for name, outcomes in reported], found)
        weights |= zip(names, found.values())
    for name, (values, decay) in weights.items():
        print(name, ", ".join(map(str, values)), "decay", decay)
    if "--write" in sys.argv:
        write(weights)


def tell(fitted, reported, found):
    print("set              answers  right  told   error   area   error of results 2 to %d" % DEPTH)
    for name, part in fitted:
        report(name + " fitted", part, found)
    for name, part in reported:
        report(name, part, found)


def write(found):
    text = WEIGHTS.read_text()
    for kind, (weights, decay) in found.items():
        text = re.sub(
            r"(static let %s = ConfidenceWeights\(\n    values: \[).*?(\], decayValue: )\d+" % kind,
            lambda match: "%s%s%s%d" % (match[1], ", ".join(map(str, weights)), match[2], decay),
            text)
    WEIGHTS.write_text(text)


if __name__ == "__main__":
    main()
