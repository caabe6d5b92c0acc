"""Vectors of our own: the corpus's passages and questions, embedded with a trained table."""
import hashlib
import json
import os
import subprocess
import sys

import numpy

from harness import packets, timing
from harness.ann.engine import BENCHMARKS
from harness.ann.peer import ANGULAR
from harness.ann.vectors import from_files
from harness.labelled_index import build_index, index_path
from harness.machine import described_file
from harness.quality_sets import QualitySets

NAME = "core"
# Passages that the neural model embeds: some 20 a second.
NEURAL_SAMPLE = 256
# Questions that every setting of every engine is asked, as many as the reference data has.
QUESTION_SAMPLE = 1_000


class OwnVectors:
    """Embeds once and keeps the vectors in the cache under the table's and the texts' digest."""

    def __init__(self, inputs, cache, footnote, program, table):
        self.inputs, self.cache = inputs, cache
        self.footnote, self.program, self.table = footnote, program, table

    def made(self):
        """The set, and what embedding its passages cost beside MiniLM."""
        labels = QualitySets(self.inputs).squad()
        timing.progress("Cutting the corpus into passages")
        build_index(self.footnote, self.cache, labels)
        passages = [
            passage.content
            for passage in packets.exported(self.footnote, index_path(self.cache, labels))]
        questions = sampled([question.text for question in labels.questions], QUESTION_SAMPLE)
        timing.progress(f"Embedding {len(passages):,} passages")
        rows, cost = self.embedded("passages", passages, labels.language)
        asked, _ = self.embedded("questions", questions, labels.language)
        title = "our own embeddings of enwiki-core"
        vectors = from_files(NAME, title, ANGULAR, rows, asked, self.cache)
        cost["minilm_texts_a_second"] = self.neural_rate(passages)
        cost["table"] = described_file(self.table)
        return vectors, cost

    def embedded(self, kind, texts, language):
        """The path of the vectors, and texts and seconds of one thread."""
        data = texts_of(texts)
        digest = hashlib.sha256(data)
        with open(self.table, "rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
        stem = os.path.join(self.cache, f"{NAME}-{kind}-{digest.hexdigest()[:12]}")
        if not os.path.exists(stem + ".npy"):
            with open(stem + ".texts", "wb") as file:
                file.write(data)
            done = subprocess.run(
                [self.program, "embed", self.table, language, kind, stem + ".texts",
                 stem + ".floats"], check=True, stdout=subprocess.PIPE)
            facts = json.loads(done.stdout)
            vectors = numpy.fromfile(stem + ".floats", dtype="<f4")
            numpy.save(stem + ".npy", vectors.reshape(facts["texts"], facts["dimensions"]))
            with open(stem + ".json", "w", encoding="utf-8") as file:
                json.dump(facts, file)
            os.remove(stem + ".texts")
            os.remove(stem + ".floats")
        with open(stem + ".json", encoding="utf-8") as file:
            return stem + ".npy", json.load(file)

    def neural_rate(self, passages):
        """Texts that MiniLM embeds in a second of one thread."""
        sample = sampled(passages, NEURAL_SAMPLE)
        done = subprocess.run(
            [sys.executable, "-m", "harness.ann.neural_rate", os.path.abspath(self.cache)],
            input=texts_of(sample), stdout=subprocess.PIPE, check=True, cwd=BENCHMARKS)
        return json.loads(done.stdout)


def sampled(texts, count):
    """So many of the texts, evenly spread; all where there are fewer."""
    count = min(count, len(texts))
    return [texts[number * len(texts) // count] for number in range(count)]


def texts_of(texts):
    """The texts, a zero byte after each."""
    return b"".join(text.encode().replace(b"\0", b" ") + b"\0" for text in texts)
