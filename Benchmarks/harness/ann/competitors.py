"""The engines that are measured, by name."""

FOOTNOTE = "Footnote"
FOOTNOTE_GRAPH = "Footnote, graph"
FOOTNOTE_FLAT = "Footnote, flat 8-bit"
FOOTNOTE_FLAT_4_BITS = "Footnote, flat 4-bit"
FOOTNOTE_FLAT_FLOATS = "Footnote, flat float32, exact"
HNSWLIB = "hnswlib M 16"
FAISS_GRAPH = "faiss HNSW32"
FAISS_GRAPH_8_BITS = "faiss HNSW32_SQ8"
TURBOVEC = "turbovec 4-bit"
USEARCH = "usearch bf16"
SYMPHONY = "SymphonyQG"

# What Footnote's own program is told to build.
OWN = {
    FOOTNOTE: "automatic", FOOTNOTE_GRAPH: "graph", FOOTNOTE_FLAT: "flat",
    FOOTNOTE_FLAT_4_BITS: "flat-4", FOOTNOTE_FLAT_FLOATS: "flat-32",
}


def _faiss_graph(factory, construction):
    def make(*given):
        from harness.ann.faiss_peers import FaissGraph
        return FaissGraph(*given, factory, construction)
    return make


def _faiss_lists(factory):
    def make(*given):
        from harness.ann.faiss_peers import FaissLists
        return FaissLists(*given, factory)
    return make


def _faiss_flat(*given):
    from harness.ann.faiss_peers import FaissFlat
    return FaissFlat(*given)


def _graph(kind, *settings):
    def make(*given):
        from harness.ann import graph_peers
        return getattr(graph_peers, kind)(*given, *settings)
    return make


def _quantised(kind, *settings):
    def make(*given):
        from harness.ann import quantised_peers
        return getattr(quantised_peers, kind)(*given, *settings)
    return make


# By name: what makes the peer of a name, metric and dimensions. A package is imported only by the
# process that measures it.
PEERS = {
    HNSWLIB: _graph("HNSWLib", 16, 200),
    "hnswlib M 32": _graph("HNSWLib", 32, 400),
    FAISS_GRAPH: _faiss_graph("HNSW32", 200),
    FAISS_GRAPH_8_BITS: _faiss_graph("HNSW32_SQ8", 200),
    "faiss IVF PQ fast-scan": _faiss_lists("IVF{lists},PQ{halves}x4fs,RFlat"),
    "faiss IVF RaBitQ": _faiss_lists("RR{all},IVF{lists},RaBitQfs,Refine(SQ8)"),
    "faiss flat": _faiss_flat,
    USEARCH: _graph("USearch", "bf16", 16, 200),
    "usearch i8": _graph("USearch", "i8", 16, 200),
    SYMPHONY: _quantised("SymphonyQG", 32, 200, 0),
    "SymphonyQG, 8-bit": _quantised("SymphonyQG", 32, 400, 8),
    "SymphonyQG, degree 64": _quantised("SymphonyQG", 64, 400, 0),
    "scann": _quantised("ScaNN"),
    "voyager": _graph("Voyager", "Float32", 16, 200),
    "voyager E4M3": _graph("Voyager", "E4M3", 16, 200),
    "vsag sq8": _quantised("VSAG", {
        "base_quantization_type": "sq8_uniform", "max_degree": 32, "ef_construction": 400}),
    "vsag sq4, refined": _quantised("VSAG", {
        "base_quantization_type": "sq4_uniform", "max_degree": 32, "ef_construction": 400,
        "use_reorder": True, "precise_quantization_type": "sq8"}),
    "ngt ONNG": _quantised("NGT", 50, 10, 60),
    TURBOVEC: _quantised("TurboVec"),
}

# Other settings of libraries that are measured anyway: only when they are asked for.
ON_REQUEST = ("hnswlib M 32", "SymphonyQG, degree 64", "voyager E4M3", "vsag sq4, refined")

# For large sets and to try things out: what the goals name, and the fastest.
CHIEF = (HNSWLIB, FAISS_GRAPH, FAISS_GRAPH_8_BITS, USEARCH, SYMPHONY, TURBOVEC)

# Who can be told which rows may be found; usearch through its own headers, see usearch_filtered.
FILTERING = (FAISS_GRAPH, FAISS_GRAPH_8_BITS, HNSWLIB, USEARCH, TURBOVEC)


def made(name, metric, dimensions):
    return PEERS[name](name, metric, dimensions)
