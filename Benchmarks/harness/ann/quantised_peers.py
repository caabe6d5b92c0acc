"""Graphs over codes, trees and scans: SymphonyQG, VSAG, ScaNN, NGT and turbovec."""
import json
import os
import shutil

import numpy

from harness.ann.peer import DOT, EUCLIDEAN, WIDTHS, Peer, scaled


class SymphonyQG(Peer):
    widths = WIDTHS

    def __init__(self, name, metric, dimensions, degree, construction, bits):
        super().__init__(name, metric, dimensions)
        import rabitqlib
        self.library = rabitqlib
        self.degree, self.construction, self.bits = degree, construction, bits

    def build(self, rows, threads):
        self.index = self.library.SymqgIndex(
            self.dimensions, self.degree, "l2" if self.metric == EUCLIDEAN else "ip", self.bits)
        self.index.build(rows, self.construction, threads)

    def save(self, path):
        self.index.save(path)

    def open(self, path, threads):
        self.index = self.library.SymqgIndex.load(path)

    def prepare(self, width, k, threads):
        self.k, self.threads, self.width = k, threads, scaled(width, k)

    def one(self, query):
        return self.index.search(query[None], self.k, self.width, 1)[0][0]

    def many(self, queries):
        return self.index.search_batch(queries, self.k, self.width, self.threads)[0]


class VSAG(Peer):
    widths = WIDTHS
    has_batches = False

    def __init__(self, name, metric, dimensions, settings):
        super().__init__(name, metric, dimensions)
        import pyvsag
        pyvsag.set_logger_off()
        self.library = pyvsag
        self.settings = settings

    def made(self, threads):
        return self.library.Index("hgraph", json.dumps({
            # By inner product its 4-bit and 8-bit codes find next to nothing of unit vectors.
            "dtype": "float32", "metric_type": "ip" if self.metric == DOT else "l2",
            "dim": self.dimensions,
            "index_param": self.settings | {"build_thread_count": threads},
        }))

    def build(self, rows, threads):
        self.index = self.made(threads)
        self.index.build(
            vectors=rows.reshape(-1), ids=numpy.arange(len(rows), dtype=numpy.int64),
            num_elements=len(rows), dim=self.dimensions)

    def save(self, path):
        self.index.save(path)

    def open(self, path, threads):
        self.index = self.made(threads)
        self.index.load(path)

    def prepare(self, width, k, threads):
        self.k = k
        self.parameters = json.dumps({"hgraph": {"ef_search": scaled(width, k)}})

    def one(self, query):
        return self.index.knn_search(vector=query, k=self.k, parameters=self.parameters)[0]


class ScaNN(Peer):
    # Leaves searched and candidates scored again for each result.
    widths = (
        (4, 4), (8, 4), (12, 6), (16, 6), (24, 6), (24, 10), (32, 8), (48, 8), (48, 16), (64, 8),
        (64, 16), (96, 10), (96, 20), (128, 20), (192, 20), (220, 40))

    def __init__(self, name, metric, dimensions):
        super().__init__(name, metric, dimensions)
        import scann
        self.library = scann

    def build(self, rows, threads):
        leaves = round(len(rows) ** 0.5)
        measure = "squared_l2" if self.metric == EUCLIDEAN else "dot_product"
        builder = self.library.scann_ops_pybind.builder(rows, 10, measure)
        builder.set_n_training_threads(threads)
        threshold = float("nan") if self.metric == EUCLIDEAN else 0.2
        self.index = builder.tree(
            num_leaves=leaves, num_leaves_to_search=leaves // 10,
            training_sample_size=len(rows),
        ).score_ah(2, anisotropic_quantization_threshold=threshold).reorder(100).build()

    def save(self, path):
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        self.index.serialize(path)

    def open(self, path, threads):
        self.index = self.library.scann_ops_pybind.load_searcher(path)

    def prepare(self, width, k, threads):
        self.k, self.threads = k, threads
        leaves, factor = width
        self.options = {
            "final_num_neighbors": k, "pre_reorder_num_neighbors": factor * k,
            "leaves_to_search": leaves,
        }
        self.index.set_num_threads(threads)

    def one(self, query):
        return self.index.search(query, **self.options)[0]

    def many(self, queries):
        if self.threads == 1:
            return self.index.search_batched(queries, **self.options)[0]
        return self.index.search_batched_parallel(queries, **self.options)[0]


class NGT(Peer):
    """ONNG: a graph with many links, of which outgoing and incoming ones are kept."""

    widths = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20, 0.30)
    has_batches = False

    def __init__(self, name, metric, dimensions, links, outgoing, incoming):
        super().__init__(name, metric, dimensions)
        import ngtpy
        self.library = ngtpy
        self.links, self.outgoing, self.incoming = links, outgoing, incoming

    def build(self, rows, threads):
        self.made_at = os.path.join(os.environ["TMPDIR"], f"ngt-{os.getpid()}")
        broad = self.made_at + "-broad"
        self.library.create(
            broad, self.dimensions, edge_size_for_creation=self.links, edge_size_for_search=-2,
            distance_type="L2" if self.metric == EUCLIDEAN else "Inner Product",
            object_type="Float")
        index = self.library.Index(broad)
        index.batch_insert(rows, num_threads=threads)
        index.save()
        index.close()
        optimizer = self.library.Optimizer(log_disabled=True)
        # What remains is the graph: the tables of its search parameters go unused.
        optimizer.set_processing_modes(
            shortcut_reduction=True, search_parameter_optimization=False,
            prefetch_parameter_optimization=False, accuracy_table_generation=False)
        optimizer.set(num_of_outgoings=self.outgoing, num_of_incomings=self.incoming)
        optimizer.execute(broad, self.made_at)
        shutil.rmtree(broad)

    def save(self, path):
        shutil.rmtree(path, ignore_errors=True)
        shutil.move(self.made_at, path)

    def open(self, path, threads):
        self.index = self.library.Index(path, read_only=True, log_disabled=True)

    def prepare(self, width, k, threads):
        self.k, self.width = k, width

    def one(self, query):
        return self.index.search(query, self.k, epsilon=self.width, with_distance=False)


class TurboVec(Peer):
    """A scan of 4-bit codes: no search is wider than another, and codes alone decide."""

    widths = (0,)
    allowed = None

    def __init__(self, name, metric, dimensions):
        super().__init__(name, metric, dimensions)
        import turbovec
        self.library = turbovec

    def build(self, rows, threads):
        self.index = self.library.TurboQuantIndex(self.dimensions, 4)
        sample = numpy.random.default_rng(1).choice(len(rows), min(1_024, len(rows)), False)
        self.index.calibrate(rows[numpy.sort(sample)])
        self.index.add(rows, chunk_size=0)

    def save(self, path):
        self.index.write(path)

    def open(self, path, threads):
        self.index = self.library.TurboQuantIndex.load(path)
        self.index.prepare()

    def prepare(self, width, k, threads):
        self.k = k

    def one(self, query):
        return self.index.search(query[None], self.k, mask=self.allowed)[1][0]

    def many(self, queries):
        return self.index.search(queries, self.k, mask=self.allowed, chunk_size=0)[1]

    def restrict(self, allowed):
        self.allowed = allowed
