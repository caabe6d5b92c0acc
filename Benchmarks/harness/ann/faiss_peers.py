"""faiss: graphs, and inverted files whose codes are refined."""
import faiss
import numpy

from harness.ann.peer import EUCLIDEAN, WIDTHS, Peer, scaled

# Lists read and candidates refined for each result.
LIST_WIDTHS = (
    (4, 4), (8, 4), (12, 4), (16, 4), (24, 4), (24, 8), (32, 4), (32, 8), (48, 4), (48, 8),
    (64, 4), (64, 8), (64, 16), (96, 8), (96, 16), (128, 16), (192, 16), (256, 32))


class Faiss(Peer):
    selector = None

    def made(self, factory):
        metric = faiss.METRIC_L2 if self.metric == EUCLIDEAN else faiss.METRIC_INNER_PRODUCT
        return faiss.index_factory(self.dimensions, factory, metric)

    def save(self, path):
        faiss.write_index(self.index, path)

    def open(self, path, threads):
        faiss.omp_set_num_threads(threads)
        self.index = faiss.read_index(path)

    def one(self, query):
        return self.index.search(query[None], self.k, params=self.parameters)[1][0]

    def many(self, queries):
        return self.index.search(queries, self.k, params=self.parameters)[1]

    def restrict(self, allowed):
        self.selector = None
        if allowed is not None:
            self.bits = numpy.packbits(allowed, bitorder="little")
            self.selector = faiss.IDSelectorBitmap(self.bits)


class FaissGraph(Faiss):
    widths = WIDTHS

    def __init__(self, name, metric, dimensions, factory, construction):
        super().__init__(name, metric, dimensions)
        self.factory = factory
        self.construction = construction

    def build(self, rows, threads):
        faiss.omp_set_num_threads(threads)
        self.index = self.made(self.factory)
        self.index.hnsw.efConstruction = self.construction
        self.index.train(rows)
        self.index.add(rows)

    def prepare(self, width, k, threads):
        faiss.omp_set_num_threads(threads)
        self.k = k
        self.parameters = faiss.SearchParametersHNSW(efSearch=scaled(width, k), sel=self.selector)


class FaissLists(Faiss):
    widths = LIST_WIDTHS

    def __init__(self, name, metric, dimensions, factory):
        super().__init__(name, metric, dimensions)
        self.factory = factory

    def build(self, rows, threads):
        faiss.omp_set_num_threads(threads)
        lists = 1 << max(4, round(numpy.log2(2 * len(rows) ** 0.5)) - 1)
        self.index = self.made(self.factory.format(
            lists=lists, halves=self.dimensions // 2, all=self.dimensions))
        self.index.train(rows)
        self.index.add(rows)

    def prepare(self, width, k, threads):
        faiss.omp_set_num_threads(threads)
        self.k = k
        lists, factor = width
        kind = faiss.SearchParametersIVF
        if "RaBitQ" in self.factory:
            kind = faiss.IVFRaBitQSearchParameters
        inner = kind(nprobe=lists, sel=self.selector)
        self.parameters = faiss.IndexRefineSearchParameters(
            k_factor=factor, base_index_params=inner)


class FaissFlat(Faiss):
    """The exact rows, by products of matrices where there are many questions."""

    widths = (0,)
    parameters = None

    def build(self, rows, threads):
        faiss.omp_set_num_threads(threads)
        self.index = self.made("Flat")
        self.index.add(rows)

    def prepare(self, width, k, threads):
        faiss.omp_set_num_threads(threads)
        self.k = k
