"""Sets of vectors with questions, as every engine gets them: 32-bit floats in files."""
import hashlib
import os

import numpy

from harness.ann.peer import ANGULAR, DOT, EUCLIDEAN
from harness.inputs import InputAbsent
from harness.machine import described_file

METRICS = (ANGULAR, EUCLIDEAN, DOT)


class VectorSet:
    """Rows and questions under a name. An angular set's vectors have unit length."""

    def __init__(self, name, title, metric, rows_path, queries_path, sources):
        self.name, self.title, self.metric = name, title, metric
        self.rows_path, self.queries_path = rows_path, queries_path
        self.sources = sources

    @property
    def rows(self):
        return numpy.load(self.rows_path, mmap_mode="r")

    @property
    def queries(self):
        return numpy.load(self.queries_path)

    def facts(self):
        count, dimensions = self.rows.shape
        return {
            "title": self.title, "metric": self.metric, "rows": count,
            "dimensions": dimensions, "questions": len(self.queries), "sources": self.sources,
        }


def minilm(inputs, cache):
    """MiniLM's embeddings of passages, asked with real questions."""
    paths = [
        inputs.require(f"vectors/minilm-{kind}.f16.npy") for kind in ("passages", "questions")]
    return from_files("minilm", "MiniLM, passages and questions", ANGULAR, *paths, cache)


def from_files(name, title, metric, rows, queries, cache):
    """A pair of .npy files of any floats."""
    arrays = []
    for path in (rows, queries):
        try:
            arrays.append(numpy.load(path, mmap_mode="r"))
        except (OSError, ValueError) as error:
            raise InputAbsent(f"{path}: expected a .npy file of vectors: {error}") from error
    return prepared(
        name, title, metric, *arrays, [described_file(path) for path in (rows, queries)], cache)


def from_hdf5(path, cache):
    """A file of ann-benchmarks: datasets `train` and `test`, attribute `distance`."""
    import h5py
    name = os.path.splitext(os.path.basename(path))[0]
    try:
        with h5py.File(path, "r") as file:
            metric = file.attrs["distance"]
            rows, queries = file["train"][:], file["test"][:]
    except (OSError, KeyError) as error:
        raise InputAbsent(
            f"{path}: expected an HDF5 file with train, test and the attribute distance: "
            f"{error}") from error
    metric = metric.decode() if isinstance(metric, bytes) else metric
    return prepared(name, name, metric, rows, queries, [described_file(path)], cache)


def prepared(name, title, metric, rows, queries, sources, cache):
    """Checks the vectors and writes them once as the engines read them."""
    metric = {"cosine": ANGULAR, "inner_product": DOT}.get(metric, metric)
    if metric not in METRICS:
        raise InputAbsent(f"{name}: distance {metric}: expected {', '.join(METRICS)}")
    for array in (rows, queries):
        if array.ndim != 2 or array.dtype.kind != "f" or 0 in array.shape:
            raise InputAbsent(
                f"{name}: expected rows of floats, found shape {array.shape} of {array.dtype}")
    if rows.shape[1] != queries.shape[1]:
        raise InputAbsent(
            f"{name}: {rows.shape[1]} dimensions of rows, {queries.shape[1]} of questions")
    key = hashlib.sha256("".join([metric] + [s["sha256"] for s in sources]).encode())
    paths = []
    for kind, array in (("rows", rows), ("queries", queries)):
        path = os.path.join(cache, f"{name}-{key.hexdigest()[:12]}-{kind}.npy")
        if not os.path.exists(path):
            write(path, as_engines_read(array, metric, f"{name}, {kind}"))
        paths.append(path)
    return VectorSet(name, title, metric, *paths, sources)


def as_engines_read(array, metric, what):
    values = numpy.ascontiguousarray(array, dtype=numpy.float32)
    if not numpy.isfinite(values).all():
        raise InputAbsent(f"{what}: a value is not finite")
    if metric != ANGULAR:
        return values
    lengths = numpy.linalg.norm(values, axis=1, keepdims=True)
    if not lengths.all():
        raise InputAbsent(f"{what}: row {int(numpy.argmin(lengths))} has no direction")
    return values / lengths


def first_of(vectors, row_count, query_count, cache):
    """A smaller set of the first rows and questions, to try things out."""
    paths = []
    for path, count in (
            (vectors.rows_path, row_count), (vectors.queries_path, query_count)):
        part = os.path.join(cache, f"first-{count}-{os.path.basename(path)}")
        write(part, numpy.load(path, mmap_mode="r")[:count])
        paths.append(part)
    return VectorSet(
        vectors.name, f"{vectors.title}, the first {row_count:,} rows", vectors.metric, *paths,
        vectors.sources)


def write(path, array):
    with open(path + ".part", "wb") as file:
        numpy.save(file, numpy.ascontiguousarray(array))
    os.rename(path + ".part", path)
