"""usearch's filtered search, compiled from the headers of its source archive on PyPI."""
import ctypes
import glob
import os
import re
import subprocess
import sys
import tarfile

import numpy
# Loads the kernels that the compiled search calls.
import usearch

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = "ANN_USEARCH_FILTERED"


def compiled(cache):
    """The path of the library, which is made where the cache has none of this version."""
    folder = os.path.join(cache, f"usearch-{usearch.__version__}")
    library = os.path.join(folder, "filtered.so")
    if os.path.exists(library):
        return library
    os.makedirs(folder, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary",
         "usearch", "--dest", folder, f"usearch=={usearch.__version__}"],
        check=True, stdout=sys.stderr)
    archive, = glob.glob(os.path.join(folder, "*.tar.gz"))
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    source = archive.removesuffix(".tar.gz")
    with open(os.path.join(source, "setup.py"), encoding="utf-8") as file:
        # As the package itself is compiled: kernels come from numkong, chosen at run time.
        targets = sorted(set(re.findall(r'"(NK_TARGET_\w+)"', file.read())))
    subprocess.run(
        ["c++", "-std=c++17", "-O3", "-ffast-math", "-w", "-fPIC", "-shared",
         "-DUSEARCH_USE_OPENMP=0", "-DUSEARCH_USE_NUMKONG=1", "-DNK_DYNAMIC_DISPATCH=1",
         *(f"-D{target}=0" for target in targets),
         f"-I{source}/include", f"-I{source}/numkong/include",
         os.path.join(HERE, "usearch_filtered.cpp"), "-o", library + ".part"],
        check=True, stdout=sys.stderr)
    os.rename(library + ".part", library)
    return library


class Filtered:
    def __init__(self, path, allowed):
        self.allowed = numpy.ascontiguousarray(allowed, dtype=numpy.uint8)
        self.library = ctypes.CDLL(os.environ[LIBRARY])
        self.library.footnote_usearch_open.restype = ctypes.c_void_p
        self.library.footnote_usearch_search.restype = ctypes.c_size_t
        self.index = ctypes.c_void_p(self.library.footnote_usearch_open(path.encode()))
        if not self.index:
            raise OSError(f"{path}: usearch's headers do not open it")

    def set_width(self, width):
        self.library.footnote_usearch_set_width(self.index, ctypes.c_size_t(width))

    def search(self, query, k):
        keys = numpy.empty(k, dtype=numpy.uint64)
        count = self.library.footnote_usearch_search(
            self.index, ctypes.c_void_p(query.ctypes.data), ctypes.c_size_t(k),
            ctypes.c_void_p(self.allowed.ctypes.data), ctypes.c_void_p(keys.ctypes.data))
        return keys[:count]
