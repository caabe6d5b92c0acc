"""Graphs of hnswlib, usearch and voyager."""
import numpy

from harness.ann.peer import ANGULAR, EUCLIDEAN, WIDTHS, Peer, scaled


class HNSWLib(Peer):
    widths = WIDTHS
    allowed = None

    def __init__(self, name, metric, dimensions, links, construction):
        super().__init__(name, metric, dimensions)
        import hnswlib
        self.library = hnswlib
        self.links = links
        self.construction = construction
        self.space = "l2" if metric == EUCLIDEAN else "ip"

    def build(self, rows, threads):
        self.index = self.library.Index(self.space, self.dimensions)
        self.index.init_index(
            len(rows), M=self.links, ef_construction=self.construction, random_seed=100)
        self.index.add_items(rows, num_threads=threads)

    def save(self, path):
        self.index.save_index(path)

    def open(self, path, threads):
        self.index = self.library.Index(self.space, self.dimensions)
        self.index.load_index(path)

    def prepare(self, width, k, threads):
        self.k, self.threads = k, threads
        self.index.set_ef(scaled(width, k))

    def one(self, query):
        return self.index.knn_query(query, self.k, num_threads=1, filter=self.allowed)[0][0]

    def many(self, queries):
        return self.index.knn_query(
            queries, self.k, num_threads=self.threads, filter=self.allowed)[0]

    def restrict(self, allowed):
        self.allowed = None
        if allowed is not None:
            listed = allowed.tolist()
            self.allowed = listed.__getitem__


class USearch(Peer):
    widths = WIDTHS
    filtered = None

    def __init__(self, name, metric, dimensions, kind, links, construction):
        super().__init__(name, metric, dimensions)
        import usearch.index
        self.library = usearch.index
        self.options = {
            "ndim": dimensions, "metric": "l2sq" if metric == EUCLIDEAN else
            "cos" if kind == "i8" and metric == ANGULAR else "ip",
            "dtype": kind, "connectivity": links, "expansion_add": construction,
        }

    def build(self, rows, threads):
        self.index = self.library.Index(**self.options)
        self.index.add(numpy.arange(len(rows), dtype=numpy.uint64), rows, threads=threads)

    def save(self, path):
        self.index.save(path)

    def open(self, path, threads):
        self.path = path
        self.index = self.library.Index(**self.options)
        self.index.load(path)

    def prepare(self, width, k, threads):
        self.k, self.threads = k, threads
        self.index.expansion_search = scaled(width, k)
        if self.filtered:
            self.filtered.set_width(scaled(width, k))

    def one(self, query):
        if self.filtered:
            return self.filtered.search(query, self.k)
        return self.index.search(query, self.k, threads=1).keys

    def many(self, queries):
        return self.index.search(queries, self.k, threads=self.threads).keys

    def restrict(self, allowed):
        """The Python package has no filter; the library's headers have."""
        self.filtered = None
        if allowed is not None:
            from harness.ann.usearch_filtered import Filtered
            self.filtered = Filtered(self.path, allowed)


class Voyager(Peer):
    widths = WIDTHS

    def __init__(self, name, metric, dimensions, kind, links, construction):
        super().__init__(name, metric, dimensions)
        import voyager
        self.library = voyager
        space = {
            ANGULAR: voyager.Space.Cosine, EUCLIDEAN: voyager.Space.Euclidean,
        }.get(metric, voyager.Space.InnerProduct)
        self.options = {
            "space": space, "num_dimensions": dimensions, "M": links,
            "ef_construction": construction, "random_seed": 1,
            "storage_data_type": getattr(voyager.StorageDataType, kind),
        }

    def build(self, rows, threads):
        self.index = self.library.Index(**self.options, max_elements=len(rows))
        self.index.add_items(rows, num_threads=threads)

    def save(self, path):
        self.index.save(path)

    def open(self, path, threads):
        self.index = self.library.Index.load(path)

    def prepare(self, width, k, threads):
        self.k, self.threads, self.width = k, threads, scaled(width, k)

    def one(self, query):
        return self.index.query(query, self.k, query_ef=self.width)[0]

    def many(self, queries):
        return self.index.query(
            queries, self.k, num_threads=self.threads, query_ef=self.width)[0]
